# SPDX-License-Identifier: Apache-2.0
"""Fetching, against a server that does everything that servers do."""

from __future__ import annotations

import gzip
import io
import socket
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fetch_server import (
    GIGABYTE,
    Answer,
    Server,
    content,
    drip,
    hang,
    huge,
    raw,
    redirect,
    reset,
    running,
    status,
)
from watcher_liaison_guide import fetch, sources
from watcher_liaison_guide.problems import Code, Problem, Severity

TEXT = b"cycle: []\n"
PATH = "/doc/source/indri/schedule.yaml"
LIMITS = fetch.Limits(
    connect=0.5, read=0.2, total=1, size=2**20, attempts=3, backoff=0.01
)
#: What a fetch may hold at its peak: the limit, a copy, and some air.
MEMORY = 5 * 2**20
#: Far more than a fetch takes that the total deadline of a second ends, and
#: far less than one that nothing ends.
SECONDS = 60


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def get(url: str, limits: fetch.Limits = LIMITS) -> bytes | Problem:
    base, _, name = url.rpartition("/")
    return source_of(base, limits).read(name)


def failure(url: str, limits: fetch.Limits = LIMITS) -> Problem:
    """Return the problem that fetching *url* makes."""
    found = get(url, limits)
    assert isinstance(found, Problem)
    assert found.position.path == url
    return found


# -- what goes well


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (content(TEXT), TEXT),
        (content(TEXT, content_encoding="identity"), TEXT),
        (content(b""), b""),
        (content(b"#" * LIMITS.size), b"#" * LIMITS.size),
        (
            raw(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"6\r\ncycle:\r\n4\r\n []\n\r\n0\r\n\r\n"
            ),
            TEXT,
        ),
    ],
    ids=["plain", "identity", "empty", "as large as may be", "chunks"],
)
def test_a_file_is_returned_as_it_is_served(
    server: Server, answer: Answer, expected: bytes
) -> None:
    assert get(server.on(PATH, answer)) == expected


def source_of(base: str, limits: fetch.Limits = LIMITS) -> fetch.UrlSource:
    return fetch.UrlSource(base, "openstack/releases", limits)


def test_one_connection_serves_several_files(server: Server) -> None:
    ports = set()

    def answer(handler: Any) -> None:
        ports.add(handler.client_address)
        content(TEXT)(handler)

    source = source_of(server.url)
    for name in "abc":
        server.on(f"/{name}", answer)
        assert source.read(name) == TEXT
    assert len(ports) == 1


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed(
    server: Server, code: int
) -> None:
    server.on("/new?ref=master", content(TEXT))
    url = server.on(PATH, redirect("/new?ref=master#here", code))
    assert get(url) == TEXT


# -- what goes wrong

OK = b"HTTP/1.1 200 OK\r\n"
BROKEN_OFF = "The connection broke off (3 attempts)"
NO_ANSWER = "The server did not answer in time (3 attempts)"
TOO_LARGE = "The file is larger than 1048576 bytes"
TOO_SLOW = "The file was not complete after 1 s"
WEB_PAGE = "The server sends a web page instead of the file"
ELSEWHERE = "It redirects to another host"

CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LONG = OK + b"Content-Length: 9999\r\n\r\n"
OH = b"HTTP/1.1 500 Oh\r\n"
INTERNAL_ERROR = '"500 Internal Server Error" (3 attempts)'
#: By the reason in the problem, and how often it is asked: each misbehaviour.
FAULTS: dict[tuple[str, int], dict[str, Answer]] = {
    ('The server answers "403 Forbidden"', 1): {"403": status(403)},
    ('The server answers "204 No Content"', 1): {
        "204": status(204, content_length=None)
    },
    ('The server answers "304 Not Modified"', 1): {
        "304": status(304, content_length=None)
    },
    ('The server answers "302 Found"', 1): {"302 to nowhere": status(302)},
    ('The server answers "799 unknown status"', 1): {"799": status(799)},
    ('The server answers "429 Too Many Requests" (3 attempts)', 3): {
        "429": status(429)
    },
    (f"The server answers {INTERNAL_ERROR}", 3): {
        "500": status(500),
        "drips behind a 500": drip(OH + LONG[len(OK) :], b"#"),
        "a gigabyte behind a 500": huge(OH + b"\r\n"),
    },
    (BROKEN_OFF, 3): {
        "drops before the head": raw(),
        "drops in the status line": raw(b"HTTP/1.1 200 O"),
        "drops in the head": raw(OK + b"Content-Type: te"),
        "drops in the body": raw(LONG + b"cycle:"),
        "drops in a chunk": raw(CHUNKED + b"99\r\ncycle:"),
        "drops between chunks": raw(CHUNKED + b"6\r\ncycle:\r\n"),
        "not http": raw(b"SSH-2.0-OpenSSH\r\n"),
    },
    ("The connection broke off", 3): {"resets": reset(LONG + b"cycle:")},
    (NO_ANSWER, 3): {
        "hangs": hang(),
        "hangs in the body": drip(LONG + b"cycle:", b""),
    },
    (TOO_SLOW, 1): {
        "drips the body": drip(LONG, b"#"),
        "drips the head": drip(OK + b"X: ", b"#"),
        "drips interim answers": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    },
    (TOO_LARGE, 1): {
        "a gigabyte, announced": huge(
            OK + f"Content-Length: {GIGABYTE}\r\n\r\n".encode()
        ),
        "a gigabyte, unannounced": huge(OK + b"\r\n"),
        "a gigabyte, in chunks": huge(
            CHUNKED, b"10000\r\n" + b"#" * 2**16 + b"\r\n"
        ),
    },
    ("The server compresses the file unasked", 1): {
        "gzip": content(
            gzip.compress(bytes(2**28), 9), content_encoding="gzip"
        )
    },
    (WEB_PAGE, 1): {
        "html": content(TEXT, content_type="text/HTML; charset=utf-8"),
        "html that does not say so": content(
            b"\xef\xbb\xbf\n <!DOCTYPE html>\n", content_type="text/x"
        ),
        "html without doctype": content(
            b'<?xml version="1.0"?>\n<html lang="en">\n'
        ),
    },
    (ELSEWHERE, 1): {
        **{
            f"redirects to {url}": redirect(url)
            for url in (
                "https://example.org/schedule.yaml",
                "http://127.0.0.1:1/schedule.yaml",
                "file:///etc/passwd",
                "https://me:secret@127.0.0.1/schedule.yaml",
                "https://[::1/",
            )
        },
        "a gigabyte behind a redirect": huge(
            b"HTTP/1.1 302 Found\r\nLocation: https://example.org/\r\n\r\n"
        ),
    },
    ("It redirects more than 5 times", 6): {
        "redirects to itself": redirect(PATH)
    },
}
CASES = [
    pytest.param(answer, reason, asked, id=name)
    for (reason, asked), answers in FAULTS.items()
    for name, answer in answers.items()
]


@pytest.mark.parametrize(("answer", "reason", "asked"), CASES)
def test_a_fault_is_one_problem_that_names_url_and_reason(
    server: Server, answer: Answer, reason: str, asked: int
) -> None:
    url = server.on(PATH, answer)
    begun = time.monotonic()
    tracemalloc.start()
    try:
        found = failure(url)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.message.startswith(reason)
    assert found.message.endswith(".")
    assert found.severity is Severity.ERROR
    assert found.code is (
        Code.FILE_TOO_LARGE if "larger" in reason else Code.FETCH_FAILED
    )
    assert server.asked() == [PATH] * asked
    assert time.monotonic() - begun < SECONDS
    assert peak < MEMORY


@pytest.mark.parametrize("code", [404, 410])
def test_a_file_that_does_not_exist_is_asked_for_once(
    server: Server, code: int
) -> None:
    url = server.on(PATH, status(code))
    assert str(failure(url)) == (
        f"{url}: error: file-unreadable: The server has no such file."
    )
    assert server.asked() == [PATH]


