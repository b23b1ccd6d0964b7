// In a [data-editor]: Ctrl/Cmd Enter presses [data-send-button], with Shift it opens [data-send-menu],
// Ctrl/Cmd Shift P presses [data-preview-button]. An attachment spoken of but missing is asked about once.
document.addEventListener("keydown", (event) => {
  const form = event.target.matches?.("textarea[data-editor]") && event.target.form;
  if (!form || !(event.ctrlKey || event.metaKey)) return;
  const button = event.key === "Enter"
    ? [...form.querySelectorAll(event.shiftKey ? "[data-send-menu]" : "[data-send-button]")].find((button) => button.checkVisibility())
    : event.shiftKey && event.code === "KeyP" && form.querySelector("[data-preview-button]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const notice = form.querySelector?.("[data-missing-file]");
  const area = form.querySelector?.("textarea[data-editor]");
  if (!notice || !area || !notice.hidden || form.querySelector("[name=attachments]")) return;
  // Whole words only: Turkish "gerekli" speaks of no file though "ekli" is inside it.
  const words = notice.dataset.missingFile.split(",").map((word) => word.trim()).join("|");
  if (!new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "iu").test(area.value)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  notice.hidden = false;
}, { capture: true });

document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const notice = target.querySelector?.("[data-missing-file]");
  if (notice && detail.ctx.response?.status < 400) notice.hidden = true;
});
