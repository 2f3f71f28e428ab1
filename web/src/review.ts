// Review by keyboard: a letter chooses the decision and goes on to where it wants something, Enter shows what would change.

import { choose, verbOf } from "./deciding.js";

const form = document.querySelector<HTMLFormElement>("#decide");
for (const control of document.querySelectorAll<HTMLElement>("[data-scripted]")) control.hidden = false;

function field(name: string): HTMLInputElement | HTMLSelectElement | null {
  return form?.querySelector(`input[name=${name}], select[name=${name}]`) ?? null;
}

/** The words selected in a claim, and that claim. */
function selected(): { claim: string; words: string } | null {
  const selection = getSelection();
  const within = selection?.anchorNode?.parentElement?.closest<HTMLElement>("[data-claim]");
  const words = selection?.toString().replace(/\s+/g, " ").trim() ?? "";
  return within?.dataset.claim && words ? { claim: within.dataset.claim, words } : null;
}

/** Whether a decision is about one claim: editing, and giving a day. */
const ofClaim = (verb: string): boolean => verb === "edit" || verb === "dated";

/** What the decision is about: a claim by its number, or the event. */
function about(id: string | undefined): void {
  const subjects = field("subjects");
  if (subjects && id) subjects.value = id;
  for (const claim of document.querySelectorAll<HTMLElement>("[data-claim]")) claim.classList.toggle("chosen", claim.dataset.claim === id);
}

function decide(verb: string): void {
  if (!form) return;
  const found = selected();
  choose(form, verb);
  const subjects = field("subjects");
  const first = document.querySelector<HTMLElement>("[data-claim]")?.dataset.claim;
  const event = subjects instanceof HTMLSelectElement ? subjects.options[0]?.value : subjects?.value;
  const isClaim = subjects?.value.startsWith("clm_");
  if (ofClaim(verb)) about(found?.claim ?? (isClaim ? subjects?.value : first));
  else if (verb !== "wrong") about(event);
  const value = field("value");
  if (verb === "edit" && value && found) value.value = found.words;
  const why = field("why");
  if (verb === "accept" && why && !why.value) why.value = "looked at";
  const next = verb === "edit" ? "slot" : verb === "dated" ? "value" : verb === "same" || verb === "different" ? (field("other") ? "other" : "named") : field("by")?.value ? "why" : "by";
  field(next)?.focus();
}

/** The nth claim is chosen and shown. */
function claim(n: number): void {
  const chosen = document.querySelectorAll<HTMLElement>("[data-claim]")[n - 1];
  if (!chosen || !form) return;
  if (!ofClaim(verbOf(form))) choose(form, "wrong");
  about(chosen.dataset.claim);
  chosen.closest("details")?.setAttribute("open", "");
  chosen.scrollIntoView({ block: "center" });
}

const KEYS: Record<string, () => void> = {
  a: () => decide("accept"),
  w: () => decide("wrong"),
  e: () => decide("edit"),
  t: () => decide("dated"),
  s: () => decide("same"),
  d: () => decide("different"),
  n: () => document.querySelector<HTMLAnchorElement>("#next")?.click(),
  p: () => document.querySelector<HTMLAnchorElement>("#previous")?.click(),
  u: () => {
    const undo = document.querySelector<HTMLFormElement>(".done form.undo");
    if (undo?.reportValidity()) undo.submit();
    else if (!undo) location.assign("/decisions");
  },
};
for (let n = 1; n <= 9; n++) KEYS[String(n)] = () => claim(n);

addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input:not([type=radio]), textarea, select");
  if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
