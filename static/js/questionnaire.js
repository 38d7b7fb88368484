/* The cards of a section save themselves. Without this script one button saves them all.

   A card is sent when an answer is chosen, after a pause in typing and when a field is left. What
   could not be sent is sent again: after a while, when the network is back, when the page is
   looked at again. */

import { announce } from "./announce.js";
import { Card } from "./cards.js";
import * as drafts from "./drafts.js";
import { listenForKeys } from "./keys.js";
import { afterPress, isPressed } from "./press.js";

const PATIENCE = 3_000; // milliseconds that leaving the page waits for what is on its way
const LONG_PATIENCE = 25_000; // that going on waits: longer than a request may take
const NUDGE = 50;

const form = document.getElementById("answers");
const cards = new Map();
for (const element of form.querySelectorAll("[data-card]")) {
  cards.set(element.id, new Card(element, form.dataset.unsent));
}

document.addEventListener("DOMContentLoaded", () => {
  for (const card of cards.values()) card.restore();
});

const cardOf = (element) => cards.get(element.closest("[data-card]")?.id);
const unsent = () => [...cards.values()].filter((card) => card.isUnsent);

/* ---------- typing ---------- */

form.addEventListener("input", ({ target }) => {
  if (target.matches("textarea")) cardOf(target)?.changed({ atOnce: false });
});
form.addEventListener("change", ({ target }) => {
  const card = cardOf(target);
  if (isPressed()) card?.changed({ atOnce: false }); // kept at once, whatever becomes of the press
  afterPress(() => card?.changed({ atOnce: true }));
});
form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const card = cardOf(target);
  if (card && !card.element.contains(relatedTarget)) afterPress(() => card.left());
});

/* ---------- requests ---------- */

form.addEventListener("htmx:configRequest", ({ detail }) => {
  const card = cards.get(detail.elt.id);
  if (card) detail.parameters = card.parameters;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const card = cards.get(detail.requestConfig.elt.id); // which may have left the page by now
  if (card?.inFlight) card.answered(detail.xhr);
});

/* ---------- when it may work again ---------- */

function tryNow() {
  for (const card of unsent()) if (!card.isRefused && !card.lacksReason) card.send();
}
window.addEventListener("online", tryNow);
window.addEventListener("focus", tryNow);
window.addEventListener("pageshow", ({ persisted }) => persisted && tryNow());
document.addEventListener("visibilitychange", tryNow);

/* ---------- leaving ---------- */

let isOwnWay = false; // a card itself sent its author to sign in, or to load the page again
window.addEventListener("pageshow", () => {
  isOwnWay = false;
});

window.addEventListener("beforeunload", (event) => {
  const mayLeave = isOwnWay && unsent().every((card) => card.isKept);
  if (unsent().length && !mayLeave && !drafts.isForgotten()) event.preventDefault();
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !isPlain) return;
  isOwnWay = link.matches("[data-sign-in], [data-reload]");
  if (isOwnWay || !leaves(link) || !unsent().length) return;
  event.preventDefault();
  await everythingSent();
  location.assign(link.href);
});

function leaves({ href, target, pathname }) {
  return !target && href.startsWith(location.origin) && pathname !== location.pathname;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { submitter } = event;
  const choice = submitter && cardOf(submitter);
  if (choice) return choice.send({ [submitter.name]: submitter.value });
  await everythingSent(LONG_PATIENCE);
  const [open] = unsent();
  if (open) return open.askForAttention();
  if (submitter?.dataset.href) location.assign(submitter.dataset.href);
  else announce("Everything is saved");
});

/* Waits until nothing is left to send, for as long as it makes sense. */
function everythingSent(patience = PATIENCE) {
  for (const card of unsent()) if (!card.isRefused) card.send();
  const end = performance.now() + patience;
  return new Promise((resolve) => {
    (function look() {
      const isOver = !unsent().some((card) => card.inFlight) || performance.now() > end;
      if (isOver) resolve();
      else setTimeout(look, NUDGE);
    })();
  });
}

listenForKeys(form);
