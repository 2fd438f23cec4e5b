# SPDX-License-Identifier: Apache-2.0
"""The ids that stand in a guide's files, of things read well or not.

A broken entry is told where it stands; what refers to it is not wrong. And
where ids cannot be told at all, as in a file that cannot be read or beside a
misspelt key, nothing that refers to them is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.fields import IDENTIFIER, NAME, Record
from watcher_liaison_guide.guide.glossary import TERM
from watcher_liaison_guide.guide.project import PROJECT
from watcher_liaison_guide.guide.roles import TIER
from watcher_liaison_guide.guide.steps import PART, SECTION, STEP
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import Scalar, Sequence, Value

_SECTIONS = "sections/"


class Names(Protocol):
    """Names that can be looked up and listed."""

    def __contains__(self, name: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...


class _AnyName:
    """Stands for names that cannot be told."""

    def __contains__(self, name: object, /) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())


ANY_NAME = _AnyName()


@dataclass(frozen=True)
class Known:
    """What can be referred to, by kind.

    ``sections`` has the parts too, ``procedures`` not; ``terms`` has names
    in lower case beside the ids; ``duties`` are those of each precedence.
    """

    roles: Names
    precedence: Names
    duties: Mapping[str, Names]
    policies: Names
    terms: Names
    events: Names
    sections: Names
    procedures: Names
    steps: Names
    deliverables: Names
    trackers: Names
    channels: Names
    links: Names


def known_of(files: Mapping[str, Value | None]) -> Known:
    """Collect the ids of a guide from the raw values of its files.

    A file that is there but cannot be read has the value None.
    """
    names = [name for name in files if name.startswith(_SECTIONS)]
    sections = [files[name] for name in names]
    stems = [name[len(_SECTIONS) : -len(".yaml")] for name in names]
    project = files.get("project.yaml")
    return Known(
        roles=_keys(files, "roles"),
        precedence=_keys(files, "precedence"),
        duties=_duties(files.get("precedence.yaml")),
        policies=_keys(files, "policies"),
        terms=_union(_keys(files, "terms"), _term_names(files)),
        events=_union(_keys(files, "events"), CANONICAL_EVENTS),
        sections=_union(stems, _ids(sections, _part_ids)),
        procedures=frozenset(stems),
        steps=_ids(sections, _step_ids),
        deliverables=_of_project(project, "deliverables"),
        trackers=_of_project(project, "trackers"),
        channels=_of_project(project, "channels"),
        links=_of_project(project, "links"),
    )


def _union(*groups: Iterable[str]) -> Names:
    """Join names; those that cannot be told cannot be told together."""
    if any(group is ANY_NAME for group in groups):
        return ANY_NAME
    return frozenset(name for group in groups for name in group)


def _keys(files: Mapping[str, Value | None], kind: str) -> Names:
    """Give the keys of a file, which may be absent or empty."""
    name = f"{kind}.yaml"
    value = files.get(name)
    if name not in files or (isinstance(value, Scalar) and value.is_null):
        return frozenset()
    return _keys_of(value, IDENTIFIER)


def _keys_of(value: Value | None, pattern: str) -> Names:
    """Give a mapping's keys, unless one of them is not what it should be."""
    if not isinstance(value, YamlMapping):
        return ANY_NAME
    keys = [str(entry.key) for entry in value]
    if not all(re.fullmatch(pattern, key) for key in keys):
        return ANY_NAME
    return frozenset(keys)


def _of_project(value: Value | None, kind: str) -> Names:
    found = _at(value, kind)
    if not _is_read(value, PROJECT):
        return ANY_NAME if found is None else _keys_of(found, NAME)
    return frozenset() if found is None else _keys_of(found, NAME)


def _duties(value: Value | None) -> dict[str, Names]:
    if not isinstance(value, YamlMapping):
        return {}
    return {
        str(entry.key): _duties_of(_at(entry.value, "tiers"))
        for entry in value
    }


def _duties_of(tiers: Value | None) -> Names:
    if not isinstance(tiers, Sequence):
        return ANY_NAME
    groups: list[Names] = []
    for tier in tiers:
        if not _is_read(tier, TIER):
            return ANY_NAME
        found = _at(tier, "duties")
        groups.append(
            frozenset() if found is None else _keys_of(found, IDENTIFIER)
        )
    return _union(*groups)


def _term_names(files: Mapping[str, Value | None]) -> Names:
    value = files.get("terms.yaml")
    names: list[str] = []
    for entry in value if isinstance(value, YamlMapping) else ():
        if not _is_read(entry.value, TERM):
            return ANY_NAME
        words = [_at(entry.value, key) for key in ("abbr", "expands", "title")]
        aliases = _at(entry.value, "aliases")
        if isinstance(aliases, Sequence):
            words += aliases.values
        for word in words:
            if isinstance(word, Scalar) and not word.is_null:
                names.append(" ".join(word.text.lower().split()))
            elif word is not None:
                return ANY_NAME
    return frozenset(names)


def _ids(
    sections: Iterable[Value | None],
    ids_of: Callable[[Value | None], Iterator[str | None]],
) -> Names:
    """Join the ids in sections, of which None cannot be told."""
    every = [name for section in sections for name in ids_of(section)]
    if None in every:
        return ANY_NAME
    return frozenset(name for name in every if name is not None)


def _part_ids(section: Value | None) -> Iterator[str | None]:
    if not _is_read(section, SECTION):
        yield None
    for part in _children(section, "parts"):
        yield _id(part) if part is not None else None


def _step_ids(holder: Value | None) -> Iterator[str | None]:
    """Give the id of every step below a section, part or step."""
    if not any(_is_read(holder, record) for record in (SECTION, PART, STEP)):
        yield None
    for part in _children(holder, "parts"):
        yield from _step_ids(part)
    for step in _children(holder, "steps"):
        yield _id(step)
        yield from _step_ids(step)


def _id(value: Value | None) -> str | None:
    name = _at(value, "id")
    if isinstance(name, Scalar) and re.fullmatch(IDENTIFIER, name.text):
        return name.text
    return None


def _is_read(value: Value | None, record: Record) -> bool:
    """Tell whether a mapping has no keys besides those of *record*."""
    known = {field.key for field in record.fields}
    return isinstance(value, YamlMapping) and all(
        entry.key in known for entry in value
    )


def _at(value: Value | None, key: str) -> Value | None:
    return value.get(key) if isinstance(value, YamlMapping) else None


def _children(value: Value | None, key: str) -> Iterable[Value | None]:
    """Give the values of a list; one None where there should be one."""
    found = _at(value, key)
    if isinstance(found, Sequence):
        return found.values
    return () if found is None else (None,)
