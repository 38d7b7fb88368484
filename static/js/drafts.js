/* What was typed and not yet acknowledged, kept in this browser until it is.

   One entry a card: `unsent:<person>:<assessment>:<card>`. Nobody else who signs in here sees it,
   and signing out removes everything, also what other tabs still hold. */

const EVERYTHING = "unsent";

let isOver = false; // the person signs out: from here on nothing is kept
const tabs = new BroadcastChannel("signed-out");

export function keep(scope, card, draft) {
  if (!isOver) attempt(() => localStorage.setItem(`${scope}:${card}`, JSON.stringify(draft)));
}

export function find(scope, card) {
  return attempt(() => JSON.parse(localStorage.getItem(`${scope}:${card}`))) ?? null;
}

export function drop(scope, card) {
  attempt(() => localStorage.removeItem(`${scope}:${card}`));
}

/* The cards of one person, or of one of their assessments: [{assessment, card, draft}, …]. */
export function list(scope) {
  return names(scope)
    .map((name) => {
      const [, , assessment, card] = name.split(":");
      return { assessment, card, draft: find(name.slice(0, name.lastIndexOf(":")), card) };
    })
    .filter(({ draft }) => draft);
}

export function count() {
  return names(EVERYTHING).length;
}

export function forgetForGood() {
  forget();
  tabs.postMessage("");
}

/* Tells a tab that its person signed out in another one. */
export function onForgotten(act) {
  tabs.addEventListener("message", () => {
    forget();
    act();
  });
}

function forget() {
  isOver = true;
  for (const name of names(EVERYTHING)) attempt(() => localStorage.removeItem(name));
}

export function isForgotten() {
  return isOver;
}

function names(scope) {
  const found = attempt(() => Object.keys(localStorage)) ?? [];
  return found.filter((name) => name.startsWith(`${scope}:`));
}

/* A browser may refuse to keep anything. Saving works all the same. */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
