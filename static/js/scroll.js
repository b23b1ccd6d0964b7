// [data-scroll-end] opens at the first unread message in it, or at its end, unless the address names a place.
for (const region of document.querySelectorAll("[data-scroll-end]")) {
  const unread = region.querySelector("[data-unread]");
  if (location.hash) continue;
  if (unread) unread.scrollIntoView({ block: "start" });
  else region.scrollTop = region.scrollHeight;
}
