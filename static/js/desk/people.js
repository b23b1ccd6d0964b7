// input[data-people="url"][list]: asks the url for people (or what else it knows) as one types, and offers what to write.
// Enter in one that has a button beside it presses that button and not the first of the form.
let timer;

async function offer(field) {
  const reply = await fetch(`${field.dataset.people}?${new URLSearchParams({ q: field.value })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!reply?.ok) return;
  const found = new DOMParser().parseFromString(await reply.text(), "text/html").querySelectorAll("[role=option]");
  field.list.replaceChildren(...[...found].map((person) => {
    const option = document.createElement("option");
    option.value = person.dataset.value;
    option.label = person.textContent.replace(/\s+/g, " ").trim();
    return option;
  }));
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-people]") || field.value.trim().length < 2) return;
  clearTimeout(timer);
  timer = setTimeout(offer, 200, field);
});

document.addEventListener("keydown", (event) => {
  const button = event.key === "Enter" && event.target.matches?.("[data-people]") && event.target.nextElementSibling;
  if (!button || !button.matches("button")) return;
  event.preventDefault();
  button.click();
});
