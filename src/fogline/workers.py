"""A pool of processes that survives them: work goes out one piece at a time, answers come back in the order of the work.

The standard pool breaks as a whole when one of its processes dies and does not tell on which piece. Here each process has a
pipe of its own, so that a death costs exactly the piece that the process was given, and a new process takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Work = TypeVar("Work")
Answer = TypeVar("Answer")

AHEAD = 8  # pieces a process that may lie finished or waiting, so that one slow piece does not fill the memory
FALSE_STARTS = 3  # processes that may die before they are ready; then the fault is not the work's
READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """The process that had this piece of work ended without an answer; a negative status is a signal's number."""

    status: int | None


class CannotStart(Exception):
    """Worker processes end before they are ready for any work."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    piece: int | None = None
    content: Any = None
    ready: bool = False


def each(prepare: Callable[[], Callable[[Work], Answer]], work: Iterable[Work], number: int) -> Iterator[Answer | Died]:
    """`prepare()(piece)` for every piece of work, by `number` processes; answers in the order of the work.

    `prepare` runs once in every process; it and all pieces and answers must be picklable. Exceptions of the work must be
    caught by it. Raises CannotStart where processes die before they are ready.
    """
    pool = _Pool(prepare, number)
    try:
        yield from pool.run(iter(enumerate(work)))
    finally:
        pool.close()


class _Pool:
    def __init__(self, prepare: Callable[[], Callable[[Any], Any]], number: int) -> None:
        self._context = get_context("spawn")
        self._prepare = prepare
        self._false_starts = 0
        self._number = number
        self._workers: list[_Worker] = []
        self._waiting: list[tuple[int, Any]] = []

    def run(self, work: Iterator[tuple[int, Any]]) -> Iterator[Any]:
        done: dict[int, Any] = {}
        following = 0
        self._waiting = list(islice(work, self._number * AHEAD))[::-1]  # the next piece stands last
        self._workers = [self._start() for _ in range(min(self._number, len(self._waiting)))]
        while self._waiting or any(worker.piece is not None for worker in self._workers):
            for worker in self._workers:
                if worker.piece is None and self._waiting:
                    worker.piece, worker.content = self._waiting.pop()
                    with suppress(OSError):  # it has died; `_hear` sees its end
                        worker.pipe.send(worker.content)
            self._hear(done)
            while following in done:
                yield done.pop(following)
                following += 1
                self._waiting[:0] = islice(work, 1)

    def _hear(self, done: dict[int, Any]) -> None:
        """Wait for one message or one death at least."""
        busy = [worker for worker in self._workers if worker.piece is not None]
        heard = set(map(id, wait([worker.pipe for worker in busy])))
        for worker in busy:
            if id(worker.pipe) not in heard:
                continue
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, done)
                continue
            if not worker.ready and message == READY:
                worker.ready = True
            elif worker.piece is not None:
                done[worker.piece] = message
                worker.piece = worker.content = None

    def _bury(self, worker: _Worker, done: dict[int, Any]) -> None:
        """A death costs the piece that the process was at, unless it had not even begun."""
        worker.process.join()
        assert worker.piece is not None
        if worker.ready:
            done[worker.piece] = Died(status=worker.process.exitcode)
        else:
            self._waiting.append((worker.piece, worker.content))
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise CannotStart(f"exit status {worker.process.exitcode}")
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._prepare), daemon=True)
        process.start()
        theirs.close()  # so that its end is seen when the process dies
        return _Worker(process, ours)

    def close(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            if worker.piece is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()


def _work(pipe: Connection, prepare: Callable[[], Callable[[Any], Any]]) -> None:
    """What a process does: prepare once, answer until the pipe closes. A keyboard interrupt ends it without a word."""
    try:
        answer = prepare()
        pipe.send(READY)
        while True:
            pipe.send(answer(pipe.recv()))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
