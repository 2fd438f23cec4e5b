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
CUT = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n- ")
WRITTEN = 1.79e9


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


def test_an_import_asks_for_the_files_it_needs_and_no_others(
    server: Server, tmp_path: Path
) -> None:
    assert run(server, tmp_path) == (["2026.2.yaml", "2027.1.yaml"], [], True)
    assert sorted(server.asked()) == sorted(FILES)
    text = (tmp_path / "calendars" / "2027.1.yaml").read_text("utf-8")
    assert "due: 2027-03-24" in text


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        (SCHEDULE, status(500), Code.FETCH_FAILED),
        (SCHEDULE, status(404), Code.FILE_UNREADABLE),
        (SCHEDULE, content(BOMB), Code.YAML_ALIAS),
        (PAGE, status(404), Code.FILE_UNREADABLE),
        (PAGE, CUT, Code.FETCH_FAILED),
        (PAGE, content(b"<!doctype html>"), Code.FETCH_FAILED),
        (PAGE, content(b"- \xff\xfe\n"), Code.NOT_UTF8),
        (SERIES, content(b"<html>"), Code.FETCH_FAILED),
        (SERIES, content(b"\xff"), Code.NOT_UTF8),
        (SERIES, content(BOMB), Code.YAML_ALIAS),
    ],
)
def test_a_file_that_fails_is_one_problem_and_its_calendar_stays(
    server: Server, tmp_path: Path, path: str, answer: Answer, code: Code
) -> None:
    run(server, tmp_path)
    kept = tmp_path / "calendars" / "2027.1.yaml"
    before = kept.read_bytes()
    os.utime(kept, (WRITTEN, WRITTEN))
    server.on(path, answer)
    body = FILES[HIBISCUS].replace("30th", "29th").encode()
    server.on(HIBISCUS, content(body))
    written, problems, complete = run(server, tmp_path)
    assert [found.code for found in problems] == [code]
    assert problems[0].position.path == server.url + path
    assert kept.read_bytes() == before
    assert not complete
    if path != SERIES:  # the run went on with the others
        day = datetime.date.fromtimestamp(WRITTEN)
        end = f"{kept} stays as written on {day}."
        assert problems[0].message.endswith(end)
    assert written == ["2026.2.yaml"] * (path != SERIES)
