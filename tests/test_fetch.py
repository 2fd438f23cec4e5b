# SPDX-License-Identifier: Apache-2.0
"""Fetching, against a server that does everything that servers do."""

from __future__ import annotations

import datetime
import gzip
import io
import os
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

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
    running,
    status,
)
from watcher_liaison_guide import fetch, yamlreader
from watcher_liaison_guide.fetch_cache import Cache, Copy, cache_folder
from watcher_liaison_guide.problems import Code, Problem, Severity

TEXT = b"cycle: []\n"
PATH = "/doc/source/indri/schedule.yaml"
LIMITS = fetch.Limits(
    connect=0.5, read=0.2, total=1, size=2**20, attempts=3, backoff=0.01
)
DAY = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.timezone.utc)
#: What a fetch may hold at its peak: the limit, a copy, and some air.
MEMORY = 5 * 2**20
#: Far more than a fetch takes that the total deadline of a second ends, and
#: far less than one that nothing ends.
SECONDS = 60


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


class Run:
    """A fetcher whose waits and progress are written down."""

    def __init__(
        self,
        cache: Cache | None = None,
        limits: fetch.Limits = LIMITS,
        now: datetime.datetime = DAY,
    ) -> None:
        self.waits: list[float] = []
        self.lines: list[str] = []
        self.fetcher = fetch.Fetcher(
            cache,
            limits,
            sleep=self.waits.append,
            jitter=lambda: 1.0,
            now=lambda: now,
            progress=self.lines.append,
        )

    def fetch(self, url: str) -> bytes | Problem:
        return self.fetcher.fetch(url)

    def problem(self, url: str) -> Problem:
        """Give the one problem that fetching *url* makes."""
        found = self.fetcher.fetch(url)
        assert isinstance(found, Problem)
        assert not self.fetcher.problems
        assert found.position.path == url
        return found


def known(server: Server, cache: Cache, body: bytes = TEXT) -> str:
    """Put *body* into the cache by fetching it; give its URL."""
    url = server.on(PATH, content(body, etag='"1"'))
    assert Run(cache).fetch(url) == body
    server.requests.clear()
    return url


# -- what goes well ---------------------------------------------------------


def test_a_file_is_given_as_it_is_served(server: Server) -> None:
    run = Run()
    assert run.fetch(server.on(PATH, content(TEXT))) == TEXT
    assert run.fetcher.problems == []


def test_a_packed_file_is_unpacked(server: Server) -> None:
    answer = content(gzip.compress(TEXT), content_encoding="gzip")
    assert Run().fetch(server.on(PATH, answer)) == TEXT


def test_a_file_in_chunks_is_put_together(server: Server) -> None:
    answer = raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"6\r\ncycle:\r\n4\r\n []\n\r\n0\r\n\r\n"
    )
    assert Run().fetch(server.on(PATH, answer)) == TEXT


def test_an_empty_file_is_a_file(server: Server) -> None:
    assert Run().fetch(server.on(PATH, content(b""))) == b""


def test_a_file_of_just_the_size_limit_is_given(server: Server) -> None:
    body = b"#" * LIMITS.size
    assert Run().fetch(server.on(PATH, content(body))) == body


def test_requests_name_the_project(server: Server) -> None:
    Run().fetch(server.on(PATH, content(TEXT)))
    agent = server.requests[0].headers["User-Agent"]
    assert agent.startswith("watcher-liaison-guide")


def test_one_connection_serves_several_files(server: Server) -> None:
    ports = []

    def answer(handler: Any) -> None:
        ports.append(handler.client_address)
        content(TEXT)(handler)

    run = Run()
    for number in range(3):
        run.fetch(server.on(f"/{number}", answer))
    assert len(set(ports)) == 1


# -- copies -----------------------------------------------------------------


@pytest.mark.parametrize(
    "validator",
    [{"etag": 'W/"1"'}, {"last_modified": "Sun, 01 Nov 2026 00:00:00 GMT"}],
)
def test_an_unchanged_file_is_not_sent_again(
    server: Server, cache: Cache, validator: dict[str, str]
) -> None:
    url = server.on(PATH, content(TEXT, **validator))
    assert Run(cache).fetch(url) == TEXT
    server.on(PATH, content(b"sent: although unchanged\n", **validator))
    run = Run(cache)
    assert run.fetch(url) == TEXT
    assert run.fetcher.problems == []


