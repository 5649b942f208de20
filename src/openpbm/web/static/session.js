/* A mirror of the session that lives on the server. It decides nothing; what it has not
   heard for a second is shown as unknown. What is to be heard comes ahead with its times, so
   that the page goes on speaking where the program falls silent, and never longer. */
import { clock, due, timed } from "/static/cues.js";
import { give, hush, isSilent, isSpeaking, lacks, onOutput, onVoices, unlock } from "/static/sound.js";

const box = document.querySelector("#sitting");
const part = (name, root = box) => root.querySelector(`[data-part="${name}"]`);
const EVERY_MS = 250;
const BEAT_MS = 100;
const STALE_MS = 1000;
const LOST_MS = 3000;
const LAST_WORDS_MS = 4000;
let leaptAt = null;  // when the clock leapt: whether that was sleep, the program knows
const running = () => performance.now();
const now = clock(running, () => Date.now(), () => { leaptAt = running(); });
const isUnsure = () => leaptAt !== null && lostAt === null && running() - leaptAt < LOST_MS;
const tones = JSON.parse(box.dataset.tones);
const guardMs = Number(box.dataset.guard);
const memory = `openpbm-heard-${box.dataset.id}`;
const kept = JSON.parse(sessionStorage.getItem(memory) ?? "null");
const given = new Set(kept ?? []);
let hears = kept !== null;  // this page was asked to speak; another that only looks stays silent
let seen = { press: "", stage: "", by_hand: false, asks: [] };
let cues = [];
let heard = now();
let missed = 0;  // by looks that found nobody since; one that this page slept through is not enough
let lostAt = null;  // when the program was found silent
let toldOffAt = null;  // since when this page knows that it is to be dark
let offAt = null;  // a press that it could not be told: the mask should be off since then
let isStopping = false;  // stop was asked for, and light was all that was heard since
let isDark = false;  // a press said so that the program could not be told
let unsent = [];
let lock = null;
let wanted = false;
let isRefused = false;  // as by a phone that saves its battery
document.body.classList.add("in-session");

/* ---- the screen stays on while there is light ---- */
const keepAwake = async (lit) => {
  wanted = lit;
  if (!("wakeLock" in navigator)) return;
  try {
    if (lit && lock === null && document.visibilityState === "visible") {
      lock = await navigator.wakeLock.request("screen");
      isRefused = false;
      lock.addEventListener("release", () => { lock = null; });
    } else if (!lit && lock !== null) {
      await lock.release();
    }
  } catch { lock = null; isRefused = true; }
  if (part("sound")) listened();
};
document.addEventListener("visibilitychange", () => { if (wanted) keepAwake(true); });

/* ---- what is heard ---- */
const hear = () => {
  const at = now();
  if (!hears || isUnsure()) return;
  const found = due(cues, given, at, Number(box.dataset.late));
  for (const cue of found) give(cue, tones[cue.beep]);
  if (found.length) sessionStorage.setItem(memory, JSON.stringify([...given]));
};
const begun = () => {
  hears = true;
  unlock(document.title);
  if (history.state !== memory) history.pushState(memory, "");
};
/* A finger that strikes the edge of a telephone leaves no page that has to call "off now". */
const HOLDS = ["count", "lit", "off"];
addEventListener("popstate", (event) => {
  if (!hears || !HOLDS.includes(seen.stage)) { history.back(); return; }
  history.pushState(memory, "");
  press(event);
});

const listened = () => {
  const less = lacks();
  less.wake ||= isRefused;
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
  if (age > LOST_MS && missed > 1 && lostAt === null && !isUnsure()) alone();
  if (lostAt !== null) area(seen.by_hand && called() >= 0);
};
/* The program is silent: of a mask switched by hand it is known what follows, of another not. */
const alone = () => {
  lostAt = now();
  const isKnown = seen.stage === "lit" && seen.by_hand;
  if (isKnown && isStopping) { offNow(); return; }
  if (!isKnown) cues = cues.filter((cue) => cue.kind === "off");
  if (seen.lost && hears) give(seen.lost, tones[seen.lost.beep]);
};
/* For how long this page alone has called for dark; less than none: not yet. */
const called = () => now() - (offAt ?? cues.find((cue) => cue.kind === "off")?.at ?? Infinity);
/* Stop was asked for, and nobody else says so. */
const offNow = () => {
  offAt = now();
  const off = cues.filter((cue) => cue.kind === "off");
  cues = seen.by_hand ? off.map((cue) => ({ ...cue, key: "off-alone", at: offAt })) : [];
};

