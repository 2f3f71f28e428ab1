// Keys of every page: help, search, the pages of a list; buttons that copy a citation.

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const told = document.getElementById(button.dataset.copies ?? "")?.innerText ?? "";
    navigator.clipboard.writeText(told).then(() => (button.textContent = "copied"), () => (button.textContent = "select it to copy"));
  });
}

addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input:not([type=range], [type=radio]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const turn = { "[": "prev", "]": "next" }[event.key];
  if (event.key === "?") document.querySelector<HTMLAnchorElement>("body > footer a[href^='/help']")?.click();
  else if (event.key === "/") document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  else if (turn && !document.querySelector("#slider")) document.querySelector<HTMLAnchorElement>(`a[rel=${turn}]`)?.click();
  else return;
  event.preventDefault();
});
