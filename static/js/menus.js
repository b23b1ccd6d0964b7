// Menus are popovers (button popovertarget + .menu). Arrow keys walk, Home and End jump, letters of a
// [data-menu-search] field narrow the list; a press on an entry closes the menu unless it is a check box.
const entries = (menu) =>
  [...menu.querySelectorAll("a[href], button, input:not([type=hidden])")].filter((entry) => entry.checkVisibility() && !entry.disabled);

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (event.newState !== "open" || !menu.matches?.(".menu")) return;
  (menu.querySelector("[autofocus]") ?? menu.querySelector("[data-menu-search]") ?? entries(menu)[0])?.focus({ preventScroll: true });
}, { capture: true });

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu:popover-open");
  if (!menu) return;
  const list = entries(menu);
  const here = list.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: list.length - 1 };
  if (!(event.key in steps) || (event.target.type === "text" && ["Home", "End"].includes(event.key))) return;
  event.preventDefault();
  list[(steps[event.key] + list.length) % list.length]?.focus();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-menu-search]")) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const entry of event.target.closest(".menu").querySelectorAll("[data-menu-entry]")) {
    entry.hidden = !entry.textContent.toLocaleLowerCase().includes(wanted);
  }
});

document.addEventListener("click", (event) => {
  const menu = event.target.closest(".menu:popover-open");
  if (menu && event.target.closest("a[href], button:not([popovertarget], [data-keep-open])")) setTimeout(() => menu.hidePopover());
});