/* ---- hearing the program ---- */
const leave = () => {
  if (hears && isSpeaking() && now() - heard < LAST_WORDS_MS) return;
  hush();
  location.reload();
};
const take = (told, asked) => {
  if (leaptAt !== null && leaptAt > lookedAt) return;  // it was asked by the clock of before
  if (told.gone && !isDark && HOLDS.includes(seen.stage)) {  // begun anew, it knows of no light: silent
    missed += 2;
    return;
  }
  [heard, missed, lostAt, offAt, leaptAt] = [now(), 0, null, null, null];
  seen = told;
  toldOffAt = told.stage === "off" ? toldOffAt ?? running() : null;
  isStopping &&= told.stage === "lit";
  cues = timed(told.cues ?? [], asked);
  hear();
  if (!told.is_over) show(told);
};
const within = (ms) => {
  if (AbortSignal.timeout) return AbortSignal.timeout(ms);
  const given = new AbortController();
  setTimeout(() => given.abort(), ms);
  return given.signal;
};
let lookedAt = -EVERY_MS;
let isLooking = false;
const look = async () => {
  const asked = now();
  [lookedAt, isLooking] = [running(), true];
  try {
    const answer = await fetch(box.dataset.now, { signal: within(STALE_MS), cache: "no-store" });
    const told = await answer.json();
    if (unsent.length) await sendAgain();  // what it tells is older than that
    else take(told, asked);
  } catch { missed += running() - lookedAt < LOST_MS ? 2 : 1; }  // watch says it
  isLooking = false;
};

/* ---- stop, pause and the rest without leaving the page ---- */
const token = document.querySelector("#asks [name=token]").value;
const sent = (what) => fetch(what === "stop" ? box.dataset.stop : document.querySelector("#asks").action, {
  method: "POST", redirect: "manual", keepalive: true, signal: within(LOST_MS),
  ...(what === "stop" ? {} : { body: new URLSearchParams({ token, do: what }) }),
});
const sendAgain = async () => {
  while (unsent.length) { await sent(unsent[0]); unsent.shift(); }
};
const send = (what) => {
  if (what === "stop") isStopping = true;
  sent(what).catch(() => {
    if (what === "stop" || what === "dark") unsent.push(what);
    if (what === "stop" && lostAt === null) alone();
  });
};

/* Whether it was pressed to say that it is dark, and not before this page could call for that. */
const meansDark = (event) => toldOffAt !== null && event.timeStamp - toldOffAt >= guardMs;
/* One press anywhere. Where the program cannot be told, the page says itself what is to be done. */
const press = (event) => {
  if (!hears) due(cues, given, now(), 0);  // what was due before anybody listened is past
  if (!hears || isSilent()) begun();
  if (lostAt === null) {
    if (seen.press && (seen.press !== "dark" || meansDark(event))) send(seen.press);
    return;
  }
  const calledMs = called();
  if (isDark) return;
  if (seen.by_hand && calledMs < 0) {
    send("stop");
    offNow();
  } else if (!seen.by_hand || calledMs >= guardMs) {
    cues = [];
    isDark = true;
    send("stop");
    if (seen.by_hand) { send("dark"); give({ text: box.dataset.dark, beep: "mark", urgent: true }, tones.mark); }
  }
};
const CONTROLS = "a,button,input,label,summary,select";
document.addEventListener("click", (event) => {
  if (!event.target.closest(CONTROLS)) press(event);
});
document.querySelector("#stop").addEventListener("submit", (event) => {
  event.preventDefault();
  if (seen.asks.includes("dark") || lostAt !== null) press(event); else send("stop");
});
document.querySelector("#asks").addEventListener("submit", (event) => {
  event.preventDefault();
  begun();
  send(event.submitter.value);
});
const QUIET_KEYS = /^(Tab|Shift|Control|Alt|Meta|CapsLock|F\d+|Audio\w+|Media\w+)$/;
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || QUIET_KEYS.test(event.key)) return;
  const isOff = seen.asks.includes("dark") || (lostAt !== null && called() >= 0);
  const isOwn = event.target.closest(CONTROLS) !== null && !event.target.closest("#stop");
  if (isOff || event.key === "Escape" || (!isOwn && [" ", "Enter"].includes(event.key))) {
    event.preventDefault();
    if (event.key === "Escape" && !isOff && lostAt === null) send("stop"); else press(event);
  }
});
const beat = () => {
  if (seen.is_over) { leave(); return; }
  hear();
  watch();
  if (!isLooking && running() - lookedAt >= EVERY_MS) look();
};
setInterval(beat, BEAT_MS);
if (typeof Worker === "function") new Worker("/static/tick.js").addEventListener("message", beat);
beat();
