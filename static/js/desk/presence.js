// [data-presence="url"]: says every 20 s, while the page is visible, that one is viewing the ticket, or replying once
// [data-replying] has words; shows who else is there, at once when that changes.
const PAUSE = 20000;
const headers = { "HX-Request": "true", "X-By-Itself": "yes" };
const place = () => document.querySelector("[data-presence]");

function body(state) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  form.append("state", state);
  return form;
}

async function show(reply) {
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-presence]");
  if (fresh && place() && fresh.textContent.trim() !== place().textContent.trim()) place().replaceWith(fresh);
}

function beat() {
  const here = place();
  if (!here || document.visibilityState === "hidden") return;
  const words = document.querySelector("[data-replying]");
  const state = words?.value.trim() && words.value !== words.defaultValue ? "replying" : "viewing";
  fetch(here.dataset.presence, { method: "POST", body: body(state), headers }).catch(() => null).then(show);
}

// Somebody came, went or began to type: asked, not said, or two pages would answer each other for ever.
function ask({ detail }) {
  if (place()?.dataset.presence.includes(`/${detail?.id}/`)) fetch(`${place().dataset.presence}others/`, { headers }).catch(() => null).then(show);
}

if (place()) {
  beat();
  setInterval(beat, PAUSE);
  document.addEventListener("visibilitychange", beat);
  document.addEventListener("live:presence", ask);
  window.addEventListener("pagehide", () => place() && navigator.sendBeacon(place().dataset.presence, body("gone")));
  let begun = false;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-replying]") || begun) return;
    begun = true;
    beat();
    setTimeout(() => { begun = false; }, PAUSE);
  });
}
