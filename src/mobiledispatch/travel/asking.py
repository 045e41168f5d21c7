"""Asking a road engine over HTTP: a few tries, each within its time, and one clear sentence when they fail."""

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from mobiledispatch.errors import BadInput, ServiceDown
from mobiledispatch.model.practice import server_address

PAUSES = (0.2, 1.0)
"""Seconds between one try and the next."""

_HEADERS = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "mobiledispatch"}
_MOST_BYTES = 100_000_000
_BUSY = 429


class EngineDown(ServiceDown):
    """A road engine gave no answer that can be used. `fact` says which and why, without the cure."""

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(
            f'{fact}. Start that server, correct [travel] url, or set on_failure = "estimate" to go on without it.'
        )


class Refusal(Exception):
    """The engine is up and says no: its HTTP status, its own code and its own words."""

    def __init__(self, status: int, code: str, words: str) -> None:
        self.status, self.code, self.words = status, code, words
        super().__init__(f"HTTP {status} {code} {words}".strip())


class _Passing(Exception):
    """A trouble that may be over at the next try."""


@dataclass(frozen=True, slots=True)
class Server:
    """A road engine: what it is called, its address, and how many seconds one answer may take."""

    name: str
    url: str
    timeout: float = 10.0
    pause: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "url", server_address(self.url))
        except ValueError as fault:
            raise BadInput(f"the address of {self.name}, {self.url!r}, {fault}.") from None

    def ask(self, path: str, question: object = None) -> Any:
        """The JSON that a path answers, a question posted to it. EngineDown; Refusal where the engine says no."""
        body = None if question is None else json.dumps(question).encode()
        request = Request(f"{self.url}{path}", data=body, headers=_HEADERS)
        trouble = ""
        for pause in (0.0, *PAUSES):
            self.pause(pause)
            try:
                return self._asked_once(request)
            except _Passing as passing:
                trouble = str(passing)
        raise self.down(trouble)

    def down(self, trouble: str) -> EngineDown:
        """The news that this server is of no use."""
        return EngineDown(f"{self.name} at {self.url}: {trouble}")

    def nonsense(self, what: str) -> EngineDown:
        """The news that an answer came which is none."""
        return self.down(f"its answer is no {what}; is another program listening there?")

    def _asked_once(self, request: Request) -> Any:
        try:
            status, body = self._exchanged(request)
        except TimeoutError:
            raise _Passing(f"no answer within {self.timeout:g} s") from None
        except URLError as fault:
            raise _Passing(self._why(fault.reason)) from None
        except (HTTPException, OSError):
            raise _Passing("the connection broke off") from None
        return self._understood(body) if status < 400 else self._refused(status, body)

    def _exchanged(self, request: Request) -> tuple[int, bytes]:
        ends = time.monotonic() + self.timeout
        try:
            answer = _opener(request.host).open(request, timeout=self.timeout)
        except HTTPError as refusal:
            answer = refusal  # an answer all the same
        with answer:
            return answer.status, _all_of(answer, ends)

    def _why(self, reason: object) -> str:
        match reason:
            case TimeoutError():
                return f"no answer within {self.timeout:g} s"
            case ConnectionRefusedError():
                return "nobody listens there (connection refused)"
            case ssl.SSLError():
                return f"no safe connection ({reason.reason or reason})"
            case OSError():
                return f"cannot be reached ({reason.strerror or reason})"
            case _:
                return f"cannot be reached ({reason})"

    def _understood(self, body: bytes) -> Any:
        try:
            return _read_json(body)
        except ValueError:
            raise self.nonsense("JSON") from None

    def _refused(self, status: int, body: bytes) -> NoReturn:
        if status == _BUSY:
            raise _Passing(f"is asked more often than it allows (HTTP {status})")
        if status >= 500:
            raise _Passing(f"has a fault of its own (HTTP {status})")
        try:
            told = _read_json(body)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise self.down(f"answers HTTP {status}; is another program listening there?")
        # OSRM says code and message, Valhalla error_code and error.
        code, words = told.get("code", told.get("error_code", "")), told.get("message", told.get("error", ""))
        raise Refusal(status, str(code), str(words)[:200])


def _all_of(answer: Any, ends: float) -> bytes:
    """The body, however slowly it drips, but not beyond the time that one answer may take."""
    body = bytearray()
    while piece := answer.read1(65_536):
        body += piece
        if time.monotonic() > ends:
            raise TimeoutError
        if len(body) > _MOST_BYTES:
            raise ConnectionError("no table of a day is as long as this")
    if answer.length:
        raise ConnectionError("fewer bytes than announced")
    return bytes(body)


def _read_json(body: bytes) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is no number")

    return json.loads(body, parse_constant=refuse)


def _opener(host: str) -> OpenerDirector:
    """A proxy set for the web knows nothing of a server on this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    return build_opener(ProxyHandler({})) if _is_here(name) else build_opener()


def _is_here(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
