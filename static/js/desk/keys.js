// Elements say their key: data-key="r", "shift+m", "g i", "mod+enter". Links and buttons are pressed, fields focused.
// Letters count by position, so they work on Persian and Russian layouts; inside fields only mod keys do.
const isField = (element) => element.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
const isOff = () => document.documentElement.dataset.shortcuts === "off";
// What lies in a closed menu answers to its key, too.
const isThere = (element) => element.checkVisibility() || element.closest(".menu:not(:popover-open)");
const codes = { Slash: "/", Period: ".", Enter: "enter", Space: "space" };
let leader = "";

function nameOf(event) {
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : null;
  const digit = event.code.startsWith("Digit") ? event.code.slice(5) : null;
  const key = letter ?? digit ?? (["/", "?", "."].includes(event.key) ? event.key : codes[event.code] ?? event.key.toLowerCase());
  if (key === "?" || (key === "/" && event.shiftKey)) return "?";
  const shift = event.shiftKey ? "shift+" : "";
  return event.ctrlKey || event.metaKey ? `mod+${shift}${key}` : shift + key;
}

function holder(key) {
  const found = [...document.querySelectorAll(`[data-key~="${key}"], [data-key="${key}"]`)];
  return found.find((element) => element.dataset.key === key && isThere(element) && !element.disabled);
}

function press(element) {
  if (isField(element)) element.focus();
  else element.click();
  const next = element.dataset.keyFocus && document.querySelector(element.dataset.keyFocus);
  next?.focus();
}

function label(element) {
  return element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
}

function help() {
  const dialog = document.querySelector("[data-keys-help]");
  const list = dialog?.querySelector("[data-keys-list]");
  if (!list || dialog.open) return;
  list.querySelectorAll("[data-here]").forEach((item) => item.remove());
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key;
    if (seen.has(key) || !isThere(element)) continue;
    seen.add(key);
    const item = document.createElement("li");
    item.dataset.here = "";
    const shown = key.replace("mod+", "Ctrl ").replace("shift+", "Shift ").replace("enter", "↵");
    item.append(label(element), Object.assign(document.createElement("kbd"), { textContent: shown.toUpperCase() }));
    list.append(item);
  }
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  const isMod = name.startsWith("mod+");
  if (!isMod && (isOff() || isField(event.target) || document.querySelector("dialog[open], .menu:popover-open"))) return;
  const key = leader ? `${leader} ${name}` : name;
  leader = "";
  const element = holder(key);
  if (element) {
    event.preventDefault();
    press(element);
  } else if (key === "?") {
    help();
  } else if (document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
    leader = key;
    setTimeout(() => { leader = ""; }, 1200);
  }
});
