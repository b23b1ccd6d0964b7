// Keeps relative times true: <time datetime data-relative="long|short"> counts on every 30 seconds.
const phrases = JSON.parse(document.querySelector('meta[name="time-phrases"]')?.content || "{}");
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language === "fa" ? "fa-u-nu-arabext" : language, { useGrouping: false });

function words(seconds, style) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes >= 24 * 60) return null;
  if (minutes === 0) return phrases.now;
  const unit = minutes < 60 ? "minutes" : "hours";
  const phrase = style === "short" ? unit : seconds > 0 ? `in_${unit}` : `${unit}_ago`;
  return phrases[phrase]?.replace("{n}", number.format(minutes < 60 ? minutes : Math.floor(minutes / 60)));
}

function tick() {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const text = words((new Date(time.dateTime) - Date.now()) / 1000, time.dataset.relative);
    if (text && text !== time.textContent) time.textContent = text;
  }
}

setInterval(() => document.visibilityState === "visible" && tick(), 30000);
document.addEventListener("visibilitychange", tick);
