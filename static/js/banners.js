// Lost sign-in, no connection and refused requests: say so, keep everything typed.
const show = (name, on) => {
  const banner = document.querySelector(`[data-banner="${name}"]`);
  if (banner) banner.hidden = !on;
};
const toast = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "error" } }));
const words = () => document.querySelector("[data-toasts]")?.dataset ?? {};

document.addEventListener("signed-out", () => show("signed-out", true));
window.addEventListener("offline", () => show("offline", true));
window.addEventListener("online", () => show("offline", false));
show("offline", navigator.onLine === false);

// 409 and 422 carry a fragment that says what is wrong; the rest is said here (see noSwap in base.html).
document.addEventListener("htmx:response:error", ({ detail }) => {
  const status = detail.ctx.response.status;
  if (status === 401) show("signed-out", true);
  else if (![409, 422].includes(status) && detail.ctx.sourceEvent?.isTrusted) toast({ 413: words().tooMuch, 429: words().tooMany }[status] ?? words().broken);
});
// What the page asks by itself (live news, polling) fails in silence; what a person asked for does not.
document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx?.sourceEvent?.isTrusted && !detail.ctx.response) toast(words().broken);
});
document.addEventListener("htmx:after:request", ({ detail }) => {
  if (detail.ctx.response?.status < 400) show("signed-out", false);
});
