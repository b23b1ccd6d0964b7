// <span data-countdown="8" data-words="Sending in {n} s"> counts whole seconds down to nought.
const number = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa-u-nu-arabext" : document.documentElement.lang);

setInterval(() => {
  for (const span of document.querySelectorAll("[data-countdown]")) {
    const left = Math.max(0, Number(span.dataset.countdown) - 1);
    span.dataset.countdown = left;
    span.textContent = span.dataset.words.replace("{n}", number.format(left));
  }
}, 1000);
