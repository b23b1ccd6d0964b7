// Walking and selecting in a list: [data-rows] holds [data-row] with a [data-select] box and an a[data-open].
// j/k or arrows walk, Enter/o opens, x selects, Shift+J/K and Shift+click extend. [data-bulk] is shown while any is selected.
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
const current = () => document.querySelector("[data-row].is-current");
const boxOf = (row) => row?.querySelector("[data-select]");
const selected = () => rows().filter((row) => boxOf(row)?.checked);
const number = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa" : document.documentElement.lang);
let currentId = "";
let anchor = null;

function sync() {
  const chosen = selected();
  rows().forEach((row) => row.classList.toggle("is-selected", Boolean(boxOf(row)?.checked)));
  document.querySelectorAll("[data-bulk]").forEach((bar) => { bar.hidden = chosen.length === 0; });
  document.querySelectorAll("[data-selected-count]").forEach((place) => { place.textContent = number.format(chosen.length); });
  const all = document.querySelector("[data-select-all]");
  if (!all) return;
  all.checked = chosen.length > 0 && chosen.length === rows().length;
  all.indeterminate = chosen.length > 0 && !all.checked;
  document.querySelectorAll("[data-all-in-view]").forEach((offer) => { offer.hidden = !all.checked; });
}

function stand(row) {
  if (!row) return;
  current()?.classList.remove("is-current");
  row.classList.add("is-current");
  currentId = row.id;
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("a[data-open]")?.focus({ preventScroll: true });
}

function select(row, on) {
  const box = boxOf(row);
  if (!box) return;
  box.checked = on;
  anchor = row;
  sync();
}

function extend(to) {
  const all = rows();
  const [from, until] = [all.indexOf(anchor ?? current()), all.indexOf(to)].sort((a, b) => a - b);
  all.slice(Math.max(from, 0), until + 1).forEach((row) => { if (boxOf(row)) boxOf(row).checked = true; });
  sync();
}

function walk(step, extending) {
  const all = rows();
  const place = Math.min(Math.max(all.indexOf(current()) + step, 0), all.length - 1);
  if (extending) { anchor ??= current(); extend(all[place]); }
  stand(all[place]);
}

function typed(event) {
  const inField = event.target.closest("textarea, select, input:not([type=checkbox], [type=radio]), [popover], dialog");
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  if (document.documentElement.dataset.shortcuts === "off" && event.code.startsWith("Key")) return;
  const step = { KeyJ: 1, KeyK: -1, ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (step) walk(step, event.shiftKey);
  else if (event.shiftKey) return;
  else if (event.code === "KeyX") select(current() ?? rows()[0], !boxOf(current() ?? rows()[0])?.checked);
  else if (event.code === "KeyO" || (event.key === "Enter" && event.target.matches("[data-select], body"))) current()?.querySelector("a[data-open]")?.click();
  else if (event.key === "Escape" && selected().length) rows().forEach((row) => select(row, false));
  else return prepare(event);
  event.preventDefault();
}

// The keys of the bulk bar act on the row under the keyboard when nothing is selected.
function prepare(event) {
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  if (key && !selected().length && current() && document.querySelector(`[data-bulk] [data-key="${key}"]`)) select(current(), true);
}

document.addEventListener("keydown", typed, { capture: true });
document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-select]");
  if (box && event.shiftKey && anchor) extend(box.closest("[data-row]"));
  if (event.target.closest("[data-select-none]")) rows().forEach((row) => select(row, false));
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) rows().forEach((row) => select(row, event.target.checked));
  if (event.target.matches("[data-select]")) select(event.target.closest("[data-row]"), event.target.checked);
});
document.addEventListener("htmx:after:swap", () => {
  if (currentId) document.getElementById(currentId)?.classList.add("is-current");
  sync();
});
window.addEventListener("pageshow", sync);
