/* One card of a section: what it says, what of that is stored, and its saving.

   The server answers with the pieces around the fields, so what is being typed is never replaced.
   Until it has acknowledged an answer, the answer is also kept in this browser. */

import { announce } from "./announce.js";
import * as drafts from "./drafts.js";

const PAUSE = 800; // milliseconds without a key before a note is saved
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;

export class Card {
  constructor(element, scope) {
    this.id = element.id;
    this.scope = scope;
    this.inFlight = null; // the values sent and not yet answered
    this.tried = null; // the values that were not saved when they were last sent
    this.retries = 0;
    this.attach(element);
  }

  attach(element) {
    this.element = element;
    this.stored = "unsaved" in element.dataset ? {} : this.values;
    this.settled = this.stateSlot.innerHTML;
  }

  get stateSlot() {
    return document.getElementById(`${this.id}-state`);
  }

  get controls() {
    const named = this.element.querySelectorAll("input[name], textarea[name], select[name]");
    return [...named].filter(({ name }) => name.startsWith(`${this.id}-`));
  }

  /* What somebody filled in: {name: value}. */
  get values() {
    const typed = this.controls.filter(({ type }) => type !== "hidden");
    return entries(typed.filter(({ type, checked }) => type !== "radio" || checked));
  }

  /* Which stored answer it builds on. */
  get base() {
    return entries(this.controls.filter(({ type }) => type === "hidden"));
  }

  get isDirty() {
    return !same(this.values, this.stored);
  }

  get isUnsent() {
    return this.inFlight !== null || this.isDirty;
  }

  /* Sending the same again would change nothing: its author has to. */
  get isRefused() {
    return this.hasConflict || (this.wasRefused && same(this.values, this.tried));
  }

  get hasConflict() {
    return this.element.querySelector(".conflict") !== null;
  }

  /* ---------- sending ---------- */

  /* What this browser kept when the page was last left. htmx must be ready. */
  restore() {
    const draft = drafts.find(this.scope, this.id);
    if (!draft) return;
    if (same(draft.values, this.values)) {
      drafts.drop(this.scope, this.id);
      return;
    }
    const kept = { ...draft.values, ...draft.base };
    for (const control of this.controls) {
      if (control.type === "radio") control.checked = control.value === kept[control.name];
      else if (control.name in kept) control.value = kept[control.name];
    }
    this.send();
  }

  changed({ atOnce }) {
    if (this.tried && same(this.values, this.tried)) return; // a field was left, no more
    clearTimeout(this.timer);
    if (!this.isUnsent) {
      drafts.drop(this.scope, this.id);
      this.stateSlot.innerHTML = this.settled;
      return;
    }
    this.keep();
    if (this.inFlight) return; // what changed meanwhile is sent when it is answered
    if (this.hasConflict) return; // one of its buttons sends it
    if (this.lacksReason) return this.show("reason");
    if (!this.retries) this.show("waiting");
    if (atOnce) this.send();
    else this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /* Not applicable was chosen a moment ago: its author is about to say why. */
  get lacksReason() {
    const { values } = this;
    const chosen = values[`${this.id}-answer`] ?? values[`${this.id}-state`];
    return chosen === "not_applicable" && !values[`${this.id}-reason`]?.trim();
  }

  /* The focus went elsewhere, so nobody is about to. */
  left() {
    if (this.lacksReason && this.isDirty && !this.isRefused) this.send();
  }

  keep() {
    const draft = { values: this.values, base: this.base, path: location.pathname };
    drafts.keep(this.scope, this.id, draft);
  }

  /* `choice`: the button that settles a conflict. */
  send(choice = {}) {
    clearTimeout(this.timer);
    if (this.inFlight) return;
    this.inFlight = this.values;
    this.parameters = { ...this.base, ...this.inFlight, ...choice };
    this.keep();
    if (!this.retries) this.show("saving");
    htmx.trigger(this.element, "save");
  }

  /* ---------- what became of it ---------- */

  answered({ status, responseText }) {
    const sent = this.inFlight;
    this.inFlight = null;
    this.tried = status === 200 ? null : sent;
    this.wasRefused = false;
    if (status === 0 || status >= 500) return this.tryAgain();
    this.retries = 0;
    if (status === 200) return this.saved(sent);
    if (status === 409 || status === 422) return this.refused(sent);
    if (status === 403 && responseText.includes(`id="${this.id}-state"`)) return this.refused(sent);
    return this.show({ 401: "signed-out", 403: "stale" }[status] ?? "failed", { urgent: true });
  }

  saved(sent) {
    const element = document.getElementById(this.id);
    if (element === this.element) {
      this.stored = sent;
      this.settled = this.stateSlot.innerHTML;
      this.markErrors();
    } else {
      this.attach(element); // the server sent the whole card: its author took what is stored
      element.focus();
    }
    if (this.isDirty) return this.send();
    drafts.drop(this.scope, this.id);
    announce(`${this.id} saved`);
  }

  /* Two answers, an error at a field, or nobody may answer: the words have come with it. */
  refused(sent) {
    this.settled = this.stateSlot.innerHTML;
    this.markErrors();
    if (!this.hasConflict && !same(sent, this.values)) return this.changed({ atOnce: false });
    this.wasRefused = true;
    announce(`${this.id}: ${this.stateSlot.textContent.trim()}`, { urgent: true });
  }

  tryAgain() {
    const wait = Math.min(FIRST_RETRY * 2 ** this.retries, LAST_RETRY);
    this.retries += 1;
    this.show(navigator.onLine ? "retry" : "offline", { urgent: this.retries === 1 });
    this.timer = setTimeout(() => this.send(), wait);
  }

  /* ---------- what is shown ---------- */

  show(state, { urgent = false } = {}) {
    const { content } = document.getElementById("save-states");
    const words = content.querySelector(`[data-state="${state}"]`).cloneNode(true);
    const link = words.querySelector("[data-sign-in]");
    if (link) link.href += encodeURIComponent(`#${this.id}`);
    this.stateSlot.replaceChildren(words);
    if (urgent) announce(`${this.id}: ${words.textContent.trim()}`, { urgent });
  }

  askForAttention() {
    const wanted = this.element.querySelector(".conflict button, [aria-invalid]");
    (wanted ?? this.element).focus();
  }

  markErrors() {
    for (const slot of this.element.querySelectorAll("[data-field]")) {
      const isWrong = slot.childElementCount > 0;
      for (const control of this.controls.filter(({ name }) => name === slot.dataset.field)) {
        if (isWrong) control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
        describe(control, slot.id, isWrong);
      }
    }
  }
}

/* Whether a screen reader reads the element of this id with the control. */
function describe(control, id, wanted) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ");
  const ids = others.filter((other) => other && other !== id);
  if (wanted) ids.push(id);
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

function entries(controls) {
  return Object.fromEntries(controls.map(({ name, value }) => [name, value]));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
