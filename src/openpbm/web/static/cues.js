/* Which cues are to be given now: the twin of `due` in sitting/voice.py, which says why.
   Nothing here knows a clock, a page or a sound. */

/* The newest turn of a cue that comes again: its key, and when it was due. */
const turn = (cue, now) => {
  if (cue.again === null) return [cue.key, cue.at];
  const number = Math.floor((now - cue.at) / cue.again);
  return [`${cue.key}#${number}`, cue.at + number * cue.again];
};

/* Adds to `given` what is given now. */
export const due = (cues, given, now, lateMs) => {
  const found = [];
  for (const cue of cues) {
    if (now < cue.at || (cue.until !== null && now >= cue.until)) continue;
    const [key, at] = turn(cue, now);
    if (given.has(key)) continue;
    given.add(key);
    found.push({ ...cue, text: now - at > lateMs && cue.late !== null ? cue.late : cue.text });
  }
  return found;
};

/* Cues of a look, timed by a clock that read `asked` when it was asked for: at the latest then. */
export const timed = (cues, asked) => cues.map((cue) => ({
  ...cue, at: asked + cue.at, until: cue.until === null ? null : asked + cue.until,
}));

/* A clock that never runs back and never stands. The one that runs may have stood in a sleep, and
   the one on the wall may have been set: where that one leaps ahead the time counts, and `leapt`
   is told, as nobody here knows which of the two it was. */
const LEAP_MS = 1000;
export const clock = (running, wall, leapt = () => {}) => {
  const apart = () => wall() - running();
  let before = apart();
  let slept = 0;
  const running0 = running();
  return () => {
    const gone = apart() - before;
    if (Math.abs(gone) > LEAP_MS) {
      before += gone;
      if (gone > 0) { slept += gone; leapt(); }
    }
    return running() - running0 + slept;
  };
};
