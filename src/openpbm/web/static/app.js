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
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const fits = words.every((word) => card.dataset.search.includes(word));
      card.hidden = !fits;
      if (fits) count += 1;
    }
    if (cards.length === Number(counted.dataset.total)) counted.textContent = say(counted.dataset.counted, { count });
  });
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
      left.textContent = now.left_s === null ? "" : say(making.dataset.left, { seconds: now.left_s });
    }
    setTimeout(look, 250);
  };
  setTimeout(look, 250);
}

for (const button of $$("[data-print]")) button.addEventListener("click", () => print());
