/* The page works without this: it only saves loads, taps and waiting. */
import { say } from "/static/say.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}

/* ---- forms: where to look first ---- */
$("#summary")?.focus();

/* ---- the catalogue, while somebody types ---- */
const search = $("#q");
const list = $("#masks");
if (search && list) {
  const cards = $$("[data-search]", list);
  const counted = $("#count");
  const ALIKE = 0.55;  // as search.py has it
  const pairs = (word) => new Set(Array.from({ length: Math.max(word.length - 1, 0) }, (_, i) => word.slice(i, i + 2)));
  const alike = (one, other) => {
    const [first, second] = [pairs(one), pairs(other)];
    return (2 * [...first].filter((pair) => second.has(pair)).length) / Math.max(first.size + second.size, 1);
  };
  const like = (word, text) => text.includes(word)
    || text.split(/\s+/).some((own) => alike(word, own.slice(0, word.length + 1)) >= ALIKE);
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (test) => cards.filter((card) => words.every((word) => test(word, card.dataset.search)));
    let found = holds((word, text) => text.includes(word));
    if (!found.length) found = holds(like);
    for (const card of cards) card.hidden = !found.includes(card);
    $("#none-found").hidden = found.length > 0;
    counted.textContent = say(counted.dataset.counted, { count: found.length });
  };
  search.addEventListener("input", look);
  search.form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
}

/* ---- what an entry is understood as, as soon as it is written ---- */
const KIND = /^(condition|procedure|drug)-\d+-name$/;
const kindOf = (input) => KIND.exec(input.name)?.[1] ?? (/-which$/.test(input.name) ? "condition" : "");
const said = new WeakMap();  // entry: the line below it
const lineOf = (input) => {
  if (!said.has(input)) {
    const line = document.createElement("p");
    line.className = "echo";
    line.setAttribute("role", "status");
    input.closest(".field").after(line);
    said.set(input, line);
  }
  return said.get(input);
};
addEventListener("change", async ({ target: input }) => {
  if (!input.name || !kindOf(input)) return;
  const line = lineOf(input);
  const text = input.value.trim();
  line.textContent = "";
  if (!text || /[,;]/.test(text)) return;
  const asked = new URLSearchParams({ kind: kindOf(input), text });
  const answer = await fetch(`/understood?${asked}`).then((a) => a.json(), () => null);
  if (!answer || input.value.trim() !== text) return;
  line.textContent = answer.said ?? "";
});
addEventListener("input", ({ target: input }) => {
  const kind = input.value && KIND.exec(input.name ?? "")?.[1];
  const any = kind && $(`input[name="${kind}-any"][value="some"]`);
  if (any) any.checked = true;
});

/* ---- a plan on its way ---- */
const making = $("#making");
if (making) {
  const bar = $("progress", making);
  const step = $("[data-part=step]", making);
  const left = $("[data-part=left]", making);
  let least = Infinity;  // seconds left are never told to grow: the share done comes in steps
  const look = async () => {
    const now = await fetch(making.dataset.progress).then((a) => a.json(), () => null);
    if (now === null) {
      left.textContent = making.dataset.silent;
    } else if (now.state !== "running") {
      location.reload();
      return;
    } else {
      bar.value = now.share;
      step.textContent = now.step;
      least = now.left_s === null ? Infinity : Math.max(1, Math.min(least, now.left_s));
      left.textContent = now.left_s === null ? "" : say(making.dataset.left, { seconds: least });
    }
    setTimeout(look, 250);
  };
  setTimeout(look, 250);
}

for (const button of $$("[data-print]")) {
  button.addEventListener("click", () => print());
  const then = button.dataset.print; // asked for on the page before: printed at once, and on
  if (then) {
    addEventListener("afterprint", () => location.replace(then), { once: true });
    addEventListener("load", () => setTimeout(print, 0));
  }
}
