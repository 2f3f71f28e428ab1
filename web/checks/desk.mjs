// A case at the desk for checks: a copy of the example with two more reports, served on loopback, and a browser before it.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const FOGLINE = process.env.FOGLINE ?? "fogline";
/** Options of the packaged browser that no reader has: one process for all, and pages that may do what they like. */
const MADE_FOR_FUNCTIONS = new Set(["--single-process", "--no-zygote", "--disable-web-security", "--allow-running-insecure-content"]);
const EXAMPLE = join(HERE, "../../examples/afghanistan-2021");

function run(...told) {
  const done = spawnSync(FOGLINE, told, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`fogline ${told.join(" ")}: ${done.stderr}`);
}

function freePort() {
  return new Promise((resolve) => {
    const held = createServer().listen(0, "127.0.0.1", () => {
      const { port } = held.address();
      held.close(() => resolve(port));
    });
  });
}

/** A desk, of the example and what else `more` puts into a folder: `address` lets one visitor in; `close` ends it. */
export async function serve(more = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  const made = join(folder, "case");
  cpSync(EXAMPLE, made, { recursive: true });
  const added = join(folder, "added");
  mkdirSync(added);
  more(added);
  run("add", made, join(made, "reports"), join(HERE, "reports"), added);
  run("read", made);
  const port = await freePort();
  const server = spawn(FOGLINE, ["serve", made, "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    let told = "";
    server.stderr.on("data", (more) => {
      told += more;
      const found = /http:\S+/.exec(told);
      if (found) resolve(found[0]);
    });
    server.on("exit", () => reject(new Error(`the desk ended: ${told}`)));
  });
  for (let n = 0; ; n++) {
    try {
      await fetch(new URL("/static/desk.css", address));
      break;
    } catch (error) {
      if (n > 100) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
  const close = () => {
    server.removeAllListeners("exit");
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, origin: new URL(address).origin, close };
}

export async function browser() {
  const args = chromium.args.filter((each) => !MADE_FOR_FUNCTIONS.has(each));
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}
