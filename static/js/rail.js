/* A long list of sections beside the cards begins where the reader is. */

const rail = document.querySelector(".rail");
const here = rail?.querySelector("[aria-current]");
if (here) {
  const top = here.getBoundingClientRect().top - rail.getBoundingClientRect().top;
  rail.scrollTop = top - (rail.clientHeight - here.offsetHeight) / 2;
}
