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
    this.isUncertain = false; // whether something was sent of which nobody knows what became
    this.choice = null; // the button of a conflict that was pressed and not sent yet
    this.sentChoice = null;
    this.forgetTries();
    this.attach(element);
  }

  attach(element) {
    this.element = element;
    this.stored = "unsaved" in element.dataset ? {} : this.sent;
    this.settled = this.stateSlot.innerHTML;
  }

  forgetTries() {
    this.tried = null; // the values that were not saved when they were last sent
    this.wasRefused = false;
    this.retries = 0;
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

  /* The same as the server sent it: somebody may have been quicker than this script. */
  get sent() {
    const typed = this.controls.filter(({ type }) => type !== "hidden");
    const said = typed.filter(({ type, defaultChecked }) => type !== "radio" || defaultChecked);
    return Object.fromEntries(said.map((control) => [control.name, asSent(control)]));
  }

  /* Which stored answer it builds on. What it said is left open where an answer may have arrived
     without a word back: then the server compares with what it has. */
  get base() {
    const base = entries(this.controls.filter(({ type }) => type === "hidden"));
    return this.isUncertain ? { ...base, [`${this.id}-read`]: "unknown" } : base;
  }

  get isDirty() {
    return this.isUncertain || !same(this.values, this.stored);
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
    if (!draft || same(draft.values, this.values)) {
      drafts.drop(this.scope, this.id);
      if (!same(this.values, this.sent)) this.changed({ atOnce: true });
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
    if (!this.isUnsent && !this.hasConflict) return this.backToStored();
    this.keep();
    if (this.inFlight) return; // what changed meanwhile is sent when it is answered
    if (this.lacksReason) return this.show("reason");
    if (!this.retries && !this.hasConflict) this.show("waiting");
    if (atOnce) this.send();
    else this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /* It says again what is stored: nothing is left to send, and nothing is wrong. */
  backToStored() {
    this.forgetTries();
    drafts.drop(this.scope, this.id);
    for (const slot of this.element.querySelectorAll("[data-field]")) slot.replaceChildren();
    this.markErrors();
    this.stateSlot.innerHTML = this.settled;
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

  /* What it says is in this browser, and shown again when the page is. */
  get isKept() {
    return same(drafts.find(this.scope, this.id)?.values, this.values);
  }

  /* `choice`: the button that settles a conflict, with its value. */
  send(choice = null) {
    clearTimeout(this.timer);
    this.choice = choice ?? this.choice;
    if (this.inFlight) return; // it goes when that is answered
    this.inFlight = this.values;
    this.parameters = { ...this.base, ...this.inFlight, ...this.choice };
    this.sentChoice = this.choice;
    this.choice = null;
    this.keep();
    if (!this.retries) this.show("saving");
    htmx.trigger(this.element, "save");
  }

  /* ---------- what became of it ---------- */

  answered({ status, responseText }) {
    const sent = this.inFlight;
    this.inFlight = null;
    if (status === 0 || status >= 500) return this.tryAgain(sent);
    this.isUncertain = this.isUncertain && status !== 200 && status !== 409;
    this.forgetTries();
    if (status !== 200) this.tried = sent;
    if (status === 200) this.saved(sent);
    else if (status === 409) this.contested(sent);
    else if (status === 422 || this.isAnswerTo(responseText)) this.refused(sent);
    else this.show({ 401: "signed-out", 403: "stale" }[status] ?? "failed", { urgent: true });
    if (this.sentChoice) this.holdFocus();
  }

  /* Nobody may answer, or not this person: the words have come. Else the page itself is refused. */
  isAnswerTo(responseText) {
    return responseText.includes(`id="${this.id}-state"`);
  }

  saved(sent) {
    const element = document.getElementById(this.id);
    if (element === this.element) {
      this.stored = sent;
      this.settled = this.stateSlot.innerHTML;
      this.markErrors();
    } else {
      this.attach(element); // the server sent the whole card: its author took what is stored
    }
    if (this.isDirty) return this.send();
    drafts.drop(this.scope, this.id);
    const aside = this.stateSlot.querySelector("[data-aside]");
    announce(`${this.id} saved${aside ? `, ${aside.textContent}` : ""}`);
  }

  /* Two answers. What was changed since is sent once more, so that both are shown as they are. */
  contested(sent) {
    if (this.choice || !same(sent, this.values)) return this.send();
    this.wasRefused = true;
    this.announceState();
  }

  /* An error at a field, or nobody may answer: the words have come with it. */
  refused(sent) {
    this.markErrors();
    if (!same(sent, this.values)) return this.changed({ atOnce: false });
    this.wasRefused = true;
    this.announceState();
  }

  announceState() {
    announce(`${this.id}: ${this.stateSlot.textContent.trim()}`, { urgent: true });
  }

  /* The button that was pressed is gone. */
  holdFocus() {
    if (document.activeElement === document.body) this.askForAttention();
  }

  tryAgain(sent) {
    this.isUncertain = true;
    this.tried = sent;
    this.choice ??= this.sentChoice;
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

function asSent(control) {
  if (control.type === "radio") return control.value;
  if (!control.options) return control.defaultValue;
  const [first, ...others] = control.options;
  return (others.find(({ defaultSelected }) => defaultSelected) ?? first).value;
}

function entries(controls) {
  return Object.fromEntries(controls.map(({ name, value }) => [name, value]));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
