# SPDX-License-Identifier: Apache-2.0
"""The differences between two states of a cycle's records, in words."""

from __future__ import annotations

from collections.abc import Iterator

from watcher_liaison_guide.records.model import LEADERSHIP_WORDS, Records


def differences(old: Records, new: Records) -> Iterator[str]:
    """Yield a line for each fact that is another one, by what it is about."""
    before, after = dict(_facts(old)), dict(_facts(new))
    for name in {**after, **before}:
        was, now = before.get(name), after.get(name)
        if was is None:
            yield f"{name}: {now}"
        elif was != now:
            yield f"{name}: {now or 'removed'}; it was {was}"


def _facts(records: Records) -> Iterator[tuple[str, str]]:
    """Yield what is on record, each fact with what it is about."""
    if records.leadership is not None:
        yield "leadership", LEADERSHIP_WORDS[records.leadership.model]
    for role, people in (records.liaisons or {}).items():
        yield f"{role} on record", ", ".join(map(str, people))
    if records.carried_from is not None:
        yield "facts of deliverables", f"those of {records.carried_from}"
    for name, facts in records.deliverables.items():
        yield name, facts.type or "of unknown type"
        every = {
            "release model": facts.release_model,
            "tracker": facts.tracker,
            "release notes": facts.release_notes,
            "highlights": facts.highlights,
            **{one.version: "released" for one in facts.releases},
            **{
                one.name: "a branch" for one in facts.branches if not one.ended
            },
        }
        for what, value in every.items():
            if value:
                yield f"{name} {what}", str(value)
    for one in records.series:
        yield f"series {one.release}", one.status
