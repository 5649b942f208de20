/* Voice, beeps and vibration of a page: only what this device has itself. A voice that is not
   local would send the sentence away, so it is not used. */
const RESUMED_MS = 500;
let context = null;
let quiet = null;
let spoken = 0;
let isTried = false;

const speech = () => globalThis.speechSynthesis ?? null;
const lang = () => document.documentElement.lang || "en";

/* A voice of this device for the page's language; null where there is none. */
export const voice = () => speech()?.getVoices().find(
  (one) => one.localService === true && one.lang.toLowerCase().startsWith(lang().slice(0, 2)),
) ?? null;

/* Nothing was unlocked in this page, as after a reload, or the browser took it back. */
export const isSilent = () => context === null || context.state !== "running";

/* What this device cannot do. */
export const lacks = () => ({
  voice: voice() === null,
  sound: isTried && isSilent(),
  vibration: typeof navigator.vibrate !== "function",
  wake: !("wakeLock" in navigator),
});

/* Inside a tap or a key: browsers let sound begin nowhere else. */
export const unlock = async (title) => {
  const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (Context && context === null) context = new Context();
  isTried = true;
  const resumed = Promise.resolve(context?.resume()).catch(() => {});  // without an output it may never come
  if (quiet === null && typeof Audio === "function") {
    quiet = new Audio("/quiet.wav");
    quiet.loop = true;
    quiet.addEventListener("pause", () => quiet?.play().catch(() => {}));  // a pulled headset
    quiet.play().catch(() => { quiet = null; });
  }
  if ("mediaSession" in navigator && typeof MediaMetadata === "function") {
    navigator.mediaSession.metadata = new MediaMetadata({ title });
  }
  await Promise.race([resumed, new Promise((given) => { setTimeout(given, RESUMED_MS); })]);
};

/* A telephone call takes the sound away, and only asking brings it back. */
const beep = (tone) => {
  if (context === null) return;
  if (!isSilent()) { play(tone); return; }
  const asked = performance.now();
  context.resume().then(() => { if (!isSilent() && performance.now() - asked < RESUMED_MS) play(tone); }, () => {});
};

const play = (tone) => {
  for (let number = 0; number < tone.times; number += 1) {
    const from = context.currentTime + number * (tone.length_ms + tone.gap_ms) / 1000;
    const to = from + tone.length_ms / 1000;
    const source = context.createOscillator();
    const volume = context.createGain();
    source.frequency.value = tone.hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.5, from + 0.01);
    volume.gain.setValueAtTime(0.5, to - 0.01);
    volume.gain.linearRampToValueAtTime(0, to);
    source.connect(volume).connect(context.destination);
    source.start(from);
    source.stop(to);
  }
};

const shake = (tone) => {
  if (typeof navigator.vibrate !== "function") return;
  navigator.vibrate(Array.from({ length: 2 * tone.times - 1 }, (_, i) => i % 2 ? tone.gap_ms : tone.length_ms));
};

const speak = (text, urgent) => {
  const own = voice();
  if (own === null) return;
  if (urgent) speech().cancel();
  if (speech().paused) speech().resume();
  const sentence = new SpeechSynthesisUtterance(text);
  sentence.voice = own;
  sentence.lang = own.lang;
  spoken += 1;
  sentence.onend = sentence.onerror = () => { spoken -= 1; };
  speech().speak(sentence);
};

/* One cue: each way that this device has, so that one that fails leaves the others. */
export const give = (cue, tone) => {
  for (const way of [() => beep(tone), () => shake(tone), () => speak(cue.text, cue.urgent)]) {
    try { way(); } catch { /* the others go on */ }
  }
};

export const hush = () => {
  speech()?.cancel();
  navigator.vibrate?.(0);
  const playing = quiet;
  quiet = null;
  playing?.pause();
};
export const isSpeaking = () => spoken > 0 && (speech()?.speaking ?? false);
export const onVoices = (act) => speech()?.addEventListener?.("voiceschanged", act);
export const onOutput = (act) => navigator.mediaDevices?.addEventListener?.("devicechange", act);
