# SPDX-License-Identifier: Apache-2.0
"""A team's record of items as lines of a cycle file, and put into one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from watcher_liaison_guide import yamlreader, yamlwriter
from watcher_liaison_guide.checklist.cycle_file import (
    ITEM,
    CycleFile,
    ItemRecord,
    read_cycle_file,
)
from watcher_liaison_guide.checklist.model import DONE, NO, OPEN, Item
from watcher_liaison_guide.checklist.states import is_recorded_with
from watcher_liaison_guide.problems import Position, Problem


def record_lines(records: Mapping[str, ItemRecord]) -> list[str]:
    """Return the lines of *records* below ``items``, without indentation."""
    return [
        yamlwriter.dump({name: one}).rstrip("\n")
        for name, one in records.items()
    ]


def wrong_record(record: ItemRecord, path: str) -> list[Problem]:
    """Return what the reader of cycle files says of a record's values."""
    content = yamlwriter.dump(record).encode(errors="backslashreplace")
    value, problems = yamlreader.parse(content, path)
    if value is not None:
        ITEM.read(value, Position(path), problems)
    return problems


def members_to_record(
    item: Item, state: str, day: datetime.date
) -> Iterator[Item]:
    """Yield the item that a record of *item* is about, or a group's members.

    Members that are not open or do not apply are left out.
    """
    if not item.has_members:
        yield item
        return
    for member in item.items:
        is_due = state != DONE or is_recorded_with(item, member, day)
        if is_due and member.state == OPEN and member.applies != NO:
            yield from members_to_record(member, state, day)


# -- the file


def changed_file(
    content: bytes, file: CycleFile, records: Mapping[str, ItemRecord]
) -> bytes | None:
    """Return the content of a cycle file with *records* in its ``items``.

    *file* is what the content says. None where the change cannot be made
    safely: what is returned was read back, and differs in nothing else.
    """
    text = content.decode("utf-8-sig")
    begin = content[: len(content) - len(text.encode())]
    lines = dict(zip(records, record_lines(records), strict=True))
    edited = yamlwriter.add_entries(text, "items", lines)
    if edited is None:
        return None
    new = begin + edited.encode()
    found, _ = read_cycle_file(new, file.path)
    wanted = replace(file, items={**file.items, **records})
    return new if found == wanted else None
