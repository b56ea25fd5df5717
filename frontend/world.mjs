// The map of the world as SVG paths, one per country, keyed by ISO 3166-1 alpha-3.
// Equal Earth keeps areas comparable, so that no country looks more important than it is.
// Shapes: Natural Earth, public domain, from the package world-atlas.
import countries from "i18n-iso-countries";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const coarse = require("world-atlas/countries-110m.json");
const fine = require("world-atlas/countries-50m.json");

const WIDTH = 960;
// Below this area in map units nobody can see or hit a country; it gets a circle as well.
const SMALLEST = 14;
const RADIUS = 3.2;
// Territories without a numeric code in the shapes, by the name that the shapes give.
const BY_NAME = { Kosovo: "XKX", "N. Cyprus": "CYP", Somaliland: "SOM" };
// Codes of the register without a shape of their own: where their circle stands (longitude, latitude).
const POINTS = { TUV: [179.2, -8.5] };

const codeOf = (shape) => countries.numericToAlpha3(shape.id ?? "") ?? BY_NAME[shape.properties.name];
const shapesOf = (atlas) => feature(atlas, atlas.objects.countries).features.filter((s) => s.id !== "010");

export function worldMap() {
  const rough = shapesOf(coarse);
  const projection = geoEqualEarth()
    .rotate([-11, 0])
    .fitWidth(WIDTH, { type: "FeatureCollection", features: rough });
  const path = geoPath(projection).digits(1);
  const [[, top], [, bottom]] = path.bounds({ type: "FeatureCollection", features: rough });
  const map = {};
  for (const shape of rough) {
    const code = codeOf(shape);
    if (code) map[code] = { d: (map[code]?.d ?? "") + path(shape) };
  }
  for (const shape of shapesOf(fine)) {
    const code = codeOf(shape);
    if (!code || geoArea(shape) > 6) continue;
    const area = path.area(shape);
    if (!map[code] && area >= SMALLEST) map[code] = { d: path(shape) };
    if (area < SMALLEST && !BY_NAME[shape.properties.name]?.match(/CYP|SOM/)) {
      const [x, y] = projection(geoCentroid(shape));
      map[code] = { ...map[code], x: +x.toFixed(1), y: +y.toFixed(1), r: RADIUS };
    }
  }
  for (const [code, place] of Object.entries(POINTS)) {
    const [x, y] = projection(place);
    map[code] ??= { x: +x.toFixed(1), y: +y.toFixed(1), r: RADIUS };
  }
  const box = [0, Math.floor(top) - 4, WIDTH, Math.ceil(bottom - top) + 8];
  return { viewBox: box.join(" "), countries: Object.fromEntries(Object.entries(map).sort()) };
}
