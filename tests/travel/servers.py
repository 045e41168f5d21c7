"""Tiny HTTP servers: what a road engine's address may answer when all is not well, and one that dies half-way."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from listening import Silent, listening


@dataclass
class Answer:
    """One answer; `announced` is the length it claims to have, `delay` passes before every byte of a drip."""

    body: bytes = b"{}"
    status: int = 200
    delay: float = 0.0
    drips: bool = False
    announced: int | None = None


@dataclass
class Script:
    """What a server answers, the last for ever, and which paths and bodies it was asked."""

    answers: list[Answer]
    asked: list[tuple[str, bytes]] = field(default_factory=list)

    def next(self, path: str, body: bytes) -> Answer:
        self.asked.append((path, body))
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@contextmanager
def serving(*answers: Answer | bytes) -> Iterator[tuple[str, Script]]:
    """A server that follows its script: its address, and the script."""
    script = Script([a if isinstance(a, Answer) else Answer(a) for a in answers])
    with _listening(script.next) as url:
        yield url, script


@contextmanager
def relaying(url: str, answers: int, then: Callable[[], None]) -> Iterator[str]:
    """A server that passes questions on to another; after so many answers something happens to that one."""
    passed = 0

    def relay(path: str, body: bytes) -> Answer:
        nonlocal passed
        passed += 1
        if passed == answers + 1:
            then()
        request = Request(f"{url}{path}", data=body or None)
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
                return Answer(answer.read())
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.read(), refusal.code)
        except (URLError, OSError):
            return Answer(b"", 0)

    with _listening(relay) as here:
        yield here


@contextmanager
def _listening(answer_to: Callable[[str, bytes], Answer]) -> Iterator[str]:
    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            answer = answer_to(self.path, self.rfile.read(length))
            with suppress(OSError):  # a client that has given up
                self.give(answer)

        def do_POST(self) -> None:
            self.do_GET()

        def give(self, answer: Answer) -> None:
            if answer.status == 0:
                return  # the connection breaks off without a word
            if not answer.drips:
                time.sleep(answer.delay)
            self.send_response(answer.status)
            self.send_header("Content-Length", str(answer.announced or len(answer.body)))
            self.end_headers()
            if not answer.drips:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                time.sleep(answer.delay)
                self.wfile.write(bytes([byte]))

    with listening(Handler) as url:
        yield url
