(() => {
  "use strict";
  const form = document.getElementById("filter");
  const cards = [...document.querySelectorAll("[data-study]")];
  const count = document.getElementById("count");
  const keys = [...form.querySelectorAll("select")].map((list) => list.name);
  const fits = (card, key, wanted) => !wanted || card.dataset[key].split(" ").includes(wanted);
  const show = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const text = (wanted.text || "").trim().toLowerCase();
    let seen = 0;
    for (const card of cards) {
      const fit = keys.every((key) => fits(card, key, wanted[key])) && (!text || card.textContent.toLowerCase().includes(text));
      card.hidden = !fit;
      seen += fit;
    }
    count.textContent = seen ? count.dataset.seen.replace("{seen}", seen) : count.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details.panel, details.how")) fold.open = true; });
  for (const link of document.querySelectorAll("[data-only]")) {
    link.addEventListener("click", () => {
      form.reset();
      form.elements.goal.value = link.dataset.only;
      show();
    });
  }
  show();
  window.openpbm = { ready: Promise.resolve(), show };
})();
