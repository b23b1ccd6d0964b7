// What a page asks by itself (when it loads, when there is news) says so: it does not count as somebody being here.
document.addEventListener("htmx:config:request", ({ detail }) => {
  const { request, sourceEvent } = detail.ctx;
  if (!sourceEvent || /^(load|live:)/.test(sourceEvent.type)) request.headers["X-By-Itself"] = "yes";
});
