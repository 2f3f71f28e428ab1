// What the desk is asked for: the places once, of a day only how they look; put together here as GeoJSON for the map.

import type { Feature, FeatureCollection, Geometry } from "geojson";
import { patternOf } from "./paint.js";

/** A holder and its colour. */
export interface Key {
  paint: string;
  label: string;
}

/** A day as the map draws it. Where there are too many places to draw each with its mark and name at every step it is `full`:
 *  then all are faint rings (`quiet`) on any day, below the marks of those of which something is told, and names follow later. */
export interface Day {
  on: string | null;
  crowd: [number, number, number, number] | null;
  full: boolean;
  legend: Key[];
  places: FeatureCollection;
  quiet: FeatureCollection;
  names: FeatureCollection;
  events: FeatureCollection;
}

type Mapped = [id: string, name: string, near: number, lon: number, lat: number, shape?: Geometry];

interface Look {
  says: string;
  form: string;
  colours: string;
  evidence: string;
  access: string;
}

interface Told {
  on: string | null;
  legend: Key[];
  looks: Look[];
  of: number[];
  events: FeatureCollection;
  crowd: Day["crowd"];
}

const KEPT = 60; // answers that are held
const MANY = 1500; // places, more than which no computer draws as marks with names at every step
const held = new Map<string, Promise<unknown>>();

function ask<Answer>(address: string): Promise<Answer> {
  let found = held.get(address) as Promise<Answer> | undefined;
  if (!found) {
    found = fetch(address).then((answer) => {
      if (answer.status === 401) throw new Error("this visit has ended: come in again");
      if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
      return answer.json() as Promise<Answer>;
    });
    held.set(address, found);
    found.catch(() => held.delete(address));
    const oldest = held.keys().next().value;
    if (held.size > KEPT && oldest) held.delete(oldest);
  }
  return found;
}

/** Asks for a day ahead, so that it is there when it is wanted. */
export function expect(asked: URLSearchParams): void {
  ask(`/looks.json?${asked}`).catch(() => undefined);
}

export async function dayOf(asked: URLSearchParams): Promise<Day> {
  const known = asked.get("known");
  const [{ places }, told] = await Promise.all([
    ask<{ places: Mapped[] }>(`/places.json${known ? `?known=${known}` : ""}`), ask<Told>(`/looks.json?${asked}`),
  ]);
  const looks = told.looks.map(painted);
  const full = places.length > MANY;
  const marked: Feature[] = [];
  const names: Feature[] = [];
  told.of.forEach((number, n) => {
    const [place, look] = [places[n], looks[number]];
    if (!place || !look || (full && isQuiet(look))) return;
    const [id, name, near, lon, lat, shape] = place;
    const point: Geometry = { type: "Point", coordinates: [lon, lat] };
    names.push({ type: "Feature", geometry: point, properties: { name, rank: number } }); // those of which most is told have low ones
    marked.push({ type: "Feature", geometry: shape ?? point, properties: { id, name, near: near === 1, ...look } });
  });
  const { on, crowd, events, legend } = told;
  return { on, crowd, legend, full, places: all(marked), quiet: full ? ringed(places) : NONE, names: all(names), events };
}

const all = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const NONE = all([]);
const rings = new WeakMap<Mapped[], FeatureCollection>();

/** Whether nothing is told of a place itself, nor does anybody hold it. */
const isQuiet = (look: { form: string; evidence: string }): boolean => look.form === "none" && look.evidence === "interpolated";

/** Every place as a ring: the same object for the same places, so that it need not be drawn again. */
function ringed(places: Mapped[]): FeatureCollection {
  let found = rings.get(places);
  if (!found) {
    found = all(places.map(([id, name, near, lon, lat]) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { id, name, near: near === 1 } })));
    rings.set(places, found);
  }
  return found;
}

/** A look with the names of the images that show it, so that layers need only look them up. */
function painted(look: Look) {
  const closed = look.access === "encircled" || look.access === "cut";
  return {
    ...look,
    pattern: patternOf(look.form, look.colours),
    mark: `mark|${look.form}|${look.colours}|${closed ? "closed" : ""}`,
    colour: look.form === "solid" ? look.colours : "rgba(0,0,0,0)",
  };
}
