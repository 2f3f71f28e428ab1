// How long a browser takes for the first view of the map and for each day's step, from the key to the painted frame.
//
//     node painted.mjs ORIGIN COOKIE=VALUE STEPS      prints {"first": seconds, "steps": [seconds, …]}

import { browser } from "./desk.mjs";

const [origin, cookie, steps] = process.argv.slice(2);
const [name, value] = cookie.split("=");
const chrome = await browser();
const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } });
await context.addCookies([{ name, value, url: origin }]);
const page = await context.newPage();
const started = performance.now();
await page.goto(`${origin}/situation`);
await page.waitForFunction(() => document.documentElement.dataset.shown, null, { polling: "raf", timeout: 60_000 });
const first = (performance.now() - started) / 1000;
const taken = await page.evaluate(async (many) => {
  const frame = () => new Promise((painted) => requestAnimationFrame(painted));
  const found = [];
  for (let n = 0; n < many; n++) {
    const before = document.documentElement.dataset.shown;
    const began = performance.now();
    dispatchEvent(new KeyboardEvent("keydown", { key: "[" }));
    while (document.documentElement.dataset.shown === before) await frame();
    await frame(); // in which it is painted
    found.push((performance.now() - began) / 1000);
    await new Promise((later) => setTimeout(later, 1000)); // somebody looks at it, and what stands beside the map follows
  }
  return found;
}, Number(steps));
console.log(JSON.stringify({ first, steps: taken }));
await chrome.close();
