// Reports that attack: whatever their title, name, outlet, address or words hold, on every page it is text, and in every file.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, serve } from "./desk.mjs";

const SCRIPT = `<script>window.hacked=1</script><img src=x onerror="window.hacked=1">`;
const TURNED = "\u202e12 deid\u202c\u2066\u2069";
const TOLD = `Taliban fighters attacked Bazarak on 5 September 2021, killing 12 people, said ${SCRIPT} of ${TURNED} the Front.`;
const MOST_PAGES = 120;
const NESTED = 170_000; // elements of one report: with their ends the text is near the limit of two million characters

/** Five reports: in a line with all its fields, in files named like markup, as a page, and deep in markup. */
function attack(folder) {
  const line = { name: `a${SCRIPT}${TURNED}`, source: `The ${SCRIPT} Post`, url: `javascript:window.hacked=1//${SCRIPT}`, published: "2021-09-06", text: `${SCRIPT}\n\n${TOLD}` };
  writeFileSync(join(folder, "lines.jsonl"), `${JSON.stringify(line)}\n`);
  writeFileSync(join(folder, `"onload="window.hacked=1" ${"\u202e"}<img src=x onerror=window.hacked=1>.txt`), `"><svg onload=window.hacked=1>\n\n6 September 2021\n\n${TOLD}`);
  writeFileSync(join(folder, "page.html"), `<html><head><title>${SCRIPT} 6 September 2021</title><link rel="canonical" href="javascript:window.hacked=1"></head><body><h1>${SCRIPT}</h1><p>6 September 2021</p><p>&lt;script&gt;window.hacked=1&lt;/script&gt; ${TOLD}</p></body></html>`);
  writeFileSync(join(folder, "deep.txt"), `6 September 2021\n\n${TOLD}\n\n${"<div>".repeat(NESTED)}\n\n${SCRIPT}\n\n${"</div>".repeat(NESTED)}`);
}

let desk, chrome, page;
const told = []; // dialogs, requests elsewhere, refusals of the policy

before(async () => {
  [desk, chrome] = await Promise.all([serve(attack), browser()]);
  page = await (await chrome.newContext()).newPage();
  page.on("dialog", (dialog) => (told.push(`dialog on ${page.url()}`), dialog.dismiss()));
  page.on("request", (request) => !request.url().startsWith(desk.origin) && !/^(data|blob):/.test(request.url()) && told.push(`request to ${request.url()}`));
  page.on("console", (said) => /Content Security Policy/.test(said.text()) && told.push(`${page.url()}: ${said.text()}`));
  page.on("pageerror", (error) => told.push(`${page.url()}: ${error}`));
  await page.goto(desk.address);
});

after(async () => {
  await chrome?.close();
  desk?.close();
});

const attacking = () => page.evaluate(async () => (await (await fetch("/reports.json?words=hacked")).json()).reports);

test("reports that attack are read, and stand in the list as text", async () => {
  const found = await attacking();
  assert.ok(found.length >= 4, `${found.length} reports`);
  await page.goto(`${desk.origin}/reports?words=hacked`);
  assert.match(await page.locator("tbody").innerText(), /<script>window\.hacked=1<\/script>/);
});

test("no page that they are on runs what they hold", async () => {
  const waiting = ["/situation?on=2021-09-06&days=7", "/events?words=hacked", "/statements?words=hacked", "/timeline", "/review?words=hacked", "/decisions", "/sitrep?since=2021-09-01&until=2021-09-08"];
  waiting.push(...(await attacking()).map((each) => each.address));
  const seen = new Set();
  let shown = 0;
  while (waiting.length && seen.size < MOST_PAGES) {
    const path = waiting.shift().split("#")[0];
    if (seen.has(path)) continue;
    seen.add(path);
    await page.goto(desk.origin + path);
    const here = await page.evaluate(() => ({
      hacked: "hacked" in window,
      markup: document.querySelectorAll("main img, main script, main [onload], main [onerror], a[href^='javascript:']").length,
      turned: /[\u202a-\u202e]/.test(document.documentElement.innerHTML),
      told: document.body.textContent.includes("window.hacked"),
      links: [...document.querySelectorAll("main a[href^='/events/'], main a[href^='/origins/'], main a[href^='/reports/']")].map((link) => link.getAttribute("href")),
    }));
    assert.deepEqual([path, here.hacked, here.markup, here.turned], [path, false, 0, false]);
    shown += here.told;
    waiting.push(...(here.told ? here.links : []));
  }
  assert.ok(shown >= 10, `shown on ${shown} of ${seen.size} pages`);
});

test("no file that is taken along runs it either", async () => {
  for (const path of ["/events.csv", "/export/acled.csv", "/export/ucdp.csv", "/sitrep.md", "/sitrep.json", "/events.json", "/reports.json"]) {
    const { type, sniff, body } = await page.evaluate(async (from) => {
      const answer = await fetch(from);
      return { type: answer.headers.get("content-type"), sniff: answer.headers.get("x-content-type-options"), body: await answer.text() };
    }, path);
    assert.equal(sniff, "nosniff");
    assert.doesNotMatch(type, /html/);
    if (!type.includes("json")) assert.doesNotMatch(body, /[\u202a-\u202e]/, path);
    if (type.includes("markdown")) assert.doesNotMatch(body, /<script|<img/);
    if (type.includes("csv")) assert.doesNotMatch(body, /(^|,|\n)"?[=@]/, path);
  }
});

test("nothing was tried that the pages' policy had to stop", () => assert.deepEqual([...new Set(told)], []));
