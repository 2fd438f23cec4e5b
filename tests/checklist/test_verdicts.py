# SPDX-License-Identifier: Apache-2.0
"""Each fact that a condition may ask for: met, not met, not on record."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.verdicts import (
    Verdict,
    note_text,
    verdict,
)
from watcher_liaison_guide.guide.model import Condition, Note
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Origin, parse

#: Each kind of fact, as it can be known or not.
FACTS: dict[str, Any] = {
    "leadership": None,
    "slurp": None,
    "cycle": SimpleNamespace(release="2027.1"),
    "next_cycle": None,
    "role": lambda name: name,
    "role_title": lambda role: f"Role {role}",
    "appointed": lambda name: {"yes": True, "no": False}.get(name),
    "team_record": SimpleNamespace(exceptions={}),
    "event_title": lambda name: f"Event {name}",
    "events": SimpleNamespace(
        scheduled=lambda name: {"yes": True, "no": False}.get(name)
    ),
}
LATE, OTHER = (
    SimpleNamespace(policy=policy, decision=decision)
    for policy, decision in (("late", "open"), ("other", "open"))
)
CLOSED = SimpleNamespace(policy="late", decision="granted")


def when(fact: str, wanted: str, subject: str | None = None) -> Condition:
    return Condition(fact, wanted, NOWHERE, subject)


def facts(**known: Any) -> Any:
    if "exceptions" in known:
        requests = dict(enumerate(known.pop("exceptions")))
        known["team_record"] = SimpleNamespace(exceptions=requests)
    found: Any = SimpleNamespace(**(FACTS | known))
    found.has_open_exception = partial(Facts.has_open_exception, found)
    return found


def cycle(slurp: bool | None) -> Any:
    return SimpleNamespace(release="2027.2", slurp=slurp)


PTL, DPL = when("leadership", "ptl"), when("leadership", "distributed")
OPEN, NONE = (when("exception", word, "late") for word in ("open", "none"))


@pytest.mark.parametrize(
    ("conditions", "known", "applies", "why"),
    [
        ([], {}, "yes", None),
        ([PTL], {"leadership": "ptl"}, "yes", None),
        ([DPL], {"leadership": "ptl"}, "no", "This cycle has a PTL."),
        ([PTL], {}, "judge",
         "The leadership of this cycle is not on record."),
        ([when("slurp", "true")], {"slurp": True}, "yes", None),
        ([when("slurp", "false")], {"slurp": True}, "no",
         "2027.1 is a SLURP release."),
        ([when("slurp", "true")], {"slurp": False}, "no",
         "2027.1 is not a SLURP release."),
        ([when("slurp", "true")], {}, "judge",
         "Whether 2027.1 is a SLURP release is not on record."),
        ([when("next.slurp", "false")], {"next_cycle": cycle(False)}, "yes",
         None),
        ([when("next.slurp", "false")], {"next_cycle": cycle(True)}, "no",
         "2027.2 is a SLURP release."),
        ([when("next.slurp", "true")], {"next_cycle": cycle(None)}, "judge",
         "Whether 2027.2 is a SLURP release is not on record."),
        ([when("next.slurp", "true")], {}, "judge",
         "Whether the next release is a SLURP is not on record."),
        ([when("role", "appointed", "yes")], {}, "yes", None),
        ([when("role", "appointed", "yes")], {"next_cycle": cycle(True)},
         "yes", None),
        ([when("role", "none", "yes")], {}, "no",
         "Somebody is appointed: Role yes."),
        ([when("role", "none", "no")], {}, "yes", None),
        ([when("role", "appointed", "no")], {}, "no",
         "Nobody is appointed: Role no."),
        ([when("role", "none", "unknown")], {}, "judge",
         "It is not on record whether anyone is appointed: Role unknown."),
        ([when("event", "scheduled", "yes")], {}, "yes", None),
        ([when("event", "none", "yes")], {}, "no",
         "Event yes is scheduled."),
        ([when("event", "none", "no")], {}, "yes", None),
        ([when("event", "scheduled", "no")], {}, "no",
         "Event no is not scheduled."),
        ([when("event", "none", "unknown")], {}, "judge",
         "Whether this event is scheduled is not known yet: Event unknown."),
        ([OPEN], {"exceptions": [OTHER, LATE]}, "yes", None),
        ([NONE], {"exceptions": [LATE]}, "no",
         "An exception request is open."),
        ([OPEN], {"exceptions": [OTHER, CLOSED]}, "no",
         "No exception request is open."),
        ([OPEN], {}, "no", "No exception request is open."),
        ([NONE], {}, "yes", None),
        ([when("judgement", "Is {it} late?")], {}, "judge",
         "Is {it} late?"),
        # One that fails decides; of those unknown all are told.
        ([when("slurp", "true"), DPL], {"leadership": "ptl"}, "no",
         "This cycle has a PTL."),
        ([when("judgement", "Really?"), PTL], {}, "judge",
         "Really?; The leadership of this cycle is not on record."),
    ],
)  # fmt: skip
def test_a_condition_is_met_or_not_or_left_to_judge(
    conditions: list[Condition],
    known: dict[str, Any],
    applies: str,
    why: str | None,
) -> None:
    found = verdict(tuple(conditions), facts(**known))
    assert found.applies == applies
    assert (str(found.why) if found.why else None) == why


@pytest.mark.parametrize(
    ("text", "conditions", "known", "shown"),
    [
        ("It is.", [PTL], {}, "Under a PTL: It is."),
        ("It is.", [PTL], {"leadership": "ptl"}, "It is."),
        ("It is.", [PTL, when("slurp", "true")], {}, "Under a PTL: It is."),
        ("It is.", [when("judgement", "Is it?")], {}, "It is."),
        ("It is.", [when("judgement", "Is it?"), DPL], {},
         "Under distributed leadership: It is."),
        ("- It is.", [PTL], {}, "- It is."),
        ("It is.\n\nIt was.", [when("next.slurp", "false")], {},
         "Before a non-SLURP cycle: It is.\n\nIt was."),
    ],
)  # fmt: skip
def test_a_note_names_its_case_while_the_cycle_is_not_known_to_be_one(
    text: str, conditions: list[Condition], known: dict[str, Any], shown: str
) -> None:
    note = Note(parse(text, Origin("f", 1, 1))[0], when=tuple(conditions))
    found = note_text(note, facts(**known)).plain
    assert found.split() == shown.split()


def test_a_doubt_makes_a_judgement() -> None:
    reason, other = Message("One."), Message("Two.")
    sure = Verdict("no", (reason,))
    assert sure.doubting(()) is sure
    assert sure.doubting((other,)) == Verdict("judge", (reason, other))
