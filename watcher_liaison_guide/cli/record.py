# SPDX-License-Identifier: Apache-2.0
"""The command ``record``: the team's word about items, in its cycle file."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files, yamlreader
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import (
    CycleFile,
    DoneRecord,
    ItemRecord,
    SkippedRecord,
    read_cycle_file,
)
from watcher_liaison_guide.checklist.model import OPEN, Checklist
from watcher_liaison_guide.checklist.recording import (
    changed_file,
    members_to_record,
    record_lines,
    wrong_record,
)
from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import (
    fail,
    hint,
    report,
    status,
)
from watcher_liaison_guide.export.markdown import (
    Markdown,
    checklist_to_markdown,
)
from watcher_liaison_guide.export.ticks import read_ticks
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import PositionedText

#: What to record, by the items' ids.
_NewRecords = dict[str, ItemRecord]


def add_parser(commands: Any) -> None:
    """Add ``record`` to the command line."""
    parser = options.add_command(
        commands,
        "record",
        run,
        help="record items as done or skipped",
        description="Record in a cycle file which items are done or skipped. "
        "The rest of the file stays as it is.",
        example="2027.1 ptg-retrospective --done 2026-10-15 --by nick",
    )
    options.add_cycle(parser)
    parser.add_argument(
        "items",
        metavar="ITEM",
        nargs="*",
        help="the id of an item, as shown in every format; the id of a group "
        "records those of its members that are due by that day",
    )
    parser.add_argument(
        "--from",
        dest="export",
        metavar="FILE",
        type=Path,
        help="record the items ticked in a Markdown export",
    )
    word = parser.add_mutually_exclusive_group()
    word.add_argument(
        "--done",
        metavar="DATE",
        nargs="?",
        type=options.day,
        const=True,
        help="record them as done on DATE (default: today)",
    )
    word.add_argument(
        "--skipped",
        metavar="WHY",
        help="record them as skipped, with the reason",
    )
    parser.add_argument(
        "--by", metavar="NICK", help="the person who did or decided it"
    )
    parser.add_argument(
        "--proof", metavar="URL", help="the URL of the evidence"
    )
    options.add_today(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the records; return 1 where something was not recorded."""
    wrong_use = _wrong_use(arguments)
    if wrong_use is not None:
        fail(wrong_use, 2)
    record = _record(arguments)
    wrong = wrong_record(record, "record")
    if wrong:
        report(wrong, sys.stderr)
        return 1
    inputs, name = options.library(arguments), arguments.cycle
    calendar, _ = inputs.calendar(name, arguments.today)
    path = inputs.cycle_file(calendar.cycle if calendar else Cycle(name, name))
    # The file is read under its lock, so that no other run's record is lost.
    with files.locked(path) if path else contextlib.nullcontext():
        checklist, problems = inputs.checklist(name, arguments.today)
        if checklist is None:
            report(problems, sys.stderr)
            return 1
        ids, failed = arguments.items, 0
        if arguments.export is not None:
            ids, odd = _ticked(arguments.export, checklist)
            report(odd, sys.stderr)
            failed = status(odd)
        records, complete = _records(ids, record, checklist, arguments)
        if not complete:
            failed = 1
        if not records:
            sys.stderr.write("Nothing was recorded.\n")
            return failed
        return (
            _write(arguments, inputs, path, (checklist, problems), records)
            or failed
        )


def _wrong_use(arguments: argparse.Namespace) -> Problem | None:
    message = None
    if bool(arguments.items) == bool(arguments.export):
        message = "Name items, or a Markdown export with --from FILE."
    elif arguments.export and arguments.skipped is not None:
        message = "A tick in an export means done, not skipped."
    elif arguments.items and not arguments.done and arguments.skipped is None:
        message = "Add --done or --skipped WHY."
    if message is None:
        return None
    return Code.BAD_VALUE.at(Position("record"), message)


def _record(arguments: argparse.Namespace) -> ItemRecord:
    by, url = arguments.by, arguments.proof
    if arguments.skipped is not None:
        return SkippedRecord(why=arguments.skipped, by=by, url=url)
    is_day = isinstance(arguments.done, datetime.date)
    day = arguments.done if is_day else arguments.today
    return DoneRecord(on=day, by=by, url=url)


def _ticked(
    path: Path, checklist: Checklist
) -> tuple[list[str], list[Problem]]:
    """Return the ids of open items that an export has ticked, and problems."""
    content = files.read_file(path)
    text = (
        content
        if isinstance(content, Problem)
        else yamlreader.decode(content, str(path))
    )
    if isinstance(text, Problem):
        fail(text)
    exports = (checklist_to_markdown(checklist), Markdown().brief(checklist))
    ids, problems = read_ticks(text, str(path), checklist, exports)
    to_do = {item.id for item in checklist.walk() if item.state == OPEN}
    return [name for name in ids if name in to_do], problems


def _records(
    ids: list[str],
    record: ItemRecord,
    checklist: Checklist,
    arguments: argparse.Namespace,
) -> tuple[_NewRecords, bool]:
    """Return the records to add, and whether each id has something to record.

    A group is recorded as its members.
    """
    items = {item.id: item for item in checklist.walk()}
    found: _NewRecords = {}
    complete = True
    for name in ids:
        if name not in items:
            found[name] = record
            continue
        day = record.on or arguments.today
        members = list(members_to_record(items[name], record.state, day))
        if not members:
            complete = False
            text = f'Nothing in "{name}" is open and due by {day}.\n'
            sys.stderr.write(text)
        for one in members:
            if one.record == record:
                sys.stderr.write(f'"{one.id}" is recorded already.\n')
            else:
                found[one.id] = record
    return found, complete


def _write(
    arguments: argparse.Namespace,
    inputs: Library,
    path: Path | None,
    before: tuple[Checklist, list[Problem]],
    records: _NewRecords,
) -> int:
    """Write records into a cycle file, or print the lines to paste.

    *before* is the checklist without them, and its problems.
    """
    release = before[0].cycle.release
    content, file = b"", None
    if path is not None:
        read = files.read_file(path)
        if not isinstance(read, Problem):
            content = read
            file, _ = read_cycle_file(content, str(path))
    # The problems that there were before do not prevent a record.
    known = {(one.code, one.message) for one in before[1]}
    now = file or CycleFile(release, path=f"{release}{files.CYCLE_SUFFIX}")
    placed: _NewRecords = {
        PositionedText(name, Position("record")): record
        for name, record in records.items()
    }
    after = replace(now, items={**now.items, **placed})
    _, problems = inputs.checklist(arguments.cycle, arguments.today, after)
    problems = [o for o in problems if (o.code, o.message) not in known]
    report(problems, sys.stderr)
    if status(problems):
        return 1
    lines = "".join(f"  {line}\n" for line in record_lines(records))
    new = changed_file(content, file, records) if file else None
    if new is None or path is None:
        why = f"{path} cannot be edited safely."
        if path is None:
            why = f"{release} has no cycle file; new-cycle begins one."
        hint(
            f'{why} Put these lines below "items:", in place of what it says '
            "of the same items."
        )
        sys.stdout.write(lines)
        return 1
    try:
        files.write(path, new)
    except OSError as error:
        fail(files.unwritable(path, error))
    sys.stdout.write(f"{path}\n{lines}")
    return 0
