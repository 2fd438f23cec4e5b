# SPDX-License-Identifier: Apache-2.0
"""A project that is built again after a change, and what is in it."""

from __future__ import annotations

import dataclasses
import filecmp
import gettext
from collections.abc import Mapping
from pathlib import Path

from tests.sphinxext import tiny
from tests.sphinxext.conftest import build_project


def catalogue(translations: Mapping[str, str]) -> str:
    """Return a catalogue of translations."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return head + "".join(
        f'\nmsgid "{one}"\nmsgstr "{other}"\n'
        for one, other in translations.items()
    )


RECORDS = """\
cycle: {series: zzyzx, release: "2030.1"}
sources: []
leadership: {model: ptl, source: governance}
liaisons: {}
carried-from: null
series: []
deliverables: {}
"""
LOCALE = "locale/de/LC_MESSAGES"
#: Several pages, each showing something else of the guide, in German.
FILES = {
    "index.rst": (
        "Top\n===\n\n.. toctree::\n   :glob:\n\n   guide\n   *\n\n"
        "See :liaison:step:`cut`.\n\n.. index:: Beginning\n"
    ),
    "guide.rst": (
        "Guide\n=====\n\n.. guide-overview::\n\n.. milestone:: planning\n\n"
        ".. milestone:: freezing\n\n.. liaison-precedence:: helping\n\n"
        ".. ffe-policy:: late\n"
    ),
    "procedure.rst": "Procedure\n=========\n\n.. procedure:: releasing\n",
    "words.rst": "Words\n=====\n\n.. glossary-term::\n",
    "project.rst": "Project\n=======\n\n.. project-context::\n",
    "day.rst": "Day\n===\n\nOn :liaison:date:`feature-freeze`.\n",
    "old.rst": "Old\n===\n\n.. cycle-checklist:: 2029.2\n   :no-index:\n",
    # It shows nothing of ours, and is not to be read for it.
    "plain.rst": "Plain\n=====\n\nWords.\n",
    "all.rst": "All\n===\n\n.. cycle-index::\n",
    "other.rst": None,
    "2030.1.cycle.yaml": tiny.CYCLE + "notes: Keep calm.\n",
    "guide/events.yaml": "party: {title: Party, falls-back: rc1}\n",
    "guide/sections/releasing.yaml": tiny.GUIDE["sections/releasing.yaml"]
    + "    notes: ['Then comes {next-series}.']\n",
    "data/records/2030.1.yaml": RECORDS,
    "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
    f"{LOCALE}/guide.po": catalogue({"Ask the lead.": "x"}),
    f"{LOCALE}/watcher_liaison_guide.po": catalogue({"Who decides": "Wer?"}),
    "conf.py": tiny.CONF + 'language = "de"\nlocale_dirs = ["locale"]\n',
}
DOCUMENTS = frozenset(
    {
        *("2030.1", "all", "day", "guide", "index", "old", "plain"),
        *("procedure", "project", "words"),
    }
)


@dataclasses.dataclass
class Project:
    """A project that is built again and again."""

    source: Path
    builder: str = "html"

    def build(
        self, builder: str = "", folder: str = "out"
    ) -> tuple[set[str], list[str]]:
        """Build; return the documents that were read, and warnings."""
        # They keep what they have read for as long as the process lives, and
        # go by size and time.
        # What gettext keeps has no other door, and no type.
        gettext._translations.clear()  # type: ignore[attr-defined]
        filecmp.clear_cache()
        out = self.source.parent / folder
        built = build_project(self.source, builder or self.builder, out)
        return built.read, built.app.warning.getvalue().splitlines()

    def pages(self, folder: str = "out") -> dict[str, str]:
        """Return what each page and file of a cycle shows.

        What Sphinx puts around a page, such as the navigation, is as old as
        the page.
        """
        out = self.source.parent / folder / self.builder
        found = {}
        for path in sorted(out.rglob("*")):
            if path.suffix in (".html", ".ics", ".json", ".tex"):
                text = path.read_text(encoding="utf-8")
                _, _, body = text.partition('role="main"')
                name = path.relative_to(out).as_posix()
                found[name] = (
                    body.partition('class="sphinxsidebar"')[0] or text
                )
        return found

    def fresh_pages(self) -> dict[str, str]:
        """Return what a build into an empty folder shows."""
        self.build(folder="fresh")
        return self.pages("fresh")
