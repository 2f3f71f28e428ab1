// What a person does at the desk, in a real browser: look at days, open what is on the map, read, decide, undo, search, print.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser, serve } from "./desk.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PICTURES = process.env.PICTURES; // a folder for pictures, none where it is not given
const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const EVENTFUL = "2021-09-04"; // a day of which much is told
const DAY = "/situation?on=2021-09-08&place=case%3Arukha&days=7";

let desk, chrome, state;
const outside = []; // requests that left the desk
const wrong = []; // what a page complained about

before(async () => {
  [desk, chrome] = await Promise.all([serve(), browser()]);
  const first = await chrome.newContext();
  const page = await first.newPage();
  await page.goto(desk.address);
  assert.match(page.url(), /\/situation$/);
  state = await first.storageState();
});

after(async () => {
  await chrome?.close();
  desk?.close();
});

async function open(path, more = {}) {
  const context = await chrome.newContext({ storageState: state, viewport: SIZES.wide, ...more });
  const page = await context.newPage();
  page.on("request", (request) => !request.url().startsWith(desk.origin) && !/^(data|blob):/.test(request.url()) && outside.push(request.url()));
  page.on("pageerror", (error) => wrong.push(`${path}: ${error}`));
  page.on("console", (told) => ["error", "warning"].includes(told.type()) && wrong.push(`${path}: ${told.text()}`));
  await page.goto(desk.origin + path);
  return page;
}

const drawn = (page, day) => page.waitForFunction((on) => document.documentElement.dataset.shown === on, day, { timeout: 20_000 });

/** Pages to look at, with the name of a picture where one is taken. */
async function addresses() {
  const page = await open("/events");
  const json = async (path) => page.evaluate(async (from) => (await fetch(from)).json(), path);
  const events = (await json("/events.json")).events;
  const reports = (await json("/reports.json")).reports;
  const event = events.reduce((most, each) => (Number.parseInt(each.voices, 10) > Number.parseInt(most.voices, 10) ? each : most)).address;
  const [voice] = (await json(`${event}.json`)).origins;
  const [korean, arabic] = ["ko", "ar"].map((tag) => reports.find((each) => each.language === tag).address);
  await page.close();
  const shown = { situation: DAY, timeline: "/timeline", event, report: arabic };
  const others = ["/situation", "/situation?on=2021-09-08&days=30", "/help", `${arabic}?words=طريق`, "/events", `/origins/${voice.id}`, "/statements", "/day?on=2021-09-08&days=7",
    "/place?on=2021-09-08&place=case%3Arukha", "/reports", "/reports?words=판지+계곡", korean, "/review", "/decisions", "/sitrep"];
  return [...Object.entries(shown), ...others.map((path) => ["", path])];
}

test("a day is scrubbed, and the clock of what was known set back", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  await page.locator("#slider").focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/on=2021-09-07/);
  await page.locator("#clocks input[name=known]").fill("2021-08-26");
  await page.locator(".clock").waitFor();
  assert.match(await page.locator(".clock").innerText(), /known on 2021-08-26/);
  await page.locator("#clock").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/known=2021-08-27/);
  await page.locator("h1").click();
  await page.keyboard.press("{");
  await page.waitForURL(/known=2021-08-26/);
  await page.getByText("As known on 2021-08-26").waitFor();
  const told = await page.locator("main").innerText();
  assert.doesNotMatch(told, /September 2021, from the text/); // nothing that was published later shows
  await page.close();
});

test("the map plays day after day", async () => {
  const page = await open("/situation?on=2021-08-20");
  await drawn(page, "2021-08-20");
  await page.getByRole("button", { name: /play/ }).click();
  await page.waitForFunction(() => document.documentElement.dataset.shown >= "2021-08-22", null, { timeout: 20_000 });
  await page.getByRole("button", { name: /pause/ }).click();
  await page.close();
});

/** Moves the mouse over the map until it is on something that leads to a place or to events; what it leads to. */
async function found(page, ...leads) {
  const at = await page.locator(".chart canvas").boundingBox();
  for (let y = 0.05; y < 0.97; y += 0.02) {
    for (let x = 0.03; x < 0.97; x += 0.015) {
      await page.mouse.move(at.x + x * at.width, at.y + y * at.height);
      const here = await page.locator(".chart").getAttribute("data-leads");
      if (leads.includes(here)) return here;
    }
  }
  assert.fail(`nothing on the map leads to ${leads}`);
}

