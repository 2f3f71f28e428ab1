// The map of a day: drawn by MapLibre over the page's own SVG, with a slider over the days; a click on a place brings all about it
// beside the map. What is shown, the part of the map too, is in the address. Without scripts the page has all of it.

import type { FeatureCollection } from "geojson";
import { Map as Chart, NavigationControl, ScaleControl, type GeoJSONSource, type LngLatBoundsLike, type PointLike } from "maplibre-gl";
import { CLICKED, dark, names, only, ringed, style, type Day } from "./layers.js";
import { events, mark, patternOf, tile } from "./paint.js";
import { bring } from "./panel.js";

const STEP = 600; // milliseconds between days while it plays
const REST = 250; // milliseconds after which the slider rests
const KEPT = 60; // days that are held
const FIT = { padding: 40, maxZoom: 9 };
const held = new Map<string, Promise<Day>>();
const ink = dark ? "#f2f0eb" : "#1d1b18";
const paper = dark ? "#1e2125" : "#ffffff";

const figure = document.querySelector<HTMLElement>("figure.map");
const form = document.querySelector<HTMLFormElement>("form.days");
const slider = document.querySelector<HTMLInputElement>("#slider");
if (figure && form && slider) void start(figure, form, slider);

/** What is known of a day; asked for once. */
function dayOf(on: string): Promise<Day> {
  const asked = new URLSearchParams(location.search);
  const kept = ["known", "days"].flatMap((name) => (asked.get(name) ? [`&${name}=${asked.get(name)}`] : []));
  const key = `on=${on}${kept.join("")}`;
  let found = held.get(key);
  if (!found) {
    found = fetch(`/ground.json?${key}`).then((answer) => {
      if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
      return answer.json() as Promise<Day>;
    });
    held.set(key, found);
    found.catch(() => held.delete(key));
    const oldest = held.keys().next().value;
    if (held.size > KEPT && oldest) held.delete(oldest);
  }
  return found;
}

function plus(on: string, days: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function between(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}

/** Names each feature's image, so that layers need only look it up. */
function painted(day: Day): Day {
  for (const { properties } of day.places.features) {
    if (!properties) continue;
    const closed = properties.access === "encircled" || properties.access === "cut";
    properties.pattern = patternOf(properties.form, properties.colours);
    properties.mark = `mark|${properties.form}|${properties.colours}|${closed ? "closed" : ""}`;
    properties.colour = properties.form === "solid" ? properties.colours : "rgba(0,0,0,0)";
  }
  return day;
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
  const all = [...day.places.features, ...day.events.features];
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

/** The address of what is shown, with some of it changed. */
function here(changed: Record<string, string>): URL {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changed)) address.searchParams.set(name, value);
  if (!/^#map=/.test(address.hash)) address.hash = "";
  return address;
}

async function start(figure: HTMLElement, form: HTMLFormElement, slider: HTMLInputElement): Promise<void> {
  const first = slider.dataset.first ?? "";
  const last = slider.dataset.last ?? "";
  const on = form.querySelector<HTMLInputElement>("input[name=on]");
  const said = document.querySelector<HTMLOutputElement>("#day");
  if (!on || !said || !first || !last) return;
  const [land, day] = await Promise.all([
    fetch("/land.json").then((answer) => answer.json() as Promise<FeatureCollection>),
    dayOf(on.value).then(painted),
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
    const address = here({ place, on: on.value });
    history.pushState(null, "", address);
    asked = address.search;
    ring();
    if (await bring(`/place${address.search}`, "panel")) document.querySelector<HTMLElement>("#place")?.focus();
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

  slider.max = String(between(first, last));
  slider.value = String(between(first, on.value));
  for (const control of document.querySelectorAll<HTMLElement>("[data-scripted]")) control.hidden = false;

  let wanted = on.value;
  let resting = 0;
  let playing = 0;
  const show = async (next: string): Promise<void> => {
    wanted = next;
    said.textContent = next;
    on.value = next;
    clearTimeout(resting);
    resting = window.setTimeout(rest, playing ? STEP * 2 : REST);
    const found = painted(await dayOf(next));
    if (wanted !== next) return; // another day was asked for meanwhile
    await Promise.all([
      (chart.getSource("places") as GeoJSONSource).setData(found.places),
      (chart.getSource("names") as GeoJSONSource).setData(names(found.places)),
      (chart.getSource("extents") as GeoJSONSource).setData(only(found.events, "MultiPolygon")),
      (chart.getSource("events") as GeoJSONSource).setData(only(found.events, "Point")),
    ]);
    history.replaceState(null, "", here({ on: next }));
    asked = location.search;
    document.documentElement.dataset.shown = next;
    for (const ahead of [1, 2, -1]) void dayOf(plus(next, ahead)).catch(() => undefined);
  };
  /** Title, panel and table follow once the slider rests. */
  const rest = (): void => {
    const { search } = here({ on: on.value });
    void bring(`/situation${search}`, "title", "menu", "before", "after", "then", "panel", "table").then((done) => {
      if (done) document.documentElement.dataset.told = on.value;
    });
  };
  slider.addEventListener("input", () => void show(plus(first, Number(slider.value))));

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
      slider.value = String(Number(slider.value) + 1);
      void show(plus(first, Number(slider.value)));
    }, STEP);
  });
  addEventListener("keydown", (event) => {
    const busy = event.target instanceof Element && event.target.closest("input, textarea, select, button, .chart");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { "[": -1, "]": 1 }[event.key];
    if (!step) return;
    slider.value = String(Number(slider.value) + step);
    void show(plus(first, Number(slider.value)));
  });
  chart.once("idle", () => {
    ring();
    document.documentElement.dataset.shown = on.value;
  });
}
