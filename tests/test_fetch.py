# SPDX-License-Identifier: Apache-2.0
"""Fetching, against a server that does everything that servers do."""

from __future__ import annotations

import gzip
import os
import sys
import tracemalloc
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from requests import Request

from tests.fetch_server import (
    Answer,
    Handler,
    Server,
    content,
    drip,
    huge,
    raw,
    redirect,
    running,
    status,
)
from watcher_liaison_guide import fetch, sources
from watcher_liaison_guide.problems import Code, Problem

TEXT = b"cycle: []\n"
PATH = "/doc/source/indri/schedule.yaml"
#: No server that answers at all is too slow for these, however busy the
#: machine is. Those that do not answer, or not to the end, have their own.
LIMITS = fetch.Limits(size=2**20, attempts=3, backoff=0.01)
TWICE = fetch.Limits(attempts=2)
SHORT = replace(LIMITS, total=0.3)
#: What a fetch may hold at its peak: the limit, a copy, and some air.
MEMORY = 5 * 2**20


@pytest.fixture
def environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    """Have no proxies, and credentials for every host."""
    for name in os.environ:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return monkeypatch


def source_of(base: str, limits: fetch.Limits = LIMITS) -> fetch.UrlSource:
    return fetch.UrlSource(base, "openstack/releases", limits)


def get(url: str, limits: fetch.Limits = LIMITS) -> bytes | Problem:
    base, _, name = url.rpartition("/")
    return source_of(base, limits).read(name)


def failure(url: str, limits: fetch.Limits = LIMITS) -> Problem:
    """Return the problem that fetching *url* makes."""
    found = get(url, limits)
    assert isinstance(found, Problem)
    assert found.position.path == url
    return found


# -- what a server does

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = b"Content-Length: 9999\r\n\r\n"
LONG = OK + LENGTH
CUT = raw(LONG + b"cycle:")
RESET = raw(LONG + b"cycle:", reset=True)
ELSEWHERE = "/new?ref=master"


@pytest.mark.parametrize(
    ("expected", "answers"),
    [
        (TEXT, [content(TEXT, content_encoding="identity")]),
        (b"", [content(b"")]),
        (b"#" * LIMITS.size, [content(b"#" * LIMITS.size)]),
        (b"cycle:", [raw(CHUNKED + b"6\r\ncycle:\r\n0\r\n\r\n")]),
        (b"", [raw(CHUNKED + b"0\r\n\r\n")]),
        *((TEXT, [bad, content(TEXT)]) for bad in (status(500), CUT, RESET)),
        *((TEXT, [raw(head), content(TEXT)]) for head in (b"", LONG)),
        (TEXT, [redirect(f"{ELSEWHERE}#here")]),
    ],
)
def test_a_file_is_returned_as_it_is_served_in_the_end(
    server: Server, expected: bytes, answers: list[Answer]
) -> None:
    server.on(ELSEWHERE, content(TEXT))
    assert get(server.on(PATH, *answers)) == expected
    assert server.asked().count(PATH) == len(answers)


def to_https(handler: Handler) -> None:
    redirect(f"https://{handler.headers['Host']}/")(handler)