def test_a_changed_file_takes_the_place_of_its_copy(
    server: Server, cache: Cache
) -> None:
    url = known(server, cache)
    server.on(PATH, content(b"new: 1\n", etag='"2"'))
    assert Run(cache).fetch(url) == b"new: 1\n"
    server.on(PATH, status(500))
    assert Run(cache).fetch(url) == b"new: 1\n"


def test_a_304_renews_the_date_of_the_copy(
    server: Server, cache: Cache
) -> None:
    url = known(server, cache)
    Run(cache, now=DAY + datetime.timedelta(days=3)).fetch(url)
    server.on(PATH, status(500))
    run = Run(cache)
    run.fetch(url)
    assert (
        "The copy of 2026-11-05 09:30 UTC" in run.fetcher.problems[0].message
    )


def test_a_304_that_was_not_asked_for_is_a_problem(server: Server) -> None:
    url = server.on(PATH, status(304, content_length=None))
    assert Run().problem(url).message == (
        'The server answers "304 Not Modified".'
    )


def damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    line, _, body = whole.partition(b"\n")
    damaged = {
        "empty": b"",
        "cut": whole[:-3],
        "longer": whole + b"x",
        "changed": whole[:-2] + b"!\n",
        "no header": body,
        "another header": b"[1]\n" + body,
        "another url": line.replace(b"indri", b"hibis") + b"\n" + body,
        "bad date": line.replace(b"2026", b"20x6") + b"\n" + body,
        "no time zone": line.replace(b"+00:00", b"") + b"\n" + body,
        "nested": b"[" * 10_000 + b"\n" + body,
        "binary": b"\xff\x00" * 99,
    }
    path.write_bytes(damaged[how])


@pytest.mark.parametrize(
    "how",
    [
        "empty",
        "cut",
        "longer",
        "changed",
        "no header",
        "another header",
        "another url",
        "bad date",
        "no time zone",
        "nested",
        "binary",
    ],
)
def test_a_damaged_copy_is_fetched_anew(
    server: Server, cache: Cache, how: str
) -> None:
    url = known(server, cache)
    damage(cache.path(url), how)
    run = Run(cache)
    assert run.fetch(url) == TEXT
    assert run.fetcher.problems == []
    assert "If-None-Match" not in server.requests[0].headers
    assert cache.load(url, LIMITS.size) == Copy(TEXT, '"1"', None, DAY)


def test_a_copy_beyond_the_size_limit_is_none(
    server: Server, cache: Cache
) -> None:
    url = known(server, cache)
    assert cache.load(url, len(TEXT)) is not None
    assert cache.load(url, len(TEXT) - 1) is None


def test_a_validator_that_no_header_takes_is_not_kept(cache: Cache) -> None:
    cache.store("https://a/", Copy(b"", '"\r\nX: 1"', "ü", DAY))
    assert cache.load("https://a/", 9) == Copy(b"", None, None, DAY)


def test_a_folder_that_cannot_be_written_is_one_note(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    run = Run(Cache(tmp_path / "file" / "cache"))
    for name in ("/a", "/b"):
        assert run.fetch(server.on(name, content(TEXT))) == TEXT
    (note,) = run.fetcher.problems
    assert (note.code, note.severity) == (Code.FETCH_NOT_KEPT, Severity.NOTE)


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/watcher-liaison-guide"),
        ({"XDG_CACHE_HOME": "/x"}, "darwin", "/x/watcher-liaison-guide"),
        ({}, "linux", "/somewhere/.cache/watcher-liaison-guide"),
        (
            {"XDG_CACHE_HOME": "relative"},
            "linux",
            "/somewhere/.cache/watcher-liaison-guide",
        ),
        ({}, "darwin", "/somewhere/Library/Caches/watcher-liaison-guide"),
        (
            {"LOCALAPPDATA": "/l"},
            "win32",
            "/l/watcher-liaison-guide/Cache",
        ),
    ],
)
def test_copies_lie_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    platform: str,
    expected: str,
) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    assert cache_folder(environment, platform) == Path(expected)


def test_a_user_without_a_home_has_no_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", home)
    assert cache_folder({}, "linux") is None


# -- what goes wrong --------------------------------------------------------


def chunked(body: bytes) -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + f"{len(body):x}".encode()
        + b"\r\n"
        + body
    )


