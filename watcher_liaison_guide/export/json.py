# SPDX-License-Identifier: Apache-2.0
"""A checklist as JSON, for other programs; the shape only ever grows."""

from __future__ import annotations

import datetime
import json
from typing import Any

from watcher_liaison_guide.calendar.model import Cycle, SourceNote
from watcher_liaison_guide.checklist.model import (
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    ItemRecord,
    Owner,
    PhaseDates,
)
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.prose import Filling, Prose, fill
from watcher_liaison_guide.records.model import Person, Proven

VERSION = 1


def checklist_to_json(checklist: Checklist) -> dict[str, Any]:
    """Return the checklist as values for ``json.dumps``.

    Every key is always there; what is not known is None. Days are text,
    ``YYYY-MM-DD``. The schema is ``checklist.schema.json``.
    """
    return {
        "version": VERSION,
        "cycle": {
            **_cycle(checklist.cycle),
            "leadership": checklist.leadership,
            "source": _source(checklist.source),
            "release_date": _day(checklist.cycle.release_date),
            "leadership_source": checklist.leadership_source,
            "carried_from": checklist.carried_from,
        },
        "phases": [_phase(phase) for phase in checklist.phases],
        "events": [_event(event) for event in checklist.events],
        "items": [_item(item) for item in checklist.items],
        "exceptions": [_exception(one) for one in checklist.exceptions],
        "changes": [_change(change) for change in checklist.changes],
    }


def checklist_to_text(checklist: Checklist) -> str:
    """Return the JSON as text that ends in a newline."""
    return (
        json.dumps(checklist_to_json(checklist), indent=1, ensure_ascii=False)
        + "\n"
    )


def _day(date: datetime.date | None) -> str | None:
    return date.isoformat() if date is not None else None


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {
        "series": cycle.series,
        "release": cycle.release,
        "slurp": cycle.slurp,
        "status": cycle.status,
    }


def _source(source: SourceNote | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {
        "repository": source.repository,
        "commit": source.commit,
        "date": _day(source.date),
    }


def _phase(phase: PhaseDates) -> dict[str, Any]:
    return {
        "id": phase.id,
        "title": phase.title,
        "from": _day(phase.start),
        "to": _day(phase.end),
        "due": _day(phase.due),
        "basis": str(phase.basis),
        "counted_from": phase.counted_from,
    }


def _event(event: EventDates) -> dict[str, Any]:
    return {
        "id": event.id,
        "team": event.team,
        "key": event.key,
        "from": _day(event.start),
        "to": _day(event.end),
        "due": _day(event.due),
        "basis": str(event.basis),
        "was": _day(event.was),
        "occurrences": [
            {"from": _day(start), "to": _day(end), "due": _day(due)}
            for start, end, due in event.occurrences
        ],
        "title": event.title,
        "why": event.why,
    }


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.name, "irc": person.irc}


def _owner(owner: Owner) -> dict[str, Any]:
    return {
        "role": owner.role,
        "people": [_person(person) for person in owner.people],
        "title": owner.title,
        "why": owner.why,
    }


def _words(text: Prose | None, filling: Filling) -> str | None:
    return (
        "\n".join(PLAIN.prose(fill(text, filling)))
        if text is not None
        else None
    )


def _item(item: Item) -> dict[str, Any]:
    starts = item.starts or item.owner
    return {
        "id": item.id,
        "step": item.step,
        "phase": item.phase,
        "kind": item.kind,
        "text": _words(item.text, item.filling),
        "owner": _owner(item.owner) if item.owner is not None else None,
        "with": [owner.role for owner in item.participants],
        "starts": starts.role if starts is not None else None,
        "if_silent": _words(item.if_silent, item.filling),
        "optional": item.optional,
        "applies": item.applies,
        "why": item.why,
        "state": item.state,
        "from": _day(item.start),
        "to": _day(item.end),
        "due": _day(item.due),
        "basis": str(item.basis),
        "was": _day(item.was),
        "deliverable": item.deliverable,
        "branch": item.branch,
        "tracker": item.tracker,
        "repeat": _words(item.repeat, item.filling),
        "notes": [_words(note, item.filling) for note in item.notes],
        "commands": [
            {"run": command.run, "in": command.repository}
            for command in item.commands
        ],
        "links": [{"text": link.text, "url": link.url} for link in item.links],
        "proof": _proof(item.proof) if item.proof is not None else None,
        "record": _record(item.record) if item.record is not None else None,
        "items": [_item(inner) for inner in item.items],
        "about": item.about,
        "event": item.event,
        "counted_from": item.counted_from,
        "source": item.source,
        "procedure": item.procedure,
    }


def _proof(proof: Proven) -> dict[str, Any]:
    return {
        "rule": proof.rule,
        "status": proof.status,
        "evidence": proof.evidence,
        "file": proof.file,
        "commit": proof.commit,
        "repository": proof.repository,
        "why": proof.why,
    }


def _record(record: ItemRecord) -> dict[str, Any]:
    return {
        "on": _day(record.on),
        "by": record.by,
        "url": record.url,
        "why": record.why,
    }


def _exception(one: ExceptionItem) -> dict[str, Any]:
    return {
        "id": one.id,
        "policy": one.policy,
        "title": one.title,
        "decision": one.decision,
        "closes": _day(one.closes),
        "by": one.by,
        "url": one.url,
        "why": one.why,
    }


def _change(change: EventChange) -> dict[str, Any]:
    return {
        "event": change.event,
        "title": change.title,
        "was": _day(change.was),
        "now": _day(change.now),
        "date": _day(change.date),
        "commit": change.commit,
    }
