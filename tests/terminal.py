"""Somebody who types at a real terminal: waits for each question, answers it, and counts the keys."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

FRIDAY = {"MOBILEDISPATCH_NOW": "2026-11-20T09:00", "MOBILEDISPATCH_DESK": "maria", "COLUMNS": "100"}


class Typist:
    """One command of the program on a terminal of its own."""

    def __init__(self, folder: Path, *words: str, now: str = FRIDAY["MOBILEDISPATCH_NOW"]) -> None:
        program = str(Path(sys.executable).parent / "mobiledispatch")
        self.keyboard, screen = pty.openpty()
        self.shown = ""
        self.keys = len(" ".join(["mobiledispatch", *words])) + 1
        self._unread = ""
        env = {**os.environ, **FRIDAY, "MOBILEDISPATCH_NOW": now}
        self._process = subprocess.Popen(
            [program, *words],
            cwd=folder,
            env=env,
            stdin=screen,
            stdout=screen,
            stderr=screen,
            start_new_session=True,
            # Whoever runs the tests in the background has made them deaf to Ctrl-C, and with them all that they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(screen)

    def __enter__(self) -> "Typist":
        return self

    def __exit__(self, *_: object) -> None:
        """The terminal is closed, whatever the command is doing."""
        self._process.kill()
        self._process.wait()
        os.close(self.keyboard)

    def read_until_asked(self, question: str) -> str:
        """Everything shown since the last answer, when the question stands at its end."""
        while not self._is_asked(question):
            assert not self._asks_otherwise(), f"asked instead of {question!r}:\n{self._unread}"
            assert self._more(), f"{question!r} was never asked:\n{self._unread}"
        seen, self._unread = self._unread, ""
        return seen

    def answer(self, question: str, text: str) -> str:
        """Type the text and Enter once the question is asked; everything shown before it."""
        seen = self.read_until_asked(question)
        self.type(text)
        return seen

    def type(self, text: str) -> None:
        """The text and Enter."""
        os.write(self.keyboard, f"{text}\n".encode())
        self.keys += len(text) + 1

    def interrupt(self, question: str) -> None:
        """Ctrl-C once the question is asked."""
        self.read_until_asked(question)
        self._process.send_signal(signal.SIGINT)
        # One that came between the question and the reading is seen when something is read.
        with contextlib.suppress(OSError):
            os.write(self.keyboard, b"\n")

    def leave(self, question: str) -> None:
        """Ctrl-D once the question is asked."""
        self.read_until_asked(question)
        os.write(self.keyboard, b"\x04")

    def end(self) -> tuple[int, str]:
        """The exit code, and everything shown after the last answer."""
        while self._more():
            pass
        return self._process.wait(), self._unread

    def _is_asked(self, question: str) -> bool:
        last = self._unread.rpartition("\n")[2]
        return question in last and last.endswith(": ")

    def _asks_otherwise(self) -> bool:
        """Does it wait for an answer to another question? Nothing else that it prints ends so."""
        return self._unread.endswith(": ")

    def _more(self) -> str:
        with contextlib.suppress(OSError):  # the terminal is gone with the last who had it open
            if more := os.read(self.keyboard, 4096).decode(errors="replace"):
                self.shown += more
                self._unread += more
                return more
        return ""
