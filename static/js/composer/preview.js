// A preview is of what was written when it was asked for; typing on puts it away.
document.addEventListener("input", (event) => {
  const preview = event.target.matches("textarea[data-editor]") && event.target.form?.querySelector(".preview");
  if (preview) preview.replaceChildren();
});
