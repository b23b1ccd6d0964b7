// Rich text pasted into a [data-editor] becomes Markdown: bold, italic, links, lists, code, quotes, tables.
const wrapped = (text, mark) => (text.trim() ? `${mark}${text.trim()}${mark}` : text);
const block = (text) => `\n\n${text.trim()}\n\n`;

function row(tr) {
  return `| ${[...tr.cells].map((cell) => inside(cell).trim().replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
}

function table(element) {
  const lines = [...element.rows].map(row);
  lines.splice(1, 0, `|${" --- |".repeat(element.rows[0]?.cells.length ?? 1)}`);
  return block(lines.join("\n"));
}

function items(list) {
  const lines = [...list.children].map((item, place) => {
    const mark = list.matches("ol") ? `${place + 1}. ` : "- ";
    return mark + inside(item).trim().replaceAll("\n", "\n  ");
  });
  return block(lines.join("\n"));
}

const written = {
  B: (e) => wrapped(inside(e), "**"), STRONG: (e) => wrapped(inside(e), "**"),
  I: (e) => wrapped(inside(e), "_"), EM: (e) => wrapped(inside(e), "_"),
  CODE: (e) => wrapped(e.textContent, "`"), PRE: (e) => block(`\`\`\`\n${e.textContent.trimEnd()}\n\`\`\``),
  A: (e) => (/^https?:|^mailto:/.test(e.href) ? `[${inside(e).trim() || e.href}](${e.href})` : inside(e)),
  UL: items, OL: items, TABLE: table, BR: () => "\n", HR: () => block("---"),
  BLOCKQUOTE: (e) => block(inside(e).trim().replace(/^/gm, "> ")),
  P: (e) => block(inside(e)), DIV: (e) => `\n${inside(e)}\n`,
  STYLE: () => "", SCRIPT: () => "", TITLE: () => "", IMG: () => "",
};

function inside(node) {
  return [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.data.replace(/\s+/g, " ");
    if (/^H[1-6]$/.test(child.nodeName)) return block(`${"#".repeat(Number(child.nodeName[1]))} ${inside(child)}`);
    return child.nodeType === Node.ELEMENT_NODE ? (written[child.nodeName] ?? inside)(child) : "";
  }).join("");
}

document.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html");
  if (!html || !event.target.matches?.("textarea[data-editor]") || event.defaultPrevented || event.clipboardData.files.length) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.body.querySelector("a, b, strong, i, em, ul, ol, table, pre, code, blockquote, h1, h2, h3, h4")) return;
  event.preventDefault();
  const text = inside(page.body).replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  const area = event.target;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
