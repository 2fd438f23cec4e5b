# SPDX-License-Identifier: Apache-2.0
"""The YAML files of a guide's folder, and of the guides that it extends."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from watcher_liaison_guide.embedded import find_guide
from watcher_liaison_guide.files import (
    CYCLE_SUFFIX,
    listed,
    read_file,
    unreadable,
)
from watcher_liaison_guide.guide.extending import Extending, child, with_entry
from watcher_liaison_guide.guide.glossary import folded
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.names import names_of, with_names
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import Scalar, Sequence, Value, parse

#: The files beside a guide's sections; only the first two are required.
KINDS = tuple(kind for kind in FILES if kind != "section")
OPTIONAL = KINDS[2:]


@dataclass
class GuideFiles:
    """What the files of a guide, merged with those of its bases, have.

    ``values`` are the files by name, None for one that cannot be read;
    ``digests`` the SHA-256 digests of all files read, by path; ``bases`` the
    folders of the guides that it extends, the nearest first.
    """

    folder: Path
    values: dict[str, Value | None] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
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
        where = f"{place.path}:{place.line}"
        return replace(
            found,
            message=f'{found.message} "{where}" {does}.',
            advice=advice,
        )

    @property
    def sections(self) -> list[str]:
        """The names of the files of sections, in their order."""
        return sorted(
            name for name in self.values if name.startswith("sections/")
        )


def read_guide_files(folder: Path) -> GuideFiles:
    """Read a guide's folder, with what it takes from the guide it extends."""
    found = _read(folder, ())
    values = _readable(found)
    names = names_of(values, shown=not found.bases)
    for name, value in values.items():
        found.values[name] = with_names(value, names)
    return found


def _readable(files: GuideFiles) -> dict[str, Value]:
    return {
        name: value
        for name, value in files.values.items()
        if value is not None
    }


def _read(folder: Path, extending: tuple[Path, ...]) -> GuideFiles:
    """Read *folder*; *extending* are the guides that led to it."""
    own = _read_folder(folder)
    extends = child(own.values.get("guide.yaml"), "extends")
    if not isinstance(extends, Scalar):
        return own
    base_folder = find_guide(extends.text, folder)
    if isinstance(base_folder, Problem):
        own.problems.append(replace(base_folder, position=extends.position))
        return _alone(own)
    chain = (*extending, folder.resolve())
    if base_folder.resolve() in chain:
        own.problems.append(
            Code.CIRCULAR_REFERENCE.at(
                extends.position,
                f'The guide "{extends.text}" extends this one in turn.',
            )
        )
        return _alone(own)
    base = _read(Path(os.path.normpath(base_folder)), chain)
    merge = Extending(extends.text, own.problems)
    merged = merge.merged(_readable(own), _readable(base))
    own.problems[:0] = base.problems
    unreadable = {
        name: None
        for name, value in [*base.values.items(), *own.values.items()]
        if value is None
    }
    own.values = {**unreadable, **merged}
    own.digests = {**base.digests, **own.digests}
    own.bases = (base.folder, *base.bases)
    own.extends = extends.position
    own.omitted = {**base.omitted, **merge.omitted}
    return own


def _spaced(text: str) -> str:
    """Return words as they are compared: ids have "-" for spaces."""
    return folded(text.replace("-", " "))


def _alone(own: GuideFiles) -> GuideFiles:
    """Return a guide whose base cannot be read: it has no order of sections.

    That is reported; what follows from it is not.
    """
    guide = own.values["guide.yaml"]
    if guide is not None and child(guide, "sections") is None:
        none = Sequence((), guide.position)
        own.values["guide.yaml"] = with_entry(guide, "sections", none)
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
        found.values[name] = _read_value(found, name)
    _report_unread(found)
    return found


def _read_value(files: GuideFiles, name: str) -> Value | None:
    path = files.folder / name
    content = read_file(path)
    if isinstance(content, Problem):
        files.problems.append(content)
        return None
    files.digests[str(path)] = hashlib.sha256(content).hexdigest()
    value, problems = parse(content, str(path))
    files.problems.extend(problems)
    return value


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
    for path, advice in strays:
        files.problems.append(
            Code.UNREAD_FILE.at(
                Position(str(path)),
                "No file of a guide has this name, so nothing reads it.",
                advice,
            )
        )