def gzip_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    block = bytes(2**20)
    pieces = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join(pieces) + packer.flush()


OK = b"HTTP/1.1 200 OK\r\n"
TO_ANOTHER_HOST = "https://example.org/schedule.yaml"

#: Each misbehaviour with the reason that is told, and how often it is asked.
FAULTS: dict[str, tuple[Answer, str, int]] = {
    "403": (status(403), 'The server answers "403 Forbidden"', 1),
    "429": (status(429), 'The server answers "429 Too Many Requests"', 1),
    "204": (
        status(204, content_length=None),
        'The server answers "204 No Content"',
        1,
    ),
    "unknown status": (status(799), 'The server answers "799"', 3),
    "500": (
        status(500),
        'The server answers "500 Internal Server Error" (3 attempts)',
        3,
    ),
    "drops before the head": (
        raw(),
        "The connection broke off (3 attempts)",
        3,
    ),
    "drops in the status line": (
        raw(b"HTTP/1.1 200 O"),
        "The connection broke off, before the file was complete (3 attempts)",
        3,
    ),
    "drops in the head": (
        raw(OK + b"Content-Type: te"),
        "The connection broke off, before the file was complete (3 attempts)",
        3,
    ),
    "drops in the body": (
        raw(OK + b"Content-Length: 99\r\n\r\ncycle:"),
        "The connection broke off, before the file was complete (3 attempts)",
        3,
    ),
    "drops in a chunk": (
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n99\r\ncycle:"),
        "The connection broke off, before the file was complete (3 attempts)",
        3,
    ),
    "drops between chunks": (
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n6\r\ncycle:\r\n"),
        "The connection broke off, before the file was complete (3 attempts)",
        3,
    ),
    "not http": (raw(b"SSH-2.0-OpenSSH\r\n"), "The connection broke off", 3),
    "hangs": (hang(), "The server sent nothing for 0.2 s (3 attempts)", 3),
    "hangs in the body": (
        drip(OK + b"Content-Length: 99\r\n\r\ncycle:", b""),
        "The server sent nothing for 0.2 s, before the file was complete "
        "(3 attempts)",
        3,
    ),
    "drips the body": (
        drip(OK + b"Content-Length: 9999\r\n\r\n", b"#"),
        "The file was not complete after 1 s",
        1,
    ),
    "drips the head": (
        drip(OK + b"X: ", b"#"),
        "The file was not complete after 1 s",
        1,
    ),
    "drips interim answers": (
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        "The file was not complete after 1 s",
        1,
    ),
    "a gigabyte, announced": (
        huge(OK + f"Content-Length: {GIGABYTE}\r\n\r\n".encode()),
        "The file is larger than 1048576 bytes",
        1,
    ),
    "a gigabyte, unannounced": (
        huge(OK + b"\r\n"),
        "The file is larger than 1048576 bytes",
        1,
    ),
    "a gigabyte, in chunks": (
        huge(
            OK + b"Transfer-Encoding: chunked\r\n\r\n",
            b"10000\r\n" + b"#" * 2**16 + b"\r\n",
        ),
        "The file is larger than 1048576 bytes",
        1,
    ),
    "a gigabyte behind a redirect": (
        huge(b"HTTP/1.1 302 Found\r\nLocation: https://example.org/\r\n\r\n"),
        "It redirects to another host, example.org",
        1,
    ),
    "a gigabyte behind a 500": (
        huge(b"HTTP/1.1 500 Oh\r\n\r\n"),
        'The server answers "500 Internal Server Error" (3 attempts)',
        3,
    ),
    "a gzip bomb": (
        content(gzip_bomb(2**28), content_encoding="gzip"),
        "The file is larger than 1048576 bytes",
        1,
    ),
    "gzip, cut": (
        content(gzip.compress(TEXT)[:-9], content_encoding="gzip"),
        "The server packs the file in a broken way",
        1,
    ),
    "gzip that is none": (
        content(TEXT, content_encoding="gzip"),
        "The server packs the file in a broken way",
        1,
    ),
    "gzip and more": (
        content(gzip.compress(TEXT) + TEXT, content_encoding="gzip"),
        "The server packs the file in a broken way",
        1,
    ),
    "gzip in gzip": (
        content(TEXT, content_encoding="gzip, gzip"),
        "The server packs the file in a way not asked for",
        1,
    ),
    "html": (
        content(TEXT, content_type="text/HTML; charset=utf-8"),
        "The server sends a web page instead of the file",
        1,
    ),
    "html that does not say so": (
        content(b"\xef\xbb\xbf\n <!DOCTYPE html>\n", content_type="text/x"),
        "The server sends a web page instead of the file",
        1,
    ),
    "html without doctype": (
        content(b'<?xml version="1.0"?>\n<html lang="en">\n'),
        "The server sends a web page instead of the file",
        1,
    ),
    "redirects to another host": (
        redirect(TO_ANOTHER_HOST),
        "It redirects to another host, example.org",
        1,
    ),
    "redirects to another port": (
        redirect("http://127.0.0.1:1/schedule.yaml"),
        "It redirects to another host, 127.0.0.1:1",
        1,
    ),
    "redirects to plain http": (
        redirect("http://example.org/schedule.yaml"),
        "It redirects to nowhere: it is not https://, and only this machine "
        "is asked without",
        1,
    ),
    "redirects to a file": (
        redirect("file:///etc/passwd"),
        "It redirects to nowhere: it does not begin with https://",
        1,
    ),
    "redirects with a password": (
        redirect("https://me:secret@127.0.0.1/schedule.yaml"),
        "It redirects to nowhere: it holds a user name or password",
        1,
    ),
    "redirects to nothing": (
        status(302),
        "It redirects to nowhere: no target",
        1,
    ),
    "redirects to no url": (
        redirect("https://[::1/"),
        "It redirects to nowhere: it does not begin with https://",
        1,
    ),
    "redirects to itself": (redirect(PATH), "It redirects in a loop", 1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_problem_that_names_url_and_reason(
    server: Server, fault: str
) -> None:
    answer, reason, asked = FAULTS[fault]
    url = server.on(PATH, answer)
    run = Run()
    begun = time.monotonic()
    tracemalloc.start()
    try:
        found = run.problem(url)
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


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_the_earlier_copy_is_given_and_said_to_be_old(
    server: Server, cache: Cache, fault: str
) -> None:
    url = known(server, cache)
    before = cache.path(url).read_bytes()
    answer, reason, _ = FAULTS[fault]
    server.on(PATH, answer)
    run = Run(cache, now=DAY + datetime.timedelta(days=1))
    assert run.fetch(url) == TEXT
    (found,) = run.fetcher.problems
    assert found.position.path == url
    assert (found.code, found.severity) == (
        Code.FETCH_STALE,
        Severity.WARNING,
    )
    assert found.message.startswith(reason)
    assert found.message.endswith(
        ". The copy of 2026-11-02 09:30 UTC is used."
    )
    assert cache.path(url).read_bytes() == before
    # Nothing half-written is left beside it.
    assert list(cache.path(url).parent.iterdir()) == [cache.path(url)]


@pytest.mark.parametrize("code", [404, 410])
def test_a_file_that_does_not_exist_is_not_given_from_a_copy(
    server: Server, cache: Cache, code: int
) -> None:
    url = known(server, cache)
    server.on(PATH, status(code))
    found = Run(cache).problem(url)
    assert str(found) == (
        f"{url}: error: file-unreadable: The server has no such file."
    )
    assert server.asked() == [PATH]


@pytest.mark.parametrize(
    "passing",
    [
        "500",
        "drops before the head",
        "drops in the head",
        "drops in the body",
        "drops in a chunk",
        "hangs",
    ],
)
def test_a_passing_fault_is_no_problem(server: Server, passing: str) -> None:
    run = Run()
    url = server.on(PATH, FAULTS[passing][0], content(TEXT))
    assert run.fetch(url) == TEXT
    assert run.fetcher.problems == []
    assert server.asked() == [PATH, PATH]


def test_a_server_that_is_not_there_is_one_problem() -> None:
    with running() as gone:
        url = gone.url + PATH
    found = Run().problem(url)
    assert found.message == (
        "The connection broke off: Connection refused (3 attempts)."
    )


def test_a_server_without_tls_is_one_problem(server: Server) -> None:
    url = server.on(PATH, content(TEXT)).replace("http:", "https:")
    assert Run().problem(url).message.startswith("The connection broke off")


def test_bad_utf8_is_one_problem_of_the_reader(
    server: Server, cache: Cache
) -> None:
    url = known(server, cache)
    server.on(PATH, content(b"cycle:\n- \xff\xfe\n", etag='"2"'))
    run = Run(cache)
    given = run.fetch(url)
    assert isinstance(given, bytes)
    value, problems = yamlreader.parse(given, url)
    assert value is None
    assert [found.code for found in problems] == [Code.NOT_UTF8]
    assert (problems[0].position.line, problems[0].position.column) == (2, 3)
    assert run.fetcher.problems == []
    # The copy that can be read has not lost its place to it.
    copy = cache.load(url, LIMITS.size)
    assert copy is not None
    assert copy.content == TEXT


BOMBS = {
    'aliases': b'a0: &a0 [x, x]\n'
    + b''.join(b'a%d: &a%d [*a%d, *a%d]\n' % (n, n, n - 1, n - 1)
               for n in range(1, 99)),
    'nesting': b'[' * 500_000,
    'width': b'[' + b'x,' * 500_000 + b']',
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_yaml_bomb_is_one_problem_of_the_reader(
    server: Server, bomb: str
) -> None:
    given = Run().fetch(server.on(PATH, content(BOMBS[bomb])))
    assert given == BOMBS[bomb]
    value, problems = yamlreader.parse(given, PATH)
    assert value is None
    assert len(problems) == 1


@pytest.mark.skipif(
    not hasattr(urllib3.HTTPResponse, "read1"), reason="needs urllib3 2.2"
)
def test_a_left_thread_ends_with_the_next_byte(server: Server) -> None:
    before = set(threading.enumerate())
    url = server.on(PATH, FAULTS["drips the body"][0])
    Run().problem(url)
    for thread in set(threading.enumerate()) - before:
        if thread.name == "fetch":
            thread.join(SECONDS)
            assert not thread.is_alive()


def test_a_mistake_in_the_code_is_not_taken_for_a_fault(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fetch, "_answer", broken)
    with pytest.raises(ZeroDivisionError):
        Run().fetch(server.on(PATH, content(TEXT)))


# -- attempts ---------------------------------------------------------------


def test_waits_between_attempts_double(server: Server) -> None:
    run = Run(limits=fetch.Limits(attempts=5, backoff=0.5))
    run.fetch(server.on(PATH, status(503)))
    assert run.waits == [0.5, 1, 2, 4]


def test_waits_are_spread_by_chance(server: Server) -> None:
    waits: list[float] = []
    fetcher = fetch.Fetcher(
        limits=fetch.Limits(attempts=3, backoff=1),
        sleep=waits.append,
        jitter=iter((0.0, 0.5, 0.0)).__next__,
    )
    fetcher.fetch(server.on(PATH, status(503)))
    assert waits == [0.5, 1.5]


def test_an_attempt_that_could_not_end_in_time_is_not_made(
    server: Server,
) -> None:
    run = Run(limits=fetch.Limits(total=3, backoff=2))
    found = run.problem(server.on(PATH, status(503)))
    assert run.waits == [2]
    assert found.message.endswith("(2 attempts).")


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ("7", [7]),
        ("0", [0]),
        ("Mon, 02 Nov 2026 09:30:08 GMT", [8]),
        ("Mon, 02 Nov 2026 09:30:08 -0000", [8]),
        ("Mon, 02 Nov 2026 09:00:00 GMT", [0]),
        ("21", []),
        ("9" * 5000, []),
        ("Mon, 02 Nov 2037 09:30:00 GMT", []),
        ("-1", [0.5]),
        ("soon", [0.5]),
        ("²", [0.5]),
        ("Mon, 99 Nov 9999 99:99:99 GMT", [0.5]),
    ],
)
def test_a_server_is_asked_again_when_it_wants_to_be(
    server: Server, header: str, waits: list[float]
) -> None:
    run = Run(limits=fetch.Limits(attempts=2, backoff=0.5))
    run.fetch(server.on(PATH, status(503, retry_after=header)))
    assert run.waits == waits


def test_a_wait_that_is_too_long_is_told(server: Server) -> None:
    found = Run().problem(server.on(PATH, status(503, retry_after="3600")))
    assert found.message == (
        'The server answers "503 Service Unavailable" and asks to wait for '
        "3600 s."
    )


def test_a_silent_host_is_given_up_after_three_files(server: Server) -> None:
    run = Run(limits=fetch.Limits(read=0.1, attempts=1))
    for number in range(3):
        run.problem(server.on(f"/{number}", hang()))
    found = run.problem(server.on("/3", content(TEXT)))
    assert found.message == (
        f"{server.url[7:]} is not asked any more, for it gave no answer."
    )
    assert server.asked() == ["/0", "/1", "/2"]


def test_an_answer_in_between_keeps_a_host_from_being_given_up(
    server: Server,
) -> None:
    run = Run(limits=fetch.Limits(read=0.1, attempts=1))
    for number in range(6):
        answer = content(TEXT) if number % 3 == 2 else hang()
        run.fetch(server.on(f"/{number}", answer))
    assert len(server.requests) == 6


# -- redirects --------------------------------------------------------------


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed(
    server: Server, code: int
) -> None:
    server.on("/new?ref=master", content(TEXT))
    assert Run().fetch(
        server.on(PATH, redirect("/new?ref=master#here", code))
    ) == (TEXT)


def test_a_copy_is_confirmed_behind_a_redirect(
    server: Server, cache: Cache
) -> None:
    server.on("/new", content(TEXT, etag='"1"'))
    url = server.on(PATH, redirect("/new"))
    for _ in range(2):
        assert Run(cache).fetch(url) == TEXT
    assert server.requests[-1].headers["If-None-Match"] == '"1"'


def test_a_loop_over_several_urls_is_seen(server: Server) -> None:
    url = server.on("/a", redirect("/b"))
    server.on("/b", redirect("/c"))
    server.on("/c", redirect("/a"))
    assert Run().problem(url).message == "It redirects in a loop."
    assert server.asked() == ["/a", "/b", "/c"]


def test_redirects_are_counted(server: Server) -> None:
    for number in range(9):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    found = Run().problem(f"{server.url}/0")
    assert found.message == "It redirects more than 5 times."
    assert len(server.requests) == 6


# -- what is asked, and what is told to whom --------------------------------


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a/", "it does not begin with https://"),
        ("file:///etc/passwd", "it does not begin with https://"),
        ("opendev.org", "it does not begin with https://"),
        ("", "it does not begin with https://"),
        ("https:///a", "it names no host"),
        ("https://a:0/", "it names no host"),
        ("https://a:x/", "it is not a URL"),
        ("https://[::1/", "it is not a URL"),
        ("https://a/?b", "it has a query or a fragment"),
        ("https://a/#", "it has a query or a fragment"),
        ("https://a/ b", "it has characters that no URL has"),
        ("https://a/\x1b[1m", "it has characters that no URL has"),
        ("https://ü/", "it has characters that no URL has"),
        ("http://127.0.0.1\\@a/", "it has characters that no URL has"),
        ("https://me@a/", "it holds a user name or password"),
        (
            "http://opendev.org/",
            "it is not https://, and only this machine is asked without",
        ),
        (
            "http://127.0.0.1.example.org/",
            "it is not https://, and only this machine is asked without",
        ),
        (
            "http://10.0.0.1/",
            "it is not https://, and only this machine is asked without",
        ),
        (
            "http://0.0.0.0/",
            "it is not https://, and only this machine is asked without",
        ),
    ],
)
def test_a_url_that_is_not_fetched_is_one_problem(
    url: str, reason: str
) -> None:
    found = Run().fetch(url)
    assert isinstance(found, Problem)
    assert found.code is Code.BAD_URL
    assert found.message == f"It is not fetched: {reason}."
    assert str(found).isprintable()


