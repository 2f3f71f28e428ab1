// The map of a day: drawn by MapLibre over the page's own SVG, with a slider over the days. Without scripts the page has all of it.

import type { FeatureCollection } from "geojson";
import { Map as Chart, NavigationControl, type GeoJSONSource, type LngLatBoundsLike, type StyleSpecification } from "maplibre-gl";
import { mark, patternOf, tile } from "./paint.js";

interface Day {
  on: string | null;
  places: FeatureCollection;
  events: FeatureCollection;
  legend: { paint: string; label: string }[];
}

const STEP = 600; // milliseconds between days while it plays
const KEPT = 60; // days that are held
const held = new Map<string, Promise<Day>>();
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const INK = dark ? "#f2f0eb" : "#1d1b18";
const PAPER = dark ? "#16181b" : "#f7f6f3";

const figure = document.querySelector<HTMLElement>("figure.map");
const form = document.querySelector<HTMLFormElement>("form.days");
const slider = document.querySelector<HTMLInputElement>("#slider");
if (figure && form && slider) void start(figure, form, slider);

/** What is known of a day; asked for once. */
function dayOf(on: string): Promise<Day> {
  const known = new URLSearchParams(location.search).get("known");
  const key = `on=${on}${known ? `&known=${known}` : ""}`;
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

function style(land: FeatureCollection, day: Day): StyleSpecification {
  const areas = ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]] as unknown as boolean;
  const points = ["==", ["geometry-type"], "Point"] as unknown as boolean;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      places: { type: "geojson", data: day.places, promoteId: "id" },
      events: { type: "geojson", data: day.events, promoteId: "id" },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": PAPER } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": dark ? "#24272c" : "#ebe8e1" } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": dark ? "#4a4f57" : "#b9b4a8", "line-width": 0.8 } },
      { id: "areas", type: "fill", source: "places", filter: areas, paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.55 } },
      {
        id: "patterns", type: "fill", source: "places", filter: ["all", areas, ["!=", ["get", "pattern"], ""]] as unknown as boolean,
        paint: { "fill-pattern": ["get", "pattern"], "fill-opacity": 0.65 },
      },
      { id: "edges", type: "line", source: "places", filter: areas, paint: { "line-color": INK, "line-width": 1.2, "line-dasharray": [4, 2] } },
      {
        id: "happened", type: "circle", source: "events",
        paint: {
          "circle-radius": ["case", [">", ["get", "km"], 0], 16, 6], "circle-color": "rgba(0,0,0,0)",
          "circle-stroke-color": INK, "circle-stroke-width": 1.5, "circle-stroke-opacity": 0.8,
        },
      },
      {
        id: "points", type: "symbol", source: "places", filter: points,
        layout: { "icon-image": ["get", "mark"], "icon-allow-overlap": true, "icon-size": 0.5 },
      },
      {
        id: "names", type: "symbol", source: "places",
        layout: { "text-field": ["get", "name"], "text-size": 14, "text-font": ["sans-serif"], "text-offset": [0, 1.2], "text-anchor": "top", "text-optional": true },
        paint: { "text-color": INK, "text-halo-color": PAPER, "text-halo-width": 1.6 },
      },
    ],
  };
}

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
  const shown = day.places.features.length ? day.places : land;
  for (const feature of shown.features) if ("coordinates" in feature.geometry) visit(feature.geometry.coordinates);
  return box;
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
  const chart = new Chart({ container: box, style: style(land, day), bounds: boundsOf(day, land), fitBoundsOptions: { padding: 40, maxZoom: 9 }, attributionControl: false });
  chart.setMissingStyleImageResolver((id) => {
    const [kind, form = "none", colours = "", closed = ""] = id.split("|");
    if (kind === "mark") chart.addImage(id, mark(form, colours, closed === "closed"));
    else if (id) chart.addImage(id, tile(id), { pixelRatio: 2 });
  });
  chart.addControl(new NavigationControl({ showCompass: false }));
  figure.querySelector("svg")?.replaceWith(box);
  chart.resize();
  for (const layer of ["points", "areas", "happened"]) {
    chart.on("click", layer, (event) => {
      const address = event.features?.[0]?.properties?.address;
      if (typeof address === "string") location.assign(`${address}${address.startsWith("/situation") ? "#place" : ""}`);
    });
    chart.on("mousemove", layer, (event) => {
      chart.getCanvas().style.cursor = "pointer";
      box.title = String(event.features?.[0]?.properties?.says ?? "");
    });
    chart.on("mouseleave", layer, () => {
      chart.getCanvas().style.cursor = "";
      box.title = "";
    });
  }

  slider.max = String(between(first, last));
  slider.value = String(between(first, on.value));
  for (const control of document.querySelectorAll<HTMLElement>("[data-scripted]")) control.hidden = false;

  let wanted = on.value;
  const show = async (next: string): Promise<void> => {
    wanted = next;
    said.textContent = next;
    on.value = next;
    const found = painted(await dayOf(next));
    if (wanted !== next) return; // another day was asked for meanwhile
    await Promise.all([
      (chart.getSource("places") as GeoJSONSource).setData(found.places),
      (chart.getSource("events") as GeoJSONSource).setData(found.events),
    ]);
    const address = new URL(location.href);
    address.searchParams.set("on", next);
    history.replaceState(null, "", address);
    document.documentElement.dataset.shown = next;
    for (const ahead of [1, 2, -1]) void dayOf(plus(next, ahead)).catch(() => undefined);
  };
  slider.addEventListener("input", () => void show(plus(first, Number(slider.value))));
  slider.addEventListener("change", () => {
    // the table and the panel follow once the slider rests
    const address = new URL(location.href);
    address.searchParams.set("on", plus(first, Number(slider.value)));
    if (!playing) location.assign(address);
  });

  const play = document.querySelector<HTMLButtonElement>("#play");
  let playing = 0;
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
  chart.once("idle", () => (document.documentElement.dataset.shown = on.value));
}
