// live:gone says that a ticket went to another desk. Whoever works there too keeps it, so it is asked for first; else its
// row is marked with the words of [data-gone-words], and its own page shows [data-gone].
document.addEventListener("live:gone", async ({ detail }) => {
  const mark = document.querySelector(`[data-gone="${detail.id}"]`);
  const link = document.querySelector(`[data-row] a[data-open][href*="/${detail.id}/"]`);
  if (!mark && !link) return;
  const address = mark?.dataset.address ?? link.pathname;
  const reply = await fetch(`${address}glance/`, { headers: { "HX-Request": "true", "X-By-Itself": "yes" } }).catch(() => null);
  if (reply?.status !== 404) return;
  if (mark) mark.hidden = false;
  const row = link?.closest("[data-row]");
  if (!row || row.matches(".is-gone")) return;
  row.classList.add("is-gone");
  const box = row.querySelector("[data-select]");
  if (box) {
    box.checked = false;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.disabled = true;
  }
  const words = row.closest("[data-gone-words]")?.dataset.goneWords;
  if (words) link.after(Object.assign(document.createElement("span"), { className: "tag", textContent: words }));
});