ERROR = b"HTTP/1.1 500 Oh\r\n"
NO_FILE = "The server has no such file."
TOO_LARGE = "The file is larger than 1048576 bytes."
NO_ANSWER = "The server did not answer in time (3 attempts)."
TOO_SLOW = "The file was not complete after 0.3 s."
#: Each misbehaviour, by the reason in the problem.
FAULTS: dict[str, list[Answer]] = {
    'The server answers "403 Forbidden".': [status(403)],
    'The server answers "302 Found".': [status(302)],  # to nowhere
    'The server answers "304 Not Modified".': [
        status(304, content_length=None)
    ],
    'The server answers "799 unknown status".': [status(799)],
    'The server answers "500 Internal Server Error" (3 attempts).': [
        status(500),
        drip(ERROR + LENGTH, b"#"),
        huge(ERROR + b"\r\n"),
    ],
    **{
        f'The server answers "{one} {one.phrase}" (3 attempts).': [status(one)]
        for one in map(HTTPStatus, (429, 502, 503, 504))
    },
    NO_FILE: [status(404), status(410)],
    NO_ANSWER: [drip(), drip(LONG + b"cycle:")],
    TOO_SLOW: [
        drip(LONG, b"#"),
        drip(OK + b"X: ", b"#"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    "The connection broke off (3 attempts).": [
        raw(),
        raw(OK + b"Content-Type: te"),
        CUT,
        raw(CHUNKED + b"99\r\ncycle:"),
        raw(CHUNKED + b"6\r\ncycle:\r\n"),
        raw(b"SSH-2.0-OpenSSH\r\n"),
    ],
    "The connection broke off: Connection reset by peer (3 attempts).": [
        RESET
    ],
    TOO_LARGE: [
        huge(OK + b"Content-Length: 1073741824\r\n\r\n"),
        huge(OK + b"\r\n"),
        huge(CHUNKED, block=b"10000\r\n" + b"#" * 2**16 + b"\r\n"),
    ],
    "The server compresses the file unasked.": [
        content(gzip.compress(bytes(2**28)), content_encoding="gzip")
    ],
    "The server sends a web page instead of the file.": [
        content(TEXT, content_type="text/HTML; charset=utf-8"),
        content(b"\xef\xbb\xbf\n <!DOCTYPE html>\n", content_type="text/x"),
        content(b'<?xml version="1.0"?>\n<html id="a">'),
    ],
    "It redirects to another host.": [
        redirect("https://example.org/schedule.yaml"),
        redirect("http://127.0.0.1:1/schedule.yaml"),
        redirect("file:///etc/passwd"),
        redirect("https://[::1/"),
        to_https,
        huge(b"HTTP/1.1 302 Found\r\nLocation: https://example.org/\r\n\r\n"),
    ],
    "It redirects more than 5 times.": [redirect(PATH)],
}
#: The code of what trying again will not mend; there is no advice then.
CODES = {NO_FILE: Code.FILE_UNREADABLE, TOO_LARGE: Code.FILE_TOO_LARGE}
IMPATIENT = {NO_ANSWER: replace(LIMITS, read=0.1), TOO_SLOW: SHORT}


@pytest.mark.parametrize(
    ("reason", "answer"),
    [(reason, one) for reason, answers in FAULTS.items() for one in answers],
)
def test_a_fault_is_one_problem_that_names_url_and_reason(
    server: Server, reason: str, answer: Answer
) -> None:
    url = server.on(PATH, answer)
    tracemalloc.start()
    try:
        found = failure(url, IMPATIENT.get(reason, LIMITS))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.message == reason
    assert found.code is CODES.get(reason, Code.FETCH_FAILED)
    assert (found.advice is None) == (reason in CODES)
    times = 6 if "5 times" in reason else 3 if "attempts" in reason else 1
    assert server.asked() == [PATH] * times
    assert peak < MEMORY


def test_a_server_that_is_not_there_or_without_tls_is_one_problem() -> None:
    with running() as gone:
        url = gone.on(PATH, content(TEXT))
        secure = failure(url.replace("http:", "https:")).message
    assert secure.startswith("The connection broke off")
    assert failure(url).message == (
        "The connection broke off: Connection refused (3 attempts)."
    )


# -- attempts

IN_2037 = "Mon, 02 Nov 2037 09:30:00 GMT"


@pytest.mark.parametrize(
    ("header", "limits", "waits", "end"),
    [
        (None, fetch.Limits(), [0.5, 1, 2], '" (4 attempts).'),
        (None, fetch.Limits(total=300, backoff=200), [200], '" (2 attempts).'),
        ("7", TWICE, [7], '" and requests a delay of 7 s (2 attempts).'),
        ("61", TWICE, [], '" and requests a delay of 61 s.'),
        ("9" * 400, TWICE, [], '" and requests a delay of '),
        (IN_2037, TWICE, [], '" and requests a delay of '),
        ("9" * 5000, TWICE, [0.5], '" (2 attempts).'),
        ("soon", TWICE, [0.5], '" (2 attempts).'),
    ],
)
def test_a_server_is_asked_again_when_it_wants_to_be_and_there_is_time(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    header: str | None,
    limits: fetch.Limits,
    waits: list[float],
    end: str,
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waited.append)
    url = server.on(PATH, status(503, retry_after=header))
    found = failure(url, limits).message
    expected = f'The server answers "503 Service Unavailable{end}'
    assert found.startswith(expected)
    assert waited == waits


def test_a_host_is_given_up_after_three_failures(server: Server) -> None:
    source = source_of(server.url)
    # An answer in between keeps it from being given up.
    codes = [403, 403, 404, 403, 403, 200, 403, 403, 403, 200]
    for number, code in enumerate(codes):
        server.on(f"/{number}", status(code))
        found = source.read(str(number))
    assert isinstance(found, Problem)
    assert found.message == (
        f"{server.url[7:]} is not asked again after 3 failures in a row."
    )
    assert server.asked() == [f"/{number}" for number in range(9)]


# -- what is asked, and of whom


#: Why none of these is fetched, nor those without a reason refused.
URLS: dict[str | None, list[str]] = {
    None: [
        *(sources.RELEASES_URL, sources.GOVERNANCE_URL),
        *("http://localhost:8000/", "http://127.0.0.1/"),
        *("http://[::1]:8000/a", "HTTPS://example.org"),
        "https://example.org/@name/a",
    ],
    "it does not begin with https://": ["", "ftp://a/", "file:///a", "a.org"],
    "it names no host": ["https:///a", "https://a:0/"],
    "it is not a URL": ["https://a:x/", "https://[::1/"],
    "it has a query or a fragment": ["https://a/?b", "https://a/#"],
    "it has characters that no URL has": [
        *("https://a/ b", "https://a/\x1b[1m", "https://ü/"),
        "http://127.0.0.1\\@a/",
    ],
    "it contains a user name or password": ["https://me@a/"],
    "it is not https://": [
        *("http://opendev.org/", "http://127.0.0.1.example.org/"),
        *("http://10.0.0.1/", "http://127.9.9.9/", "http://0.0.0.0/"),
    ],
}


@pytest.mark.parametrize("reason", URLS)
def test_only_https_is_fetched_and_http_from_this_machine(
    reason: str | None,
) -> None:
    for found in map(fetch.wrong_url, URLS[reason]):
        if reason is None:
            assert found is None
        else:
            assert found is not None and found.code is Code.BAD_URL
            assert found.message.startswith(f"It is not fetched: {reason}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://me:secret@a.org/b", "https://***@a.org/b"),
        ("https://me:se/cr@et@a.org/b", "https://***@a.org/b"),
        ("https:/me:se/cret@a.org", "https:/***@a.org"),
        ('Not "https://me:se/cret@a.org".', 'Not "https://***@a.org".'),
        ("https://a.org/@name", "https://a.org/@name"),
        ("http://a:80 (https://me:a @b", "http://a:80 (https://***@b"),
        ("a@b.org", "a@b.org"),
    ],
)
def test_what_a_url_has_before_an_at_sign_is_masked(
    text: str, expected: str
) -> None:
    assert sources.masked(text) == expected
    found = fetch.wrong_url(text)
    assert found is None or found.position.path == expected


