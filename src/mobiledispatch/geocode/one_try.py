"""How a geocoder's server is asked: once, in time; an answer that is not of its kind is nonsense, never "not found"."""

import json
import queue
import threading
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO, Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

_MOST_BYTES = 2_000_000


class OneTry(BaseSyncAdapter):  # type: ignore[misc]
    """geopy's way to the network. Its own would ask three times, wait for ever on a slow drip, and follow anybody."""

    def __init__(
        self, *, proxies: Any, ssl_context: Any, is_its_own: Callable[[Any], bool], more: Mapping[str, str]
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.ssl_context, self.is_its_own, self.more = ssl_context, is_its_own, more

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """What the server answers. geopy's errors where it is late, away, refusing, or answers something else."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            answer = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise GeocoderParseError("no JSON") from None
        if not self.is_its_own(answer):
            raise GeocoderParseError("not the JSON of this service")
        return answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        request = Request(f"{url}&{urlencode(self.more)}" if self.more else url, headers=headers)
        try:
            return within(timeout, lambda: self._fetched(request, timeout))
        except TimeoutError:
            raise GeocoderTimedOut("no answer in time") from None
        except HTTPError as refusal:
            with refusal:
                told = {name.lower(): value for name, value in refusal.headers.items()}
                raise AdapterHTTPError("refused", status_code=refusal.code, headers=told, text="") from None
        except URLError as trouble:
            if isinstance(trouble.reason, TimeoutError):
                raise GeocoderTimedOut("no answer in time") from None
            raise GeocoderUnavailable("cannot be reached") from None
        except (HTTPException, OSError):
            raise GeocoderUnavailable("the connection broke off") from None

    def _fetched(self, request: Request, timeout: float) -> str:
        # A proxy set for the web knows nothing of a server on this machine.
        proxies = ProxyHandler({}) if _is_here(request.host) else ProxyHandler()
        opener = build_opener(proxies, HTTPSHandler(context=self.ssl_context), _SameHost())
        with opener.open(request, timeout=timeout) as answer:
            body = answer.read(_MOST_BYTES + 1)
        if len(body) > _MOST_BYTES:
            raise GeocoderParseError("longer than any answer")
        try:
            return str(body, "utf-8")
        except UnicodeDecodeError:
            raise GeocoderParseError("no text") from None


class _SameHost(HTTPRedirectHandler):
    """A client's address goes to the server that the practice chose, and to nobody whom that one points to."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).hostname != urlsplit(req.full_url).hostname:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def within(seconds: float, work: Callable[[], str]) -> str:
    """What `work` returns or raises; TimeoutError when that takes longer, and then it is left to itself."""
    done: queue.SimpleQueue[str | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except BaseException as trouble:
            done.put(trouble)

    threading.Thread(target=run, daemon=True).start()
    try:
        outcome = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _is_here(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
