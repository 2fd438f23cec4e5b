# SPDX-License-Identifier: Apache-2.0
"""A folder of YAML into a guide, with every problem found on the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from watcher_liaison_guide.embedded import EMBEDDED_GUIDES as EMBEDDED_GUIDES
from watcher_liaison_guide.fields import INVALID, Shape
from watcher_liaison_guide.fields.shapes import is_null
from watcher_liaison_guide.guide.checks import check_guide
from watcher_liaison_guide.guide.files import read_guide_files
from watcher_liaison_guide.guide.known import (
    ANY_NAME,
    Known,
    Names,
    known_of,
)
from watcher_liaison_guide.guide.model import (
    FILES,
    Guide,
    Head,
    Project,
    Section,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.yamlreader import position_of

#: Files beside ``guide.yaml`` and ``project.yaml``; all may be absent.
_OPTIONAL = ("roles", "precedence", "policies", "terms", "events")


def load_guide(folder: Path | str) -> tuple[Guide | None, list[Problem]]:
    """Read the guide in *folder*; give it, and all its problems in order.

    The guide is None only where ``guide.yaml`` or ``project.yaml`` cannot
    be read; everything else that cannot be read is left out of it.
    """
    reading = _Reading(Path(folder))
    head = reading.file("guide.yaml", FILES["guide"])
    project = reading.file("project.yaml", FILES["project"])
    shared = {
        kind: reading.file(f"{kind}.yaml", FILES[kind]) for kind in _OPTIONAL
    }
    found = _sections(reading)
    if not isinstance(head, Head) or not isinstance(project, Project):
        return None, reading.all_problems()
    team = project.team or next(iter(project.deliverables), "")
    title = project.title or team
    order = _ordered(head.sections, found, reading)
    known = known_of(reading.values)
    guide = Guide(
        name=reading.folder.resolve().name,
        title=head.title,
        text=head.text,
        project=dataclasses.replace(project, team=team, title=title),
        sections=order,
        files=reading.digests,
        renamed=head.renamed,
        **{
            kind: {} if read is INVALID else read
            for kind, read in shared.items()
        },
        unread=_unread(known, order, shared),
    )
    reading.problems.extend(check_guide(guide, known, whole=reading.whole))
    return guide, reading.all_problems()


def _unread(
    known: Known, sections: dict[str, Section], shared: dict[str, Any]
) -> frozenset[tuple[str, str]]:
    """Give what stands in the files and is too broken to be in the guide."""
    terms = shared["terms"] or {}
    standing: dict[str, tuple[Names, Iterable[str]]] = {
        "sections": (known.procedures, sections),
        "precedence": (known.precedence, shared["precedence"] or ()),
        "policies": (known.policies, shared["policies"] or ()),
        # Terms are known by their names too.
        "terms": (
            known.terms,
            [
                *terms,
                *(
                    name.lower()
                    for one in terms.values()
                    for name in one.names
                ),
            ],
        ),
    }
    found: set[tuple[str, str]] = set()
    for kind, (names, read) in standing.items():
        if names is ANY_NAME:
            found.add((kind, "*"))
            continue
        there = set(read)
        found.update((kind, name) for name in names if name not in there)
    return frozenset(found)


def _sections(reading: _Reading) -> dict[str, Section]:
    """Read every section by its file's name."""
    found: dict[str, Section] = {}
    for name in reading.sections:
        path = Path(name)
        section = reading.file(name, FILES["section"])
        if not isinstance(section, Section):
            continue
        if section.id != path.stem:
            reading.problems.append(
                problem(
                    Code.BAD_IDENTIFIER,
                    position_of(section.id),
                    f'The section is called "{section.id}" and its file '
                    f'"{path.name}".',
                    f'Call the file "{section.id}.yaml".',
                )
            )
        found[path.stem] = section
    return found


class _Reading:
    """The files of a guide, and the problems found in reading them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = read_guide_files(folder)
        self.files = files
        self.values = files.values
        self.digests = files.digests
        self.problems = files.problems
        self.sections = files.sections

    @property
    def whole(self) -> bool:
        """Whether all files could be read, so that nothing is lacking."""
        return all(
            found.severity is not Severity.ERROR for found in self.problems
        )

    def all_problems(self) -> list[Problem]:
        """Return the problems in order, with both guides where there are."""
        return in_order(map(self.files.in_both_guides, self.problems))

    def file(self, name: str, shape: Shape) -> Any:
        value = self.values.get(name)
        optional = Path(name).stem in _OPTIONAL
        if value is None or (optional and is_null(value)):
            return INVALID
        start = Position(value.position.path, value.position.line, 1)
        return shape.read(value, start, self.problems)


def _ordered(
    names: tuple[str, ...],
    found: dict[str, Section],
    reading: _Reading,
) -> dict[str, Section]:
    """Give the sections in the order of the document.

    Sections that are not listed come last. They are told unless something
    else is wrong: a name may be misspelt.
    """
    ordered: dict[str, Section] = {}
    files = {Path(name).stem for name in reading.sections}
    for name in names:
        if name in ordered:
            reading.problems.append(
                problem(
                    Code.DUPLICATE_IDENTIFIER,
                    position_of(name),
                    f'The section "{name}" is listed twice.',
                )
            )
        elif name in found:
            ordered[name] = found[name]
        elif name not in files:
            reading.problems.append(
                problem(
                    Code.UNKNOWN_SECTION,
                    position_of(name),
                    f'There is no file "sections/{name}.yaml".',
                    did_you_mean(name, files),
                )
            )
    for stem, section in found.items():
        if stem in ordered:
            continue
        if reading.whole:
            reading.problems.append(
                problem(
                    Code.UNUSED_SECTION,
                    position_of(section.id),
                    f'The section "{section.id}" is not listed in guide.yaml.',
                    'List it under "sections", where it belongs.',
                )
            )
        ordered[stem] = section
    return ordered
