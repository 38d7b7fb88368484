/* What a press sets off: it waits until the pointer is let go.

   A press leaves the field that had the focus. What comes of that (an error, a conflict) may move
   the page, and a press whose target has moved away is no click: the answer would be lost. */

let isDown = false;
const waiting = [];

document.addEventListener("pointerdown", ({ button }) => (isDown = button === 0), true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);

function release() {
  isDown = false;
  setTimeout(() => waiting.splice(0).forEach((act) => act())); // the click comes first
}

export const isPressed = () => isDown;

export function afterPress(act) {
  if (isDown) waiting.push(act);
  else act();
}
