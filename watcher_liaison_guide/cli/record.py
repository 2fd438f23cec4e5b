# SPDX-License-Identifier: Apache-2.0
"""The command ``record``: the team's word about items, in its cycle file."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from dataclasses import replace
from pathlib import Path

from watcher_liaison_guide import files, yamlreader
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import (
    CycleFile,
    DoneRecord,
    ItemRecord,
    SkippedRecord,
    read_cycle_file,
)
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.recording import (
    changed_file,
    members_to_record,
    record_lines,
    wrong_record,
)
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.export.formats import Markdown
from watcher_liaison_guide.export.ticks import read_ticks
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import PositionedText

#: What to record, by the items' ids.
_NewRecords = dict[str, ItemRecord]


@options.command(
    "record",
    "record items as done or skipped",
    options.CYCLE,
    (
        "ITEM",
        "the id of an item, as shown in every format; the id of a group "
        "records those of its members that are due by that day",
        {"nargs": "*"},
    ),
    (
        "--from FILE",
        "record the items ticked in a Markdown export",
        {"dest": "export", "type": Path},
    ),
    [
        (
            "--done DATE",
            "record them as done on DATE (default: today)",
            {"nargs": "?", "type": options.day, "const": True},
        ),
        ("--skipped WHY", "record them as skipped, with the reason"),
    ],
    ("--by NICK", "the person who did or decided it"),
    ("--proof URL", "the URL of the evidence"),
    options.TODAY,
    example="2027.1 ptg-retrospective --done 2026-10-15 --by nick",
    description="Record in a cycle file which items are done or skipped. The "
    "rest of the file stays as it is.",
)
def run(arguments: argparse.Namespace) -> int:
    """Write the records; return 1 where something was not recorded."""
    wrong_use = _wrong_use(arguments)
    if wrong_use:
        reporting.fail(Code.BAD_VALUE.at("record", wrong_use), 2)
    record = _record(arguments)
    if reporting.report(wrong_record(record, "record")):
        return 1
    inputs, name = options.library(arguments), arguments.cycle
    calendar, _ = inputs.calendar(name, arguments.today)
    path = inputs.cycle_file(calendar.cycle if calendar else Cycle(name, name))
    # The file is read under its lock, so that no other run's record is lost.
    with files.locked(path) if path else contextlib.nullcontext():
        checklist, problems = inputs.checklist(name, arguments.today)
        if checklist is None:
            return reporting.report(problems)
        ids, failed = arguments.item, 0
        if arguments.export is not None:
            ids, odd = _ticked(arguments.export, checklist)
            failed = reporting.report(odd)
        day = record.on or arguments.today
        records, complete = _records(ids, record, checklist, day)
        failed = failed if complete else 1
        if not records:
            sys.stderr.write("Nothing was recorded.\n")
            return failed
        before = checklist, problems
        return _write(arguments, inputs, path, before, records) or failed


def _wrong_use(arguments: argparse.Namespace) -> str:
    if bool(arguments.item) == bool(arguments.export):
        return "Name items, or a Markdown export with --from FILE."
    if arguments.export and arguments.skipped is not None:
        return "A tick in an export means done, not skipped."
    if arguments.item and not arguments.done and arguments.skipped is None:
        return "Add --done or --skipped WHY."
    return ""


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
    if isinstance(content, Problem):
        reporting.fail(content)
    text = yamlreader.decode(content, str(path))
    if isinstance(text, Problem):
        reporting.fail(text)
    exports = (Markdown().document(checklist), Markdown().brief(checklist))
    return read_ticks(text, str(path), checklist, exports)


def _records(
    ids: list[str],
    record: ItemRecord,
    checklist: Checklist,
    day: datetime.date,
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
    content = files.read_file(path) if path else b""
    if isinstance(content, Problem):
        content = b""
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
    problems = [
        one for one in problems if (one.code, one.message) not in known
    ]
    if reporting.report(problems):
        return 1
    lines = "".join(f"  {line}\n" for line in record_lines(records))
    new = changed_file(content, file, records) if file else None
    if new is None or path is None:
        why = f"{release} has no cycle file; new-cycle begins one."
        if path is not None:
            why = f"{path} cannot be edited safely."
        reporting.hint(
            f'{why} Put these lines below "items:", in place of what it says '
            "of the same items."
        )
        sys.stdout.write(lines)
        return 1
    with reporting.writing(path):
        files.write(path, new)
    sys.stdout.write(f"{path}\n{lines}")
    return 0
