/* A mirror of the session that lives on the server. It decides nothing; what it has not
   heard for a second is shown as unknown. What is to be heard comes ahead with its times, so
   that the page goes on speaking where the program falls silent, and never longer. */
import { clock, due, timed } from "/static/cues.js";
import { give, hush, isSilent, isSpeaking, lacks, onOutput, onVoices, unlock } from "/static/sound.js";

const box = document.querySelector("#sitting");
const part = (name, root = box) => root.querySelector(`[data-part="${name}"]`);
const EVERY_MS = 250;
const HEAR_EVERY_MS = 100;
const STALE_MS = 1000;
const LOST_MS = 3000;
const LAST_WORDS_MS = 4000;
const now = clock(() => performance.now(), () => Date.now());
const tones = JSON.parse(box.dataset.tones);
const guardMs = Number(box.dataset.guard);
const memory = `openpbm-heard-${box.dataset.id}`;
const kept = JSON.parse(sessionStorage.getItem(memory) ?? "null");
const given = new Set(kept ?? []);
let hears = kept !== null;  // this page was asked to speak; another that only looks stays silent
let seen = { press: "", stage: "", by_hand: false, asks: [] };
let cues = [];
let heard = now();
let lostAt = null;  // when the program was found silent
let offAt = null;  // a press that it could not be told: the mask should be off since then
let unsent = [];
let lock = null;
let wanted = false;
document.body.classList.add("in-session");

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

/* ---- what is heard ---- */
const hear = () => {
  if (!hears) return;
  const found = due(cues, given, now(), Number(box.dataset.late));
  for (const cue of found) give(cue, tones[cue.beep]);
  if (found.length) sessionStorage.setItem(memory, JSON.stringify([...given]));
};
const begun = () => { hears = true; unlock(document.title); };

const listened = () => {
  const less = lacks();
  for (const line of box.querySelectorAll("[data-lacks]")) line.hidden = !less[line.dataset.lacks];
};
const trial = () => {
  unlock(document.title).then(() => {
    give({ text: box.dataset.trial, beep: "now", urgent: true }, tones.now);
    listened();
    part("asked").hidden = false;
    part("asked").querySelector("button").focus();
  });
};
const answered = (isHeard) => {
  part("unheard").hidden = isHeard;
  part("asked").hidden = isHeard;
  part("try").classList.toggle("main-action", !isHeard);
  if (isHeard) box.querySelector('[data-ask="begin"]').focus();
};
if (part("sound")) {
  listened();
  onVoices(listened);
  part("try").addEventListener("click", trial);
  part("yes").addEventListener("click", () => answered(true));
  part("no").addEventListener("click", () => answered(false));
}
part("louder").addEventListener("click", begun);
onOutput(() => {
  part("changed").hidden = false;
  if (part("sound")) part("asked").hidden = true;
  if (hears) give({ text: box.dataset.changed, beep: "mark", urgent: false }, tones.mark);
});

/* ---- what is seen ---- */
const show = (told) => {
  part("phase").textContent = told.phase_said.charAt(0).toUpperCase() + told.phase_said.slice(1);
  part("left").textContent = told.left;
  if (part("told").textContent !== told.told) part("told").textContent = told.told;
  part("warmth").textContent = told.warmth.charAt(0).toUpperCase() + told.warmth.slice(1);
  told.bars.forEach((bar, i) => {
    const row = box.querySelector(`[data-bar="${i}"]`);
    part("fill", row).style.width = 100 * bar.done + "%";
    part("told", row).textContent = bar.told;
  });
  for (const button of box.querySelectorAll("[data-ask]")) button.hidden = !told.asks.includes(button.dataset.ask);
  if (part("sound")) part("sound").hidden = !told.asks.includes("begin");
  part("louder").hidden = !told.cues.length || (hears && !isSilent());
  area(told.asks.includes("dark"));
  box.classList.toggle("is-lit", told.is_lit);
  keepAwake(told.stage !== "paused");
};
const area = (isOff) => {
  part("stop-word").hidden = isOff;
  part("dark-word").hidden = !isOff;
};

