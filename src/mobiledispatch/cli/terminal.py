"""What commands print cannot command the terminal, and what is typed to them can be a name or is refused."""

import contextvars
import functools
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from mobiledispatch.errors import BadInput
from mobiledispatch.report.inert import one_line

# Escapes, control characters of both kinds, bidirectional overrides, halves of letters: all but line ends and tabs.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
    "|\r(?!\n)"
)
_HALF = re.compile("[\ud800-\udfff]")
LONGEST_NAME, LONGEST_PATH, LONGEST_SHOWN = 255, 4095, 60


def visible(text: str) -> str:
    r"""The text with everything that a terminal would obey spelt out, as JSON spells it: the data stays the same.

    >>> visible("Ana\x1b[2J\u202e")
    'Ana\\u001b[2J\\u202e'
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _Inert:
    """A stream that spells out what a terminal would obey. It is no terminal to whoever asks."""

    buffer = None  # nobody writes around it

    def __init__(self, stream: TextIO) -> None:
        self.unfiltered = stream

    def write(self, text: str) -> int:
        self.unfiltered.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.write(line)

    def isatty(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unfiltered, name)


@contextmanager
def inert_streams(*names: str) -> Iterator[None]:
    """For as long as this lasts, `stdout` or `stderr` (the names given) are inert."""
    before = {name: getattr(sys, name) for name in names}
    for name, stream in before.items():
        if not isinstance(stream, _Inert):
            setattr(sys, name, _Inert(stream))
    try:
        yield
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)


def unfiltered(stream: TextIO) -> TextIO:
    """The terminal itself, for our own colours and for what moves the cursor; never for text from outside."""
    return cast(TextIO, getattr(stream, "unfiltered", stream))


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, hearing only words that can be what they are for, and printing nothing that a terminal obeys.

    The clock face that it puts up goes with it.
    """

    @functools.wraps(command)
    def run(**given: Any) -> None:
        for name, value in given.items():
            _check(name, value)
        with inert_streams("stdout", "stderr"):
            contextvars.copy_context().run(command, **given)

    return run


def _check(name: str, value: object) -> None:
    for one in value if isinstance(value, list | tuple) else (value,):
        text = str(one) if isinstance(one, str | Path) else ""
        if "\0" in text:
            raise BadInput(f"{shown(text)}: holds a NUL character, which is no text. Type it again.")
        if isinstance(one, str) and _HALF.search(one):
            raise BadInput(f"{shown(text)}: is not UTF-8 text. Type it again.")
        if (isinstance(one, Path) or name == "practice") and text:
            check_name(text)


def check_name(text: str) -> None:
    """BadInput for what no file can be called."""
    path = text.encode("utf-8", "surrogatepass")
    if len(path) > LONGEST_PATH or any(len(part) > LONGEST_NAME for part in path.split(os.sep.encode())):
        raise BadInput(f"{shown(text)}: no file has so long a name. Check what was typed.")


def shown(text: str) -> str:
    return repr(text) if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]!r}…"


def lines_of(news: BaseException) -> list[str]:
    """Bad news line by line, each inert."""
    said = news.complaints if isinstance(news, BadInput) else str(news).splitlines()
    return [one_line(line) for line in said]


def wants_debug(words: list[str], env: Mapping[str, str]) -> tuple[list[str], bool]:
    """The words without `--debug`, wherever it stands, and whether a traceback is wanted."""
    end = words.index("--") if "--" in words else len(words)
    kept = [word for word in words[:end] if word != "--debug"] + words[end:]
    return kept, len(kept) < len(words) or env.get("MOBILEDISPATCH_DEBUG", "") not in ("", "0")
