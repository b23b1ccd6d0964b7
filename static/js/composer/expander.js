// <text-expander data-script="..."> is brought to life when somebody first stands in its text: most who open a ticket
// read it and go on. What was typed meanwhile is looked at again.
async function enliven(area) {
  const expander = area?.closest("text-expander[data-script]");
  if (!expander || customElements.get("text-expander")) return;
  await import(expander.dataset.script);
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

document.addEventListener("focusin", (event) => enliven(event.target));
enliven(document.activeElement);
