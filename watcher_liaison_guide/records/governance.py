# SPDX-License-Identifier: Apache-2.0
"""A team's leadership and people, out of governance's projects.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.guide.model import LEADERSHIPS
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    Severity,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.records import upstream
from watcher_liaison_guide.records.model import Leadership, Person
from watcher_liaison_guide.sources import GOVERNANCE, Source, shown_path
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import Sequence, Value

PATH = "reference/projects.yaml"

#: The keys under which governance records liaisons (its schema of 2026),
#: with the names that they had before.
LIAISONS = (
    "release",
    "tact-sig",
    "security",
    "tc-liaison",
    "events",
    "project_update_onboarding",
    "meeting_facilitator",
    "bug_deputy",
)
_EARLIER_KEYS = {"events-liaison": "events"}

#: What governance can have on record under each leadership.
ON_RECORD = {
    "ptl": frozenset({"ptl", "release", "security"}),
    "distributed": frozenset(LIAISONS),
}
#: Those that have to be on record; others are the team's own affair, which
#: governance may record or not.
REQUIRED_ON_RECORD = frozenset(
    {"ptl", "release", "security", "tact-sig", "tc-liaison"}
)

#: What stands in place of a name or nick that nobody has given.
_NOBODY = re.compile(
    r"no (irc )?nick( supplied)?|appointment needed|none|n/?a|tb[ad]"
    r"|unknown|vacant|-+|\?+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*<?\S+@\S+>?")


@dataclass(frozen=True)
class Team:
    """What projects.yaml says of a team on its day.

    ``deliverables`` are those that have releases.
    """

    leadership: Leadership | None
    liaisons: Mapping[str, tuple[Person, ...]]
    deliverables: tuple[str, ...]


def read(source: Source, team: str) -> tuple[Team | None, list[Problem]]:
    """Give what is on record for *team*, None where that cannot be read."""
    root, problems = upstream.read_yaml(source, PATH)
    if root is None:
        return None, problems
    if not isinstance(root, YamlMapping):
        problems.append(
            problem(
                Code.WRONG_TYPE, root.position, "Here belong teams by name."
            )
        )
        return None, problems
    value = upstream.child(root, team)
    if not isinstance(value, YamlMapping):
        names = [entry.key for entry in root]
        problems.append(
            problem(
                Code.UNKNOWN_TEAM,
                root.position,
                f'There is no team "{team}".',
                did_you_mean(team, names),
            )
        )
        return None, problems
    return (
        Team(
            _leadership(source, value, problems),
            _liaisons(value, problems),
            _deliverables(value, problems),
        ),
        problems,
    )


def _leadership(
    source: Source, value: YamlMapping, problems: list[Problem]
) -> Leadership | None:
    stated = upstream.text(value, "leadership_type", problems)
    if stated is None:
        # Before May 2026 the key was optional, and its absence meant ptl.
        if upstream.child(value, "ptl") is None:
            problems.append(
                problem(
                    Code.UNKNOWN_LEADERSHIP,
                    value.position,
                    "The team has neither a leadership_type nor a ptl, so "
                    "its leadership is unknown.",
                )
            )
            return None
        stated = "ptl"
    if stated not in LEADERSHIPS:
        place = upstream.child(value, "leadership_type") or value
        problems.append(
            problem(
                Code.UNKNOWN_LEADERSHIP,
                place.position,
                f'"{stated}" is no leadership that is known here.',
                "It takes " + ", ".join(LEADERSHIPS) + ".",
            )
        )
        return None
    return Leadership(stated, source_text(source))


def source_text(source: Source) -> str:
    """Give which state of projects.yaml was read, in words."""
    text = f"{GOVERNANCE}, {PATH}"
    if source.commit:
        text += f" at {source.commit[:12]}"
    if source.date:
        text += f" of {source.date}"
    return text


def _liaisons(
    value: YamlMapping, problems: list[Problem]
) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    lead = upstream.child(value, "ptl")
    if lead is not None:
        people = _people(lead, "ptl", problems)
        if people:
            found["ptl"] = people
    liaisons = upstream.child(value, "liaisons")
    if liaisons is None:
        return found
    if not isinstance(liaisons, YamlMapping):
        problems.append(
            problem(
                Code.WRONG_TYPE,
                liaisons.position,
                "Here belong liaisons by what they are for.",
            )
        )
        return found
    for entry in liaisons:
        key = _EARLIER_KEYS.get(entry.key, str(entry.key))
        if key not in LIAISONS:
            problems.append(
                problem(
                    Code.UNKNOWN_KEY,
                    entry.key.position,
                    f'"{key}" is no liaison that is known here; those on '
                    "record as such are kept under this name.",
                    severity=Severity.NOTE,
                )
            )
        people = _people(entry.value, key, problems)
        if people:
            found[key] = found.get(key, ()) + people
    return found


def _people(
    value: Value, key: str, problems: list[Problem]
) -> tuple[Person, ...]:
    """Give those of a list, or the one, whom at least a nick names."""
    every = value.values if isinstance(value, Sequence) else (value,)
    found = []
    for one in every:
        if not isinstance(one, YamlMapping):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    one.position,
                    f'Under "{key}" a name with a nick belongs; it is '
                    "passed over.",
                )
            )
            continue
        person = Person(
            _known(upstream.text(one, "name", problems)),
            _known(upstream.text(one, "irc", problems)),
        )
        if person.name or person.irc:
            found.append(person)
    return tuple(found)


def _known(name: str | None) -> str | None:
    """Give a name without addresses, None for a stand-in for nobody."""
    bare = _ADDRESS.sub("", name or "").strip()
    return None if not bare or _NOBODY.fullmatch(bare) else bare


def _deliverables(
    value: YamlMapping, problems: list[Problem]
) -> tuple[str, ...]:
    """Give the deliverables with releases; ``release-management`` says
    which have none (any more)."""
    found = upstream.child(value, "deliverables")
    if not isinstance(found, YamlMapping):
        return ()
    return tuple(
        str(entry.key)
        for entry in found
        if upstream.text(entry.value, "release-management", problems)
        not in ("none", "deprecated")
    )


def place(source: Source) -> str:
    """Give how problems name the file."""
    return shown_path(source, PATH)
