/* Says things to screen readers: what was saved, what went wrong.

   Each text becomes a paragraph of its own in a live region, so that the same words are read
   again, and words that follow quickly do not replace those before them. */

const KEPT = 10_000; // milliseconds: long enough to be read, then out of the way

export function announce(text, { urgent = false } = {}) {
  const region = document.getElementById(urgent ? "announcer-alert" : "announcer-status");
  if (!region) return;
  const line = document.createElement("p");
  line.textContent = text;
  region.append(line);
  setTimeout(() => line.remove(), KEPT);
}
