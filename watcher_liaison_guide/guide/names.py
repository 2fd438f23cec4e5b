# SPDX-License-Identifier: Apache-2.0
"""The names that a team fills into the texts of a guide for many teams."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import replace

from watcher_liaison_guide.guide.extending import Files, child
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    Scalar,
    Sequence,
    Value,
)

_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z][a-z-]*)\}(?!\})")


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
    return {key: _filled(text, found) for key, text in found.items()}


def _filled(text: str, names: Lookup[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda one: names.get(one[1], one[0]), text)


def with_names(value: Value, names: Lookup[str, str]) -> Value:
    """Return *value* with the team's names in place of their placeholders."""
    if isinstance(value, Scalar):
        return value._replace(text=_filled(value.text, names))
    if isinstance(value, Sequence):
        values = tuple(with_names(one, names) for one in value)
        return replace(value, values=values)
    entries = (Entry(key, with_names(one, names)) for key, one in value)
    return replace(value, entries=tuple(entries))
