/* On every page: unsent answers are never forgotten, and leave with whoever signs out. Times of
   the day are shown on the reader's own clock. */

import * as drafts from "./drafts.js";

function showOwnTimes(root) {
  for (const time of root.querySelectorAll("time[data-clock]")) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    time.removeAttribute("data-clock");
  }
}
showOwnTimes(document);
document.addEventListener("htmx:afterRequest", () => showOwnTimes(document));

/* ---------- signing out ---------- */

document.addEventListener("submit", (event) => {
  const { signOut, question } = event.target.dataset;
  if (!signOut) return;
  const count = drafts.list(signOut).length;
  if (count && !window.confirm(question.replace("{count}", count))) event.preventDefault();
  else drafts.forgetEverything();
});

/* ---------- answers of an assessment that were never sent ---------- */

const notice = document.getElementById("unsent");
if (notice) {
  const found = drafts.list(notice.dataset.unsent);
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
