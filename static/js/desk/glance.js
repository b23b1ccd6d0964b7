// The space bar on a row of [data-rows] shows its ticket in [data-glance], a sheet beside the list; j and k take it
// along, space or Escape closes it. The ticket is asked for at the address of the row's a[data-open], plus glance/.
// In its field Ctrl/Cmd Enter sends; words that were not sent stay in the sheet while it is closed.
const sheet = document.querySelector("[data-glance]");
const isOpen = () => sheet.matches(":popover-open");
const field = () => sheet.querySelector("textarea");
const link = (row) => row?.querySelector("a[data-open]");
const backToRow = () => link(document.querySelector("[data-row].is-current"))?.focus({ preventScroll: true });
let shown, timer;

function ask(row) {
  const { pathname, search } = link(row);
  const hasWords = field() && field().value !== field().defaultValue;
  if (shown === pathname && hasWords) return void (isOpen() || sheet.showPopover());
  shown = pathname;
  window.htmx.ajax("GET", `${pathname}glance/${search}`, { source: sheet, target: sheet, swap: "innerHTML" });
}

function close() {
  const wasInside = sheet.contains(document.activeElement);
  sheet.hidePopover();
  if (wasInside) backToRow();
}

// What was sent may have changed the row, or taken it out of the list: then it stays, and shows how the ticket stands.
async function renew(row) {
  const reply = await fetch(location.href).catch(() => null);
  const list = reply?.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = list && list.getElementById(row.id);
  if (!fresh) return row.querySelector(".c-status")?.replaceChildren(sheet.querySelector(".glance-facts > :first-child").cloneNode(true));
  fresh.classList.toggle("is-current", row.matches(".is-current"));
  fresh.querySelector("[data-select]").checked = row.querySelector("[data-select]").checked;
  const hadFocus = row.contains(document.activeElement);
  row.replaceWith(fresh);
  if (hadFocus) link(fresh).focus({ preventScroll: true });
}

function typed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === field()) sheet.querySelector("[data-send-button]").click();
  else if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !["Space", "Escape"].includes(event.code)) return;
  else if (event.code === "Space" && event.target.closest("textarea, select, input, button, summary, [popover]:not([data-glance]), dialog")) return;
  else if (isOpen()) close();
  else {
    const row = event.target.closest("[data-row]") ?? document.querySelector("[data-row].is-current");
    if (event.code === "Escape" || !row || !matchMedia("(min-width: 48em)").matches) return;
    ask(row);
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

function arrived({ target, detail: { ctx } }) {
  if (target !== sheet) return;
  const { status } = ctx.response;
  const wasSent = ctx.request.method === "POST";
  // Gone meanwhile: better nothing than the ticket before it. But words that could not be sent stay.
  if (status >= 400 && !wasSent) sheet.hidePopover();
  else if (!isOpen() && (status >= 400 || !wasSent)) sheet.showPopover();
  // The newest from its beginning, however long it is.
  sheet.querySelector(".glance-said > :last-child")?.scrollIntoView({ block: "start" });
  if (status >= 400) field()?.focus();
  else if (wasSent) {
    if (isOpen()) backToRow();
    const row = [...document.querySelectorAll("[data-row]")].find((one) => link(one).pathname === shown);
    if (row) renew(row);
  }
}

if (sheet) {
  document.addEventListener("keydown", typed, { capture: true });
  document.addEventListener("focusin", ({ target }) => {
    const row = isOpen() && target.closest("[data-row]");
    clearTimeout(timer);
    if (row && link(row).pathname !== shown) timer = setTimeout(ask, 120, row);
  });
  sheet.addEventListener("htmx:after:swap", arrived);
}
