/* Forms marked `data-guarded` are saved by their buttons alone: who leaves one with changes is
   warned. A link marked `data-cancel` gives the changes up. */

/* What the server sent back with a preview, an error or a conflict is not saved, either. */
const isChanged = (form) => "unsaved" in form.dataset || [...form.elements].some(differs);

function differs({ type, checked, defaultChecked, value, defaultValue, options, selectedIndex }) {
  if (type === "hidden" || type === "submit") return false;
  if (options) return selectedIndex !== firstShown([...options]);
  return type === "radio" || type === "checkbox" ? checked !== defaultChecked : value !== defaultValue;
}

/* The last one marked as chosen, else the first. */
function firstShown(options) {
  return Math.max(0, options.findLastIndex((option) => option.defaultSelected));
}

let left = null; // the form that was sent, or given up
window.addEventListener("pageshow", () => {
  left = null;
});

const forms = [...document.querySelectorAll("form[data-guarded]")];
for (const form of forms) {
  form.addEventListener("submit", () => {
    left = form;
  });
  for (const link of form.querySelectorAll("[data-cancel]")) {
    link.addEventListener("click", ({ ctrlKey, metaKey, shiftKey }) => {
      left = ctrlKey || metaKey || shiftKey ? null : form;
    });
  }
}

window.addEventListener("beforeunload", (event) => {
  const isHidden = document.body.hidden; // signed out in another tab: nobody's to read any more
  if (!isHidden && forms.some((form) => form !== left && isChanged(form))) event.preventDefault();
});
