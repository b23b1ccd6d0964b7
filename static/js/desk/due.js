// Counts on what is left: <time datetime data-due> inside [data-due-phrases] (JSON of phrases with {h}, {m}, {d}).
const number = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa-u-nu-arabext" : document.documentElement.lang, { useGrouping: false });

function phraseOf(seconds) {
  const hours = Math.floor(Math.abs(seconds) / 3600);
  if (seconds < 0) return hours === 0 ? "over_minutes" : hours < 48 ? "over_hours" : "over_days";
  return hours === 0 ? "left_minutes" : "left_hours";
}

function count(time, phrases) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const parts = { m: seconds < 0 ? minutes : minutes % 60, h: Math.floor(minutes / 60), d: Math.floor(minutes / 1440) };
  const text = phrases[phraseOf(seconds)].replace(/\{(\w)\}/g, (_, part) => number.format(parts[part]));
  if (text === time.textContent) return;
  time.textContent = text;
  const mark = time.closest(".due");
  mark?.classList.toggle("due--over", seconds < 0);
  mark?.classList.toggle("due--soon", seconds >= 0 && minutes <= 30);
}

function tick() {
  for (const place of document.querySelectorAll("[data-due-phrases]")) {
    const phrases = JSON.parse(place.dataset.duePhrases);
    place.querySelectorAll("time[data-due]").forEach((time) => count(time, phrases));
  }
}

setInterval(() => document.visibilityState === "visible" && tick(), 30000);
document.addEventListener("visibilitychange", tick);
