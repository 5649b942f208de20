"""A browser that notes what it is asked to say, beep and shake, as it has no voice of its own."""

RECORDER = """
const later = setTimeout;
if (localStorage.getItem('slow') !== null) {  // a page that is hidden, and worse: they never come
  globalThis.setTimeout = () => 0;
  globalThis.setInterval = () => 0;
}
const wall = Date.now.bind(Date);
Date.now = () => wall() + Number(localStorage.getItem('ahead') ?? 0);
const told = (kind, what) => {
  const all = JSON.parse(localStorage.getItem('told') ?? '[]');
  all.push([kind, what, wall()]);
  localStorage.setItem('told', JSON.stringify(all));
};
const own = '[{"localService": true, "lang": "en-GB"}]';
const voices = () => JSON.parse(localStorage.getItem('voices') ?? own);
const speech = {
  speaking: false, getVoices: voices, addEventListener() {}, cancel() {},
  speak(sentence) {
    told('say', sentence.text); told('lang', sentence.voice.lang); this.speaking = true;
    later(() => { this.speaking = false; sentence.onend?.(); }, 400);
  },
};
Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
globalThis.AudioContext = class {
  state = 'suspended'; currentTime = 0; destination = {};
  constructor() { globalThis.call = () => { this.state = 'interrupted'; }; }
  async resume() {
    if (localStorage.getItem('stuck') !== null) await new Promise(() => {});
    if (localStorage.getItem('muted') === null) this.state = 'running';
  }
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {} };
    return { gain, connect: (other) => other };
  }
  createOscillator() {
    const source = { frequency: {}, connect: (other) => other, stop() {} };
    source.start = () => told('beep', source.frequency.value);
    return source;
  }
};
const request = navigator.wakeLock?.request.bind(navigator.wakeLock);
if (request) navigator.wakeLock.request = (kind) =>
  localStorage.getItem('tired') === null ? request(kind) : Promise.reject(new Error('battery'));
navigator.vibrate = (pattern) => { if (pattern !== 0) told('shake', pattern); return true; };
navigator.mediaDevices.addEventListener = (kind, act) => { globalThis.unplug = act; };
"""
