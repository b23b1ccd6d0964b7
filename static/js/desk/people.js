// input[data-people="url"][list]: asks the url for people as one types, and offers their addresses.
let timer;

async function offer(field) {
  const reply = await fetch(`${field.dataset.people}?${new URLSearchParams({ q: field.value })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!reply?.ok) return;
  const found = new DOMParser().parseFromString(await reply.text(), "text/html").querySelectorAll("[role=option]");
  field.list.replaceChildren(...[...found].map((person) => {
    const option = document.createElement("option");
    option.value = person.dataset.value;
    option.label = person.textContent.replace(/\s+/g, " ").trim();
    return option;
  }));
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-people]") || field.value.trim().length < 2) return;
  clearTimeout(timer);
  timer = setTimeout(offer, 200, field);
});