async function click(page) {
  await page.mouse.down();
  await page.mouse.up();
}

test("a place is opened from the map beside it, its words read in the report", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  await found(page, "place");
  await click(page);
  await page.waitForURL(/place=/);
  await page.locator("#place h2").waitFor();
  assert.match(await page.locator("#place").innerText(), /Who was looking/);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.shown), "2021-09-08"); // the map stayed
  const address = page.url();
  await page.reload();
  assert.equal(page.url(), address);
  await page.locator("#place blockquote a").first().click();
  await page.waitForURL(/\/reports\/rep_\w+.*#clm_/);
  assert.ok(await page.locator("mark").count());
  await page.close();
});

test("an event is opened from the map, its claim read in the report", async () => {
  const page = await open(`/situation?on=${EVENTFUL}`);
  await drawn(page, EVENTFUL);
  for (let more = 0; more < 4 && (await found(page, "events", "more")) === "more"; more++) {
    await click(page); // several stand so close that the map shows them as one
    await page.waitForTimeout(1500);
  }
  await click(page);
  await page.waitForURL(/\/events/);
  if (!/evt_/.test(page.url())) await page.locator("tbody a").first().click();
  await page.waitForURL(/evt_/);
  await page.locator("blockquote a").first().click();
  await page.waitForURL(/\/reports\/rep_\w+.*#clm_/);
  await page.close();
});

test("panel and table follow the slider, and the map stays where it was put", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  await page.locator(".maplibregl-ctrl-zoom-in").click();
  await page.waitForURL(/#map=/);
  await page.locator("#slider").focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.documentElement.dataset.told === "2021-09-07");
  assert.match(await page.locator("h1").innerText(), /7 September 2021/);
  assert.match(await page.locator("#panel").innerText(), /Told of 7 September 2021/);
  assert.match(page.url(), /on=2021-09-07.*#map=/);
  await page.locator("h1").click();
  await page.keyboard.press("]");
  await page.waitForFunction(() => document.documentElement.dataset.told === "2021-09-08");
  await page.locator("#table tbody a").first().focus();
  await page.keyboard.press("Enter");
  await page.locator("#place").waitFor();
  assert.match(page.url(), /place=.*#map=/);
  await page.goBack();
  await page.locator("#told").waitFor(); // what was shown before
  assert.doesNotMatch(page.url(), /place=/);
  await page.close();
});

test("days are chosen on the timeline, for the map and what was said", async () => {
  const page = await open("/timeline");
  await page.waitForFunction(() => document.documentElement.dataset.shown === "timeline");
  const box = await page.locator("#days .brush .overlay").boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await page.locator("#chosen").waitFor();
  assert.match(await page.locator("#chosen a").nth(2).getAttribute("href"), /^\/statements\?since=.*until=/);
  const told = await page.locator("#chosen b").innerText();
  await page.reload(); // the address holds what was chosen
  await page.locator("#chosen").waitFor();
  assert.equal(await page.locator("#chosen b").innerText(), told);
  await page.locator("#chosen a").first().click();
  await page.waitForURL(/\/situation\?on=.*days=\d+/);
  await drawn(page, new URL(page.url()).searchParams.get("on"));
  assert.match(await page.locator("#told h2").innerText(), / to /);
  await page.close();
});

test("a lane of the timeline is opened by keyboard", async () => {
  const page = await open("/timeline");
  await page.waitForFunction(() => document.documentElement.dataset.shown === "timeline");
  await page.locator("#days svg > g > a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/place=|actor=/);
  await page.close();
});

/** Takes the decision whose changes are shown: the focus is on the button. */
async function decided(page) {
  await page.waitForURL(/\/decide/);
  await page.waitForFunction(() => document.activeElement?.matches(".decided button"));
  await page.keyboard.press("Enter");
}

/** Presses Tab until something that fits a selector has the focus. */
async function tabbed(page, selector) {
  for (let n = 0; n < 300; n++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`nothing with ${selector} is reached by keyboard`);
}

test("by keyboard alone a day is chosen, an event opened, its claim read, a decision taken and undone, and words searched", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  const total = async () => page.evaluate(async () => (await (await fetch("/events.json")).json()).total);
  const before = await total();
  await page.keyboard.press("[");
  await page.waitForFunction(() => document.documentElement.dataset.told === "2021-09-07");
  await tabbed(page, "#told a[href*='/events/evt_']");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/events\/evt_/);
  const event = page.url();
  await tabbed(page, "blockquote a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\/rep_\w+.*#clm_/);
  await page.goBack();
  await page.waitForURL(event);
  await tabbed(page, "form.decide input[name=verb]");
  assert.equal(await page.locator("form.decide input[name=verb]:checked").inputValue(), "wrong");
  await tabbed(page, "form.decide input[name=by]");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("about another war");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/decide/);
  assert.match(await page.locator("main").innerText(), /would change/);
  await decided(page);
  await page.waitForURL(/\/decisions\?done=jud_/);
  assert.match(await page.locator(".done").innerText(), /Ada decided: wrong – about another war/);
  assert.equal(await total(), before - 1);
  await tabbed(page, ".done button");
  await page.keyboard.press("Enter");
  await decided(page);
  await page.waitForURL(/\/decisions\?done=jud_/);
  assert.equal(await total(), before);
  await page.keyboard.press("/");
  await page.keyboard.type("판지");
  await page.keyboard.press("Enter");
  await page.waitForURL(/words=/);
  await tabbed(page, "tbody a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\/rep_\w+\?words=.*#hit-0/);
  assert.equal(await page.locator("#hit-0").innerText(), "판지");
  await page.keyboard.press("?");
  await page.waitForURL(/\/help/);
  await page.close();
});

/** Selects words of the first claim that is reviewed, as a mouse would. */
async function selected(page) {
  await page.locator("[data-claim] mark").first().selectText();
  return (await page.locator("[data-claim] mark").first().innerText()).replace(/\s+/g, " ").trim();
}

test("the queue is worked by keyboard: words are selected for a new value, a claim chosen, an event accepted and brought back", async () => {
  const page = await open("/review");
  const chosen = (name) => page.locator(`#decide [name=${name}]`).first();
  const verb = () => page.locator("#decide input[name=verb]:checked").inputValue();
  const left = async () => Number.parseInt(/of (\d+)/.exec(await page.locator(".queue").innerText())[1], 10);
  const [before, first] = [await left(), await page.locator("main h2 a").first().getAttribute("href")];
  const words = await selected(page);
  await page.keyboard.press("e");
  assert.equal(await verb(), "edit");
  assert.equal(await chosen("value").inputValue(), words);
  assert.match(await chosen("subjects").inputValue(), /^clm_/);
  await page.keyboard.type("pl"); // the focus is on the slot
  assert.equal(await chosen("slot").inputValue(), "places");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  assert.equal(await chosen("other").count() ? await chosen("other").isVisible() : false, false);
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  assert.match(await chosen("subjects").inputValue(), /^clm_/);
  await page.keyboard.press("a");
  assert.equal(await verb(), "accept");
  assert.match(await chosen("subjects").inputValue(), /^evt_/);
  await page.keyboard.press("Escape");
  await chosen("by").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=jud_/);
  assert.equal(await left(), before - 1);
  assert.notEqual(await page.locator("main h2 a").first().getAttribute("href"), first);
  await page.keyboard.press("u");
  await decided(page);
  await page.waitForURL(/\/review\?about=evt_/); // back at the event that it was about
  assert.equal(await left(), before);
  assert.equal(await page.locator("main h2 a").first().getAttribute("href"), first);
  await page.close();
});

test("days are chosen by dragging over the bars above the slider, and the address restores them", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  const box = await page.locator(".track .events").boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 5, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/days=\d\d/);
  const told = new URL(page.url()).searchParams;
  await page.waitForFunction((on) => document.documentElement.dataset.told === on, told.get("on"));
  assert.match(await page.locator("#told h2").innerText(), / to /);
  const says = await page.locator("#told").innerText();
  await page.reload();
  await drawn(page, told.get("on"));
  assert.equal(await page.locator("#told").innerText(), says);
  await page.close();
});

