// In a report a click on marked words goes to the claim, and a claim lights up its words.

import "./deciding.js";

for (const words of document.querySelectorAll<HTMLElement>("mark[data-claims]")) {
  words.addEventListener("click", () => {
    const first = words.dataset.claims?.split(" ")[0];
    if (first) location.hash = `told-${first}`;
  });
}

for (const told of document.querySelectorAll<HTMLElement>("[id^=told-]")) {
  const id = told.id.slice("told-".length);
  const light = (on: boolean): void => {
    for (const words of document.querySelectorAll<HTMLElement>(`mark[data-claims~="${id}"]`)) words.classList.toggle("lit", on);
  };
  told.addEventListener("mouseenter", () => light(true));
  told.addEventListener("mouseleave", () => light(false));
  told.addEventListener("focusin", () => light(true));
  told.addEventListener("focusout", () => light(false));
}
