// The panel beside the map: asked of the desk when a place is chosen or another day is, made there as for whoever has no scripts.

const within = (from: ParentNode, id: string): Element | null => from.querySelector(`#${id}`);
let asked = 0;

/** Puts parts of a page of the desk (by their ids) in the place of those that are shown; false where something else
 *  was asked for meanwhile. Throws where the desk has no answer. */
export async function bring(address: string, ...ids: string[]): Promise<boolean> {
  const mine = ++asked;
  const answer = await fetch(address);
  if (mine !== asked) return false;
  if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return false;
  for (const id of ids) {
    const old = within(document, id);
    const made = within(page, id);
    if (old && made) old.replaceWith(document.importNode(made, true));
  }
  document.title = page.title;
  return true;
}
