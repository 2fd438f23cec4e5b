# SPDX-License-Identifier: Apache-2.0
"""The commands ``new-cycle`` and ``new-guide``: something to begin with."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import NoReturn

from watcher_liaison_guide import files, yamlwriter
from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.guide.project import TEAM
from watcher_liaison_guide.library import (
    DEFAULT_CYCLES,
    Library,
    without_calendar,
)
from watcher_liaison_guide.problems import Code, Problem, did_you_mean
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import DeliverableFacts

_TEMPLATE = Path(__file__).parents[1] / "data" / "new-guide"


@options.command(
    "new-cycle",
    "write a new cycle file",
    (
        "CYCLE",
        "a release (2027.1) or, if it has a calendar, its name (indri) or "
        '"current"',
    ),
    (
        "--into DIR",
        "the directory to write to (default: that of the cycle files)",
        {"type": Path},
    ),
    options.TODAY,
    example="2027.1",
    description="Write a new cycle file with the points that the team agrees "
    "on at the PTG.",
)
def run_cycle(arguments: argparse.Namespace) -> int:
    """Write a cycle file unless it exists; end with 2 for no cycle's name."""
    inputs = options.library(arguments)
    guide, problems = inputs.guide()
    name = arguments.cycle
    calendar, found = inputs.calendar(name, arguments.today)
    cycle = calendar.cycle if calendar is not None else _cycle(name, inputs)
    if cycle is None:
        wrong_use = calendars.is_no_release(name)
        reporting.fail(_unknown(name, inputs, found), 2 if wrong_use else 1)
    if guide is None:
        return reporting.report(problems)
    folder = arguments.into or arguments.cycles or DEFAULT_CYCLES
    existing = replace(inputs, cycles=folder).cycle_file(cycle)
    if existing is not None:
        _exists(existing, "Edit it, or give --into another directory.")
    path: Path = folder / f"{cycle.release}{files.CYCLE_SUFFIX}"
    is_new = not folder.is_dir()
    with reporting.writing(path):
        files.write(path, cycle_text(guide, cycle).encode())
    if is_new:  # perhaps in the wrong place
        reporting.hint(f"Created the directory {folder}.")
    sys.stdout.write(f"{path}\n")
    if calendar is None:
        found = without_calendar(found, cycle, path)
    return reporting.report([*problems, *found])


def _cycle(name: str, inputs: Library) -> Cycle | None:
    """Return a cycle without a calendar: one on record, or any release."""
    known = inputs.recorded_cycle(name)
    if known is not None and known.release[:1].isdigit():
        return known
    return Cycle(name, name) if calendars.is_release(name) else None


def _unknown(name: str, inputs: Library, problems: list[Problem]) -> Problem:
    """Return the last problem, with more advice if the cycle is unknown."""
    found = problems[-1]
    if (
        found.code is not Code.UNKNOWN_CYCLE
        or name.lower() == "current"
        or calendars.is_no_release(name)
    ):
        return found
    every = inputs.calendars.load()[0]
    near = did_you_mean(name, {one.cycle.series for one in every.values()})
    advice = (
        "A cycle that has no calendar yet is named by its release, such as "
        f"{calendars.following(every)}."
    )
    return replace(found, advice=f"{near} {advice}" if near else advice)


def cycle_text(guide: Guide, cycle: Cycle) -> str:
    """Return the text of a new cycle file: questions, and places to answer."""
    team = guide.project.team
    title = f"{team[:1].upper()}{team[1:]} in {cycle.release}"
    if cycle.series != cycle.release:
        title += f" ({cycle.series.capitalize()})"
    roles = _offers(
        (f"{name}: {{name: ..., irc: ...}}", role.title or name)
        for name, role in guide.roles.items()
        if role.kind == "person" and not role.stands_for
    )
    events = _offers(
        (
            f"{name}: {{date: YYYY-MM-DD, why: agreed at the PTG}}",
            (event.title or name)
            + (f", else {event.falls_back}" if event.falls_back else ""),
        )
        for name, event in guide.events.items()
    )
    links = _offers(
        (f"{name}: https://...", place.title or name)
        for name, place in guide.project.links.items()
        if place.url is None
    )
    exceptions = _offers(
        (
            f"feature-name: {{policy: {name}, title: ..., by: nick, "
            "decision: open}",
            policy.title,
        )
        for name, policy in guide.policies.items()
    )
    return f"""\
# {one_line(title)}: the team's own record of the cycle.
# Answer at the PTG; remove the # from a line to use it. Text
# here is plain text, and days are YYYY-MM-DD.
cycle: "{cycle.release}"

# Whom did the team appoint? A role that is not named here is not
# filled. Do not repeat the liaisons in governance's records.
roles:
{roles}
# Which dates did the team set itself? An event that the team does
# not take part in is none.
events:
{events}  # summit: none

# Where does the team work?
links:
{links}
# What is done or skipped, by the id that the checklist shows.
items:
  # ITEM-ID: {{done: YYYY-MM-DD, by: nick, proof: https://...}}
  # ITEM-ID: {{skipped: why}}

# Which exceptions were requested?
exceptions:
{exceptions}"""