@pytest.mark.parametrize(
    "fault",
    [status(500), raw(), raw(LONG), reset(LONG + b"cycle:"), hang()],
)
def test_a_passing_fault_is_no_problem(server: Server, fault: Answer) -> None:
    assert get(server.on(PATH, fault, content(TEXT))) == TEXT
    assert server.asked() == [PATH, PATH]


def test_a_server_that_is_not_there_is_one_problem() -> None:
    with running() as gone:
        url = gone.url + PATH
    assert failure(url).message == (
        "The connection broke off: Connection refused (3 attempts)."
    )


def test_a_server_without_tls_is_one_problem(server: Server) -> None:
    url = server.on(PATH, content(TEXT)).replace("http:", "https:")
    assert failure(url).message.startswith("The connection broke off")


def test_a_host_that_no_resolver_finds_in_time_is_one_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closing = threading.Event()
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: closing.wait(SECONDS)
    )
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    try:
        assert failure("https://example.org/a").message == f"{TOO_SLOW}."
    finally:
        closing.set()


@pytest.mark.parametrize(
    "body",
    [b" " * 10**6, b"<?xml" * 200_000, b"<?xml >" + b" " * 10**6],
    ids=["spaces", "beginnings", "spaces after a beginning"],
)
def test_what_may_be_html_is_decided_in_linear_time(
    server: Server, body: bytes
) -> None:
    begun = time.process_time()
    assert get(server.on(PATH, content(body))) == body
    assert time.process_time() - begun < 1


def test_a_mistake_in_the_code_is_not_taken_for_a_fault(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fetch, "_content", broken)
    with pytest.raises(ZeroDivisionError):
        get(server.on(PATH, content(TEXT)))


