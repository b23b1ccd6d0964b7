// <button data-dialog="id"> opens a <dialog>; a press on its backdrop or on [data-close] closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.closest("dialog [data-close]") || event.target.matches("dialog[open]")) {
    event.target.closest("dialog").close();
  }
});

// A dialog with data-open comes open from the server (a form that was sent back).
document.querySelectorAll("dialog[data-open]").forEach((dialog) => dialog.showModal());
