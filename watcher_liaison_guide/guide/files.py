# SPDX-License-Identifier: Apache-2.0
"""The YAML files of a guide's folder, and of the guides that it extends."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from pathlib import Path

from watcher_liaison_guide.embedded import find_guide
from watcher_liaison_guide.files import (
    CYCLE_SUFFIX,
    listed,
    read_file,
    unreadable,
)
from watcher_liaison_guide.guide.extending import Extending, Files
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.project import folded
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    Scalar,
    Sequence,
    Value,
    child,
    entries_of,
    parse,
)

#: The files beside a guide's sections; only the first two are required.
KINDS = tuple(kind for kind in FILES if kind != "section")
OPTIONAL = KINDS[2:]
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z-]*)\}")


@dataclass
class GuideFiles:
    """What the files of a guide, merged with those of its bases, have.

    ``values`` are the files by name, None for one that cannot be read;
    ``paths`` are those of all files read; ``bases`` the folders of the guides
    that it extends, the nearest first.
    """

    folder: Path
    values: Files = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    bases: tuple[Path, ...] = ()
    #: Where the base is named, and what is left out of it.
    extends: Position = NOWHERE
    omitted: dict[str, Position] = field(default_factory=dict)

    def in_both_guides(self, found: Problem) -> Problem:
        """Return a problem in a base guide with its place in this one.

        That is where what it is about is left out, in whichever guide it is
        missed, else where the base is named.
        """
        message = _spaced(found.message)
        omitted = [
            place
            for name, place in self.omitted.items()
            if f'"{_spaced(name)}"' in message
        ]
        advice, folders = found.advice, Path(found.position.path).parents
        if omitted and str(found.code).startswith("unknown-"):
            place, does, advice = omitted[0], "leaves it out", None
        elif any(base in folders for base in self.bases):
            place = omitted[0] if omitted else self.extends
            does = "leaves it out" if omitted else "extends this guide"
        else:
            return found
        if found.code is Code.UNKNOWN_PLACEHOLDER:
            project = self.folder / "project.yaml"
            advice = f'Set it in "names" of "{project}". {advice or ""}'
        message = f'{found.message} "{place.path}:{place.line}" {does}.'
        return replace(found, message=message, advice=advice)


def _spaced(text: str) -> str:
    """Return words as they are compared: ids have "-" for spaces."""
    return folded(text.replace("-", " "))


def read_guide_files(folder: Path) -> GuideFiles:
    """Read a guide's folder, with what it takes from the guide it extends."""
    found = _read(folder, ())
    names = _names_of(found.values.get("project.yaml"), not found.bases)
    for name, value in found.values.items():
        if value is not None:
            found.values[name] = _with_names(value, names)
    return found


def _read(folder: Path, extending: tuple[Path, ...]) -> GuideFiles:
    """Read *folder*; *extending* are the guides that led to it."""
    own = _read_folder(folder)
    guide = own.values["guide.yaml"]
    extends = child(guide, "extends")
    if guide is None or not isinstance(extends, Scalar):
        return own
    base_folder = find_guide(extends.text, folder)
    chain = (*extending, folder.resolve())
    if isinstance(base_folder, Problem):
        wrong = replace(base_folder, position=extends.position)
    elif base_folder.resolve() in chain:
        wrong = Code.CIRCULAR_REFERENCE.at(
            extends.position,
            f'The guide "{extends.text}" extends this one in turn.',
        )
    else:
        base = _read(Path(os.path.normpath(base_folder)), chain)
        merge = Extending(extends.text, own.problems)
        return GuideFiles(
            folder,
            merge.merged(own.values, base.values),
            (*base.paths, *own.paths),
            [*base.problems, *own.problems],
            (base.folder, *base.bases),
            extends.position,
            {**base.omitted, **merge.omitted},
        )
    own.problems.append(wrong)
    own.values["guide.yaml"] = None  # without its base it is part of a guide
    return own


def _read_folder(folder: Path) -> GuideFiles:
    found = GuideFiles(folder)
    names = [
        f"{kind}.yaml"
        for kind in KINDS
        if kind not in OPTIONAL or os.path.exists(folder / f"{kind}.yaml")
    ]
    try:
        sections = listed(folder / "sections", ".yaml")
    except OSError as error:
        sections = []
        found.problems.append(unreadable(folder / "sections", error))
    names += [f"sections/{path.name}" for path in sections]
    for name in names:
        path = str(folder / name)
        content = read_file(path)
        if isinstance(content, Problem):
            found.values[name] = None
            found.problems.append(content)
            continue
        found.paths += (path,)
        found.values[name], problems = parse(content, path)
        found.problems += problems
    _report_unread(found)
    return found


def _report_unread(files: GuideFiles) -> None:
    """Report YAML files in the folder whose names are no guide's."""
    known = {f"{kind}.yaml" for kind in KINDS}
    strays = [
        (path, did_you_mean(path.name, known))
        for path in sorted(files.folder.glob("[!.]*.y*ml"))
        if path.name not in known and not path.name.endswith(CYCLE_SUFFIX)
    ]
    strays += [
        (path, f'Rename it to "{path.stem}.yaml".')
        for path in (files.folder / "sections").glob("[!.]*.yml")
    ]
    message = "No file of a guide has this name, so nothing reads it."
    files.problems += [
        Code.UNREAD_FILE.at(path, message, advice) for path, advice in strays
    ]


# -- the names that a team fills into the texts of a guide for many teams


def _names_of(project: Value | None, shown: bool) -> dict[str, str]:
    """Return the placeholders that project.yaml's ``names`` fill, and team.

    A name that is declared without a value stands, with *shown*, for itself:
    so in a guide for many teams, which has none.
    """
    found: dict[str, str] = {}
    team = child(project, "team")
    if isinstance(team, Scalar):
        found["team"] = team.text
    for key, value in entries_of(child(project, "names")):
        if isinstance(value, Scalar) and not value.is_null:
            found[key] = value.text
        elif shown:
            found[key] = key
    return {key: _filled(text, found) for key, text in found.items()}


def _filled(text: str, names: Lookup[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda one: names.get(one[1], one[0]), text)


def _with_names(value: Value, names: Lookup[str, str]) -> Value:
    """Return *value* with the team's names in place of their placeholders."""
    if isinstance(value, Scalar):
        text, begin = _filled(value.text, names), value.begin
        if text != value.text:  # no column is that of the file
            begin = begin._replace(column=0)
        return value._replace(text=text, begin=begin)
    if isinstance(value, Sequence):
        values = tuple(_with_names(one, names) for one in value)
        return replace(value, values=values)
    entries = (Entry(key, _with_names(one, names)) for key, one in value)
    return replace(value, entries=tuple(entries))
