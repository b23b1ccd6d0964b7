// <text-expander keys="@ /" data-people-url="..." data-canned-url="...">: asks the url of the key with ?q= for a list of
// role="option" elements; data-value is what is written in the place of the typed word.
// Its events do not bubble, so they are caught on the way down.
// A list that comes late, or was made for fewer letters, never offers somebody who is not meant: the latest counts.
const asked = new WeakMap();
const urls = { "@": "peopleUrl", "/": "cannedUrl", "#": "ticketsUrl" };

async function fetched(expander, key, text) {
  const url = expander.dataset[urls[key]];
  if (!url) return { matched: false };
  const reply = await fetch(`${url}?${new URLSearchParams({ q: text })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!reply?.ok) return { matched: false };
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.setAttribute("role", "listbox");
  menu.innerHTML = await reply.text();
  menu.querySelectorAll("[role=option]").forEach((option, place) => { option.id ||= `suggestion-${place}`; });
  return { matched: menu.querySelector("[role=option]") !== null, fragment: menu };
}

function narrow(expander, text) {
  const fits = (option) => option.textContent.toLowerCase().includes(text.toLowerCase());
  expander.querySelectorAll("[role=option]").forEach((option) => fits(option) || option.remove());
  const first = expander.querySelector("[aria-selected=true]") ?? expander.querySelector("[role=option]");
  first?.setAttribute("aria-selected", "true");
}

document.addEventListener("text-expander-change", (event) => {
  const { key, text, provide } = event.detail;
  narrow(event.target, text);
  const found = fetched(event.target, key, text);
  asked.set(event.target, found);
  provide(found.then(() => asked.get(event.target)));
}, { capture: true });

document.addEventListener("text-expander-value", (event) => {
  const { item } = event.detail;
  event.detail.value = item.dataset.value;
}, { capture: true });
