// Review by keyboard: a letter chooses the decision and goes on to where it wants something, Enter shows what would change.

const form = document.querySelector<HTMLFormElement>("#decide");
const near = [...document.querySelectorAll<HTMLElement>("#near [data-event]")];
for (const control of document.querySelectorAll<HTMLElement>("[data-scripted]")) control.hidden = false;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function field(name: string): Field {
  const found = form?.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof HTMLSelectElement)) throw new Error(`no field ${name}`);
  return found;
}

/** The words selected in a claim, and that claim. */
function selected(): { claim: string; words: string } | null {
  const selection = getSelection();
  const within = selection?.anchorNode?.parentElement?.closest<HTMLElement>("[data-claim]");
  const words = selection?.toString().replace(/\s+/g, " ").trim() ?? "";
  return within?.dataset.claim && words ? { claim: within.dataset.claim, words } : null;
}

function choose(verb: string): void {
  field("verb").value = verb;
  const subjects = field("subjects");
  const event = subjects instanceof HTMLTextAreaElement ? subjects.defaultValue : subjects.value;
  field("subjects").value = event;
  if (verb === "edit") {
    const found = selected();
    const slot = document.querySelector<HTMLSelectElement>("#slot")?.value ?? "";
    const first = document.querySelector<HTMLElement>("[data-claim]")?.dataset.claim ?? event;
    field("subjects").value = found?.claim ?? first;
    field("values").value = `${slot}=${found?.words ?? ""}`;
    field("values").focus();
  } else if (verb === "dated") {
    field("values").focus();
  } else {
    if (verb === "same" || verb === "different") field("subjects").value = [event, near[0]?.dataset.event ?? ""].join("\n");
    (field("by").value ? field("why") : field("by")).focus();
  }
  if (!field("why").value && verb === "accept") field("why").value = "looked at";
}

const KEYS: Record<string, () => void> = {
  a: () => choose("accept"),
  w: () => choose("wrong"),
  e: () => choose("edit"),
  t: () => choose("dated"),
  s: () => choose("same"),
  d: () => choose("different"),
  n: () => document.querySelector<HTMLAnchorElement>("#next")?.click(),
  p: () => document.querySelector<HTMLAnchorElement>("#previous")?.click(),
  u: () => location.assign("/decisions"),
};

addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing instanceof HTMLElement) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (act && (form || "npu".includes(event.key))) {
    event.preventDefault();
    act();
  }
});
