# SPDX-License-Identifier: Apache-2.0
"""Importing from a server: what fails leaves what was there."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calendar.schedules import schedule, section
from tests.fetch_server import Answer, Server, content, raw, running, status
from watcher_liaison_guide import fetch
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.problems import Code, Problem

SCHEDULE = "/doc/source/indri/schedule.yaml"
PAGE = "/doc/source/indri/schedule.rst"
HIBISCUS = "/doc/source/hibiscus/schedule.rst"
SERIES = "/data/series_status.yaml"
FILES = {
    SERIES: "- {name: indri, release-id: 2027.1, status: future, slurp: yes}\n"
    "- {name: hibiscus, release-id: 2026.2, status: development}\n"
    "- {name: mitaka, status: end of life}\n",
    SCHEDULE: schedule({"2026-11-16": "i-1", "2027-03-22": "i-final"}),
    PAGE: section("i-1", "19 November, 2026 is the milestone.")
    + section("i-final", "Indri is released on Wednesday, March 24, 2027."),
    HIBISCUS.replace("rst", "yaml"): schedule({"2026-09-28": "h-final"}),
    HIBISCUS: section("h-final", "It is released on September 30th, 2026."),
}
BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        for path, body in FILES.items():
            started.on(path, content(body.encode()))
        yield started


def run(server: Server, into: Path) -> tuple[list[str], list[Problem], bool]:
    """Import everything; return what was written, errors, the outcome."""
    limits = fetch.Limits(backoff=0.01)
    source = fetch.UrlSource(server.url, "openstack/releases", limits)
    outcomes, problems, complete = import_calendars(source, into)
    written = [one.path.name for one in outcomes if one.written]
    told = [
        found
        for found in problems
        if found.code is not Code.SCHEDULE_EVENT_MISSING
    ]
    return written, told, complete


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in (folder / "calendars").iterdir()
    }


def test_an_import_asks_for_the_files_it_needs_and_no_others(
    server: Server, tmp_path: Path
) -> None:
    written, problems, complete = run(server, tmp_path)
    assert written == ["2026.2.yaml", "2027.1.yaml"]
    assert (problems, complete) == ([], True)
    assert sorted(server.asked()) == sorted(FILES)
    assert b"due: 2027-03-24" in contents(tmp_path)["2027.1.yaml"]


@pytest.mark.parametrize("path", [SCHEDULE, PAGE])
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (status(500), Code.FETCH_FAILED),
        (status(404), Code.FILE_UNREADABLE),
        (
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n- "),
            Code.FETCH_FAILED,
        ),
        (content(b"<!doctype html>"), Code.FETCH_FAILED),
        (content(b"- \xff\xfe\n"), Code.NOT_UTF8),
    ],
)
def test_a_file_that_fails_is_one_problem_and_its_calendar_stays(
    server: Server, tmp_path: Path, path: str, answer: Answer, code: Code
) -> None:
    run(server, tmp_path)
    before = contents(tmp_path)
    os.utime(tmp_path / "calendars" / "2027.1.yaml", (1.79e9, 1.79e9))
    written_on = datetime.date.fromtimestamp(1.79e9)
    server.on(path, answer)
    body = FILES[HIBISCUS].replace("30th", "29th").encode()
    server.on(HIBISCUS, content(body))
    written, problems, complete = run(server, tmp_path)
    assert [found.code for found in problems] == [code]
    assert problems[0].position.path == server.url + path
    assert problems[0].message.endswith(
        f"{tmp_path}/calendars/2027.1.yaml stays as written on {written_on}."
    )
    assert contents(tmp_path)["2027.1.yaml"] == before["2027.1.yaml"]
    # The run went on with the others.
    assert written == ["2026.2.yaml"]
    assert not complete


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (SCHEDULE, BOMB),
        (SERIES, b"<html>"),
        (SERIES, b"\xff"),
        (SERIES, BOMB),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_and_nothing_changes(
    server: Server, tmp_path: Path, path: str, body: bytes
) -> None:
    run(server, tmp_path)
    before = contents(tmp_path)
    server.on(path, content(body))
    _, problems, complete = run(server, tmp_path)
    assert len(problems) == 1
    assert contents(tmp_path) == before
    assert not complete
