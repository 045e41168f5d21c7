"""Small real HTTP servers that speak like a geocoder: slow, overloaded, broken, or out of their mind."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from listening import Silent, listening


@dataclass
class Script:
    """What the server answers next, and what it was asked; a dripping answer pauses before every byte."""

    body: bytes = b"[]"
    status: int = 200
    delay: float = 0.0
    drips: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    heard: list[dict[str, str]] = field(default_factory=list)

    def find(self, *hits: dict[str, Any]) -> None:
        self.status, self.body = 200, json.dumps(hits).encode()


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The server's URL while it runs."""

    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script.asked.append((self.path, self.headers.get("User-Agent", "")))
            script.heard.append(dict(self.headers.items()))
            if not script.drips:
                time.sleep(script.delay)
            with suppress(ConnectionError):  # a client that has given up
                self.give()

        def give(self) -> None:
            self.send_response(script.status)
            for name, value in {"Content-Type": "application/json", **script.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            pieces = [bytes([byte]) for byte in script.body] if script.drips else [script.body]
            for piece in pieces:
                if script.drips:
                    time.sleep(script.delay)
                self.wfile.write(piece)

    with listening(Handler) as url:
        yield url
