/* The form of a scope is saved by its buttons alone: who leaves it with changes is warned. */

const form = document.getElementById("scope");
let isSent = false;

function differs({ type, checked, defaultChecked, value, defaultValue }) {
  if (type === "hidden" || type === "submit") return false;
  return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
}

/* What the server sent back with a preview or an error is not saved, either. */
const isChanged = () => "unsaved" in form.dataset || [...form.elements].some(differs);

form.addEventListener("submit", () => {
  isSent = true;
});
form.querySelector("[data-cancel]").addEventListener("click", ({ ctrlKey, metaKey, shiftKey }) => {
  isSent = !ctrlKey && !metaKey && !shiftKey; // gives it up
});
window.addEventListener("pageshow", () => {
  isSent = false;
});
window.addEventListener("beforeunload", (event) => {
  if (!isSent && isChanged()) event.preventDefault();
});
