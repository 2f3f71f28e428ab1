// What the map is made of: the land, places by who holds them, the case's own boundaries, what happened.

import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, FilterSpecification, StyleSpecification } from "maplibre-gl";
import type { Day } from "./asked.js";

export const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const INK = dark ? "#f2f0eb" : "#1d1b18";
const PAPER = dark ? "#16181b" : "#f7f6f3";
const LAND = dark ? "#24272c" : "#ebe8e1";
const BORDER = dark ? "#4a4f57" : "#b9b4a8";
const SPREAD = 0.55; // of a fill's opacity over an area: names and borders stay readable

const areas: ExpressionSpecification = ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]];
const points: ExpressionSpecification = ["==", ["geometry-type"], "Point"];
const closed: ExpressionSpecification = ["in", ["get", "access"], ["literal", ["cut", "encircled"]]];
const own: ExpressionSpecification = ["==", ["get", "own"], true];

/** Marks that would cover each other are drawn as one: how many events, and of which families. */
const FAMILIES = [...document.querySelectorAll<HTMLElement>("[data-family]")].map((each) => each.dataset.family ?? "");
const together: Record<string, ExpressionSpecification> = { count: ["+", ["get", "count"]] };
for (const id of FAMILIES) together[id] = ["max", ["case", ["in", id, ["get", "families"]], 1, 0]];
const named = FAMILIES.map((id): ExpressionSpecification => ["case", ["==", ["get", id], 1], `${id},`, ""]);
const here: ExpressionSpecification = ["case", ["has", "families"], ["get", "families"], ["concat", ...named]];

/** The features of one geometry. */
export function only(found: FeatureCollection, geometry: string): FeatureCollection {
  return { ...found, features: found.features.filter((each) => each.geometry.type === geometry) };
}

/** The layers that lead somewhere when they are clicked, the uppermost first. */
export const CLICKED = ["happened", "points", "extents", "quiet", "areas"];

/** Filters of the layers that ring the place that is chosen. */
export function ringed(place: string): Record<string, FilterSpecification> {
  const it: ExpressionSpecification = ["==", ["get", "id"], place];
  return { chosen: ["all", points, it], "chosen-area": ["all", areas, it] };
}
const none = ringed("");
const MARKED = dark ? "#7cc0ee" : "#0b5a8f";

export function style(land: FeatureCollection, day: Day): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      places: { type: "geojson", data: day.places, promoteId: "id" },
      quiet: { type: "geojson", data: day.quiet },
      names: { type: "geojson", data: day.names },
      extents: { type: "geojson", data: only(day.events, "MultiPolygon") },
      events: { type: "geojson", data: only(day.events, "Point"), cluster: true, clusterRadius: 26, clusterMaxZoom: 14, clusterProperties: together },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": PAPER } },
      { id: "land", type: "fill", source: "land", filter: ["all", areas, ["!", own]], paint: { "fill-color": LAND } },
      { id: "borders", type: "line", source: "land", filter: ["!", own], paint: { "line-color": BORDER, "line-width": 0.8 } },
      { id: "own", type: "line", source: "land", filter: own, paint: { "line-color": INK, "line-width": 1.6, "line-dasharray": [6, 2, 1, 2], "line-opacity": 0.7 } },
      { id: "areas", type: "fill", source: "places", filter: areas, paint: { "fill-color": ["get", "colour"], "fill-opacity": SPREAD } },
      {
        id: "patterns", type: "fill", source: "places", filter: ["all", areas, ["!=", ["get", "pattern"], ""]],
        paint: { "fill-pattern": ["get", "pattern"], "fill-opacity": SPREAD + 0.1 },
      },
      { id: "edges", type: "line", source: "places", filter: areas, paint: { "line-color": INK, "line-width": 1.2, "line-dasharray": [4, 2] } },
      { id: "closed", type: "line", source: "places", filter: ["all", areas, closed], paint: { "line-color": INK, "line-width": 3.5, "line-dasharray": [2, 1.2] } },
      { id: "chosen-area", type: "line", source: "places", filter: none["chosen-area"], paint: { "line-color": MARKED, "line-width": 4 } },
      { id: "extents", type: "fill", source: "extents", paint: { "fill-color": INK, "fill-opacity": 0.06 } },
      { id: "rims", type: "line", source: "extents", paint: { "line-color": INK, "line-width": 1.4, "line-dasharray": [5, 2] } },
      { id: "quiet", type: "circle", source: "quiet", paint: { "circle-radius": 3, "circle-color": PAPER, "circle-stroke-color": INK, "circle-stroke-width": 1, "circle-stroke-opacity": 0.35, "circle-opacity": 0.5 } },
      { // below the marks, which it makes room for
        id: "names", type: "symbol", source: "names",
        layout: { "text-field": ["get", "name"], "text-size": 14, "text-font": ["sans-serif"], "symbol-sort-key": ["get", "rank"], "text-offset": [0, 1.2], "text-anchor": "top", "text-optional": true },
        paint: { "text-color": INK, "text-halo-color": PAPER, "text-halo-width": 1.6 },
      },
      { id: "chosen", type: "circle", source: "places", filter: none.chosen, paint: { "circle-radius": 15, "circle-color": MARKED, "circle-opacity": 0.25, "circle-stroke-color": MARKED, "circle-stroke-width": 3 } },
      {
        id: "points", type: "symbol", source: "places", filter: points,
        layout: { "icon-image": ["get", "mark"], "icon-allow-overlap": true, "icon-size": 0.5 },
      },
      {
        id: "happened", type: "symbol", source: "events",
        layout: {
          "icon-image": ["concat", "events|", here, "|", ["to-string", ["get", "count"]]],
          "icon-allow-overlap": true, "icon-size": 0.5, "icon-anchor": "bottom", "icon-offset": [0, -22],
        },
      },
    ],
  };
}
