"""The desk under load: a generated case, a server of its own, first views, days stepped through, and fifty requests a second.

The case has one claim an event, stored as `fogline read` stores them. Measured from outside over loopback, the generator on the
same machine: seconds until the desk answers (it puts the case together first), the first view with all that it loads, a day's
step (how a day looks that nobody asked for yet), and an open loop of requests over pages and days, whose times count from
when each was due.

With `--browser` a Chromium before it as well (`make web` installs it): its first view, and steps from the key to the painted
frame.

    python bench/desk.py [--events 100000] [--rate 50] [--seconds 20] [--seed N] [--browser]
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import httpx2 as httpx
import scale
from figures import Figure, finish, parser, script

from fogline import case as cases
from fogline import runner
from fogline.settings import Settings

STEPS = 30
PAGES = ("/situation", "/looks.json", "/events", "/timeline", "/reports", "/events.json", "/situation.json", "/review")
SCRIPTS = ("/static/built/maplibre-gl.mjs", "/static/built/maplibre-gl-worker.mjs")
LOADED = (*SCRIPTS, "/land.json", "/places.json", "/looks.json")  # by the map
PATIENCE = 1800.0  # seconds for the case to be put together


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--events", type=int, default=20_000)
    made.add_argument("--rate", type=float, default=50.0)
    made.add_argument("--seconds", type=float, default=20.0)
    made.add_argument("--browser", action="store_true", help="measure what a browser paints, too")
    options = made.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        _store(case, options.events, options.seed)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-c", "from fogline.cli import main; main()", "serve", str(case), "--port", str(port)]
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as desk:
            try:
                token = _token(desk)
                figures = [Figure(name="desk: seconds until it answers", value=time.perf_counter() - began, most=True)]
                figures += asyncio.run(_measured(f"http://127.0.0.1:{port}", token, options))
            finally:
                desk.terminate()
    return finish("desk", figures, options)


def _store(folder: Path, events: int, seed: int) -> None:
    cases.init(folder)
    with closing(runner.open_store(folder, Settings())) as store, store.batch():
        for reading in scale.generated(events, seed, per_incident=1):
            store.add(reading.report, reading.report.text.encode())
            store.put(reading, "bench")


def _token(desk: subprocess.Popen[str]) -> str:
    """What the desk prints once it is ready."""
    assert desk.stdout is not None
    for line in desk.stdout:
        if found := re.search(r"token=([\w-]+)", line):
            return found[1]
    raise SystemExit("the desk ended before it was ready")


async def _measured(base: str, token: str, options: argparse.Namespace) -> list[Figure]:
    chance = random.Random(options.seed)
    async with httpx.AsyncClient(base_url=base, timeout=PATIENCE) as client:
        for _ in range(600):
            try:
                await client.get("/enter", params={"token": token})
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
        painted = _painted(base, client) if options.browser else []
        seconds, size = await _first_view(client)
        steps = [await _timed(client, f"/looks.json?on={_day(chance)}") for _ in range(STEPS)]
        loads = await _loop(client, chance, options.rate, options.seconds)
    percentile = statistics.quantiles(loads, n=20)[-1]
    return [
        *painted,
        Figure(name="desk: first view, seconds", value=seconds, most=True),
        Figure(name="desk: first view, MB", value=size / 1e6, most=True),
        Figure(name="desk: a day's step, median seconds", value=statistics.median(steps), of=len(steps), most=True),
        Figure(name="desk: a day's step, greatest seconds", value=max(steps), of=len(steps), most=True),
        Figure(name="desk: load, 95th percentile seconds", value=percentile, of=len(loads), most=True,
               note=f"median {statistics.median(loads):.3f}"),
    ]  # fmt: skip


def _painted(base: str, client: httpx.AsyncClient) -> list[Figure]:
    """What a browser takes, with the visit that this client has begun."""
    (cookie,) = client.cookies.jar
    script = Path(__file__).parents[1] / "web" / "checks" / "painted.mjs"
    command = ["node", str(script), base, f"{cookie.name}={cookie.value}", str(STEPS)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout)
    steps = told["steps"]
    return [
        Figure(name="desk: first view in a browser, seconds", value=told["first"], most=True),
        Figure(name="desk: a day's step painted, median seconds", value=statistics.median(steps), of=len(steps), most=True),
        Figure(name="desk: a day's step painted, greatest seconds", value=max(steps), of=len(steps), most=True),
    ]


async def _first_view(client: httpx.AsyncClient) -> tuple[float, int]:
    """The situation with its styles and scripts and what these load, one after the other."""
    began, size = time.perf_counter(), 0
    page = await client.get("/situation", follow_redirects=True)
    size += len(page.content)
    for address in [*re.findall(r'(?:href|src)="(/(?:static|page)[^"]+)"', page.text), *LOADED]:
        size += len((await client.get(address)).content)
    return time.perf_counter() - began, size


async def _timed(client: httpx.AsyncClient, address: str) -> float:
    began = time.perf_counter()
    answer = await client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.perf_counter() - began


async def _loop(client: httpx.AsyncClient, chance: random.Random, rate: float, seconds: float) -> list[float]:
    """Requests when they are due, whether the ones before were answered or not; each one's time counts from when it was due."""
    start = time.perf_counter()
    days = [_day(chance) for _ in range(8)]

    async def one(due: float, address: str) -> float:
        await asyncio.sleep(max(0.0, start + due - time.perf_counter()))
        answer = await client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return time.perf_counter() - start - due

    asked = [(n / rate, f"{chance.choice(PAGES)}?on={chance.choice(days)}") for n in range(round(rate * seconds))]
    return list(await asyncio.gather(*(one(due, address) for due, address in asked)))


def _day(chance: random.Random) -> dt.date:
    return scale.FIRST + dt.timedelta(days=chance.randrange(scale.DAYS))


if __name__ == "__main__":
    script(main)