def test_proxies_are_asked_for_others_and_nobody_with_credentials(
    server: Server, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("HTTPS_PROXY", server.url)
    environment.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    url = "https://example.org/a"
    found = failure(url).message
    assert found == "The proxy does not connect (3 attempts)."
    assert server.asked() == ["example.org:443"] * 3
    assert "Authorization" not in str(server.requests)
    # What the proxy would pass on unseen.
    request = fetch._new_session(url).prepare_request(Request("GET", url))
    assert "Authorization" not in request.headers
    # This machine is asked directly; neither does it get cookies back.
    source = source_of(server.url)
    for name in "ab":
        server.on(f"/{name}", content(TEXT, set_cookie="a=b; Path=/"))
        assert source.read(name) == TEXT
    *_, first, (_, headers, port) = server.requests
    assert port == first[-1]  # one connection is enough
    assert headers.keys().isdisjoint({"Authorization", "Cookie"})
    assert headers["User-Agent"] == "watcher-liaison-guide"
    assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_only(
    server: Server,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    url = server.on(PATH, content(TEXT))
    get(url)
    shown = f"Fetching {url}\n" if terminal else ""
    assert capsys.readouterr().err == shown


# -- the source


def test_a_source_reads_each_file_below_its_url_once(server: Server) -> None:
    server.on("/raw/data/a%20b.yaml", content(TEXT))
    server.on("/raw/a%3Fb%23c", status(500))
    for base in ("/raw", "/raw/"):
        server.requests.clear()
        source = source_of(server.url + base)
        for _ in range(2):
            assert source.read("data/a b.yaml") == TEXT
            assert isinstance(source.read("a?b#c"), Problem)
        assert len(server.requests) == 1 + LIMITS.attempts


def test_a_source_is_not_left_through_a_name(server: Server) -> None:
    source = source_of(f"{server.url}/raw")
    for path in ("../a", "/a", "a//b", "./a", "a/..", "", "a/", ".."):
        found = source.read(path)
        assert isinstance(found, Problem)
        assert found.code is Code.BAD_URL
    assert server.asked() == []
