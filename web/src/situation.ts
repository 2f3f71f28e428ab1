// The map of a day: drawn by MapLibre over the page's own SVG, with a slider over the days; a click on a place brings all about it
// beside the map. What is shown, the part of the map too, is in the address. Without scripts the page has all of it.

import type { FeatureCollection } from "geojson";
import { Map as Chart, NavigationControl, ScaleControl, type GeoJSONSource, type LngLatBoundsLike, type PointLike } from "maplibre-gl";
import { dayOf, expect, type Day, type Key } from "./asked.js";
import { CLICKED, dark, only, ringed, style } from "./layers.js";
import { events, mark, tile } from "./paint.js";
import { between, dragged, plus } from "./days.js";
import { bring } from "./panel.js";

const STEP = 600; // milliseconds between days while it plays
const REST = 250; // milliseconds after which the slider rests
const LATE = 400; // milliseconds after which it is said that an answer takes its time
const AFTER = 40; // milliseconds after which the next days are asked for: this one is painted by then
const AROUND = ["title", "menu", "search", "known", "panel", "table"]; // what changes with the day
const FIT = { padding: 40, maxZoom: 9 };
const ink = dark ? "#f2f0eb" : "#1d1b18";
const paper = dark ? "#1e2125" : "#ffffff";

const figure = document.querySelector<HTMLElement>("figure.map");
const form = document.querySelector<HTMLFormElement>("#clocks");
const slider = document.querySelector<HTMLInputElement>("#slider");
const clock = document.querySelector<HTMLInputElement>("#clock");
if (figure && form && slider && clock) {
  start(figure, form, slider, clock).catch((error: unknown) => {
    tell(`The map cannot be drawn: ${error instanceof Error ? error.message : "no answer"}. The table below tells the same.`);
    throw error;
  });
}

/** Says what is going on, or went wrong, beside the map. */
function tell(what: string): void {
  const state = document.querySelector<HTMLElement>("#state");
  if (state) [state.textContent, state.hidden] = [what, !what];
}

/** What the map shows at first: what lies in the case's area, so that a namesake far off does not shrink them to dots. */
function boundsOf(day: Day, land: FeatureCollection): LngLatBoundsLike {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (at: unknown): void => {
    if (!Array.isArray(at)) return;
    if (typeof at[0] === "number") {
      const [lon, lat] = at as [number, number];
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    } else for (const part of at) visit(part);
  };
  const all = [...day.places.features, ...day.quiet.features, ...day.events.features];
  const near = all.filter(({ properties }) => properties?.near);
  const shown = [near, all, land.features].find((features) => features.length) ?? [];
  for (const feature of shown) if ("coordinates" in feature.geometry) visit(feature.geometry.coordinates);
  return box;
}

/** The shapes of the families of events, as the legend draws them. */
function shapes(families: string): string[] {
  return families.split(",").filter(Boolean).map((id) => document.querySelector(`[data-family="${id}"] path`)?.getAttribute("d") ?? "");
}

function paint(chart: Chart, id: string): void {
  const [kind, form = "none", colours = "", closed = ""] = id.split("|");
  if (kind === "mark") chart.addImage(id, mark(form, colours, closed === "closed", ink));
  else if (kind === "events") chart.addImage(id, events(shapes(form), Number(colours), ink, paper));
  else if (id) chart.addImage(id, tile(id), { pixelRatio: 2 });
}

/** The address of what is shown, with some of it changed; what is changed to nothing is left out. */
function here(changed: Record<string, string>): URL {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changed)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (!/^#map=/.test(address.hash)) address.hash = "";
  return address;
}

/** A link of the page leads to another view. */
function lead(id: string, to: Record<string, string>): void {
  const link = document.querySelector<HTMLAnchorElement>(`#${id}`);
  if (link) link.href = here(to).href;
}

/** Who holds something on the day that is shown, below the map. */
function listed(legend: readonly Key[]): void {
  const rows = legend.map(({ paint: colour, label }) => {
    const row = document.createElement("li");
    row.innerHTML = '<svg viewBox="0 0 18 18" aria-hidden="true"><rect class="edge" x="2" y="2" width="14" height="14"/></svg><bdi></bdi>';
    row.querySelector("rect")?.setAttribute("fill", colour);
    const name = row.querySelector("bdi");
    if (name) name.textContent = label;
    return row;
  });
  document.querySelector("#holders")?.replaceChildren(...rows);
}

