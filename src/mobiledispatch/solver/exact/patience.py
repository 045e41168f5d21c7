"""Waiting for a solver that cannot hear: signals reach Python only while Python runs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def wait_for(solve: Callable[[], Answer], stop: Callable[[], bool], interrupt: Callable[[], object]) -> Answer:
    """What `solve` answers, run in a thread; `interrupt` is called while `stop` says so, ten times a second."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer = pool.submit(solve)
        while True:
            try:
                return answer.result(timeout=0.1)
            except TimeoutError:
                if stop():
                    interrupt()
