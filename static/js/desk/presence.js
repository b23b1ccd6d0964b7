// [data-presence="url"]: says every 20 s, while the page is visible, that one is viewing the ticket, or replying once
// [data-replying] has words; shows who else is there.
const PAUSE = 20000;
const place = () => document.querySelector("[data-presence]");

function body(state) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  form.append("state", state);
  return form;
}

async function beat() {
  const here = place();
  if (!here || document.visibilityState === "hidden") return;
  const words = document.querySelector("[data-replying]");
  const state = words?.value.trim() && words.value !== words.defaultValue ? "replying" : "viewing";
  const reply = await fetch(here.dataset.presence, { method: "POST", body: body(state), headers: { "HX-Request": "true" } }).catch(() => null);
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-presence]");
  if (fresh && place() && fresh.textContent.trim() !== place().textContent.trim()) place().replaceWith(fresh);
}

if (place()) {
  beat();
  setInterval(beat, PAUSE);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pagehide", () => place() && navigator.sendBeacon(place().dataset.presence, body("gone")));
  let begun = false;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-replying]") || begun) return;
    begun = true;
    beat();
    setTimeout(() => { begun = false; }, PAUSE);
  });
}