# -- attempts


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the waits between attempts, which then take no time."""
    waited: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waited.append)
    return waited


def test_waits_between_attempts_grow(
    server: Server, waits: list[float]
) -> None:
    failure(server.on(PATH, status(503)), fetch.Limits(attempts=5))
    assert len(waits) == 4
    assert waits == sorted(waits)
    assert waits[1] * 2 == waits[2]


def test_an_attempt_that_could_not_end_in_time_is_not_made(
    server: Server, waits: list[float]
) -> None:
    found = failure(
        server.on(PATH, status(503)), fetch.Limits(total=3, backoff=2)
    )
    assert found.message.endswith("(2 attempts).")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("7", [7]),
        ("61", []),
        ("9" * 5000, [0.5]),
        ("9" * 400, []),
        ("Mon, 02 Nov 2037 09:30:00 GMT", []),
        ("-1", [0.5]),
        ("soon", [0.5]),
    ],
)
def test_a_server_is_asked_again_when_it_wants_to_be(
    server: Server, waits: list[float], header: str, expected: list[float]
) -> None:
    answer = status(503, retry_after=header)
    failure(server.on(PATH, answer), fetch.Limits(attempts=2))
    assert waits == expected


def test_a_delay_that_is_too_long_is_reported(server: Server) -> None:
    found = failure(server.on(PATH, status(503, retry_after="3600")))
    assert found.message == (
        'The server answers "503 Service Unavailable" and requests a delay '
        "of 3600 s."
    )


def test_a_host_is_given_up_after_three_failures(server: Server) -> None:
    limits = fetch.Limits(read=0.1, attempts=1)
    source = source_of(server.url, limits)
    # An answer in between keeps it from being given up.
    for number, answer in enumerate([hang(), hang(), status(404)]):
        server.on(f"/{number}", answer)
        source.read(str(number))
    for number in range(3, 7):
        server.on(f"/{number}", hang())
        found = source.read(str(number))
    assert isinstance(found, Problem)
    assert found.message == (
        f"{server.url[7:]} is not asked again after 3 failures in a row."
    )
    assert server.asked() == [f"/{number}" for number in range(6)]


# -- what is asked, and of whom


WRONG_URLS = {
    "it does not begin with https://": "ftp://a/ file:///etc/passwd a.org",
    "it names no host": "https:///a https://a:0/",
    "it is not a URL": "https://a:x/ https://[::1/",
    "it has a query or a fragment": "https://a/?b https://a/#",
    "it has characters that no URL has": "https://a/\x1b[1m https://ü/ "
    "http://127.0.0.1\\@a/",
    "it contains a user name or password": "https://me@a/",
    "it is not https://": "http://opendev.org/ http://127.0.0.1.example.org/ "
    "http://10.0.0.1/ http://127.9.9.9/ http://0.0.0.0/",
}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "it does not begin with https://"),
        ("https://a/ b", "it has characters that no URL has"),
        *(
            (url, why)
            for why, urls in WRONG_URLS.items()
            for url in urls.split()
        ),
    ],
)
def test_a_url_that_is_not_fetched_is_one_problem(
    url: str, reason: str
) -> None:
    found = fetch.wrong_url(url)
    assert found is not None
    assert found.code is Code.BAD_URL
    assert found.message.startswith(f"It is not fetched: {reason}")


@pytest.mark.parametrize(
    "url",
    [
        sources.RELEASES_URL,
        sources.GOVERNANCE_URL,
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://[::1]:8000/a",
        "HTTPS://example.org",
        "https://example.org/@name/a",
    ],
)
def test_a_url_that_may_be_fetched_has_nothing_wrong(url: str) -> None:
    assert fetch.wrong_url(url) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://me:secret@a.org/b", "https://***@a.org/b"),
        ("https://me:se/cr@et@a.org/b", "https://***@a.org/b"),
        ("https://secret@a.org/", "https://***@a.org/"),
        ("https:/me:se/cret@a.org", "https:/***@a.org"),
        (
            'No cycle "https://me:se/cret@a.org".',
            'No cycle "https://***@a.org".',
        ),
        ("https://a.org/@name", "https://a.org/@name"),
        ("a@b.org", "a@b.org"),
    ],
)
def test_what_a_url_has_before_an_at_sign_is_masked(
    text: str, expected: str
) -> None:
    assert sources.masked(text) == expected
    found = fetch.wrong_url(text)
    assert found is None or found.position.path == expected


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials for every host."""
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.mark.usefixtures("netrc")
def test_the_proxy_of_the_environment_is_asked_without_credentials(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("https_proxy", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    found = failure("https://example.org/a")
    assert found.message == "The proxy does not connect (3 attempts)."
    assert {request.path for request in server.requests} == {"example.org:443"}
    for request in server.requests:
        assert "secret" not in str(request.headers)
        assert "Authorization" not in request.headers


@pytest.mark.usefixtures("netrc")
def test_this_machine_is_asked_directly_without_credentials_or_cookies(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    source = source_of(server.url)
    for name in "ab":
        server.on(f"/{name}", content(TEXT, set_cookie="a=b; Path=/"))
        assert source.read(name) == TEXT
    headers = server.requests[1].headers
    assert headers.keys().isdisjoint({"Authorization", "Cookie"})
    assert headers["User-Agent"] == "watcher-liaison-guide"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = server.on(PATH, content(TEXT))
    for stream, shown in (
        (Terminal(), f"Fetching {url}\n"),
        (io.StringIO(), ""),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        get(url)
        assert stream.getvalue() == shown


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
        assert source.repository == "openstack/releases"
        assert (source.commit, source.date) == (None, None)
        assert len(server.requests) == 1 + LIMITS.attempts


def test_a_source_is_not_left_through_a_name(server: Server) -> None:
    source = source_of(f"{server.url}/raw")
    for path in ("../a", "/a", "a//b", "./a", "a/..", "", "a/", ".."):
        found = source.read(path)
        assert isinstance(found, Problem)
        assert found.code is Code.BAD_URL
    assert server.asked() == []
