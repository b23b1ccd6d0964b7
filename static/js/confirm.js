// <form data-confirm="words"> or a button with it: asks once, only for what cannot be taken back.
const dialog = document.querySelector("[data-confirm-dialog]");
let agreed = null;

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const words = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!words || !dialog || agreed === form) {
    agreed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("[data-confirm-words]").textContent = words;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    agreed = form;
    form.requestSubmit(submitter);
  }, { once: true });
}, { capture: true });
