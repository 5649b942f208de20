/* A mirror of the session that lives on the server. It decides nothing; what it has not
   heard for a second is shown as unknown. */
const box = document.querySelector("#sitting");
const part = (name, root = box) => root.querySelector(`[data-part="${name}"]`);
const EVERY_MS = 250;
const STALE_MS = 1000;
let heard = performance.now();
let lock = null;
let wanted = false;

/* ---- the screen stays on while there is light ---- */
const keepAwake = async (lit) => {
  wanted = lit;
  if (!("wakeLock" in navigator)) return;
  try {
    if (lit && lock === null && document.visibilityState === "visible") {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } else if (!lit && lock !== null) {
      await lock.release();
    }
  } catch { lock = null; }
};
document.addEventListener("visibilitychange", () => { if (wanted) keepAwake(true); });

const show = (now) => {
  part("phase").textContent = now.phase.charAt(0).toUpperCase() + now.phase.slice(1);
  part("left").textContent = now.left;
  if (part("told").textContent !== now.told) part("told").textContent = now.told;
  part("warmth").textContent = now.warmth.charAt(0).toUpperCase() + now.warmth.slice(1);
  now.bars.forEach((bar, i) => {
    const row = box.querySelector(`[data-bar="${i}"]`);
    part("fill", row).style.width = 100 * bar.done + "%";
    part("told", row).textContent = bar.told;
  });
  for (const button of box.querySelectorAll("[data-ask]")) button.hidden = !now.asks.includes(button.dataset.ask);
  box.classList.toggle("is-lit", now.is_lit);
  keepAwake(now.is_lit);
};

const stale = document.querySelector("#stale");
const watch = () => {
  const age = performance.now() - heard;
  const old = age > STALE_MS;
  stale.hidden = !old;
  box.classList.toggle("is-unknown", old);
  if (old) {
    part("age", stale).textContent = Math.round(age / 1000);
    part("phase").textContent = box.dataset.unknown;
    part("left").textContent = "?";
    part("warmth").textContent = box.dataset.warmthUnknown;
  }
  setTimeout(watch, EVERY_MS);
};

const look = async () => {
  try {
    const answer = await fetch(box.dataset.now, { signal: AbortSignal.timeout(STALE_MS), cache: "no-store" });
    const now = await answer.json();
    heard = performance.now();
    if (now.gone || now.is_over) { location.reload(); return; }
    show(now);
  } catch { /* watch says it */ }
  setTimeout(look, EVERY_MS);
};

/* ---- stop, pause and the rest without leaving the page ---- */
const stop = () => fetch(box.dataset.stop, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {});
document.querySelector("#stop").addEventListener("submit", (event) => { event.preventDefault(); stop(); });
document.querySelector("#asks").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.currentTarget, event.submitter);
  fetch(event.currentTarget.action, { method: "POST", body: new URLSearchParams(form), redirect: "manual" }).catch(() => {});
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") { event.preventDefault(); stop(); }
});
look();
watch();
