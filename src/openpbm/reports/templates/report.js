"use strict";
(() => {
  const THIN = "\u202f";
  const byId = (id) => document.getElementById(id);

  /* ---- sentences come with the page; a gap is {name}, filled here ---- */
  const told = (id, gaps = {}) => live.says[id].replace(/\{(\w+)\}/g, (_, name) => gaps[name]);

  /* ---- numbers, worded as in words.py ---- */
  const number = (value) => {
    if (!Number.isFinite(value)) return told("unknown");
    if (value === 0) return "0";
    const size = Math.abs(value);
    if (size < 0.001) return value > 0 ? told("under", { value: `0${live.says.decimal}001` }) : told("about", { value: "0" });
    const rounded = Number(size.toPrecision(2));
    const exponent = Math.floor(Math.log10(rounded) + 1e-12);
    let [whole, rest] = rounded.toFixed(Math.max(0, 1 - exponent)).split(".");
    if (whole.length > 4) whole = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
    return (value < 0 ? "\u2212" : "") + whole + (rest ? live.says.decimal + rest : "");
  };
  const quantity = (value, unit) => {
    const printed = live.units[unit] ?? unit;
    if (printed === "°C") return value.toFixed(1).replace(".", live.says.decimal) + THIN + "°C";
    return number(value) + (printed ? THIN + printed : "");
  };
  const percent = (share) => {
    if (!Number.isFinite(share)) return told("unknown");
    if (share > 0 && share < 0.01) return told("under", { value: `1${THIN}%` });
    let rounded = Math.floor(share * 100 + 0.5);
    if (rounded === 100 && share !== 1) rounded = share < 1 ? 99 : 101;
    return rounded + THIN + "%";
  };

  /* ---- printing shows the plan, with short folds open ---- */
  const opened = [];
  let reset = () => {};
  addEventListener("beforeprint", () => {
    reset();
    for (const fold of document.querySelectorAll("details:not([open]):not(.long):not(.part)")) {
      fold.open = true;
      opened.push(fold);
    }
  });
  addEventListener("afterprint", () => { while (opened.length) opened.pop().open = false; });

  /* ---- parts behind one tap: opened by a link to them, or all at once ---- */
  const parts = [...document.querySelectorAll("details.part")];
  const reveal = () => {
    const part = location.hash && byId(location.hash.slice(1))?.closest("details.part");
    if (!part || part.open) return;
    part.open = true;
    byId(location.hash.slice(1)).scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  for (const button of document.querySelectorAll("[data-open]")) {
    const label = () => {
      const isOpen = parts.every((part) => part.open);
      button.textContent = isOpen ? button.dataset.close : button.dataset.open;
      return isOpen;
    };
    button.addEventListener("click", () => {
      const isOpen = label();
      for (const part of parts) part.open = !isOpen;
      label();
    });
    for (const part of parts) part.addEventListener("toggle", label);
    button.hidden = parts.length === 0;
    label();
  }

  /* ---- a letter to take along ---- */
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  }

  const source = byId("live-data");
  if (!source) return;
  const live = JSON.parse(source.textContent);
  const plan = { type: live.own, minutes: live.minutes, drive: live.drive };
  let state = { ...plan };

  /* ---- the same sums as live.py ---- */
  const along = (x, xs, ys) => {
    if (x <= xs[0]) return ys[0];
    for (let i = 1; i < xs.length; i++) {
      if (x <= xs[i]) return ys[i - 1] + ((ys[i] - ys[i - 1]) * (x - xs[i - 1])) / (xs[i] - xs[i - 1]);
    }
    return ys[ys.length - 1];
  };
  const driven = (s, c, r) => Math.min((live.channelDrive[c][r] * s.drive) / live.drive, 1);
  const lasting = (s, c, r) => (live.channelMinutes[c][r] * s.minutes) / live.minutes;
  const dose = (s) => {
    const sum = [0, 0, 0];
    live.channels.forEach((_, c) => live.weights.forEach((weight, r) => {
      const on = weight * lasting(s, c, r) * driven(s, c, r);
      for (let k = 0; k < 3; k++) sum[k] += live.doseRate[s.type][c][r][k] * on;
    }));
    return sum.map((value, k) => value * live.calibration[k]);
  };
  const ceiling = (s, c) => {
    const dark = along(s.minutes, c.minutes, c.offset);
    const lit = along(s.minutes, c.minutes, c.atFull[s.type]);
    const limit = along(s.minutes, c.minutes, c.limit[s.type]);
    const rest = c.unit === "degC" ? c.offset[0] : 0;
    const value = dark + (lit * s.drive) / live.drive;
    return { id: c.id, name: c.name, unit: c.unit, advisory: c.advisory, value, limit,
      share: limit > rest ? (value - rest) / (limit - rest) : value > limit ? 2 : 0 };
  };

  const onSkin = (s, c, isDose) => live.regions.map((_, r) => {
    const deep = isDose ? live.depthGain[s.type][c][r] * lasting(s, c, r) * live.dosePerMinute : 1;
    const on = driven(s, c, r) * deep;
    return [on, on * live.recirculated[s.type][c][r]];
  });

  /* ---- words that follow the sliders ---- */
  const form = byId("live");
  const minutes = byId("live-minutes"), drive = byId("live-drive");
  const badge = byId("live-badge"), away = byId("away"), awayText = byId("away-text");
  const sentence = byId("dose-sentence");
  const planned = sentence ? sentence.textContent : "";
  const safe = byId("safe-sentence");
  const keeps = safe ? safe.textContent : "";
  const rows = new Map([...document.querySelectorAll("[data-ceiling]")].map((row) => {
    const parts = {};
    for (const part of row.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
    return [row.dataset.ceiling, { row, parts, text: Object.fromEntries(Object.entries(parts).map(([k, e]) => [k, e.textContent])),
      width: parts.fill.style.width, kind: row.className, sign: row.querySelector(".sign").outerHTML }];
  }));
  const sign = (kind) => live.signs[kind];
  const same = () => Math.abs(state.minutes - plan.minutes) < 1e-9 && Math.abs(state.drive - plan.drive) < 1e-9 && state.type === plan.type;
  const showCeilings = (found, atRest) => {
    for (const c of found) {
      const shown = rows.get(c.id);
      if (!shown) continue;
      const { row, parts, text } = shown;
      const kind = c.value > c.limit ? (c.advisory ? "care" : "stop") : c.share <= 0.8 ? "go" : "care";
      parts.fill.style.width = atRest ? shown.width : 80 * Math.min(Math.max(c.share, 0), 1.25) + "%";
      parts.share.textContent = atRest ? text.share : percent(c.share);
      parts.value.textContent = atRest ? text.value : quantity(c.value, c.unit);
      parts.limit.textContent = atRest ? text.limit : quantity(c.limit, c.unit);
      row.className = atRest ? shown.kind : "ceiling is-" + kind;
      row.querySelector(".sign").outerHTML = atRest ? shown.sign : sign(kind);
    }
  };
  /* a limit that the live model does not carry says so instead of standing still */
  const showStill = (found, atRest) => {
    const moving = new Set(found.map((c) => c.id));
    let still = 0;
    for (const [id, { row, parts, text, kind }] of rows) {
      if (moving.has(id)) continue;
      still += 1;
      row.className = atRest ? kind : "ceiling is-still";
      parts.share.textContent = atRest ? text.share : told("still", { share: text.share });
    }
    return still;
  };
  const showBadge = (over, atRest, still) => {
    const kind = over ? "stop" : atRest ? "go" : "care";
    const passed = over && { limit: over.name, share: percent(over.share) };
    const text = over ? told(atRest ? "over" : "not_plan_over", passed) : told(atRest ? "is_plan" : "is_not_plan");
    badge.className = "live-badge is-" + kind;
    badge.innerHTML = sign(kind);
    badge.append(text);
    away.hidden = atRest;
    awayText.innerHTML = sign(kind);
    awayText.append(told(over ? "away_over" : "away"));
    if (safe) safe.textContent = atRest ? keeps : told(over ? "safe_over" : still ? "safe_still" : "safe_kept");
    for (const button of document.querySelectorAll("[data-back]")) button.hidden = atRest;
  };
  const show = () => {
    const atRest = same();
    const [low, middle, high] = dose(state);
    const found = live.ceilings.map((c) => ceiling(state, c));
    const gates = found.filter((c) => !c.advisory).sort((a, b) => b.share - a.share);
    const over = gates.find((c) => c.value > c.limit && (!atRest || c.share > 1.005));
    byId("live-minutes-out").textContent = String(Math.round(state.minutes * 10) / 10).replace(".", live.says.decimal) + THIN + "min";
    byId("live-drive-out").textContent = percent(state.drive);
    minutes.setAttribute("aria-valuetext", byId("live-minutes-out").textContent);
    drive.setAttribute("aria-valuetext", byId("live-drive-out").textContent);
    const whose = told(state.type === live.own ? "your_layer" : "other_layer", { layer: live.layer, type: live.types[state.type] });
    const gaps = { dose: quantity(middle, "J/cm2"), low: number(low), high: number(high), whose };
    if (sentence) sentence.textContent = atRest ? planned : told("would_bring", gaps);
    const whole = dose(plan)[1];
    byId("live-dose").textContent = atRest || !(whole > 0) ? told("dose", gaps)
      : told("dose_of_plan", { ...gaps, share: percent(middle / whole) });
    byId("live-tightest").textContent = gates.length ? told("closest", { limit: gates[0].name, share: percent(gates[0].share) }) : "";
    showCeilings(found, atRest);
    showBadge(over, atRest, showStill(found, atRest));
    for (const note of document.querySelectorAll("[data-still]")) note.hidden = atRest;
    document.dispatchEvent(new CustomEvent("openpbm:show", { detail: state }));
  };
  let waiting = 0;
  const move = () => {
    state = { type: Number(new FormData(form).get("type")), minutes: Number(minutes.value), drive: Number(drive.value) };
    if (Math.abs(state.minutes - plan.minutes) < 0.26 && plan.minutes % 0.5) state.minutes = plan.minutes;
    if (Math.abs(state.drive - plan.drive) < 0.026) state.drive = plan.drive;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };
  const setTo = (wanted) => {
    state = { ...wanted };
    minutes.value = state.minutes;
    drive.value = state.drive;
    form.querySelectorAll("[name=type]")[state.type].checked = true;
    show();
  };
  reset = () => setTo(plan);
  if (form) {
    form.hidden = false;
    form.addEventListener("input", move);
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", reset);
    reset();
  }
  window.openpbm = { live, onSkin, state: () => state, dose, number, percent, setTo, plan,
    ceiling: (s, id) => ceiling(s, live.ceilings.find((c) => c.id === id)) };
})();
