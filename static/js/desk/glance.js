// The space bar on a row of [data-rows] shows its ticket in [data-glance], a sheet beside the list; j and k take it
// along, space or Escape closes it. The ticket is asked for at the address of the row's a[data-open], plus glance/.
const sheet = document.querySelector("[data-glance]");
const isOpen = () => sheet.matches(":popover-open");
let timer;

function ask(row) {
  const { pathname, search } = row.querySelector("a[data-open]");
  window.htmx.ajax("GET", `${pathname}glance/${search}`, { source: sheet, target: sheet, swap: "innerHTML" });
}

function typed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const isSpace = event.code === "Space";
  if (!isSpace && !(event.key === "Escape" && isOpen())) return;
  if (isSpace && event.target.closest("textarea, select, input, button, summary, [popover]:not([data-glance]), dialog")) return;
  const row = event.target.closest("[data-row]") ?? document.querySelector("[data-row].is-current");
  if (isOpen()) sheet.hidePopover();
  else if (row && matchMedia("(min-width: 48em)").matches) ask(row);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (sheet) {
  document.addEventListener("keydown", typed, { capture: true });
  document.addEventListener("focusin", ({ target }) => {
    const row = isOpen() && target.closest("[data-row]");
    clearTimeout(timer);
    if (row) timer = setTimeout(ask, 120, row);
  });
  sheet.addEventListener("htmx:after:swap", ({ detail }) => {
    sheet.scrollTop = 0;
    // Gone meanwhile: better nothing than the ticket before it.
    if (detail.ctx.response.status >= 400) sheet.hidePopover();
    else if (!isOpen()) sheet.showPopover();
  });
}
