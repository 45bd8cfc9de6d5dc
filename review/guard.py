"""Who may come in: the token at the door, the cookie afterwards, and what a browser must not do with our pages.

The desk shows plans that anybody may have written, on a machine where other pages are open in the same browser.
"""

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with that, browsers send our own forms as from nowhere (Origin: null).
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """
    The door in front of every page, picture and file of the desk.

    Args:
        token: the secret in the address that `kehoach review` prints.
        port: part of the cookie's name; browsers keep one jar for all ports of a machine.
        host: the name or number the desk listens on.
        largest: bytes of the largest request.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int, host: str, largest: int) -> None:
        self.app = app
        self.token = token
        self.cookie = f"kehoach-review-{port}"
        self.pass_value = _derived(token, "cookie")
        self.names = frozenset({"localhost", host.lower(), socket.gethostname().lower()})
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    own[name] = value
                own.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refusal(scope, headers) or self._entrance(scope)
        if answer is None and not self._has_pass(headers):
            answer = PlainTextResponse(
                "Trang này cần địa chỉ có mã do lệnh `kehoach review` in ra.\n"
                "Open the address that `kehoach review` printed: it holds the key to this page.\n",
                403,
            )
        if answer is not None:
            await answer(scope, receive, send_guarded)
            return
        await self.app(scope, self._bounded(receive), send_guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        """What no person at this desk would send."""
        if not is_own_name(headers.get("host", ""), self.names):
            # A foreign name that leads here is how a web page gets at a server on one's own machine.
            return PlainTextResponse("Unknown host name.\n", 421)
        if scope["method"] not in _SAFE:
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return PlainTextResponse("Sent from another site.\n", 403)
            origin = headers.get("origin")
            if origin and urlsplit(origin).netloc != headers.get("host"):
                return PlainTextResponse("Sent from another site.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.largest:
            return PlainTextResponse("Too large.\n", 413)
        return None

    def _entrance(self, scope: Scope) -> RedirectResponse | None:
        """The way in: a right token becomes a cookie, and leaves the address bar."""
        if scope["method"] != "GET":
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[0]
        if not given or not hmac.compare_digest(given.encode(), self.token.encode()):
            return None
        rest = urlencode(query, doseq=True)
        response = RedirectResponse(_local(scope["path"]) + (f"?{rest}" if rest else ""), 303)
        response.set_cookie(self.cookie, self.pass_value, httponly=True, samesite="strict", path="/")
        return response

    def _has_pass(self, headers: Headers) -> bool:
        # Not `http.cookies`: it gives up at the first cookie that is none, such as another program's {"a": 1}.
        given = cookie_parser(headers.get("cookie", "")).get(self.cookie)
        return given is not None and hmac.compare_digest(given.encode(), self.pass_value.encode())

    def _bounded(self, receive: Receive) -> Receive:
        """*receive* that stops a body which grows past the limit, whatever length it announced."""
        seen = 0

        async def receive_bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.largest:
                raise TooLarge
            return message

        return receive_bounded


class TooLarge(Exception):
    """A request whose body grew past the limit."""


def form_token(token: str) -> str:
    """What every form of the desk carries, so that no other site can send one."""
    return _derived(token, "form")


def is_right(given: object, expected: str) -> bool:
    """Whether *given* is the form token, compared so that its time tells nothing."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())


def is_own_name(host: str, names: Iterable[str]) -> bool:
    """Whether a Host header names this machine: by one of *names*, or by a number, which no foreign name can be."""
    name = urlsplit(f"//{host}").hostname if host.isascii() and "@" not in host and "/" not in host else None
    if not name:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in names
    return True


def _derived(token: str, use: str) -> str:
    return hmac.new(token.encode(), use.encode(), hashlib.sha256).hexdigest()


def _local(path: str) -> str:
    # "//else.where" would be another machine.
    return "/" + path.lstrip("/\\")
