// Columns of table[data-widths] are made wider and narrower: a handle at the edge that looks to the subject, which takes
// what the others leave. Drag it, or press the arrow keys on it; double click or Enter: as wide as what stands in it.
// The width goes to the address in data-widths; th[data-width] says what was chosen before.
const NARROWEST = 40;
const WIDEST = 800;
const LEAST_SUBJECT = 200;
const STEP = 16;
const table = document.querySelector("table[data-widths]");
let timer;

const heads = () => [...table.querySelectorAll("thead th[class]:not(.c-subject)")];
const subject = () => table.querySelector("thead .c-subject");
const widthOf = (head) => Math.ceil(head.getBoundingClientRect().width);

// 1 if a step to the right makes the column wider: it stands before the subject, or the page reads from the right.
function direction(head) {
  const isBefore = head.compareDocumentPosition(subject()) & Node.DOCUMENT_POSITION_FOLLOWING;
  return (isBefore ? 1 : -1) * (document.dir === "rtl" ? -1 : 1);
}

function put(head, width) {
  head.style.inlineSize = `${width}px`;
  head.querySelector("[role=separator]").ariaValueNow = width;
}

// As wide as what stands in them, but for those with a width of their own.
function lay() {
  table.classList.remove("is-sized");
  const usual = heads().filter((head) => head.checkVisibility()).map((head) => [head, Number(head.dataset.width) || 0, widthOf(head)]);
  usual.forEach(([head, chosen, width]) => put(head, chosen || width));
  if (!usual.some(([, chosen]) => chosen)) return usual.forEach(([head]) => { head.style.inlineSize = ""; });
  const all = usual.reduce((sum, [, chosen, width]) => sum + (chosen || width), 42 + LEAST_SUBJECT);
  table.style.setProperty("--least", `${all}px`);
  table.classList.add("is-sized");
}

function resize(head, width) {
  const room = widthOf(head) + widthOf(subject()) - LEAST_SUBJECT;
  head.dataset.width = Math.round(Math.max(NARROWEST, Math.min(width, WIDEST, Math.max(room, widthOf(head)))));
  if (table.matches(".is-sized")) put(head, head.dataset.width);
  else lay();
}

function keep(head) {
  const values = {
    csrfmiddlewaretoken: table.closest("form").elements.csrfmiddlewaretoken.value,
    list: table.closest("form").elements.list.value,
    column: head.dataset.column,
    width: head.dataset.width ?? "",
  };
  window.htmx.ajax("POST", table.dataset.widths, { source: head, values, swap: "none" });
}

function keepSoon(head) {
  clearTimeout(timer);
  timer = setTimeout(keep, 500, head);
}

function reset(head) {
  delete head.dataset.width;
  head.style.inlineSize = "";
  lay();
  keepSoon(head);
}

function drag(event) {
  const handle = event.currentTarget;
  const head = handle.parentElement;
  const [begin, width, way] = [event.clientX, widthOf(head), direction(head)];
  const move = ({ clientX }) => resize(head, width + (clientX - begin) * way);
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", () => {
    handle.removeEventListener("pointermove", move);
    if (widthOf(head) !== width) keepSoon(head);
  }, { once: true });
}

function pressed(event) {
  const head = event.currentTarget.parentElement;
  const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
  if (event.key === "Enter") reset(head);
  else if (step) {
    resize(head, widthOf(head) + step * direction(head));
    keepSoon(head);
  } else return;
  event.preventDefault();
}

function handleFor(head) {
  const name = head.textContent.trim();
  const handle = Object.assign(document.createElement("span"), { className: "width-handle", tabIndex: 0, role: "separator", title: table.dataset.widthHint });
  Object.assign(handle, { ariaLabel: table.dataset.widthWords.replace("{name}", name), ariaOrientation: "vertical", ariaValueMin: NARROWEST, ariaValueMax: WIDEST });
  head.dataset.column = head.className.slice(2);
  // The name of the column, without that of its handle.
  head.ariaLabel = name;
  handle.addEventListener("pointerdown", drag);
  handle.addEventListener("keydown", pressed);
  handle.addEventListener("dblclick", () => reset(head));
  return handle;
}

if (table) {
  heads().forEach((head) => head.append(handleFor(head)));
  lay();
  // Some columns show on wide screens only.
  matchMedia("(max-width: 75em)").addEventListener("change", lay);
}
