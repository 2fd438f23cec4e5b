# SPDX-License-Identifier: Apache-2.0
"""The command ``refresh`` against a server with two states of upstream."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch_server import Server, content, running, status
from watcher_liaison_guide.cli.main import main

SCHEDULE = "/releases/doc/source/indri/schedule.rst"
WATCHER = "/releases/deliverables/hibiscus/watcher.yaml"
TEAMS = "/governance/reference/projects.yaml"
OLD = {
    "/releases/data/series_status.yaml": """\
- {name: indri, release-id: 2027.1, status: future, slurp: yes}
- {name: hibiscus, release-id: 2026.2, status: development}
- {name: mitaka, status: end of life}
""",
    "/releases/doc/source/indri/schedule.yaml": """\
cycle:
- {name: R-18, start: '2026-11-16', end: '2026-11-20', x-project: [i-1]}
- {name: R-17, start: '2026-11-23', end: '2026-11-27'}
- {name: R+0, start: '2027-03-22', end: '2027-03-26', x-project: [i-final]}
""",
    SCHEDULE: """\
Cross-project events
====================

.. _i-1:

Indri-1 milestone
-----------------

19 November, 2026 is the milestone.

.. _i-final:

Indri release
-------------

Indri is released on Wednesday, March 24, 2027.
""",
    "/releases/doc/source/hibiscus/schedule.yaml": """\
cycle:
- {name: R+0, start: '2026-09-28', end: '2026-10-02', x-project: [h-final]}
""",
    "/releases/doc/source/hibiscus/schedule.rst": """\
Cross-project events
====================

.. _h-final:

Hibiscus release
----------------

Hibiscus is released on September 30th, 2026.
""",
    WATCHER: """\
team: watcher
type: service
release-model: cycle-with-rc
launchpad: watcher
releases:
- version: 17.0.0.0rc1
  projects: [{repo: openstack/watcher, hash: 0123456789abcdef}]
""",
    TEAMS: """\
watcher:
  ptl: {name: Ada, irc: ada}
  deliverables: {watcher: {repos: [openstack/watcher]}}
""",
}
NEW = {
    "/releases/doc/source/indri/schedule.yaml": OLD[
        "/releases/doc/source/indri/schedule.yaml"
    ]
    .replace(", x-project: [i-1]", "")
    .replace("'2026-11-27'", "'2026-11-27', x-project: [i-1]"),
    SCHEDULE: OLD[SCHEDULE].replace("19 November", "26 November"),
    WATCHER: OLD[WATCHER]
    + """\
- version: 17.0.0
  projects: [{repo: openstack/watcher, hash: 0123456789abcdef}]
""",
}
MOVED = (
    "* Milestone 1: moved 1 week later to Thu 2026-11-26 (in 64 days); it"
    " was\n"
    "  Thu 2026-11-19\n"
)
RELEASED = "* watcher 17.0.0: released\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        serve(started, OLD)
        yield started


def serve(server: Server, files: dict[str, str]) -> None:
    for path, text in files.items():
        server.on(path, content(text.encode()))


def refresh(server: Server, into: Path) -> int:
    words = [f"{server.url}/releases", f"{server.url}/governance"]
    today = ["--today", "2026-09-23", "--cycles", str(into)]
    return main(["refresh", *words, "--into", str(into), *today])


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yaml")}


def test_two_states_with_a_failure_in_between(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refresh(server, tmp_path) == 0
    message = capsys.readouterr().out
    assert message.startswith("Refresh release calendars and records\n\n")
    assert {
        path.relative_to(tmp_path).as_posix() for path in contents(tmp_path)
    } == {
        f"{kind}/{cycle}.yaml"
        for kind in ("calendars", "records")
        for cycle in ("2026.2", "2027.1")
    }
    before = contents(tmp_path)

    # The same again changes nothing, so there is nothing to commit.
    assert refresh(server, tmp_path) == 0
    output = capsys.readouterr()
    assert (output.out, contents(tmp_path)) == ("", before)
    assert "Nothing is different." in output.err

    # A part of the new state fails: that part stays as it was.
    serve(server, NEW)
    server.on(SCHEDULE, status(403))
    server.on(TEAMS, content(b"<!doctype html>"))
    assert refresh(server, tmp_path) == 1
    message = capsys.readouterr().out
    assert RELEASED in message and "Milestone 1" not in message
    failed = message.partition("Not everything could be refreshed\n")[2]
    assert f"{server.url}{SCHEDULE}" in failed
    assert "stays as written on" in failed.replace("\n ", "")
    after = contents(tmp_path)
    assert {
        path.parent.name for path in after if after[path] != before[path]
    } == {"records"}
    assert all(len(after[path]) >= len(before[path]) for path in before)

    # All of it fails: nothing changes, nothing is said to have changed.
    server.on("/releases/data/series_status.yaml", status(404))
    assert refresh(server, tmp_path) == 1
    output = capsys.readouterr()
    assert (output.out, contents(tmp_path)) == ("", after)
    assert "error: " in output.err

    serve(server, OLD | NEW)
    assert refresh(server, tmp_path) == 0
    message = capsys.readouterr().out
    assert MOVED in message and RELEASED not in message
    assert "Not everything" not in message
    text = (tmp_path / "calendars" / "2027.1.yaml").read_text(encoding="utf-8")
    assert "due: 2026-11-26" in text and "2026-11-19" in text
