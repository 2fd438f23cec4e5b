# SPDX-License-Identifier: Apache-2.0
"""The command ``refresh`` against a server with two states of upstream."""

from __future__ import annotations

from pathlib import Path

from tests.calendar.schedules import schedule, section
from tests.cli.conftest import Run
from tests.fetch_server import Server, content, running, status
from watcher_liaison_guide.calendar.library import EMBEDDED

INDRI = "/releases/doc/source/indri/schedule"
HIBISCUS = "/releases/doc/source/hibiscus/schedule"
STATUS = "/releases/data/series_status.yaml"
WATCHER = "/releases/deliverables/hibiscus/watcher.yaml"
TEAMS = "/governance/reference/projects.yaml"


def indri(week: str, day: str) -> dict[str, str]:
    """Return Indri's schedule with its first milestone on a day of a week."""
    milestone = section("i-1", f"{day} November, 2026 is the milestone.")
    weeks = {"2026-11-16": "", "2026-11-23": "", week: "i-1"}
    return {
        f"{INDRI}.yaml": schedule({**weeks, "2027-03-22": "i-final"}),
        f"{INDRI}.rst": milestone + section("i-final", "March 24, 2027."),
    }


def watcher(*versions: str) -> dict[str, str]:
    """Return the file of a deliverable with some releases."""
    text = "team: watcher\ntype: service\nreleases:\n" + "".join(
        f"- version: {version}\n  projects: "
        "[{repo: openstack/watcher, hash: 0123456789abcdef}]\n"
        for version in versions
    )
    return {WATCHER: text}


OLD = {
    STATUS: """\
- {name: indri, release-id: 2027.1, status: future, slurp: yes}
- {name: hibiscus, release-id: 2026.2, status: development,
   initial-release: 2026-09-30}
- {name: gazpacho, status: end of life, initial-release: 2026-04-01}
- {name: epoxy, status: end of life, eol-date: 2026-04-29}
""",
    WATCHER.replace("hibiscus", "epoxy"): "team: watcher\n"
    "branches: [{name: stable/2025.1}]\n",
    **indri("2026-11-16", "19"),
    f"{HIBISCUS}.yaml": schedule({"2026-09-28": "h-final"}),
    f"{HIBISCUS}.rst": section("h-final", "It is September 30th, 2026."),
    **watcher("17.0.0.0rc1"),
    TEAMS: "watcher: {ptl: {name: Ada}, liaisons: {release: [{name: Ben}]}}\n",
}
NEW = indri("2026-11-23", "26") | watcher("17.0.0.0rc1", "17.0.0")
MOVED = (
    "* Milestone 1: moved 1 week later to Thu 2026-11-26 (in 64 days); it"
    " was\n"
    "  Thu 2026-11-19\n"
)
RELEASED = "* watcher 17.0.0: released\n"


def serve(server: Server, files: dict[str, str]) -> None:
    for path, text in files.items():
        server.on(path, content(text.encode()))


def contents() -> dict[str, bytes]:
    paths = Path().rglob("*.yaml")
    return {path.as_posix(): path.read_bytes() for path in paths}


def test_two_states_with_a_failure_in_between(here: Path, run: Run) -> None:
    with running() as server:
        serve(server, OLD)
        urls = f"{server.url}/releases {server.url}/governance"
        words = f"refresh {urls} --into . --today 2026-09-23 --cycles ."
        message, _ = run(words)
        assert message.startswith("Refresh release calendars and records\n\n")
        assert "* PTL: Ada\n* liaison for releases: Ben\n" in message
        before = contents()
        assert set(before) == {
            f"{kind}/{cycle}.yaml"
            for kind in ("calendars", "records")
            for cycle in ("2026.2", "2027.1")
        }

        # A branch that ends in the cycle is of it.
        assert b"stable/2025.1" in before["records/2026.2.yaml"]
        assert b"stable/2025.1" not in before["records/2027.1.yaml"]

        # Cycles that have ended are not read there, so they are not gone.
        changed, _ = run(f"calendar diff {EMBEDDED} {server.url}/releases")
        assert "Milestone 1" in changed and "any more" not in changed
        # The same again changes nothing, so there is nothing to commit.
        message, told = run(words)
        assert (message, contents()) == ("", before)
        assert "Nothing is different." in told

        # A part of the new state fails: that part stays as it was.
        serve(server, NEW)
        server.on(f"{INDRI}.rst", status(403))
        server.on(TEAMS, content(b"<!doctype html>"))
        message, _ = run(words, status=1)
        assert RELEASED in message and "Milestone 1" not in message
        failed = message.partition("Not everything could be refreshed\n")[2]
        assert f"{server.url}{INDRI}.rst" in failed
        assert "stays as it was" in failed.replace("\n ", "")
        after = contents()
        changed = {path for path in after if after[path] != before[path]}
        assert changed == {"records/2026.2.yaml"}
        assert all(len(after[one]) >= len(before[one]) for one in before)

        # All of it fails: nothing changes or is said to have changed.
        server.on(STATUS, status(404))
        message, told = run(words, status=1)
        assert (message, contents()) == ("", after) and "error: " in told

        serve(server, OLD | NEW | {STATUS: OLD[STATUS].replace("yes", "no")})
        text = f"{NEW[WATCHER]}stable-branch-type: none\n"
        server.on(WATCHER, content(text.encode()))
        message, _ = run(words)
    assert "it was future,\n  SLURP, development from" in message
    assert "* watcher stable branches: none\n" in message
    assert MOVED in message and RELEASED not in message
    assert "Not everything" not in message
    text = contents()["calendars/2027.1.yaml"].decode()
    assert "due: 2026-11-26" in text and "2026-11-19" in text
