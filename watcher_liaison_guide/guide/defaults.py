# SPDX-License-Identifier: Apache-2.0
"""What a guide says once for many: its sections' defaults, a team's names."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import replace

from watcher_liaison_guide.guide.extending import Files, child, with_entry
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    Scalar,
    Sequence,
    Value,
)

#: What a section may give to its steps.
INHERITED = ("owner", "when")
_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z][a-z-]*)\}(?!\})")


def with_defaults(files: Files) -> Files:
    """Return the files, with each step given what its section says for all.

    A section's ``owner`` and ``when`` hold for those of its steps that have
    none of their own; ``defaults`` of guide.yaml, for such sections.
    """
    defaults = child(files.get("guide.yaml"), "defaults")
    made = dict(files)
    for name, value in files.items():
        if name.startswith("sections/"):
            given = {
                key: child(value, key) or child(defaults, key)
                for key in INHERITED
            }
            made[name] = _given(value, given)
    return made


def _given(value: Value, given: Lookup[str, Value | None]) -> Value:
    """Return a section or part whose steps have the values of *given*."""
    for key in ("steps", "parts"):
        children = child(value, key)
        if not isinstance(children, Sequence):
            continue
        made = [
            _with_missing(one, given) if key == "steps" else _given(one, given)
            for one in children
        ]
        value = with_entry(value, key, replace(children, values=tuple(made)))
    return value


def _with_missing(step: Value, given: Lookup[str, Value | None]) -> Value:
    for key, default in given.items():
        usable = isinstance(default, Mapping) or (
            key == "owner"
            and isinstance(default, Scalar)
            and not default.is_null
        )
        # What is of another kind is reported where it is written.
        if default is not None and usable and child(step, key) is None:
            step = with_entry(step, key, default)
    return step


def names_of(files: Files, shown: bool) -> dict[str, str]:
    """Return the placeholders that project.yaml's ``names`` fill, and team.

    A name that is declared without a value stands, with *shown*, for itself:
    so in a guide for many teams, which has none.
    """
    project = files.get("project.yaml")
    found: dict[str, str] = {}
    team = child(project, "team")
    if isinstance(team, Scalar):
        found["team"] = team.text
    names = child(project, "names")
    for key, value in names if isinstance(names, Mapping) else ():
        if isinstance(value, Scalar) and not value.is_null:
            found[key] = value.text
        elif shown:
            found[key] = key
    return found


def with_names(value: Value, names: Lookup[str, str]) -> Value:
    """Return *value* with the team's names in place of their placeholders."""
    if isinstance(value, Scalar):
        text = _PLACEHOLDER.sub(
            lambda match: names.get(match[1], match[0]), value.text
        )
        return value._replace(text=text)
    if isinstance(value, Sequence):
        values = tuple(with_names(one, names) for one in value)
        return replace(value, values=values)
    entries = (Entry(key, with_names(one, names)) for key, one in value)
    return replace(value, entries=tuple(entries))
