/* On every page: unsent answers are never forgotten, and leave with whoever signs out. Times of
   the day are shown on the reader's own clock. */

import * as drafts from "./drafts.js";

const TIME = { hour: "2-digit", minute: "2-digit" };
const FORMATS = {
  time: TIME,
  moment: { day: "numeric", month: "short", year: "numeric", ...TIME },
};

function showOwnTimes() {
  for (const time of document.querySelectorAll("time[data-clock]")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleString("en-GB", FORMATS[time.dataset.clock]);
    time.removeAttribute("data-clock");
  }
}
showOwnTimes();
document.addEventListener("htmx:afterRequest", showOwnTimes);

/* ---------- signing out ---------- */

const PATIENCE = 1_000; // milliseconds in which another tab has signed out

document.addEventListener("submit", (event) => {
  const { question } = event.target.dataset;
  if (!question) return;
  const count = drafts.count();
  if (count && !window.confirm(question.replace("{count}", count))) event.preventDefault();
  else drafts.forgetForGood();
});

/* Another tab signed out: what is open here is nobody's to read any more. */
drafts.onForgotten(() => {
  document.body.hidden = true;
  setTimeout(() => location.replace("/"), PATIENCE);
});

/* ---------- answers of an assessment that were never sent ---------- */

const notice = document.getElementById("unsent");
if (notice) showUnsent();

function showUnsent() {
  const { unsent, among } = notice.dataset;
  const isHere = ({ card, draft }) => draft.path === among && !document.getElementById(card);
  const kept = drafts.list(unsent).sort((a, b) => a.card.localeCompare(b.card));
  const found = among ? kept.filter(isHere) : kept;
  notice.querySelector("ul").replaceChildren(...found.map((each) => unsentLine(unsent, each)));
  notice.hidden = !found.length;
}

/* One card: the way to it, what was typed, and a button that gives it up. */
function unsentLine(scope, { card, draft }) {
  const line = notice.querySelector("template").content.cloneNode(true).firstElementChild;
  const link = line.querySelector("a");
  link.href = `${draft.path}#${card}`;
  link.textContent = card;
  const typed = Object.entries(draft.values).filter(([, value]) => value.trim());
  for (const [name, value] of typed) {
    const text = document.createElement("p");
    text.textContent = `${wordFor(name.slice(card.length + 1))}: ${value.replaceAll("_", " ")}`;
    line.querySelector("[data-typed]").append(text);
  }
  line.querySelector("button").addEventListener("click", () => {
    drafts.drop(scope, card);
    showUnsent();
  });
  return line;
}

function wordFor(field) {
  return field.charAt(0).toUpperCase() + field.slice(1);
}
