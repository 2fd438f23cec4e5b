# SPDX-License-Identifier: Apache-2.0
"""The command ``refresh``: upstream's dates and facts into the team's tree."""

from __future__ import annotations

import argparse
import datetime
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from watcher_liaison_guide.calendar.importing import Outcome, import_calendars
from watcher_liaison_guide.calendar.library import by_series
from watcher_liaison_guide.calendar.listing import (
    WHOLE,
    CycleDifferences,
    compare_all,
    sentence,
)
from watcher_liaison_guide.calendar.model import Calendar, SourceNote
from watcher_liaison_guide.checklist.events import own_id
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.cli.check import Reading
from watcher_liaison_guide.cli.checklist import write_output
from watcher_liaison_guide.cli.records import (
    Imported,
    import_cycle,
    open_sources,
)
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import AFTER_RELEASE
from watcher_liaison_guide.problems import Problem, Severity, in_order
from watcher_liaison_guide.records.listing import differences
from watcher_liaison_guide.sources import RELEASES, Source

_TITLE = "Refresh release calendars and records"
_WIDTH = 72
#: What a part of the message is about, and its lines.
_Block = tuple[str, list[str]]


@options.command(
    "refresh",
    "import calendars and records, and report what changed",
    options.SOURCES,
    options.into("calendars/ and records/"),
    options.cycles_wanted("refresh"),
    options.OUTPUT,
    options.TODAY,
    example="--into doc/data",
    description="Import calendars and records into the team's data, check "
    "everything, and print a commit message that lists the changes. If "
    "nothing changed, nothing is printed.",
)
def run(arguments: argparse.Namespace) -> int:
    """Import and check; return 1 where something failed or has an error."""
    into = options.data_directory(arguments)
    inputs = options.library(arguments)
    if into not in inputs.data:
        inputs = replace(inputs, data=(*inputs.data, into))
    guide, problems = inputs.guide()
    sources, found = open_sources(arguments.source)
    problems = [*(problems if guide is None else ()), *found]
    if guide is None or not sources:
        return reporting.report(problems)
    team = guide.project.team
    before = by_series(inputs.calendars.load()[0].values())
    outcomes: list[Outcome] = []
    if RELEASES in sources:
        outcomes, found, _ = import_calendars(
            sources[RELEASES], into, arguments.cycle
        )
        # "calendar lint" reports the rest.
        problems += [one for one in found if one.severity is Severity.ERROR]
        sys.stderr.write("".join(map(str, outcomes)))
    inputs = replace(inputs)  # a copy, which reads everything again
    after = by_series(inputs.calendars.load()[0].values())
    records: list[Imported] = []
    for name in _cycles(after.values(), arguments):
        one, found = import_cycle(inputs, sources, name, team, into)
        problems += found
        if one is not None:
            records.append(one)
            sys.stderr.write(one.line)
    problems = in_order(problems)
    checked = Reading(replace(inputs), arguments.today).everything()
    failed = reporting.report(in_order([*problems, *checked]))
    message = ""
    is_changed = any(one.written for one in outcomes)
    if is_changed or any(one.written for one in records):
        dates = compare_all(before, after)
        blocks = list(_changed_dates(dates, arguments.today, guide))
        blocks += _changed_records(records)
        message = _message(blocks, sources.values(), problems)
    else:
        sys.stderr.write("Nothing is different.\n")
    write_output(arguments.output, message)
    return failed


def _cycles(
    calendars: Iterable[Calendar], arguments: argparse.Namespace
) -> list[str]:
    """Return the wanted cycles, or those that are not long over."""
    if arguments.cycle:
        return [str(one) for one in arguments.cycle]
    oldest = arguments.today - AFTER_RELEASE
    return [
        one.cycle.release
        for one in calendars
        if one.release_day is None or one.release_day >= oldest
    ]


def _changed_dates(
    found: Iterable[CycleDifferences], today: datetime.date, guide: Guide
) -> Iterator[_Block]:
    """Yield the changed dates of each cycle, without other teams' events."""
    for one in found:
        lines = [WHOLE[one.whole]] if one.whole else []
        lines += [
            f"{item.event.title}: {sentence(item, today)}"
            for item in one.differences
            if own_id(guide, item.event) is not None
        ]
        if lines:
            yield f"Dates of {one.calendar.cycle.title}", lines


def _changed_records(records: Iterable[Imported]) -> Iterator[_Block]:
    """Yield the changes to the records of each cycle."""
    for one in records:
        lines = ["The cycle has records now."]
        if one.before is not None:
            lines = list(differences(one.before, one.records))
        if lines:
            yield f"Records of {one.records.release}", lines


def _message(
    blocks: list[_Block], sources: Iterable[Source], problems: list[Problem]
) -> str:
    """Return a commit message: what changed, from where, and what failed."""
    if not blocks:
        blocks = [("No date and no fact of the team is different.", [])]
    states = [str(SourceNote.of(one)) for one in sources]
    blocks = [*blocks, ("Read from", states)]
    failed = [
        f"{one.position.path}: {one.message}"
        for one in problems
        if one.severity is Severity.ERROR
    ]
    if failed:
        blocks.append(("Not everything could be refreshed", failed))
    lines = [_TITLE]
    for head, entries in blocks:
        lines += ["", head]
        for entry in entries:
            lines += textwrap.wrap(
                reporting.shown(entry),
                _WIDTH,
                initial_indent="* ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "".join(f"{line}\n" for line in lines)
