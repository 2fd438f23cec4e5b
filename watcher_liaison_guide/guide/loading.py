# SPDX-License-Identifier: Apache-2.0
"""A folder of YAML into a guide, with every problem found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from watcher_liaison_guide.fields import INVALID, is_null
from watcher_liaison_guide.guide.checks import check_guide
from watcher_liaison_guide.guide.files import (
    OPTIONAL,
    GuideFiles,
    read_guide_files,
)
from watcher_liaison_guide.guide.model import (
    FILES,
    Guide,
    Head,
    Inherited,
    Part,
    Project,
    Section,
    Unread,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
)
from watcher_liaison_guide.yamlreader import position_of

_Holder = TypeVar("_Holder", Section, Part)


def load_guide(folder: Path | str) -> tuple[Guide | None, list[Problem]]:
    """Read the guide in *folder*; return it, and all its problems in order.

    The guide is None only where ``project.yaml`` or ``guide.yaml``, of it or
    of a guide that it extends, cannot be read; everything else that cannot
    be read is left out of it.
    """
    return guide_of(read_guide_files(Path(folder)))


def guide_of(files: GuideFiles) -> tuple[Guide | None, list[Problem]]:
    """Return the guide in files, as :func:`load_guide` does."""
    if files.values["guide.yaml"] is None:
        # Then the other files may be parts of those that it extends.
        return None, in_order(map(files.in_both_guides, files.problems))
    unread = Unread()
    problems = list(files.problems)
    read: dict[str, Any] = {}
    for name in files.values:
        read[name], found = _read(files, name, unread)
        problems += found
    head, project = read["guide.yaml"], read["project.yaml"]
    guide = None
    if isinstance(head, Head) and isinstance(project, Project):
        sections = {
            Path(name).stem: read[name]
            for name in sorted(read)
            if name.startswith("sections/")
        }
        problems += _wrong_order(head.sections, sections, unread)
        listed = dict.fromkeys([*head.sections, *sections])
        team = project.team or next(iter(project.deliverables), "")
        title = project.title or team
        guide = Guide(
            name=files.folder.resolve().name,
            title=head.title,
            text=head.text,
            project=replace(project, team=team, title=title),
            sections={
                name: _with_defaults(sections[name], head.defaults)
                for name in listed
                if sections.get(name)
            },
            files=files.paths,
            renamed={
                **dict.fromkeys(files.omitted, "The guide omits it."),
                **head.renamed,
            },
            unread=unread,
            **{kind: read.get(f"{kind}.yaml") or {} for kind in OPTIONAL},
        )
        problems += check_guide(guide)
    else:
        # Which names texts can use is not known.
        unknown = Code.UNKNOWN_PLACEHOLDER
        problems = [one for one in problems if one.code is not unknown]
    return guide, in_order(map(files.in_both_guides, problems))


def _read(
    files: GuideFiles, name: str, unread: Unread
) -> tuple[Any, list[Problem]]:
    """Return what a file says, INVALID if nothing, and what is wrong in it.

    Errors that were found in it before count for *unread*, too.
    """
    value, path = files.values[name], Path(name)
    kind = "section" if path.parent.name else path.stem
    read: Any = INVALID
    problems: list[Problem] = []
    if value is not None and not (kind in OPTIONAL and is_null(value)):
        start = Position(value.position.path, value.position.line, 1)
        read = FILES[kind].read(value, start, problems)
    errors = [
        one
        for one in (*files.problems, *problems)
        if one.severity is Severity.ERROR and one.position.path.endswith(name)
    ]
    if errors:
        unread.add(name, value, errors)
    if isinstance(read, Section) and read.id != path.stem:
        unread.setdefault(name, frozenset())
        problems.append(
            Code.BAD_IDENTIFIER.at(
                position_of(read.id),
                f'The id of the section is "{read.id}", its file is '
                f'"{path.name}".',
                f'Rename the file to "{read.id}.yaml".',
            )
        )
    return read, problems


def _wrong_order(
    names: tuple[str, ...], sections: Mapping[str, Any], unread: Unread
) -> Iterator[Problem]:
    """Report what is wrong with the order of sections, *names*.

    Sections that are not listed come last. They are reported unless
    something else is wrong: a name may be misspelt.
    """
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Code.DUPLICATE_IDENTIFIER.at(
                position_of(name), f'The section "{name}" is listed twice.'
            )
        elif name not in sections:
            unread["guide.yaml"] = frozenset()
            yield Code.UNKNOWN_SECTION.at(
                position_of(name),
                f'There is no file "sections/{name}.yaml".',
                did_you_mean(name, sections),
            )
    for name, section in sections.items():
        if section and name not in names and not unread:
            yield Code.UNUSED_SECTION.at(
                position_of(section.id),
                f'The section "{section.id}" is not listed in guide.yaml.',
                'Add it to "sections", in document order.',
            )


def _with_defaults(section: Section, defaults: Inherited | None) -> Section:
    """Return a section, each step with what the section says for all.

    What the section does not say is that of the guide's *defaults*.
    """
    defaults = defaults or Inherited()
    owner = section.owner or defaults.owner
    when = section.when or defaults.when

    def given(holder: _Holder) -> _Holder:
        steps = tuple(
            replace(step, owner=step.owner or owner, when=step.when or when)
            for step in holder.steps
        )
        return replace(holder, steps=steps)

    return given(replace(section, parts=tuple(map(given, section.parts))))
