/* Single keys for the cards of a section, and the dialog that lists them.

   What is native stays native: arrows move within radio buttons, letters are typed into fields,
   and no key together with Ctrl, Alt or Meta is ours. */

const CARD = "[data-card]";
const LEVELS = ["0", "1", "2", "3", "4"];
const ANSWERS = {
  ...Object.fromEntries(LEVELS.map((level) => [level, [level]])),
  d: ["dont_know", "unknown"],
  n: ["not_applicable"],
  m: ["met"],
  p: ["partial"],
  u: ["unmet"],
};
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const STORED = "shortcuts";

let on = isStoredOn();

export function listenForKeys(form) {
  const dialog = document.getElementById("shortcuts");
  if (dialog) prepareDialog(dialog);
  document.addEventListener("keydown", (event) => {
    if (isOurs(event) && handle(event, form, dialog)) event.preventDefault();
  });
}

function handle(event, form, dialog) {
  const target = event.target;
  if (event.key === "Escape") return leaveField(target, form);
  if (isTyping(target)) return false;
  if (event.key === "?") return open(dialog);
  const card = target.closest(CARD);
  if (!card || !form.contains(card)) return false;
  if (event.key in STEPS) return target === card && goTo(neighbour(card, form, STEPS[event.key]));
  return choose(card, ANSWERS[event.key.toLowerCase()]);
}

function isOurs(event) {
  const isHeld = event.repeat && !(event.key in STEPS);
  const isChord = event.ctrlKey || event.altKey || event.metaKey;
  if (event.defaultPrevented || event.isComposing || isHeld || isChord) return false;
  return on && !document.querySelector("dialog[open]");
}

function isTyping(element) {
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  return element.matches("input:not([type=radio], [type=checkbox], [type=submit], [type=button])");
}

/* ---------- answers ---------- */

function choose(card, values = []) {
  const radio = [...card.querySelectorAll("input[type=radio]")].find(
    ({ value, disabled }) => values.includes(value) && !disabled,
  );
  if (!radio) return false;
  const wasAmongThem = document.activeElement.name === radio.name;
  radio.click(); // fires input and change, as a finger would
  if (radio.value === "not_applicable") {
    card.querySelector("[name$='-reason']")?.focus();
  } else if (wasAmongThem) {
    radio.focus();
  }
  return true;
}

/* ---------- cards ---------- */

function neighbour(card, form, step) {
  const cards = [...form.querySelectorAll(CARD)];
  return cards[cards.indexOf(card) + step];
}

function goTo(card) {
  if (!card) return false;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" }); // each card begins at the same height
  return true;
}

function leaveField(element, form) {
  const card = element.closest(CARD);
  if (card === element || !form.contains(card) || element.matches("select")) return false;
  return goTo(card);
}

/* ---------- the dialog ---------- */

function prepareDialog(dialog) {
  const button = document.getElementById("shortcuts-open");
  const box = document.getElementById("shortcuts-on");
  button.hidden = false;
  button.addEventListener("click", () => open(dialog));
  box.checked = on;
  box.addEventListener("change", () => remember(box.checked));
}

function open(dialog) {
  dialog?.showModal();
  return Boolean(dialog);
}

function isStoredOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // this browser keeps nothing
  }
}

function remember(wanted) {
  on = wanted;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Then it holds until the page is left.
  }
}
