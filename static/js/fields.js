// [data-show-when='{"field": ["value", ...]}'] stands on the wrapper of a field that depends on others: all named
// fields must hold one of their values. Hidden fields are disabled, so they are neither required nor sent.
const valueOf = (form, name) =>
  new FormData(form).getAll(name).filter((value) => typeof value === "string" && value !== "");

function arrange(form) {
  // Twice, because a field that has just been hidden may be what another one waits for.
  for (let round = 0; round < 2; round += 1) {
    for (const wrapper of form.querySelectorAll("[data-show-when]")) {
      const rules = Object.entries(JSON.parse(wrapper.dataset.showWhen));
      const shown = rules.every(([name, wanted]) => valueOf(form, name).some((value) => [wanted].flat().includes(value)));
      wrapper.hidden = !shown;
      for (const field of wrapper.querySelectorAll("input, select, textarea")) field.disabled = !shown;
    }
  }
}

const arrangeAll = () => document.querySelectorAll("form:has([data-show-when])").forEach(arrange);
document.addEventListener("change", (event) => event.target.form?.querySelector("[data-show-when]") && arrange(event.target.form));
document.addEventListener("htmx:after:swap", arrangeAll);
arrangeAll();