async function start(figure: HTMLElement, form: HTMLFormElement, slider: HTMLInputElement, clock: HTMLInputElement): Promise<void> {
  const first = slider.dataset.first ?? "";
  const last = slider.dataset.last ?? "";
  const on = form.querySelector<HTMLInputElement>("input[name=on]");
  const known = form.querySelector<HTMLInputElement>("input[name=known]");
  const days = form.querySelector<HTMLSelectElement>("select[name=days]");
  const said = document.querySelector<HTMLOutputElement>("#day");
  const by = document.querySelector<HTMLOutputElement>("#by");
  if (!on || !known || !days || !said || !by || !first || !last) return;
  /** What is asked for: a day, how many up to it, and by when it was known. */
  const view = (day: string): Record<string, string> => ({ on: day, known: known.value, days: days.value === "1" ? "" : days.value });
  const query = (day: string): URLSearchParams => new URLSearchParams(Object.entries(view(day)).filter(([, value]) => value));
  const [land, day] = await Promise.all([
    fetch("/land.json").then((answer) => answer.json() as Promise<FeatureCollection>),
    dayOf(query(on.value)),
  ]);
  const box = document.createElement("div");
  box.className = "chart";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", "Map of the day; the table below tells the same");
  const still = figure.querySelector(":scope > svg, :scope > .unmapped"); // none of the keys below it
  still?.replaceWith(box); // before the map is made: its size decides which part fits in
  let chart: Chart;
  try {
    chart = new Chart({
      container: box, style: style(land, day), bounds: day.crowd ?? boundsOf(day, land), fitBoundsOptions: FIT, attributionControl: false, hash: "map",
      fadeDuration: 0, // names that fade in keep a computer without a graphics card drawing for a third of a second a step
    });
  } catch (error) {
    if (still) box.replaceWith(still); // without WebGL the still map stays
    throw error;
  }
  chart.setMissingStyleImageResolver((id) => paint(chart, id));
  chart.addControl(new NavigationControl({ showCompass: false }));
  chart.addControl(new ScaleControl());
  const parts = document.querySelector<HTMLElement>("#parts");
  if (parts && day.crowd) {
    const { crowd } = day;
    parts.hidden = false;
    parts.querySelector("[data-part=most]")?.addEventListener("click", () => chart.fitBounds(crowd, FIT));
    parts.querySelector("[data-part=all]")?.addEventListener("click", () => chart.fitBounds(boundsOf(day, land), FIT));
  }

  const chosen = (): string => new URLSearchParams(location.search).get("place") ?? "";
  const ring = (): void => {
    for (const [layer, filter] of Object.entries(ringed(chosen()))) chart.setFilter(layer, filter);
  };
  const choose = async (place: string): Promise<void> => {
    const address = here({ place, ...view(on.value) });
    history.pushState(null, "", address);
    asked = address.search;
    ring();
    try {
      if (await bring(`/place${address.search}`, "panel")) document.querySelector<HTMLElement>("#place")?.focus();
      tell("");
    } catch {
      tell("The desk has no answer: the place cannot be shown.");
    }
  };
  let asked = location.search; // a jump within the page changes only what follows #
  addEventListener("popstate", () => {
    if (location.search !== asked) location.reload();
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#table a[href*='place=']") : null;
    const place = link && new URL(link.href).searchParams.get("place");
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void choose(place);
  });

  const top = (at: PointLike): Record<string, unknown> | undefined => chart.queryRenderedFeatures(at, { layers: CLICKED })[0]?.properties;
  chart.on("click", async ({ point, lngLat }) => {
    const found = top(point);
    if (found?.cluster) {
      const zoom = await (chart.getSource("events") as GeoJSONSource).getClusterExpansionZoom(Number(found.cluster_id));
      chart.easeTo({ center: lngLat, zoom: zoom + 0.2 });
    } else if (typeof found?.families === "string") location.assign(String(found.address));
    else if (found) void choose(String(found.id));
  });
  chart.on("mousemove", ({ point }) => {
    const found = top(point);
    chart.getCanvas().style.cursor = found ? "pointer" : "";
    box.dataset.leads = !found ? "" : found.cluster ? "more" : typeof found.families === "string" ? "events" : "place";
    box.title = !found ? "" : found.cluster ? `${found.count} events: a click shows them apart` : [found.name, found.says].filter(Boolean).join(": ");
  });

  const all = between(first, last); // of the slider; the clock has a place more, for all reports
  slider.max = String(all);
  clock.max = String(all + 1);
  const set = (): void => {
    said.textContent = on.value;
    slider.value = String(between(first, on.value));
    by.textContent = known.value || "all reports";
    clock.value = known.value ? String(between(first, known.value)) : clock.max;
    frame?.(plus(on.value, 1 - Number(days.value)), on.value);
    for (const [id, far] of [["before", -1], ["after", 1]] as const) lead(id, view(plus(on.value, far)));
    lead("then", { ...view(on.value), known: on.value });
  };
  const bars = document.querySelector<SVGSVGElement>(".track .events");
  const frame = bars && dragged(bars, first, last, (since, until) => {
    const long = String(Math.min(366, between(since, until) + 1));
    if (![...days.options].some((each) => each.value === long)) days.add(new Option(`${long} days`, long));
    days.value = long;
    void show(until);
  });
  for (const control of document.querySelectorAll<HTMLElement>("[data-scripted]")) control.hidden = false;

  let quiet = day.quiet;
  let wanted = 0;
  let resting = 0;
  let playing = 0;
  const show = async (next: string): Promise<void> => {
    const mine = ++wanted;
    const before = document.documentElement.dataset.shown ?? "";
    on.value = next;
    set();
    clearTimeout(resting);
    const late = window.setTimeout(() => tell(`${next} is being put together …`), LATE);
    try {
      const found = await dayOf(query(next));
      if (mine !== wanted) return; // something else was asked for meanwhile
      const follow = (): void => void (chart.getSource("names") as GeoJSONSource).setData(found.names);
      if (!found.full) follow();
      listed(found.legend);
      if (found.quiet !== quiet) void (chart.getSource("quiet") as GeoJSONSource).setData((quiet = found.quiet));
      resting = window.setTimeout(() => {
        if (found.full) follow();
        rest();
      }, playing ? STEP * 2 : REST);
      await Promise.all([
        (chart.getSource("places") as GeoJSONSource).setData(found.places),
        (chart.getSource("extents") as GeoJSONSource).setData(only(found.events, "MultiPolygon")),
        (chart.getSource("events") as GeoJSONSource).setData(only(found.events, "Point")),
      ]);
      history.replaceState(null, "", here(view(next)));
      asked = location.search;
      document.documentElement.dataset.shown = next;
      tell("");
      const way = next < before ? -1 : 1;
      setTimeout(() => {
        for (const ahead of [way, 2 * way]) if (mine === wanted) expect(query(plus(next, ahead)));
      }, AFTER);
    } catch (error) {
      if (mine === wanted) tell(`${next} cannot be shown: ${error instanceof Error ? error.message : "the desk does not answer"}.`);
    } finally {
      clearTimeout(late);
    }
  };
  /** What stands around the map follows once the slider rests. */
  const rest = (): void => {
    void bring(`/around${here(view(on.value)).search}`, ...AROUND).then((done) => {
      if (done) document.documentElement.dataset.told = on.value;
    }, () => tell("The desk does not answer: what stands beside the map is of another day."));
  };
  slider.addEventListener("input", () => void show(plus(first, Number(slider.value))));
  const knownBy = (place: number): void => {
    known.value = place > all ? "" : plus(first, Math.max(0, place));
    void show(on.value);
  };
  clock.addEventListener("input", () => {
    by.textContent = Number(clock.value) > all ? "all reports" : plus(first, Number(clock.value));
    clearTimeout(resting);
    resting = window.setTimeout(() => knownBy(Number(clock.value)), REST);
  });
  for (const field of [on, known, days]) field.addEventListener("change", () => on.value && void show(on.value));

  const play = document.querySelector<HTMLButtonElement>("#play");
  const stop = (): void => {
    clearInterval(playing);
    playing = 0;
    if (play) play.textContent = "▶ play";
  };
  play?.addEventListener("click", () => {
    if (playing) return stop();
    if (Number(slider.value) >= Number(slider.max)) slider.value = "0";
    play.textContent = "❚❚ pause";
    playing = window.setInterval(() => {
      if (Number(slider.value) >= Number(slider.max)) return stop();
      void show(plus(first, Number(slider.value) + 1));
    }, STEP);
  });
  addEventListener("keydown", (event) => {
    const busy = event.target instanceof Element && event.target.closest("input:not([type=range]), textarea, select, .chart");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "[" || event.key === "]") void show(plus(on.value, event.key === "[" ? -1 : 1));
    if (event.key === "{" || event.key === "}") knownBy(Math.min(Number(clock.value) + (event.key === "{" ? -1 : 1), all + 1));
  });
  set();
  chart.once("idle", () => {
    ring();
    document.documentElement.dataset.shown = on.value;
  });
}
