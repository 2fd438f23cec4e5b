# SPDX-License-Identifier: Apache-2.0
"""A team's leadership and people, out of governance's projects.yaml."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide import yamlreader
from watcher_liaison_guide.fields import values
from watcher_liaison_guide.guide.shapes import LEADERSHIPS, LIAISON_WORDS
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    Severity,
    did_you_mean,
)
from watcher_liaison_guide.records.model import Person
from watcher_liaison_guide.yamlreader import Scalar, Sequence, Value, parse

PATH = "reference/projects.yaml"

#: The names that keys of liaisons had before.
_EARLIER_KEYS = {"events-liaison": "events"}

#: What governance can have on record under each leadership.
ON_RECORD = {
    "ptl": frozenset({"ptl", "release", "security"}),
    "distributed": frozenset(LIAISON_WORDS),
}
#: Those that have to be on record; others are the team's own affair, which
#: governance may record or not.
REQUIRED_ON_RECORD = frozenset(
    {"ptl", "release", "security", "tact-sig", "tc-liaison"}
)

#: What is written instead of a name or nick that is not known.
_NOBODY = re.compile(
    r"no (irc )?nick( supplied)?|appointment needed|none|null|n/?a|tb[ad]"
    r"|unknown|vacant|-+|\?+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Team:
    """What one state of projects.yaml says of a team.

    ``deliverables`` are those that have releases.
    """

    leadership: str | None
    liaisons: Mapping[str, tuple[Person, ...]]
    deliverables: tuple[str, ...] = ()
    commit: str | None = None
    date: datetime.date | None = None

    @property
    def vacant(self) -> bool:
        """Whether the team has no leadership yet.

        A PTL is to be appointed, or distributed leadership has no liaisons.
        """
        if self.leadership == "ptl":
            return "ptl" not in self.liaisons
        return self.leadership is None or not self.liaisons


def read_team(
    content: bytes, path: str, team: str
) -> tuple[Team | None, list[Problem]]:
    """Read what is on record for *team*, None where that cannot be read.

    Problems of other teams' entries are left out.
    """
    root, problems = parse(content, path)
    if root is None:
        return None, problems
    if not isinstance(root, yamlreader.Mapping):
        message = "Expected a mapping of teams by name."
        return None, [*problems, Code.WRONG_TYPE.at(root.position, message)]
    value = root.get(team)
    if value is None:
        message = f'There is no team "{team}".'
        near = did_you_mean(team, [entry.key for entry in root])
        return None, [Code.UNKNOWN_TEAM.at(root.position, message, near)]
    if not isinstance(value, yamlreader.Mapping):
        message = f'Under "{team}", expected a mapping; the value is ignored.'
        return None, [Code.WRONG_TYPE.at(value.position, message)]
    starts = [entry.key.position for entry in root]
    place = bisect.bisect(starts, value.position)
    problems = [
        one for one in problems if bisect.bisect(starts, one.position) == place
    ]
    return _team(value, problems), problems


def _team(value: yamlreader.Mapping, problems: list[Problem]) -> Team:
    # Whom the team's entry names is read as far as it can be; what cannot
    # is no fault of the file.
    found: list[Problem] = []
    liaisons = _liaisons(value, found)
    problems += [replace(one, severity=Severity.NOTE) for one in found]
    return Team(
        _leadership(value, problems),
        liaisons,
        tuple(
            entry.key
            for entry in yamlreader.entries_of(value.get("deliverables"))
            if values.text(entry.value, "release-management", [])
            not in ("none", "deprecated")
        ),
    )


def _leadership(value: Value, problems: list[Problem]) -> str | None:
    stated = values.text(value, "leadership_type", problems)
    if stated in LEADERSHIPS:
        return stated
    if stated is not None:
        wrong = Code.UNKNOWN_LEADERSHIP.at(
            stated.position,
            f'"{stated}" is not a known leadership.',
            "It takes " + ", ".join(LEADERSHIPS) + ".",
        )
    elif values.child(value, "ptl") is not None:
        # Before May 2026 the key was optional, and its absence meant ptl.
        return "ptl"
    else:
        wrong = Code.UNKNOWN_LEADERSHIP.at(
            value.position,
            "The team has neither a leadership_type nor a ptl, so its "
            "leadership is unknown.",
        )
    problems.append(wrong)
    return None


def _liaisons(
    value: yamlreader.Mapping, problems: list[Problem]
) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    lead = values.child(value, "ptl")
    if lead is not None:
        found["ptl"] = _people(lead, "ptl", problems)
    liaisons = values.child(value, "liaisons")
    if not isinstance(liaisons, yamlreader.Mapping | None):
        message = "Liaisons are read only by role; these are ignored."
        problems.append(Code.WRONG_TYPE.at(liaisons.position, message))
    for entry in yamlreader.entries_of(liaisons):
        key = " ".join(entry.key.split())
        key = _EARLIER_KEYS.get(key, key)
        people = _people(entry.value, key, problems)
        if key not in LIAISON_WORDS:
            problems.append(
                Code.UNKNOWN_KEY.at(
                    entry.key.position,
                    f'"{key}" is not a known liaison role; its holders are '
                    "recorded under this name.",
                )
            )
        found[key] = found.get(key, ()) + people
    return {key: people for key, people in found.items() if key and people}


def _people(
    value: Value, key: str, problems: list[Problem]
) -> tuple[Person, ...]:
    """Return those, of a list or a single one, with a name or nick."""
    found = []
    for one in value.values if isinstance(value, Sequence) else (value,):
        if isinstance(one, Scalar) and one.is_null:
            continue
        if not isinstance(one, yamlreader.Mapping):
            problems.append(
                Code.WRONG_TYPE.at(
                    one.position,
                    f'Under "{key}" a person needs "name" or "irc"; this '
                    "entry is ignored.",
                )
            )
            continue
        person = Person(
            _known(values.text(one, "name", problems)),
            _known(values.text(one, "irc", problems)),
        )
        if person != Person():
            found.append(person)
    return tuple(found)


def _known(name: str | None) -> str | None:
    """Return a name without addresses, None for a placeholder."""
    words = [word for word in (name or "").split() if "@" not in word]
    bare = " ".join(words)
    return None if not bare or _NOBODY.fullmatch(bare) else bare
