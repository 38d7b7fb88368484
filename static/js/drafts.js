/* What was typed and not yet acknowledged, kept in this browser until it is.

   One entry a card: `unsent:<person>:<assessment>:<card>`. Nobody else who signs in here sees it,
   and signing out removes everything. */

const PREFIX = "unsent:";

let isOver = false; // the person signs out: from here on nothing is kept

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
  return names()
    .filter((name) => name.startsWith(`${scope}:`))
    .map((name) => {
      const [, , assessment, card] = name.split(":");
      return { assessment, card, draft: find(name.slice(0, name.lastIndexOf(":")), card) };
    })
    .filter(({ draft }) => draft);
}

export function forgetForGood() {
  isOver = true;
  for (const name of names()) attempt(() => localStorage.removeItem(name));
}

export function isForgotten() {
  return isOver;
}

function names() {
  const found = attempt(() => Object.keys(localStorage)) ?? [];
  return found.filter((name) => name.startsWith(PREFIX));
}

/* A browser may refuse to keep anything. Saving works all the same. */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
