// <form data-draft-key="ticket-7" data-draft-url="...">: what is written is kept 1 s after typing stops, on the
// server when there is a url and always in this browser, until the form was sent. [data-saved] says so.
const timers = new WeakMap();
const storageKey = (form) => `draft:${form.dataset.draftKey}:${form.querySelector("[data-mode]:is(:checked, [type=hidden])")?.value ?? ""}`;
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input:not([type]), select"));

function keepHere(form) {
  const values = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
  localStorage.setItem(storageKey(form), JSON.stringify(values));
}

async function keepThere(form) {
  const mark = form.querySelector("[data-saved]");
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const reply = await fetch(form.dataset.draftUrl, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (reply.status === 401) document.dispatchEvent(new CustomEvent("signed-out"));
    if (!reply.ok) throw new Error(reply.status);
    if (mark) mark.textContent = await reply.text();
  } catch {
    if (mark) mark.textContent = mark.dataset.here ?? "";
  }
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(storageKey(form)) || "{}");
  for (const field of fieldsOf(form)) {
    if (field.matches("select") || field.value || !kept[field.name]) continue;
    field.value = kept[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function forget(form) {
  clearTimeout(timers.get(form));
  localStorage.removeItem(storageKey(form));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draftKey || !event.isTrusted) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => {
    keepHere(form);
    if (form.dataset.draftUrl) keepThere(form);
  }, 1000));
});

document.addEventListener("htmx:after:request", ({ target, detail }) => {
  if (target.dataset?.draftKey && detail.ctx.response?.status < 400) forget(target);
});

// A plain form that was sent and led to another page is done; the same form again means it came back.
document.addEventListener("submit", ({ target }) => {
  clearTimeout(timers.get(target));
  if (target.dataset.draftKey) sessionStorage.setItem("draft-sent", storageKey(target));
});
const sent = sessionStorage.getItem("draft-sent");
const forms = [...document.querySelectorAll("form[data-draft-key]")];
if (sent && !forms.some((form) => storageKey(form) === sent)) localStorage.removeItem(sent);
sessionStorage.removeItem("draft-sent");
forms.forEach(restore);
