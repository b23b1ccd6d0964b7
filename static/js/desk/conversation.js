// [data-conversation] stays at its end when it stood there and something new comes; [data-quote="id"] puts that
// message into the box as a quotation.
const region = document.querySelector("[data-conversation]");
let wasAtEnd = true;
const isAtEnd = () => region.scrollHeight - region.scrollTop - region.clientHeight < 80;

if (region) {
  region.addEventListener("scroll", () => { wasAtEnd = isAtEnd(); });
  document.addEventListener("htmx:after:swap", ({ target, detail }) => {
    // What one has just written is what one wants to see.
    if (wasAtEnd || target.id === "composer") region.scrollTop = region.scrollHeight;
    // A jump to one message: the browser goes there and marks it.
    const { anchor } = detail.ctx.request;
    if (anchor && document.getElementById(anchor)) location.hash = anchor;
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quote]");
  const area = document.querySelector("textarea[data-editor]");
  if (!button || !area) return;
  const message = document.getElementById(button.dataset.quote).querySelector(".message-body").cloneNode(true);
  message.querySelectorAll(".files, .former").forEach((part) => part.remove());
  const marked = String(getSelection()).trim();
  const text = marked || message.innerText.trim();
  area.setRangeText(`${text.replace(/\n{2,}/g, "\n\n").replace(/^/gm, "> ")}\n\n`, area.selectionStart, area.selectionEnd, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
