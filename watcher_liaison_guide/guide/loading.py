# SPDX-License-Identifier: Apache-2.0
"""A folder of YAML into a guide, with every problem found on the way."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

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
    Project,
    Section,
    Step,
)
from watcher_liaison_guide.guide.unread import Unread
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
)
from watcher_liaison_guide.yamlreader import position_of


def load_guide(folder: Path | str) -> tuple[Guide | None, list[Problem]]:
    """Read the guide in *folder*; return it, and all its problems in order.

    The guide is None only where ``guide.yaml`` or ``project.yaml`` cannot
    be read; everything else that cannot be read is left out of it.
    """
    return guide_of(read_guide_files(Path(folder)))


def guide_of(files: GuideFiles) -> tuple[Guide | None, list[Problem]]:
    """Return the guide in files, as :func:`load_guide` does."""
    reading = _Reading(files)
    head = reading.file("guide.yaml", "guide")
    project = reading.file("project.yaml", "project")
    shared = {
        kind: reading.file(f"{kind}.yaml", kind) or {}
        for kind in OPTIONAL
        if f"{kind}.yaml" in files.values
    }
    sections = reading.sections()
    if not isinstance(head, Head) or not isinstance(project, Project):
        return None, reading.all_problems()
    team = project.team or next(iter(project.deliverables), "")
    title = project.title or team
    guide = Guide(
        name=files.folder.resolve().name,
        title=head.title,
        text=head.text,
        project=dataclasses.replace(project, team=team, title=title),
        sections={
            name: _with_defaults(section, head.defaults)
            for name, section in reading.sections_in_order(
                head.sections, sections
            ).items()
        },
        files=files.digests,
        renamed={
            **dict.fromkeys(files.omitted, "The guide omits it."),
            **head.renamed,
        },
        unread=reading.unread,
        **shared,
    )
    reading.problems.extend(check_guide(guide))
    return guide, reading.all_problems()


def _with_defaults(section: Section, defaults: Inherited | None) -> Section:
    """Return a section, each step with what the section says for all.

    What the section does not say is that of the guide's *defaults*.
    """
    defaults = defaults or Inherited()
    owner = section.owner or defaults.owner
    when = section.when or defaults.when

    def given(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(
            dataclasses.replace(
                step, owner=step.owner or owner, when=step.when or when
            )
            for step in steps
        )

    parts = tuple(
        dataclasses.replace(part, steps=given(part.steps))
        for part in section.parts
    )
    return dataclasses.replace(
        section, steps=given(section.steps), parts=parts
    )


class _Reading:
    """The files of a guide, read into the model, with their problems."""

    def __init__(self, files: GuideFiles) -> None:
        self.files = files
        self.problems = list(files.problems)
        self.unread = Unread()

    def all_problems(self) -> list[Problem]:
        """Return the problems in order, those of a base with both guides."""
        return in_order(map(self.files.in_both_guides, self.problems))

    def file(self, name: str, kind: str) -> Any:
        """Read a file, INVALID if nothing of it can be used."""
        value = self.files.values[name]
        wrong = [
            found
            for found in self.files.problems
            if found.position.path.endswith(name)
        ]
        read: Any = INVALID
        if value is not None and not (kind in OPTIONAL and is_null(value)):
            start = Position(value.position.path, value.position.line, 1)
            before = len(self.problems)
            read = FILES[kind].read(value, start, self.problems)
            wrong += self.problems[before:]
        errors = [one for one in wrong if one.severity is Severity.ERROR]
        if errors:
            self.unread.add(name, value, errors)
        return read

    def sections(self) -> dict[str, Section | None]:
        """Read every section by its file's name, None if it is broken."""
        found: dict[str, Section | None] = {}
        for name in self.files.sections:
            path = Path(name)
            section = self.file(name, "section")
            found[path.stem] = section or None
            if isinstance(section, Section) and section.id != path.stem:
                self.problems.append(
                    Code.BAD_IDENTIFIER.at(
                        position_of(section.id),
                        f'The id of the section is "{section.id}", its file '
                        f'is "{path.name}".',
                        f'Rename the file to "{section.id}.yaml".',
                    )
                )
                self.unread.setdefault(name, frozenset())
        return found

    def sections_in_order(
        self, names: tuple[str, ...], found: dict[str, Section | None]
    ) -> dict[str, Section]:
        """Return the sections in the order of the document.

        Sections that are not listed come last. They are reported unless
        something else is wrong: a name may be misspelt.
        """
        ordered: dict[str, Section] = {}
        for number, name in enumerate(names):
            if name in names[:number]:
                self.problems.append(
                    Code.DUPLICATE_IDENTIFIER.at(
                        position_of(name),
                        f'The section "{name}" is listed twice.',
                    )
                )
            elif name not in found:
                self.problems.append(
                    Code.UNKNOWN_SECTION.at(
                        position_of(name),
                        f'There is no file "sections/{name}.yaml".',
                        did_you_mean(name, found),
                    )
                )
                self.unread["guide.yaml"] = frozenset()
            elif (section := found[name]) is not None:
                ordered[name] = section
        for stem, section in found.items():
            if section is None or stem in ordered:
                continue
            if not self.unread:
                self.problems.append(
                    Code.UNUSED_SECTION.at(
                        position_of(section.id),
                        f'The section "{section.id}" is not listed in '
                        "guide.yaml.",
                        'Add it to "sections", in document order.',
                    )
                )
            ordered[stem] = section
        return ordered
