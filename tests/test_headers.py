"""Security headers on every answer, and the built app as files: compressed, cached by name, never redirected."""

from __future__ import annotations

import gzip

import brotli
import pytest
from conftest import ORIGIN, Person

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "unsaid",
}
PAGE = "<!doctype html><title>Unsaid</title>" + "<p>words</p>" * 200
FILES = {"index.html": PAGE, "sw.js": "// worker " * 200, "assets/index-abc123.js": "// code " * 300}


@pytest.fixture
def built(make_app, tmp_path) -> Person:
    """A server with a built app, precompressed as the build does it."""
    dist = tmp_path / "dist"
    for name, text in {**FILES, "manifest.webmanifest": "{}", "icon.svg": "<svg/>"}.items():
        path = dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if name in FILES:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode()))
            path.with_name(path.name + ".br").write_bytes(brotli.compress(text.encode()))
    return Person(make_app(dist=dist).test_client())


EVERYWHERE = ["/", "/us", "/index.html", "/sw.js", "/assets/index-abc123.js", "/api/session", "/api/none", "/none.js"]


@pytest.mark.parametrize("path", [*EVERYWHERE, "/healthz", "/api/openapi.json", "/manifest.webmanifest"])
def test_every_answer_carries_the_headers(built, path):
    headers = built.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == POLICY
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    features = dict(part.strip().split("=") for part in headers["Permissions-Policy"].split(","))
    opened = {name for name, allowed in features.items() if allowed != "()"}
    assert {"publickey-credentials-get", "publickey-credentials-create", "camera"} <= opened
    assert {features[name] for name in opened} == {"(self)"}
    assert {"geolocation", "microphone", "payment", "usb"} <= set(features) - opened
    assert len(headers.getlist("Content-Security-Policy")) == 1
    assert not [name for name, _ in headers if name.startswith("Access-Control")]


def test_a_refused_request_carries_them_too(built):
    reply = built.client.post("/api/sync", base_url=ORIGIN)
    assert reply.status_code == 403
    assert "Content-Security-Policy" in reply.headers


def test_strict_transport_is_for_https_alone(make_app):
    reply = make_app(origin="http://localhost:8000").test_client().get("/healthz", base_url="http://localhost:8000")
    assert "Strict-Transport-Security" not in reply.headers


@pytest.mark.parametrize(
    "path", ["/", "/us", "/mine", "/you", "/join", "/write/abc", "/?src=pwa", "/apiary", "/healthzone", "/a/b/c/"]
)
@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", None])
def test_every_page_of_the_app_is_the_one_page_there_is(built, path, accept):
    reply = built.get(path, headers={"Accept": accept} if accept else {})
    assert (reply.status_code, reply.mimetype, reply.text) == (200, "text/html", PAGE)
    assert reply.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    "path", ["/none.js", "/assets/old.js", "/assets/", "/api", "/api/us", "/.env", "/../index.html"]
)
def test_what_is_not_there_is_not_a_page(built, path):
    reply = built.get(path, headers={"Accept": "application/json"})
    assert (reply.status_code, reply.mimetype) == (404, "application/problem+json")


def test_a_page_is_for_those_who_read_pages(built):
    assert built.get("/us", headers={"Accept": "application/json"}).status_code == 404
    assert built.post("/us").status_code in (404, 405)


def test_index_html_is_no_redirect(built):
    assert (built.get("/index.html").status_code, built.get("/index.html").text) == (200, PAGE)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("accepted", "sent"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", None)])
def test_files_come_as_they_were_compressed(built, name, accepted, sent):
    reply = built.get(f"/{name}", headers={"Accept-Encoding": accepted})
    assert reply.headers.get("Content-Encoding") == sent
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert unpack(reply.data).decode() == FILES[name]
    assert reply.headers["Vary"] == "Accept-Encoding"


def test_a_file_s_name_says_how_long_it_lives(built):
    assert "immutable" in built.get("/assets/index-abc123.js").headers["Cache-Control"]
    for name in ("sw.js", "index.html", "manifest.webmanifest", "icon.svg"):
        assert built.get(f"/{name}").headers["Cache-Control"] == "no-cache"
    assert built.get("/manifest.webmanifest").mimetype == "application/manifest+json"
    assert built.get("/sw.js").mimetype == "text/javascript"


def test_a_page_of_equal_length_and_time_is_still_another_page(make_app, tmp_path):
    """Reproducible wheels give every file one time, and a hash in the page has one length."""
    tags = []
    for build in ("one", "two"):
        dist = tmp_path / build
        dist.mkdir()
        (dist / "index.html").write_text(f"<!doctype html>{build}")
        person = Person(make_app(dist=dist).test_client())
        tags.append(person.get("/").headers["ETag"])
        assert person.get("/", headers={"If-None-Match": tags[-1]}).status_code == 304
    assert tags[0] != tags[1]
    assert person.get("/", headers={"If-None-Match": tags[0]}).status_code == 200


def test_a_server_without_the_app_says_so(stranger):
    reply = stranger.get("/")
    assert (reply.status_code, reply.mimetype) == (503, "text/plain")
    assert "make run" in reply.text
