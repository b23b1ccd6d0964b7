// The two modes of a composer are radio buttons [data-mode]: each keeps its own text, so that a note is never sent as a
// reply by mistake. Texts kept by the server come as data-draft on the buttons, placeholders as data-placeholder.
const texts = new WeakMap();

function textsOf(form) {
  if (!texts.has(form)) {
    const modes = [...form.querySelectorAll("[data-mode]")];
    texts.set(form, Object.fromEntries(modes.map((mode) => [mode.value, mode.dataset.draft ?? ""])));
  }
  return texts.get(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!event.target.matches("textarea[data-editor]") || !form?.querySelector("[data-mode]")) return;
  textsOf(form)[form.querySelector("[data-mode]:checked").value] = event.target.value;
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-mode]")) return;
  const form = event.target.form;
  const area = form.querySelector("textarea[data-editor]");
  area.value = textsOf(form)[event.target.value];
  if (event.target.dataset.placeholder) area.placeholder = event.target.dataset.placeholder;
  area.focus();
});
