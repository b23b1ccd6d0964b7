// One stream of news for all tabs of this browser. The visible tab that holds the lock reads it and tells the others.
// News become events on document: live:notify, live:view, live:ticket, live:ticket.10461 (detail: the data).
// Elements listen by hx-trigger="live:notify from:document".
const url = document.querySelector('meta[name="live-url"]')?.content;
const channel = url && new BroadcastChannel("live");
let heardAt = Date.now();
let asleep = false;
let stop = null;

function tell({ name, data }) {
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail: data }));
  if (name.includes(".")) document.dispatchEvent(new CustomEvent(`live:${name.split(".")[0]}`, { detail: data }));
}

// What was missed is asked for again: every event name that somebody on this page waits for.
function catchUp() {
  if (!navigator.onLine) return;
  const waiting = [...document.querySelectorAll('[hx-trigger*="live:"]')].map((element) => element.getAttribute("hx-trigger"));
  new Set(waiting.join(" ").match(/live:[\w.]+/g)).forEach((name) => document.dispatchEvent(new CustomEvent(name)));
}

function heard() {
  heardAt = Date.now();
  document.querySelectorAll("[data-live-paused]").forEach((mark) => { mark.hidden = true; });
}

function receive(block) {
  const field = (name) => block.split("\n").filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim()).join("\n");
  const name = field("event");
  if (!name) return;
  let data = field("data");
  try { data = JSON.parse(data); } catch { /* plain words are data too */ }
  const news = { name, data };
  channel.postMessage(news);
  // Lists wait up to two seconds, so that two hundred desks do not ask at the same moment.
  setTimeout(tell, name.startsWith("view") ? Math.random() * 2000 : 0, news);
}

// True: the stream ended and may be asked for again. False: there is none to be had here, so the page polls.
async function read(signal) {
  const reply = await fetch(url, { headers: { Accept: "text/event-stream" }, signal });
  if (!reply.ok) throw new Error(reply.status);
  if (!reply.headers.get("Content-Type")?.startsWith("text/event-stream")) return false;
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = "", done = false; !done;) {
    const chunk = await reader.read();
    done = chunk.done;
    heard();
    channel.postMessage({ name: "" });
    const blocks = (rest + (chunk.value ?? "").replaceAll("\r\n", "\n")).split("\n\n");
    rest = blocks.pop();
    blocks.forEach(receive);
  }
  return true;
}

async function lead(signal) {
  for (let wait = 1000; !signal.aborted; wait = Math.min(wait * 2, 60000)) {
    const began = Date.now();
    const again = await read(signal).catch(() => true);
    if (signal.aborted || !again) return;
    if (Date.now() - began > 60000) wait = 1000;
    await new Promise((resolve) => setTimeout(resolve, wait * (0.7 + Math.random() * 0.6)));
    if (!signal.aborted) catchUp();
  }
}

function attend() {
  const visible = document.visibilityState === "visible";
  if (visible && !stop) {
    stop = new AbortController();
    const { signal } = stop;
    // Without locks (plain HTTP on another machine) every visible tab reads for itself.
    if (navigator.locks) navigator.locks.request("live", { signal }, () => lead(signal)).catch(() => {});
    else lead(signal);
    if (asleep) catchUp();
  } else if (!visible && stop) {
    stop.abort();
    stop = null;
  }
  asleep = !visible;
}

function watch() {
  if (Date.now() - heardAt < 30000 || document.visibilityState === "hidden") return;
  document.querySelectorAll("[data-live-paused]").forEach((mark) => { mark.hidden = false; });
  catchUp();
}

if (url) {
  channel.onmessage = ({ data }) => { heard(); if (data.name) tell(data); };
  document.addEventListener("visibilitychange", attend);
  window.addEventListener("pagehide", () => { stop?.abort(); stop = null; });
  window.addEventListener("pageshow", attend);
  setInterval(watch, 20000);
  attend();
}
