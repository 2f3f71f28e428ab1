// Events, statements and reports by day with a lane a place and an actor; a brush chooses days. The tables below tell the same.

import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleTime, type ScaleTime } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { utcFormat } from "d3-time-format";

interface Lane {
  what: string;
  name: string;
  total: number;
  address: string;
  events: string;
  days: Record<string, number>;
}

interface Counted {
  day: string;
  events: number;
  statements: number;
  reports: number;
}

interface Told {
  days: Counted[];
  lanes: Lane[];
}

type Drawn = Selection<SVGGElement, unknown, null, undefined>;
const BARS = [["events", "event"], ["statements", "said"], ["reports", "other"]] as const; // what is counted, the class of its bars
const BAR = 42; // height of each
const LANE = 24;
const HEAD = 26; // of a group of lanes
const AXIS = 30;
const LABEL = 200;
const RIGHT = 40; // room for the last tick's label
const LETTER = 7.2; // mean width of a letter
const DAY = 86_400_000;
const figure = document.querySelector<HTMLElement>("#days");
const chosen = document.querySelector<HTMLElement>("#chosen");
if (figure && chosen) {
  start(figure, chosen).catch((error: unknown) => {
    figure.hidden = false;
    figure.textContent = "The lanes cannot be drawn: the desk does not answer. The tables tell the same.";
    throw error;
  });
}

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = utcFormat("%Y-%m-%d");
const short = utcFormat("%-d %b");

/** A name that fits beside its lane; the whole of it stands in its title. */
function cut(name: string, width: number): string {
  const most = Math.floor(width / LETTER);
  return [...name].length > most ? `${[...name].slice(0, most - 1).join("")}…` : name;
}

function bars(into: Drawn, days: Counted[], x: ScaleTime<number, number>, wide: number, label: number): number {
  BARS.forEach(([what, look], n) => {
    const most = Math.max(...days.map((each) => each[what]), 1);
    const y = scaleLinear([0, most], [0, BAR - 8]);
    const foot = (n + 1) * BAR;
    into.append("text").attr("x", 2).attr("y", foot - 4).text(cut(`${what}, up to ${most}`, label));
    into.append("line").attr("class", "lane").attr("x1", label).attr("x2", x.range()[1] ?? 0).attr("y1", foot).attr("y2", foot);
    for (const each of days) {
      if (!each[what]) continue;
      const bar = into.append("rect").attr("class", look).attr("x", x(at(each.day))).attr("width", wide);
      bar.attr("y", foot - y(each[what])).attr("height", y(each[what])).append("title").text(`${each.day}: ${each[what]} ${what}`);
    }
  });
  return BARS.length * BAR;
}

function lanes(into: Drawn, found: Lane[], top: number, x: ScaleTime<number, number>, wide: number, label: number): number {
  let foot = top;
  for (const what of ["place", "actor"]) {
    const these = found.filter((lane) => lane.what === what);
    if (!these.length) continue;
    into.append("text").attr("class", "group").attr("x", 2).attr("y", foot + HEAD - 7).text(`Events by ${what}`);
    foot += HEAD;
    for (const lane of these) {
      const middle = foot + LANE / 2;
      const link = into.append("a").attr("href", lane.address);
      link.append("text").attr("x", 2).attr("y", middle + 4).text(cut(lane.name, label - 6)).append("title").text(`${lane.name}: ${lane.total} events`);
      into.append("line").attr("class", "lane").attr("x1", label).attr("x2", x.range()[1] ?? 0).attr("y1", middle).attr("y2", middle);
      for (const [day, count] of Object.entries(lane.days)) {
        const address = new URL(lane.events, location.href);
        address.searchParams.set("since", day);
        address.searchParams.set("until", day);
        const dot = into.append("a").attr("href", address.pathname + address.search).attr("tabindex", -1).append("circle");
        dot.attr("cx", x(at(day)) + wide / 2).attr("cy", middle).attr("r", Math.min(3 + Math.sqrt(count), LANE / 2));
        dot.append("title").text(`${lane.name}, ${day}: ${count}`);
      }
      foot += LANE;
    }
  }
  return foot;
}

async function start(figure: HTMLElement, chosen: HTMLElement): Promise<void> {
  const told = (await (await fetch(`/timeline.json${location.search}`)).json()) as Told;
  const first = told.days[0];
  const last = told.days.at(-1);
  if (!first || !last) return;
  figure.hidden = false;
  const hint = document.querySelector<HTMLElement>("#hint");
  if (hint) hint.hidden = false;
  const width = Math.max(figure.clientWidth, 320);
  const label = Math.min(LABEL, width / 3);
  const end = new Date(at(last.day).getTime() + DAY);
  const x = scaleTime([at(first.day), end], [label, width - RIGHT]);
  const wide = Math.max(1, x(new Date(at(first.day).getTime() + DAY)) - x(at(first.day)) - 1);
  const svg = select(figure).append("svg").attr("role", "group");
  svg.attr("aria-label", "Events, statements and reports by day; the tables below tell the same");
  const brush = svg.append("g").attr("class", "brush");
  const drawn = svg.append("g");
  const foot = lanes(drawn, told.lanes, bars(drawn, told.days, x, wide, label), x, wide, label);
  svg.attr("viewBox", `0 0 ${width} ${foot + AXIS}`);
  const brushing = brushX<unknown>().extent([[label, 0], [width - RIGHT, foot]]).on("end", choose);
  brush.call(brushing);
  const kept = /^#days=([\d-]+)\.\.([\d-]+)$/.exec(location.hash); // what was chosen is in the address
  if (kept?.[1] && kept[2]) brush.call(brushing.move, [x(at(kept[1])), x(at(kept[2])) + wide].map((each) => Math.min(Math.max(each, label), width - RIGHT)) as [number, number]);
  const ticks = axisBottom(x).ticks(Math.max(2, Math.floor((width - label) / 90))).tickFormat((tick) => short(tick as Date));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${foot + 2})`).call(ticks);

  function choose({ selection, sourceEvent }: D3BrushEvent<unknown>): void {
    const asked = new URLSearchParams(location.search);
    if (!selection) {
      history.replaceState(null, "", location.pathname + location.search);
      chosen.hidden = true;
      if (hint) hint.hidden = false;
      if (!(sourceEvent instanceof MouseEvent)) return;
      const box = (figure.querySelector("svg") as SVGSVGElement).getBoundingClientRect();
      asked.set("on", iso(x.invert(((sourceEvent.clientX - box.left) * width) / box.width)));
      location.assign(`/situation?${asked}`);
      return;
    }
    const [from, to] = (selection as [number, number]).map((each) => x.invert(each)) as [Date, Date];
    const [since, until] = [iso(from), iso(new Date(Math.min(to.getTime(), end.getTime() - 1)))];
    asked.set("since", since);
    asked.set("until", until);
    for (const link of chosen.querySelectorAll<HTMLAnchorElement>("a[data-to]")) {
      const query = new URLSearchParams(asked);
      if (link.dataset.to === "/situation") {
        for (const name of ["since", "until", "actor"]) query.delete(name);
        query.set("on", until);
        query.set("days", String(Math.min(366, Math.round((at(until).getTime() - at(since).getTime()) / DAY) + 1)));
      }
      link.href = `${link.dataset.to}?${query}`;
    }
    history.replaceState(null, "", `#days=${since}..${until}`);
    const told = chosen.querySelector("b");
    if (told) told.textContent = since === until ? since : `${since} to ${until}:`;
    chosen.hidden = false;
    if (hint) hint.hidden = true; // in its place: nothing moves under the pointer
  }
  document.documentElement.dataset.shown = "timeline";
}
