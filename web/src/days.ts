// Days as they are written in addresses, and what a slider over them says.

export function plus(on: string, days: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function between(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}

/** The days between two ends of which a part is dragged over; `chosen` gets the first and the last. */
export function dragged(bars: SVGSVGElement, first: string, last: string, chosen: (since: string, until: string) => void): (since: string, until: string) => void {
  const all = between(first, last) + 1;
  const columns = bars.viewBox.baseVal.width;
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  frame.setAttribute("class", "window");
  frame.setAttribute("height", "1");
  bars.prepend(frame);
  const put = (since: string, until: string): void => {
    frame.setAttribute("x", String((between(first, since) / all) * columns));
    frame.setAttribute("width", String(((between(since, until) + 1) / all) * columns));
  };
  const dayAt = (event: PointerEvent): number => {
    const box = bars.getBoundingClientRect();
    return Math.min(all - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * all)));
  };
  let from: number | null = null;
  const ends = (event: PointerEvent): [string, string] => {
    const to = dayAt(event);
    return [plus(first, Math.min(from ?? to, to)), plus(first, Math.max(from ?? to, to))];
  };
  bars.addEventListener("pointerdown", (event) => {
    from = dayAt(event);
    bars.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bars.addEventListener("pointermove", (event) => {
    if (from !== null) put(...ends(event));
  });
  bars.addEventListener("pointerup", (event) => {
    if (from !== null) chosen(...ends(event));
    from = null;
  });
  bars.addEventListener("pointercancel", () => (from = null));
  return put;
}
