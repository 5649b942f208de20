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

/* A clock that never runs back; a device that slept has slept in one of its two. */
export const clock = (running, wall) => {
  const [running0, wall0] = [running(), wall()];
  let latest = 0;
  return () => {
    latest = Math.max(latest, running() - running0, wall() - wall0);
    return latest;
  };
};
