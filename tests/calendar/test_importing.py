# SPDX-License-Identifier: Apache-2.0
"""An import remembers what the calendar said, and loses it by no fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.calendar.schedules import Made, built, lay_out, schedule, section
from tests.fetch_server import Answer, Server, content, raw, running, status
from watcher_liaison_guide import fetch
from watcher_liaison_guide.calendar import library
from watcher_liaison_guide.calendar.changes import history
from watcher_liaison_guide.calendar.importing import Outcome, import_calendars
from watcher_liaison_guide.calendar.listing import document
from watcher_liaison_guide.problems import Code, Problem, Severity
from watcher_liaison_guide.sources import FolderSource

SMALL = Made(
    schedule({"2026-05-11": "h-1", "2026-06-08": "h-2, h-nova-spec-freeze"}),
    section("h-1", "On May 14, 2026.") + section("h-2", "On June 11, 2026."),
    "hibiscus",
)


def imported(root: Path) -> Outcome:
    outcomes, problems, complete = import_calendars(
        FolderSource(root), root / "into"
    )
    assert complete, problems
    (outcome,) = outcomes
    assert library.load_calendar(outcome.path) == (outcome.calendar, [])
    return outcome


def test_a_calendar_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, SMALL, "2026.2")
    path = tmp_path / "calendars" / "2026.2.yaml"
    path.parent.mkdir()
    path.write_text("cycle: [\n")
    source = FolderSource(tmp_path)
    outcomes, problems, complete = import_calendars(source, tmp_path)
    assert (outcomes, complete) == ([], False)
    assert problems[-1].position.path == str(path)
    assert path.read_text() == "cycle: [\n"


def test_a_cycle_that_cannot_be_had_is_a_problem(tmp_path: Path) -> None:
    lay_out(tmp_path, SMALL, "2026.2")
    with (tmp_path / "data/series_status.yaml").open("a") as status:
        status.write("- {name: newton}\n")
    source, wanted = FolderSource(tmp_path), ["2026.2", "Newton", "hibiskus"]
    outcomes, problems, complete = import_calendars(source, tmp_path, wanted)
    assert not complete
    assert [one.path.name for one in outcomes] == ["2026.2.yaml"]
    told = "\n".join(map(str, problems))
    assert "was a page only" in told
    assert 'Did you mean "hibiscus"?' in told


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, SMALL, "2026.2")
    (tmp_path / "data" / "series_status.yaml").write_text(
        "- {name: hibiscus, release-id: ../../2026.2}\n"
        "- {name: ../indri, release-id: 2027.1}\n"
        f"- {{name: {'x' * 300}}}\n"
    )
    outcomes, problems, _ = import_calendars(FolderSource(tmp_path), tmp_path)
    # The page names no release, so the series stands for it.
    folder = tmp_path / "calendars"
    assert [one.path for one in outcomes] == [folder / "hibiscus.yaml"]
    errors = [one for one in problems if one.severity is Severity.ERROR]
    assert [one.position.line for one in errors] == [1, 2, 3]


def test_each_state_is_remembered_until_the_series_has_its_id(
    tmp_path: Path,
) -> None:
    text = f"{SMALL.yaml}\0{SMALL.page}"
    later = text.replace("nova-spec-freeze", "nova-freeze")
    later = later.replace("May 14", "May 12")
    last = later.replace("May 12", "May 13").replace(", h-nova-freeze", "")
    # Of a line that moved only the number is new.
    remark = last.replace(".. _h-1:", ".. A remark.\n\n.. _h-1:")
    outcomes = []
    for number, state in enumerate((text, later, last, remark)):
        release = "2026.2" if number > 2 else None
        made = Made(*state.split("\0"), "hibiscus")
        lay_out(tmp_path, made, release, f"{number + 1:07x}")
        outcomes.append(imported(tmp_path))
        assert not imported(tmp_path).written
        # One calendar, under its newest name.
        files = list((tmp_path / "into/calendars").iterdir())
        assert files == [outcomes[-1].path]
    first, *_, before, now = outcomes
    assert (first.new, before.new) == (True, False)
    assert now.replaced == (before.path,)
    assert now.calendar.events["milestone-1"].stated_at == 8
    changes = now.calendar.changes
    assert [one.changed_by for one in changes] == ["0000002", "0000003"]
    told = [
        [f"{one.kind} {one.event.due}" for one in differences]
        for differences in history(now.calendar)
    ]
    assert told == [
        ["moved 2026-05-13", "went 2026-06-11"],
        ["moved 2026-05-12", "renamed 2026-06-11"],
    ]
    shown = {one["id"]: one for one in document(now.calendar, None)["events"]}
    assert str(shown["milestone-1"]["was"]) == "2026-05-12"
    assert shown["milestone-2"]["was"] is None
    # Where both files are there, the one with the id answers.
    library.save(first.calendar, first.path)
    found, _ = library.Shelf([tmp_path / "into"]).load_one("hibiscus")
    assert found is not None
    assert found.cycle.release == "2026.2"


@pytest.mark.parametrize(
    ("best", "other", "event"),
    [
        # Elections are for the next cycle.
        ("t-tc-nominations", "s-tc-nominations", "election-nominations"),
        (
            "t-email-deadline",
            "s-ptl-email-deadline",
            "election-email-deadline",
        ),
        ("s-election-x", "t-election-x", "election-x"),
        ("s-1", "s-milestone-1", "milestone-1"),
        ("s-nova-x", "s_nova-x", None),
        ("s-ptg", "s_ptg", None),
    ],
)
@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize("where", ["x-project", "project-specific"])
def test_two_keys_are_two_events_and_the_better_one_has_the_name(
    best: str, other: str, event: str | None, turned: int, where: str
) -> None:
    days = ("2026-01-05", "2026-02-02")
    weeks = dict(zip(days, (best, other)[::turned], strict=True))
    yaml = schedule(weeks).replace("x-project", where)
    calendar, _ = built(yaml, "Stein\n=====\n", "stein")
    assert calendar is not None
    assert event is None or calendar.events[event].key == best
    found = {str(one.start): one.key for one in calendar.every_event()}
    assert found == weeks


# -- from a server

PAGE = "/doc/source/hibiscus/schedule.rst"
SCHEDULE = PAGE.replace("rst", "yaml")
SERIES = "/data/series_status.yaml"
INDRI = PAGE.replace("hibiscus", "indri")
FILES = {
    SERIES: "- {name: indri, release-id: 2027.1, status: future, slurp: yes}\n"
    "- {name: hibiscus, release-id: 2026.2, status: development}\n"
    "- {name: zed, status: end of life}\n- {name: mitaka}\n",
    SCHEDULE: SMALL.yaml,
    PAGE: SMALL.page,
    INDRI.replace("rst", "yaml"): schedule({"2026-11-16": "i-1"}),
    INDRI: section("i-1", "19 November, 2026 is the milestone."),
}
BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
CUT = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n- ")


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        for path, body in FILES.items():
            started.on(path, content(body.encode()))
        yield started


def fetched(server: Server, into: Path) -> tuple[list[str], list[Problem]]:
    """Import everything; return what was written, and errors."""
    limits = fetch.Limits(backoff=0.01)
    source = fetch.UrlSource(server.url, "openstack/releases", limits)
    outcomes, problems, complete = import_calendars(source, into)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    assert complete is not bool(errors)
    return [one.path.name for one in outcomes if one.written], errors


def test_an_import_asks_for_the_files_it_needs_and_no_others(
    server: Server, tmp_path: Path
) -> None:
    assert fetched(server, tmp_path) == (["2026.2.yaml", "2027.1.yaml"], [])
    assert sorted(server.asked()) == sorted(FILES)


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
    fetched(server, tmp_path)
    kept = tmp_path / "calendars" / "2026.2.yaml"
    before = kept.read_bytes()
    server.on(path, answer)
    server.on(INDRI, content(FILES[INDRI].replace("19", "18").encode()))
    written, (problem,) = fetched(server, tmp_path)
    assert (problem.code, problem.position.path) == (code, server.url + path)
    assert kept.read_bytes() == before
    if path != SERIES:  # the run went on with the others
        old = f"{kept} stays as it was, from openstack/releases."
        assert problem.message.endswith(old)
    assert written == ["2027.1.yaml"] * (path != SERIES)