const stale = document.querySelector("#stale");
const watch = () => {
  const age = now() - heard;
  const old = age > STALE_MS;
  stale.hidden = !old;
  box.classList.toggle("is-unknown", old);
  if (old) {
    part("age", stale).textContent = Math.round(age / 1000);
    part("phase").textContent = box.dataset.unknown;
    part("left").textContent = "?";
    part("warmth").textContent = box.dataset.warmthUnknown;
  }
  if (age > LOST_MS && lostAt === null) alone();
  setTimeout(watch, EVERY_MS);
};
/* The program is silent: of a mask switched by hand it is known what follows, of another not. */
const alone = () => {
  lostAt = now();
  if (!(seen.stage === "lit" && seen.by_hand)) cues = cues.filter((cue) => cue.kind === "off");
  if (seen.lost && hears) give(seen.lost, tones[seen.lost.beep]);
};

/* ---- hearing the program ---- */
const leave = (began) => {
  if (hears && isSpeaking() && now() - began < LAST_WORDS_MS) setTimeout(leave, HEAR_EVERY_MS, began);
  else { hush(); location.reload(); }
};
const take = (told, asked) => {
  [heard, lostAt, offAt] = [now(), null, null];
  seen = told;
  cues = timed(told.cues ?? [], asked);
  hear();
  if (told.is_over) { clearInterval(hearing); leave(now()); } else show(told);
};
const look = async () => {
  const asked = now();
  try {
    const answer = await fetch(box.dataset.now, { signal: AbortSignal.timeout(STALE_MS), cache: "no-store" });
    const told = await answer.json();
    if (unsent.length) await sendAgain();  // what it tells is older than that
    else take(told, asked);
  } catch { /* watch says it */ }
  if (!seen.is_over) setTimeout(look, EVERY_MS);
};

/* ---- stop, pause and the rest without leaving the page ---- */
const token = document.querySelector("#asks [name=token]").value;
const sent = (what) => fetch(what === "stop" ? box.dataset.stop : document.querySelector("#asks").action, {
  method: "POST", redirect: "manual", keepalive: true,
  ...(what === "stop" ? {} : { body: new URLSearchParams({ token, do: what }) }),
});
const sendAgain = async () => {
  while (unsent.length) { await sent(unsent[0]); unsent.shift(); }
};
const send = (what) => sent(what).catch(() => {
  if (what === "stop" || what === "dark") unsent.push(what);
});

/* One press anywhere. Where the program cannot be told, the page says itself what is to be done. */
const press = () => {
  if (lostAt === null) { if (seen.press) send(seen.press); return; }
  const off = cues.find((cue) => cue.kind === "off");
  if (offAt === null) {
    offAt = now();
    send("stop");
    cues = off && seen.by_hand ? [{ ...off, key: "off-alone", at: offAt }] : [];
    area(seen.by_hand);
  } else if (now() - offAt >= guardMs) {
    cues = [];
    if (seen.by_hand) send("dark");
  }
};
const CONTROLS = "a,button,input,label,summary,select";
document.addEventListener("click", (event) => {
  if (!event.target.closest(CONTROLS)) press();
});
document.querySelector("#stop").addEventListener("submit", (event) => {
  event.preventDefault();
  if (seen.asks.includes("dark") || lostAt !== null) press(); else send("stop");
});
document.querySelector("#asks").addEventListener("submit", (event) => {
  event.preventDefault();
  begun();
  send(event.submitter.value);
});
const QUIET_KEYS = /^(Tab|Shift|Control|Alt|Meta|CapsLock|F\d+|Audio\w+|Media\w+)$/;
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || QUIET_KEYS.test(event.key)) return;
  const isOff = seen.asks.includes("dark") || offAt !== null;
  const isOwn = event.target.closest(CONTROLS) !== null && !event.target.closest("#stop");
  if (isOff || event.key === "Escape" || (!isOwn && [" ", "Enter"].includes(event.key))) {
    event.preventDefault();
    if (event.key === "Escape" && !isOff && lostAt === null) send("stop"); else press();
  }
});
const hearing = setInterval(hear, HEAR_EVERY_MS);
look();
watch();
