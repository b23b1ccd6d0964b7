// Files for a form with data-upload-url: picked, dropped or pasted, several at once, sent at once with progress.
// The server answers {"id", "name"} or {"error"}; ids go along as hidden "attachments". Mark-up: ui/_upload.html.
const listOf = (form) => form.querySelector("[data-files]");
const pending = new WeakMap();
const sizeIn = (unit, count) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(count);
const sizeOf = (bytes) => (bytes < 1e5 ? sizeIn("kilobyte", bytes / 1e3) : sizeIn("megabyte", bytes / 1e6));

function add(form, file) {
  const list = listOf(form);
  const chip = list.querySelector("template").content.firstElementChild.cloneNode(true);
  chip.querySelector("bdi").textContent = file.name;
  chip.querySelector("small").textContent = sizeOf(file.size);
  if (file.type.startsWith("image/")) {
    const picture = Object.assign(new Image(), { src: URL.createObjectURL(file), alt: "" });
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    chip.querySelector("svg").replaceWith(picture);
  }
  list.append(chip);
  const { maxBytes, maxCount } = form.dataset;
  if (file.size === 0) return fail(chip, list.dataset.empty);
  if (file.size > Number(maxBytes || Infinity)) return fail(chip, list.dataset.tooLarge);
  if (list.querySelectorAll("li").length > Number(maxCount || Infinity)) return fail(chip, list.dataset.tooMany);
  return send(form, file, chip);
}

function send(form, file, chip) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  body.append("file", file);
  const progress = chip.querySelector("progress");
  progress.hidden = false;
  request.upload.onprogress = (event) => { progress.value = event.loaded / event.total; };
  request.onloadend = () => {
    progress.hidden = true;
    pending.set(form, pending.get(form) - 1);
    settle(form, request, chip);
  };
  pending.set(form, (pending.get(form) ?? 0) + 1);
  request.open("POST", form.dataset.uploadUrl);
  request.setRequestHeader("HX-Request", "true");
  request.responseType = "json";
  request.send(body);
  chip.querySelector("button").addEventListener("click", () => request.abort());
}

function settle(form, request, chip) {
  if (request.status === 401) document.dispatchEvent(new CustomEvent("signed-out"));
  if (request.status >= 200 && request.status < 300) {
    chip.append(Object.assign(document.createElement("input"), { type: "hidden", name: "attachments", value: request.response.id }));
    form.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: request.response }));
  } else if (chip.isConnected) {
    fail(chip, request.response?.error ?? listOf(form).dataset.failed);
  }
}

function fail(chip, words) {
  chip.classList.add("file--failed");
  chip.querySelector("small").textContent = words;
}

const formOf = (event) => event.target.closest?.("form[data-upload-url]");
const take = (form, files) => [...files].forEach((file) => add(form, file));

document.addEventListener("change", (event) => {
  const form = event.target.matches("[data-file-input]") && formOf(event);
  if (!form) return;
  take(form, event.target.files);
  event.target.value = "";
});
document.addEventListener("click", (event) => event.target.closest("[data-file-remove]")?.closest("li").remove());
document.addEventListener("paste", (event) => {
  const form = formOf(event);
  if (!form || !event.clipboardData.files.length) return;
  event.preventDefault();
  take(form, event.clipboardData.files);
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = formOf(event);
    if (!form || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("is-dropping", kind === "dragover");
    if (kind === "drop") take(form, event.dataTransfer.files);
  });
}
// A form that is sent while files are still on their way waits for them.
document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (!form || !pending.get(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  submitter?.setAttribute("aria-busy", "true");
  const timer = setInterval(() => {
    if (pending.get(form)) return;
    clearInterval(timer);
    submitter?.removeAttribute("aria-busy");
    form.requestSubmit(submitter);
  }, 150);
}, { capture: true });
