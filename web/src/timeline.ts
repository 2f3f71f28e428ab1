// Events and reports by day with lanes for places and actors; a brush chooses days. The table below tells the same.

import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleTime } from "d3-scale";
import { select } from "d3-selection";
import { utcFormat } from "d3-time-format";

interface Lane {
  what: string;
  id: string;
  name: string;
  days: Record<string, number>;
}

interface Told {
  days: { day: string; events: number; reports: number; situation: string }[];
  lanes: Lane[];
  most: number;
}

const HEIGHT = 90; // of the bars, half of it on either side
const LANE = 22;
const LABEL = 185;
const DAY = 86_400_000;
const figure = document.querySelector<HTMLElement>("#days");
const chosen = document.querySelector<HTMLElement>("#chosen");
if (figure && chosen) void start(figure, chosen);

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = utcFormat("%Y-%m-%d");

async function start(figure: HTMLElement, chosen: HTMLElement): Promise<void> {
  const told = (await (await fetch(`/timeline.json${location.search}`)).json()) as Told;
  const first = told.days[0];
  const last = told.days.at(-1);
  if (!first || !last) return;
  figure.hidden = false;
  const width = Math.max(figure.clientWidth, 320);
  const label = Math.min(LABEL, width / 3);
  const height = HEIGHT + told.lanes.length * LANE + 30;
  const x = scaleTime([at(first.day), new Date(at(last.day).getTime() + DAY)], [label, width - 8]);
  const y = scaleLinear([0, told.most], [0, HEIGHT / 2 - 4]);
  const wide = Math.max(1, x(new Date(at(first.day).getTime() + DAY)) - x(at(first.day)) - 1);
  const svg = select(figure).insert("svg", "figcaption").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img");
  svg.attr("aria-label", "Events and reports by day; the table below tells the same");
  const brush = brushX<unknown>().extent([[label, 0], [width - 8, height - 30]]).on("end", choose);
  svg.append("g").attr("class", "brush").call(brush);

  const bars = svg.append("g").attr("pointer-events", "none");
  for (const each of told.days) {
    const left = x(at(each.day));
    bars.append("rect").attr("class", "event").attr("x", left).attr("width", wide).attr("y", HEIGHT / 2 - y(each.events)).attr("height", y(each.events));
    bars.append("rect").attr("class", "other").attr("x", left).attr("width", wide).attr("y", HEIGHT / 2 + 1).attr("height", y(each.reports));
  }
  told.lanes.forEach((lane, n) => {
    const middle = HEIGHT + (n + 0.5) * LANE;
    const text = svg.append("text").attr("x", 2).attr("y", middle + 4).attr("class", lane.what).text(lane.name);
    text.append("title").text(lane.name);
    svg.append("line").attr("class", "lane").attr("x1", label).attr("x2", width - 8).attr("y1", middle).attr("y2", middle);
    for (const [day, count] of Object.entries(lane.days)) {
      const dot = bars.append("circle").attr("cx", x(at(day)) + wide / 2).attr("cy", middle).attr("r", Math.min(3 + Math.sqrt(count), LANE / 2));
      dot.append("title").text(`${lane.name}, ${day}: ${count}`);
    }
  });
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - 28})`).call(axisBottom(x).ticks(Math.max(2, Math.floor(width / 140))).tickFormat((tick) => iso(tick as Date)));

  function choose({ selection, sourceEvent }: D3BrushEvent<unknown>): void {
    if (!selection) {
      if (sourceEvent instanceof MouseEvent) {
        const box = (figure.querySelector("svg") as SVGSVGElement).getBoundingClientRect();
        const day = iso(x.invert(((sourceEvent.clientX - box.left) * width) / box.width));
        const known = new URLSearchParams(location.search).get("known");
        location.assign(`/situation?on=${day}${known ? `&known=${known}` : ""}`);
      }
      return;
    }
    const [from, to] = selection as [number, number];
    const address = new URL("/events", location.href);
    address.searchParams.set("since", iso(x.invert(from)));
    address.searchParams.set("until", iso(x.invert(to)));
    const known = new URLSearchParams(location.search).get("known");
    if (known) address.searchParams.set("known", known);
    const link = chosen.querySelector("a");
    if (link) {
      link.href = address.pathname + address.search;
      link.textContent = `Events of ${address.searchParams.get("since")} to ${address.searchParams.get("until")}`;
    }
    chosen.hidden = false;
  }
  document.documentElement.dataset.shown = "timeline";
}