test("where the desk does not answer any more, the map says so", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  await page.route("**/looks.json*", (route) => route.abort());
  await page.locator("#clocks input[name=on]").fill("2021-08-15");
  await page.getByText(/2021-08-15 cannot be shown/).waitFor();
  wrong.splice(0, wrong.length, ...wrong.filter((each) => !/ERR_FAILED/.test(each)));
  await page.close();
});

test("words are found in Korean and Arabic", async () => {
  for (const [words, file] of [["계곡", "korean.txt"], ["بازارك", "arabic.txt"], ["مقاتلي", "arabic.txt"]]) {
    const page = await open("/reports");
    await page.getByRole("searchbox").first().fill(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(/words=/);
    assert.match(await page.locator("tbody").innerText(), new RegExp(file));
    await page.close();
  }
});

test("a sitrep's days are chosen on its page, and it leads back to the desk", async () => {
  const page = await open("/sitrep");
  await page.locator("input[name=since]").fill("2021-09-02");
  await page.locator("input[name=until]").fill("2021-09-08");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/since=2021-09-02&until=2021-09-08/);
  assert.match(await page.locator("header").innerText(), /2 September 2021 to 8 September 2021/);
  await page.getByRole("link", { name: "Situation of the day" }).click();
  await page.waitForURL(/\/situation\?on=2021-09-08/);
  await page.close();
});

