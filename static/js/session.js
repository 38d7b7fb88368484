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

document.addEventListener("submit", (event) => {
  const { signOut, question } = event.target.dataset;
  if (!signOut) return;
  const count = drafts.list(signOut).length;
  if (count && !window.confirm(question.replace("{count}", count))) event.preventDefault();
  else drafts.forgetForGood();
});

/* ---------- answers of an assessment that were never sent ---------- */

const notice = document.getElementById("unsent");
if (notice) {
  const found = drafts.list(notice.dataset.unsent).sort((a, b) => a.card.localeCompare(b.card));
  const list = notice.querySelector("ul");
  for (const { card, draft } of found) {
    const link = document.createElement("a");
    link.href = `${draft.path}#${card}`;
    link.textContent = card;
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  }
  notice.hidden = !found.length;
}
