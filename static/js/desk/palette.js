// The command palette: Ctrl/Cmd K, / or a press on [data-palette-open]. Asks its url with ?q= for role="option" elements,
// each with data-href (Ctrl+Enter: new tab) or data-press, the selector of something on this page to press.
const palette = document.querySelector("[data-palette]");
const field = palette?.querySelector("input");
const list = palette?.querySelector("[role=listbox]");
let asked = null;
let before = null;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  chosen()?.removeAttribute("aria-selected");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option?.id ?? "");
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const query = new URLSearchParams({ q: field.value, from: location.pathname });
  const reply = await fetch(`${palette.dataset.palette}?${query}`, { headers: { "HX-Request": "true" }, signal: asked.signal }).catch(() => null);
  if (reply?.status === 401) document.dispatchEvent(new CustomEvent("signed-out"));
  if (!reply?.ok) return;
  list.innerHTML = await reply.text();
  options().forEach((option, place) => { option.id ||= `palette-option-${place}`; });
  palette.querySelector("[data-palette-none]").hidden = options().length > 0;
  choose(options()[0]);
}

function go(option, newTab) {
  if (!option) return field.form.requestSubmit();
  if (newTab && option.dataset.href) return window.open(option.dataset.href, "_blank");
  palette.hidePopover();
  if (option.dataset.href) location.assign(option.dataset.href);
  else document.querySelector(option.dataset.press)?.click();
}

function open() {
  before = document.activeElement;
  palette.showPopover();
  field.select();
  field.focus();
  ask();
}

function typed(event) {
  const all = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  else if (event.key === "Enter" && !event.isComposing) go(chosen(), event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
}

if (palette) {
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  field.addEventListener("keydown", typed);
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]"), event.ctrlKey || event.metaKey));
  palette.addEventListener("toggle", (event) => { if (event.newState === "closed") before?.focus({ preventScroll: true }); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-palette-open]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest?.("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]");
    const isSlash = event.key === "/" && !inField && !event.ctrlKey && !event.metaKey && document.documentElement.dataset.shortcuts !== "off";
    const isChord = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyK";
    if (!isSlash && !isChord) return;
    event.preventDefault();
    open();
  });
}
