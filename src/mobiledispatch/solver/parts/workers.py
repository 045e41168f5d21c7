"""Parts planned in processes, and what else takes long.

Python runs one thread at a time, and only half of a part's work is done outside it. A process is started as a program
and not forked: OR-Tools has threads, and a fork would take their locks along. It is killed when the search ends,
however it ends; should this process be killed, it reads the end of its input and goes.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import IO, Any

from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.parts.part import Part, Replanned, replan

PROGRAM = "from mobiledispatch.solver.parts.workers import serve; serve()"
A_LOOK = 0.05
"""Seconds between two looks at whether the search is over."""

Work = Callable[..., Any]
"""Of a module, and asked with `ties`, `limits` and a `budget`, all by name."""
Job = tuple[Work, float]
"""What is to be done, and the seconds that it may take."""


class Workers:
    """So many processes as the search has threads. One that dies takes nothing along: its parts are planned here."""

    def __init__(self, search: Search, seconds: float) -> None:
        self.places = 2 * search.limits.threads
        self._search, self._seconds = search, seconds
        self._limits = replace(search.limits, threads=1)
        self._jobs: queue.Queue[tuple[Job, Future[Any]] | None] = queue.Queue()
        self._waiting: list[tuple[Job, Future[Any]]] = []
        self.processes = [_start() for _ in range(search.limits.threads)]
        self._threads = [Thread(target=self._employ, args=(one,), daemon=True) for one in self.processes]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def hand_in(self, part: Part) -> None:
        job = self._job(partial(replan, part=part), self._seconds)
        self._waiting.append((job, Future()))
        self._jobs.put(self._waiting[-1])

    def aside(self, work: Work, seconds: float, /) -> "Future[Any]":
        """Have this done by the next process that is free, beside the parts; its answer never comes if all are gone."""
        answer: Future[Any] = Future()
        self._jobs.put((self._job(work, seconds), answer))
        return answer

    def _job(self, work: Work, seconds: float) -> Job:
        return work, min(seconds, max(0.0, self._search.seconds_left))

    def take_out(self) -> Replanned | None:
        job, future = self._waiting.pop(0)
        while not self._search.is_over():
            try:
                answer = future.result(timeout=A_LOOK)
            except TimeoutError:
                if any(thread.is_alive() for thread in self._threads):
                    continue
                answer = _answer(self._search.ties, self._limits, job)
            assert isinstance(answer, Replanned)
            self._search.spend(answer.spent)
            return answer
        return None

    def _employ(self, process: "subprocess.Popen[bytes]") -> None:
        """Give the process one job after the other, until it or the search is gone."""
        with suppress(OSError, EOFError, pickle.UnpicklingError), process:
            assert process.stdin is not None
            assert process.stdout is not None
            _send(process.stdin, (self._search.ties, self._limits))
            while (work := self._jobs.get()) is not None:
                job, future = work
                try:
                    _send(process.stdin, job)
                    future.set_result(pickle.load(process.stdout))
                except BaseException:
                    self._jobs.put(work)
                    raise


def _start() -> "subprocess.Popen[bytes]":
    known = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    words = [sys.executable, "-c", PROGRAM]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=known)


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _answer(ties: Ties, limits: Limits, job: Job) -> Any:
    work, seconds = job
    return work(ties=ties, limits=limits, budget=Budget.of(replace(limits, seconds=seconds)))


def serve() -> None:
    """Replanned jobs from standard input on standard output, until the input ends."""
    # Ctrl-C reaches every process of a terminal: what it means is decided by the one that started this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    try:
        ties, limits = pickle.load(sys.stdin.buffer)
        while True:
            _send(answers, _answer(ties, limits, pickle.load(sys.stdin.buffer)))
    except (EOFError, BrokenPipeError):
        return
