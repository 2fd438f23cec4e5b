# SPDX-License-Identifier: Apache-2.0
"""A checklist as JSON, for other programs; the shape only ever grows."""

from __future__ import annotations

import datetime
import json
from typing import Any

from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import Checklist, Item, Owner
from watcher_liaison_guide.checklist.week import Row, State, Week
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.prose import Prose

VERSION = 1

#: The fields whose keys have another name.
_FIELDS = {"from": "start", "to": "end", "in": "repository"}
_OF_CHANGE = "event title was now date commit"
_OF_EXCEPTION = "id policy title decision closes by url why"


def checklist_to_json(checklist: Checklist) -> dict[str, Any]:
    """Return the checklist as values for ``json.dumps``.

    Every key is always present; an unknown value is None. Days are text,
    ``YYYY-MM-DD``. The schema is ``checklist.schema.json``.
    """
    source = checklist.source
    return {
        "version": VERSION,
        "cycle": {
            **_values(checklist.cycle, "series release slurp status"),
            "leadership": checklist.leadership,
            "source": source and _values(source, "repository commit date"),
            **_values(checklist.cycle, "release_date"),
            **_values(checklist, "leadership_source carried_from"),
        },
        "phases": [
            _values(phase, "id title from to due basis counted_from")
            for phase in checklist.phases
        ],
        "events": [
            {
                **_values(event, "id team key from to due basis was"),
                "occurrences": [
                    {"from": str(start), "to": str(end), "due": _plain(due)}
                    for start, end, due in event.occurrences
                ],
                **_values(event, "title why"),
            }
            for event in checklist.events
        ],
        "items": [_item(item) for item in checklist.items],
        "exceptions": [
            _values(one, _OF_EXCEPTION) for one in checklist.exceptions
        ],
        "notes": checklist.notes,
        "changes": [_values(one, _OF_CHANGE) for one in checklist.changes],
    }


def checklist_to_text(checklist: Checklist) -> str:
    """Return the JSON as text that ends in a newline."""
    found = checklist_to_json(checklist)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def week_to_text(week: Week, following: Week | None = None) -> str:
    """Return a week as JSON, with every row of each of its lists."""
    found = {"version": VERSION, "role": week.checklist.role, **_week(week)}
    found["previous"] = week.previous and _week(week.previous)
    found["following"] = following and _week(following)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _week(week: Week) -> dict[str, Any]:
    return {
        "cycle": _values(week.checklist.cycle, "series release release_date"),
        **_values(week, "today monday sunday last_day"),
        "phases": [one.id for one in week.phases],
        "events": [
            _values(one, "id title from to due was") for one in week.events
        ],
        **{
            state.value.replace("-", "_"): list(map(_row, week.having(state)))
            for state in State
        },
        "changed": [_values(one, _OF_CHANGE) for one in week.changed],
        "exceptions": [_values(one, _OF_EXCEPTION) for one in week.exceptions],
    }


def _row(row: Row) -> dict[str, Any]:
    item, days = row.item, row.days
    return {
        **_values(item, "id step short phase"),
        "items": [one.id for one in row.items],
        "owner": item.owner.role if item.owner is not None else None,
        "applies": item.applies,
        "if_silent": _words(item.if_silent, item),
        "link": next((one.url for one in item.links if one.url), None),
        **_values(days, "from due late_until"),
        "is_recurring": days.is_recurring,
        "next_week_from": str(days.next_week),
        "this_week_from": str(days.this_week),
    }


def _values(thing: object, keys: str) -> dict[str, Any]:
    """Return fields of *thing*, each under its key."""
    return {
        key: _plain(getattr(thing, _FIELDS.get(key, key)))
        for key in keys.split()
    }


def _plain(value: object) -> Any:
    return str(value) if isinstance(value, datetime.date | Basis) else value


def _owner(owner: Owner | None) -> dict[str, Any] | None:
    if owner is None:
        return None
    return {
        "role": owner.role,
        "people": [_values(one, "name irc") for one in owner.people],
        "title": owner.title,
        "why": owner.why,
    }


def _words(text: Prose | None, item: Item) -> str | None:
    if text is None:
        return None
    return "\n".join(PLAIN.filled(text, item.filling))


def _how(item: Item) -> dict[str, Any]:
    """Return how an item or an instruction is done."""
    return {
        "notes": [_words(note, item) for note in item.notes],
        "commands": [_values(one, "run in") for one in item.commands],
        "links": [_values(one, "text url") for one in item.links],
    }


def _instruction(item: Item) -> dict[str, Any]:
    return {
        **_values(item, "step short"),
        "text": _words(item.text, item),
        "owner": _owner(item.owner),
        **_how(item),
        "instructions": [_instruction(one) for one in item.instructions],
    }


def _item(item: Item) -> dict[str, Any]:
    starts = item.starts or item.owner
    proof, record = item.proof, item.record
    return {
        **_values(item, "id step phase kind"),
        "text": _words(item.text, item),
        "owner": _owner(item.owner),
        "with": [owner.role for owner in item.participants],
        "starts": starts.role if starts is not None else None,
        "if_silent": _words(item.if_silent, item),
        **_values(item, "optional applies why state from to due basis was"),
        **_values(item, "deliverable branch tracker"),
        "repeat": _words(item.repeat, item),
        **_how(item),
        "proof": proof
        and _values(proof, "rule status evidence file commit repository why"),
        "record": record and _values(record, "on by url why"),
        "items": [_item(inner) for inner in item.items],
        **_values(item, "about event counted_from source procedure short"),
        "instructions": [_instruction(one) for one in item.instructions],
    }