test("the map opens where most is told, and shows the whole area when it is asked to", async () => {
  const page = await open("/situation?on=2021-09-08");
  await drawn(page, "2021-09-08");
  await page.getByRole("button", { name: "the whole area" }).click();
  await page.waitForURL(/#map=/);
  const zoom = async () => Number(/#map=([\d.]+)/.exec(page.url())[1]);
  await page.waitForFunction(() => /#map=/.test(location.hash));
  await page.waitForTimeout(1500);
  const whole = await zoom();
  await page.getByRole("button", { name: "where most is told" }).click();
  await page.waitForTimeout(1500);
  assert.ok((await zoom()) > whole + 1);
  await page.close();
});

test("a sitrep is printed on one page, with the full list only where it is open", async () => {
  const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  const printed = async (unfolded) => {
    const page = await open("/sitrep?since=2021-09-02&until=2021-09-08");
    if (unfolded) await page.locator("#annex > summary").click();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    await page.close();
    return pages(pdf);
  };
  const [brief, all] = [await printed(false), await printed(true)];
  assert.ok(brief === 1 && all > brief + 2, `${brief} pages, ${all} with the full list`);
});

test("a figure of a sitrep leads to its words in the folded list", async () => {
  const page = await open("/sitrep?since=2021-09-02&until=2021-09-08");
  const link = page.locator("#most ~ table a.cite").first();
  const id = (await link.getAttribute("href")).slice(1);
  assert.equal(await page.locator("#annex").evaluate((list) => list.open), false);
  await link.click();
  await page.waitForFunction(() => document.querySelector("#annex").open);
  assert.ok(await page.locator(`#${id}`).isVisible());
  await page.close();
});

/** Links, fields and headings of a page that lie on each other; what stays in view on purpose, and marks of a map, aside. */
function overlapping() {
  const found = [...document.querySelectorAll("h1, h2, h3, a, button, input, select, textarea, summary, figcaption, .word")];
  const seen = found.filter((each) => !each.closest("svg, .sticky, .chart, .skip, .verbs, .at") && each.checkVisibility() && !each.querySelector("svg"));
  const boxes = seen.slice(0, 400).flatMap((each) => [...each.getClientRects()].filter((box) => box.width && box.height).map((box) => [each, box]));
  const over = [];
  boxes.forEach(([one, a], n) => {
    for (const [other, b] of boxes.slice(n + 1)) {
      if (one === other || one.contains(other) || other.contains(one)) continue;
      const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (wide > 3 && high > 8) over.push(`${one.outerHTML.slice(0, 60)} on ${other.outerHTML.slice(0, 60)}`);
    }
  });
  return over.slice(0, 3);
}

test("no page is wider than its window, nothing lies on something else, and axe finds nothing serious, in light and dark", async () => {
  const found = [];
  for (const [name, path] of await addresses()) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await open(path, { viewport, colorScheme });
        if (path.startsWith("/timeline")) await page.waitForFunction(() => document.documentElement.dataset.shown);
        if (path.startsWith("/situation")) await drawn(page, await page.locator("input[name=on]").inputValue());
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${path} ${size}: ${over} pixels too wide`);
        for (const each of await page.evaluate(overlapping)) found.push(`${path} ${size}: ${each}`);
        await page.evaluate(AXE);
        const told = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.ok(told.passes.length, `axe looked at nothing on ${path}`);
        for (const each of told.violations) {
          if (["serious", "critical"].includes(each.impact)) found.push(`${path} ${size} ${colorScheme}: ${each.id} ${each.nodes[0].html.slice(0, 120)}`);
        }
        if (name && PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${size}-${colorScheme}.png` });
        await page.close();
      }
    }
  }
  assert.deepEqual([...new Set(found)], []);
});

test("nothing was loaded from outside, and no page complained", () => {
  assert.deepEqual(outside, []);
  assert.deepEqual([...new Set(wrong)], []);
});
