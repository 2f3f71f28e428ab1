// Forms of decisions: of the fields those are shown that the decision which is chosen needs.

/** The decision that a form has chosen. */
export function verbOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name=verb]:checked")?.value ?? "";
}

function fit(form: HTMLFormElement): void {
  const verb = verbOf(form);
  for (const label of form.querySelectorAll<HTMLElement>("[data-for]")) label.hidden = !label.dataset.for?.split(" ").includes(verb);
  const slot = form.querySelector<HTMLElement>("select[name=slot]");
  const value = form.querySelector<HTMLInputElement>("input[name=value]");
  if (slot && value) value.required = verb === "edit" || verb === "dated";
  if (value) value.type = verb === "dated" && /^(\d{4}-\d\d-\d\d)?$/.test(value.value) ? "date" : "text";
}

/** Chooses a decision in a form. */
export function choose(form: HTMLFormElement, verb: string): void {
  const wanted = form.querySelector<HTMLInputElement>(`input[name=verb][value=${verb}]`);
  if (wanted) wanted.checked = true;
  fit(form);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form.decide")) {
  form.addEventListener("change", () => fit(form));
  fit(form);
}
