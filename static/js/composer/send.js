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
  const words = notice.dataset.missingFile.split(",");
  if (!words.some((word) => area.value.toLocaleLowerCase().includes(word.trim()))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  notice.hidden = false;
}, { capture: true });

document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const notice = target.querySelector?.("[data-missing-file]");
  if (notice && detail.ctx.response?.status < 400) notice.hidden = true;
});
