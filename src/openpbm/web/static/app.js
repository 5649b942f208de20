/* The page works without this: it only saves loads, taps and waiting. */
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
  const total = $("#count").textContent.match(/of (\d+)/)?.[1];
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const fits = words.every((word) => card.dataset.search.includes(word));
      card.hidden = !fits;
      if (fits) count += 1;
    }
    if (cards.length === Number(total)) {
      $("#count").textContent = `${count} of ${total} devices, as their makers state.`;
    }
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
  const say = lineOf(input);
  const text = input.value.trim();
  say.textContent = "";
  if (!text || /[,;]/.test(text)) return;
  const asked = new URLSearchParams({ kind: kindOf(input), text });
  const answer = await fetch(`/understood?${asked}`).then((a) => a.json(), () => null);
  if (!answer || input.value.trim() !== text) return;
  if (answer.guesses.length) say.textContent = `Do you mean ${answer.guesses.join(" or ")}?`;
  else if (answer.echoes.length) say.textContent = `understood as: ${answer.echoes.join("; ")}`;
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
      left.textContent = "The program does not answer. Is it still running?";
    } else if (now.state !== "running") {
      location.reload();
      return;
    } else {
      bar.value = now.share;
      step.textContent = now.step;
      left.textContent = now.left_s === null ? "" : `About ${now.left_s} s left`;
    }
    setTimeout(look, 250);
  };
  setTimeout(look, 250);
}

for (const button of $$("[data-print]")) button.addEventListener("click", () => print());
