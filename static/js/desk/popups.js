// A fragment that arrives as a popover with [data-opens] opens at once, beside what was pressed.
document.addEventListener("htmx:after:swap", () => {
  for (const popover of document.querySelectorAll("[popover][data-opens]")) {
    popover.removeAttribute("data-opens");
    const source = document.activeElement === document.body ? undefined : document.activeElement;
    popover.showPopover({ source });
  }
});
