"""The built app as files, and what goes with every answer: security headers, compression, the request log.

The headers of files and of answers come from one dictionary; a file's cache life follows from its name alone.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask, Response, request
from whitenoise import WhiteNoise

from server.config import Config

log = logging.getLogger("unsaid")

COMPRESS_FROM = 1024
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types unsaid",
    )
)
_CLOSED = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
_OPEN = ("publickey-credentials-get", "publickey-credentials-create", "camera", "clipboard-write", "web-share")


def security_headers(secure: bool) -> dict[str, str]:
    """What every answer carries, files included."""
    features = [f"{name}=()" for name in _CLOSED] + [f"{name}=(self)" for name in _OPEN]
    headers = {
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(features),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    if secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers


def register(app: Flask, config: Config) -> None:
    """Serve the files of `config.dist` before the app, and dress every answer."""
    headers = security_headers(config.secure)

    @app.after_request
    def _dress(reply: Response) -> Response:
        # The rule, not the address: an address can hold an id, and a method can be any word.
        rule = request.url_rule.rule if request.url_rule else "-"
        log.info("%s %s %s", request.method if request.method in METHODS else "-", rule, reply.status_code)
        reply.headers.update(headers)
        if request.path.startswith("/api/"):
            reply.headers["Cache-Control"] = "no-store"
            reply.vary.add("Accept-Encoding")
            _compress(reply)
        return reply

    if (config.dist / "index.html").is_file():
        app.wsgi_app = Shell(app.wsgi_app, config.dist, headers)  # type: ignore[method-assign]
    else:
        app.add_url_rule("/", view_func=_not_built)


def _not_built() -> Response:
    return Response("The app has not been built yet. Run `make run`, which builds it.\n", 503, mimetype="text/plain")


def _compress(reply: Response) -> None:
    # A stream must leave as it is written, and is recognised by having no length.
    if reply.is_streamed or reply.direct_passthrough or not request.accept_encodings["gzip"]:
        return
    plain = reply.get_data()
    if len(plain) > COMPRESS_FROM:
        reply.set_data(gzip.compress(plain, 5, mtime=0))
        reply.headers["Content-Encoding"] = "gzip"


class Shell:
    """The built files in front of the app. Any address of a page gets the one page there is, never a redirect."""

    def __init__(self, app: Callable[..., Iterable[bytes]], dist: Path, headers: dict[str, str]) -> None:
        self._security = headers
        self._files = WhiteNoise(
            app,
            str(dist),
            allow_all_origins=False,
            add_headers_function=self._add_headers,
            immutable_file_test=r"^/assets/",
            mimetypes={".webmanifest": "application/manifest+json"},
        )

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """WSGI."""
        if _wants_page(environ):
            environ["PATH_INFO"] = "/index.html"
        answer: Iterable[bytes] = self._files(environ, start_response)
        return answer

    def _add_headers(self, headers: Headers, path: str, url: str) -> None:
        for name, value in self._security.items():
            headers[name] = value
        # By content: the default, time and length, is equal for two builds that differ in the letters of a hash.
        headers["ETag"] = f'"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]}"'
        if not url.startswith("/assets/"):
            headers["Cache-Control"] = "no-cache"


def _wants_page(environ: dict[str, Any]) -> bool:
    path, accept = environ.get("PATH_INFO", "/"), environ.get("HTTP_ACCEPT", "*/*")
    return (
        environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        and not f"{path}/".startswith("/api/")
        and path != "/healthz"
        and "." not in path.rpartition("/")[2]
        and ("text/html" in accept or "*/*" in accept)
    )
