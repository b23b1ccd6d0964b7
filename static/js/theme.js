// The theme changes at once; the choice is kept on the account and in a cookie by the same form that works without script.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const { value } = event.submitter;
  if (value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  form.querySelectorAll("[aria-current]").forEach((button) => button.removeAttribute("aria-current"));
  event.submitter.setAttribute("aria-current", "true");
  await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), headers: { "HX-Request": "true" } });
});