@pytest.mark.parametrize(
    "url",
    [
        fetch.RELEASES_URL,
        fetch.GOVERNANCE_URL,
        "http://localhost:8000/",
        "http://127.9.9.9/",
        "http://[::1]:8000/a",
        "HTTPS://example.org",
    ],
)
def test_a_url_that_may_be_fetched_has_nothing_wrong(url: str) -> None:
    assert fetch.wrong_url(url) is None


def test_a_password_is_never_shown() -> None:
    found = Run().fetch("https://me:secret@example.org/a")
    assert isinstance(found, Problem)
    assert found.position.path == "https://***@example.org/a"


def test_the_proxy_of_the_environment_is_asked_without_credentials(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("https_proxy", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    found = Run().problem("https://example.org/a")
    assert found.message == (
        "The proxy gave no connection: Tunnel connection failed: "
        "403 Forbidden (3 attempts)."
    )
    assert {request.path for request in server.requests} == {"example.org:443"}
    for request in server.requests:
        assert "secret" not in str(request.headers)
        assert "Authorization" not in request.headers


def test_this_machine_is_asked_directly_and_without_credentials(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Run().fetch(server.on(PATH, content(TEXT))) == TEXT
    assert "Authorization" not in server.requests[0].headers


def test_netrc_is_not_read_for_other_hosts_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import requests

    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    session = fetch._new_session(environment=True)
    prepared = session.prepare_request(
        requests.Request("GET", "https://example.org/")
    )
    assert "Authorization" not in prepared.headers


def test_cookies_are_not_sent_back(server: Server) -> None:
    run = Run()
    url = server.on(PATH, content(TEXT, set_cookie="a=b; Path=/"))
    run.fetch(url)
    run.fetch(url)
    assert "Cookie" not in server.requests[1].headers


# -- progress ---------------------------------------------------------------


def test_progress_names_each_file_and_each_new_attempt(
    server: Server,
) -> None:
    run = Run()
    url = server.on(PATH, status(502), content(TEXT))
    run.fetch(url)
    assert run.lines == [
        f"Fetching {url}",
        'The server answers "502 Bad Gateway"; again in 0.0 s',
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    fetch.terminal_progress(terminal)("Fetching")
    fetch.terminal_progress(pipe)("Fetching")
    assert (terminal.getvalue(), pipe.getvalue()) == ("Fetching\n", "")


# -- the source -------------------------------------------------------------


def test_a_source_reads_the_files_below_its_url(server: Server) -> None:
    server.on("/raw/data/a%20b.yaml", content(TEXT))
    for base in ("/raw", "/raw/"):
        source = fetch.UrlSource(
            server.url + base, Run().fetcher, "openstack/releases"
        )
        assert source.read("data/a b.yaml") == TEXT
        assert source.repository == "openstack/releases"
        assert (source.commit, source.date) == (None, None)


def test_a_source_asks_for_each_file_once(server: Server) -> None:
    server.on("/a", content(TEXT))
    source = fetch.UrlSource(server.url, Run().fetcher, "openstack/releases")
    for _ in range(2):
        assert source.read("a") == TEXT
        assert isinstance(source.read("b"), Problem)
    assert server.asked() == ["/a", "/b"]


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a//b", "./a", "a/..", "", "a/", ".."]
)
def test_a_source_is_not_left_through_a_name(
    server: Server, path: str
) -> None:
    source = fetch.UrlSource(
        f"{server.url}/raw", Run().fetcher, "openstack/releases"
    )
    found = source.read(path)
    assert isinstance(found, Problem)
    assert found.code is Code.BAD_URL
    assert server.asked() == []


def test_a_name_that_looks_like_a_query_is_a_name(server: Server) -> None:
    server.on("/a%3Fb%23c", content(TEXT))
    source = fetch.UrlSource(server.url, Run().fetcher, "openstack/releases")
    assert source.read("a?b#c") == TEXT


def test_a_source_tells_which_files_are_old(
    server: Server, cache: Cache
) -> None:
    known(server, cache)
    server.on(PATH, status(500))
    source = fetch.UrlSource(
        server.url, Run(cache).fetcher, "openstack/releases"
    )
    assert source.read(PATH[1:]) == TEXT
    assert source.read(PATH[1:]) == TEXT
    assert [found.code for found in source.problems] == [Code.FETCH_STALE]


def test_one_file_that_fails_leaves_the_others(server: Server) -> None:
    server.on("/a", content(b"a"))
    server.on("/b", status(500))
    server.on("/c", content(b"c"))
    source = fetch.UrlSource(server.url, Run().fetcher, "openstack/releases")
    given = [source.read(path) for path in "abc"]
    assert (given[0], given[2]) == (b"a", b"c")
    assert isinstance(given[1], Problem)


def test_the_default_fetcher_keeps_copies_in_the_cache_folder(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    url = server.on(PATH, content(TEXT))
    assert fetch.default_fetcher().fetch(url) == TEXT
    folder = tmp_path / "watcher-liaison-guide"
    assert [path.suffix for path in folder.iterdir()] == [".copy"]


def test_importing_the_module_imports_no_http_library() -> None:
    code = (
        "import sys, watcher_liaison_guide.fetch;"
        'print({"requests", "urllib3"} & set(sys.modules))'
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "set()\n"
