// <button data-copy="text"> puts the text on the clipboard; data-copy="url" means the address of the link.
document.addEventListener("click", async (event) => {
  const source = event.target.closest("[data-copy]");
  if (!source || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const text = source.dataset.copy === "url" ? source.href : source.dataset.copy;
  await navigator.clipboard.writeText(text);
  const words = document.querySelector("[data-toasts]")?.dataset.copied;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: `${words}: ${text}` } }));
});