def _offers(offers: Iterable[tuple[str, str]]) -> str:
    """Return a commented-out line for each entry, followed by its title."""
    return "".join(
        f"  # {entry}  # {one_line(title)}\n" for entry, title in offers
    )


@options.command(
    "new-guide",
    "write a new guide",
    ("DIR", "a new or empty directory", {"type": Path}),
    (
        "--team TEAM",
        "the team's name in governance (default: an example)",
        {"default": "aurora"},
    ),
    example="doc/guide --team nova",
    description="Write a small guide that extends the one for all teams, and "
    "a page that shows it. If --data has records of the team, the guide lists "
    "the deliverables and trackers in them.",
    inputs=[options.DATA],
)
def run_guide(arguments: argparse.Namespace) -> int:
    """Write a small guide into an empty directory."""
    folder: Path = arguments.dir
    team = arguments.team
    if not re.fullmatch(TEAM.pattern or "", team):
        wrong = f'"{team}" is not a team.'
        advice = "Name it as in governance's reference/projects.yaml."
        reporting.fail(Code.BAD_VALUE.at("--team", wrong, advice), 2)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _exists(folder, "Name a new or empty directory.")
    words = guide_words(team, _facts(arguments.data, team))
    with reporting.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Moved when all is written; the directory may be the current one.
        with tempfile.TemporaryDirectory("", ".", folder) as whole:
            for path in sorted(_TEMPLATE.rglob("*.*")):
                text = Template(path.read_text(encoding="utf-8"))
                target = whole / path.relative_to(_TEMPLATE)
                files.write(target, text.substitute(words).encode())
            for made in sorted(Path(whole).iterdir()):
                made.replace(folder / made.name)
    sys.stdout.write(f"{folder}\n")
    places = {"guide": options.own_folder(folder)}
    if arguments.data:
        places["data"] = str(arguments.data[-1])
    flags = " ".join(
        f"--{name} {shlex.quote(place)}" for name, place in places.items()
    )
    keys = " and ".join(
        f'"{name} = {place}"' for name, place in places.items()
    )
    reporting.hint(
        f"Edit {folder / 'project.yaml'} first, then run:",
        f"  watcher-liaison-guide check {flags}",
        f"  watcher-liaison-guide checklist current {flags}",
        f"Neither needs options once setup.cfg has {keys} in [liaison-guide].",
    )
    return 0


def guide_words(
    team: str, facts: Mapping[str, DeliverableFacts] | None
) -> dict[str, str]:
    """Return the values for the templates of a new guide, by place.

    Without *facts* there is an example of a deliverable and of a tracker.
    """
    title = team[:1].upper() + team[1:]
    service = re.sub(r"[^a-z0-9]+", "-", team.lower()).strip("-") or "team"
    if facts is None:
        facts = {service: DeliverableFacts(tracker=service)}
    # StoryBoard's projects are numbers or have a slash, and no milestones.
    trackers = Counter(
        one.tracker
        for one in facts.values()
        if one.tracker and re.fullmatch(r"(?!\d+$)[^/]+", one.tracker)
    )
    main = service
    if trackers and service not in trackers:
        main = trackers.most_common(1)[0][0]
    deliverables = [
        f"  {quoted(name)}:\n    title: {quoted(name)}\n"
        f"    url: {quoted(f'https://opendev.org/openstack/{name}')}"
        for name in sorted(facts)
    ]
    places = [
        f"  {quoted(name)}: {{url: {quoted(f'https://launchpad.net/{name}')}}}"
        for name in sorted(trackers)
    ]
    return {
        "team": quoted(team),
        "heading": title,
        "title": quoted(title),
        "service": service,
        "launchpad": quoted(main),
        "deliverables": "\n".join(deliverables) or "  {}",
        "trackers": "\n".join(places) or "  {}",
        "underline": "=" * len(title),
    }


def quoted(text: str) -> str:
    """Return a text as a YAML value, quoted where it has to be."""
    return yamlwriter.dump([text]).removeprefix("- ").rstrip("\n")


def _facts(
    folders: list[Path], team: str
) -> Mapping[str, DeliverableFacts] | None:
    """Return a team's deliverables from its newest records, None without."""
    for folder in reversed(folders):
        for path in sorted(folder.glob("records/[!.]*.yaml"), reverse=True):
            records, _ = load_records(path)
            if records is not None and records.of_team(team) is records:
                return records.deliverables
    return None


def _exists(path: Path, advice: str) -> NoReturn:
    message = "It exists already, and nothing was changed."
    reporting.fail(Code.FILE_EXISTS.at(path, message, advice))
