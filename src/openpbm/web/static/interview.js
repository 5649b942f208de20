/* The interview on a phone: one question a screen, read by the program as it is left.
   Without this, and on a wide screen, it is one page with the same questions. */
import { say } from "/static/say.js";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const form = $("form[data-paged]");
const narrow = matchMedia("(max-width: 39.99rem)");
const [next, back, send] = [$("#next"), $("#back"), $(".actions [name=do]")];
const OPEN = ".problem, .spelling";  // what still has to be looked at

const pages = () => $$("[data-page]", form);
const at = () => Number(form.dataset.at ?? 0);
const last = () => pages().length - 1;
const toDo = () => pages().findIndex((page) => $(OPEN, page));

function show(number) {
  const paged = narrow.matches;
  form.classList.toggle("is-paged", paged);
  form.dataset.at = number;
  form.elements.page.value = number;
  pages().forEach((page, i) => { page.hidden = paged && i !== number; });
  $("#paging").textContent = say($("#paging").dataset.says, { number: number + 1, count: last() + 1 });
  $(".paging progress").value = (number + 1) / (last() + 1);
  $(".paging").hidden = !paged;
  next.hidden = !paged || number === last();
  back.hidden = !paged || number === 0;
  for (const button of $$("[data-all]", form)) button.hidden = false;
  send.hidden = paged && number !== last();
}

function turn(number) {
  show(number);
  keep();
  scrollTo({ top: 0, behavior: "instant" });
  $("#paging").focus();
}

function goTo(number) {
  history.pushState({ page: number, depth: (history.state?.depth ?? 0) + 1 }, "");
  turn(number);
}

/** The program reads the answers of this screen and gives it back, with what is wrong at its field. */
async function read() {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "look");
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return true;  // the last screen is read again, whole
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = $$("[data-page]", told)[at()];
  if (!fresh) return true;
  pages()[at()].replaceWith(document.adoptNode(fresh));
  return !$(OPEN, pages()[at()]);
}

async function forward() {
  next.disabled = true;
  const isGood = await read();
  next.disabled = false;
  if (!isGood) {
    show(at());
    const wrong = $("[aria-invalid], [aria-describedby$=-problem], .spelling input", pages()[at()]);
    (wrong ?? $("#paging")).focus();
    return;
  }
  const mend = $("#summary");
  if (mend && toDo() < 0) mend.remove();
  goTo(mend ? (toDo() < 0 ? last() : toDo()) : at() + 1);
}

function backward() {
  if (history.state?.depth) history.back();
  else turn(at() - 1);
}

/* ---- a tap that leaves nothing open goes on; keys never do, as they pass over choices ---- */
const OPENS = ["some", "lab", "ita"];  // what asks for more words, as a yes does where it asks which
let tapped = 0;
const groups = (page) => Map.groupBy($$("input[type=radio]", page), (input) => input.name);
const isWhole = (page) => [...groups(page).values()].every((group) => {
  const chosen = group.find((input) => input.checked);
  const asks = chosen?.value === "yes" && $(".which", chosen.closest("fieldset"));
  return chosen && !asks && !OPENS.includes(chosen.value);
});

function turnWhenWhole(page) {
  if (narrow.matches && page && "turns" in page.dataset && at() < last() && isWhole(page)) forward();
}

/** Says no to every question of a screen that is still open; what was answered stays. */
function sayNo(button) {
  const page = button.closest("[data-page]");
  for (const group of groups(page).values()) {
    const no = group.find((input) => input.value === button.dataset.value);
    if (no && !group.some((input) => input.checked)) no.checked = true;
  }
  keep();
  turnWhenWhole(page);
}

/* ---- what was typed outlives a reload, in this tab only; a page opened anew begins empty, as it
   may be about somebody else ---- */
const DRAFT = "openpbm-draft";
const isSamePage = document.wasDiscarded || performance.getEntriesByType("navigation")[0]?.type !== "navigate";

function keep() {
  const typed = [...new FormData(form)].filter(([name, value]) => name !== "token" && name !== "like" && value);
  try { sessionStorage.setItem(DRAFT, JSON.stringify(typed)); } catch { /* then nothing is kept */ }
}

function restore() {
  let draft = null;
  try {
    if (!isSamePage) sessionStorage.removeItem(DRAFT);
    draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  } catch { return; }
  if (!draft || form.elements.age.value || $(OPEN, form)) return;
  for (const [name, value] of draft) {
    for (const field of $$(`[name="${CSS.escape(name)}"]`, form)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked ||= field.value === value;
      else if (field.type !== "hidden" || name === "page") field.value = value;
    }
  }
}

if (form) {
  restore();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", ({ submitter }) => { if (submitter?.value === "save" && at() === last()) sessionStorage.removeItem(DRAFT); });
  addEventListener("pointerup", () => { tapped = Date.now(); });
  form.addEventListener("change", ({ target }) => {
    if (target.type === "radio" && Date.now() - tapped < 700) turnWhenWhole(target.closest("[data-page]"));
  });
  form.addEventListener("click", ({ target }) => { const b = target.closest("[data-all]"); if (b) sayNo(b); });
  const ofGoals = () => { for (const fold of $$("[data-of-goal]", form)) {
    fold.hidden = !$(`[name=goal][value="${fold.dataset.ofGoal}"]`, form)?.checked;
  } };
  form.addEventListener("change", ofGoals);
  ofGoals();
  next.addEventListener("click", forward);
  back.addEventListener("click", backward);
  form.addEventListener("submit", (event) => {  // the return key in a field
    if (!narrow.matches || at() === last() || event.submitter?.value !== "save") return;
    event.preventDefault();
    forward();
  });
  addEventListener("popstate", ({ state }) => turn(state?.page ?? 0));
  $("#summary")?.addEventListener("click", (event) => {
    const target = event.target.hash && $(event.target.hash);
    const page = target && pages().indexOf(target.closest("[data-page]"));
    if (page >= 0) show(page);
  });
  narrow.addEventListener("change", () => show(at()));
  const asked = Number(form.elements.page.value) || 0;
  show(toDo() < 0 ? Math.min(Math.max(asked, 0), last()) : toDo());
  history.replaceState({ page: at(), depth: 0 }, "");
}
