// Builds the desk's modules into the package. MapLibre goes in as it is: its worker must be a file of the same origin.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

const out = "../src/fogline/desk/static/built";
await mkdir(out, { recursive: true });
await build({
  entryPoints: ["src/situation.ts", "src/reading.ts", "src/review.ts", "src/timeline.ts", "src/deciding.ts", "src/keys.ts"],
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  external: ["maplibre-gl"],
  plugins: [
    {
      name: "maplibre beside",
      setup(made) {
        made.onResolve({ filter: /^maplibre-gl$/ }, () => ({ path: "./maplibre-gl.mjs", external: true }));
      },
    },
  ],
  outdir: out,
});
for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl-shared.mjs", "maplibre-gl.css"]) {
  await copyFile(`node_modules/maplibre-gl/dist/${name}`, `${out}/${name}`);
}
