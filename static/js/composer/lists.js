// Enter inside a list of a [data-editor] goes on with the list; Enter on an empty entry ends it.
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (!area.matches?.("textarea[data-editor]") || event.defaultPrevented) return;
  const { value, selectionStart: caret } = area;
  const begin = value.lastIndexOf("\n", caret - 1) + 1;
  const line = value.slice(begin, caret);
  const [mark, space, bullet, number] = line.match(/^(\s*)(?:([-*] (?:\[[ x]\] )?)|(\d+)\. )/) ?? [];
  if (!mark) return;
  event.preventDefault();
  if (line === mark) area.setRangeText("", begin, caret, "end");
  else area.setRangeText(`\n${space}${bullet ?? `${Number(number) + 1}. `}`, caret, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
