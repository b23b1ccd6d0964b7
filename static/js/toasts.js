// Passing messages. Shown from the page (Django messages) or by an event "toast" on anything, also through HX-Trigger:
// {"toast": {"text": "Solved 5 tickets.", "level": "success", "undo": "/url/"}}. Undo is a form, on z as well.
const region = document.querySelector("[data-toasts]");
let timer;

function lifetime(toast) {
  if (toast.matches(".toast--error")) return 0;
  return toast.querySelector("form") ? 10000 : 6000;
}

function wait() {
  clearTimeout(timer);
  const toast = region.querySelector("[data-toast]");
  const time = toast && lifetime(toast);
  if (time) timer = setTimeout(() => (toast.matches(":hover, :focus-within") ? wait() : drop(toast)), time);
}

function drop(toast) {
  toast?.remove();
  wait();
}

function undoForm(url) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.setAttribute("hx-post", url);
  form.setAttribute("hx-swap", "none");
  // The toast goes before the answer comes; a target that has gone would let the answer fall.
  form.setAttribute("hx-target", "body");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: token.name, value: token.value }));
  form.append(Object.assign(document.createElement("button"), { className: "btn", textContent: region.dataset.undo }));
  form.lastChild.dataset.key = "z";
  return form;
}

function show({ text, level = "success", undo }) {
  if (!text) return;
  region.querySelectorAll("[data-toast]").forEach((old) => old.remove());
  const toast = region.querySelector("template").content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast--${level}`);
  toast.firstElementChild.textContent = text;
  if (undo) toast.firstElementChild.after(undoForm(undo));
  region.append(toast);
  window.htmx?.process(toast);
  wait();
}

if (region) {
  document.addEventListener("toast", (event) => show(event.detail));
  region.addEventListener("click", (event) => event.target.closest("[data-toast-close]") && drop(event.target.closest("[data-toast]")));
  region.addEventListener("htmx:after:request", (event) => drop(event.target.closest("[data-toast]")));
  wait();
}
