// form[data-auto-submit] sends itself when a choice changes. The pressed button of a slow form shows that it works.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-auto-submit]") && event.target.form) event.target.form.requestSubmit();
});

const busy = (button, on) => button?.setAttribute?.("aria-busy", on);
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const button = ctx.request.submitter;
  ctx.busyTimer = setTimeout(busy, 200, button, true);
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  clearTimeout(ctx.busyTimer);
  busy(ctx.request.submitter, false);
});

// A search field inside a form asks as one types; Enter would send the form half chosen.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("form input[type=search]:is([hx-get], [hx-post])")) event.preventDefault();
});
