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
  send.hidden = paged && number !== last();
}

function turn(number) {
  show(number);
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

if (form) {
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
