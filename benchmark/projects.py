# SPDX-License-Identifier: Apache-2.0
"""The documentation projects that the benchmark builds, and their edits.

Each peer shows the same checklists: as plain reST, as JSON files that a
template of sphinxcontrib-datatemplates shows, and with each step as a need of
sphinx-needs. What a peer gets is what it shows already, so that none of its
time is used for anything else.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from watcher_liaison_guide.export.formats import Markdown, Rst
from watcher_liaison_guide.export.guide_rst import guide_to_rst
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.library import Library

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "watcher_liaison_guide/data"
GUIDE = ROOT / "doc/source/contributor/release-guide.rst"
CONF = """\
project = "benchmark"
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""
EXTENSIONS = {
    "ours": ["watcher_liaison_guide"],
    "plain": [],
    "datatemplates": ["sphinxcontrib.datatemplates"],
    "needs": ["sphinx_needs"],
}
TEMPLATE = """\
{{ data.title }}
{{ "=" * data.title|length }}

{% for section in data.sections %}
{{ section.title }}
{{ "-" * section.title|length }}

{{ section.text }}
{% endfor %}
"""


class Edit(NamedTuple):
    """An edit: the files with it, the text, and what it is changed to."""

    files: str
    old: str
    new: str


RECORD = "items:\n  cs-liaisons: {done: 2026-10-12}\n"
#: The edits, in our project and in that of a peer. Each concerns the files
#: that it would concern in practice: a step is in all pages.
EDITS = {
    "step": (
        Edit("guide/**/*.yaml", "sure the skip", "sure a skip"),
        Edit("cycles/*", "sure the skip", "sure a skip"),
    ),
    "calendar": (
        Edit("data/calendars/2027.1.yaml", "10-16", "10-15"),
        Edit("cycles/2027.1.*", "Fri 16 Oct", "Thu 15 Oct"),
    ),
    "tick": (
        Edit("cycles/2027.1.cycle.yaml", "#\n", RECORD),
        Edit("cycles/2027.1.*", "[ ] Check the l", "[x] Check the l"),
    ),
}


def edit(project: Path, name: str) -> None:
    """Edit a project; the second time, undo it."""
    files, old, new = EDITS[name][project.name != "ours"]
    changed = 0
    for path in project.glob(files):
        text = path.read_text("utf-8")
        other = (
            text.replace(old, new) if old in text else text.replace(new, old)
        )
        changed += text != other
        path.write_text(other, "utf-8")
    assert changed, (project, name)


def calendars(pages: int) -> Iterator[tuple[str, str]]:
    """Yield made-up cycles, a quarter apart: releases and calendars.

    Releases end with the century; later cycles have a name instead.
    """
    calendar = (DATA / "calendars/2027.1.yaml").read_text("utf-8")
    for number in range(pages):
        days = timedelta(weeks=13 * number)
        year, half = divmod(2027 * 2 + number, 2)
        release = f"{year}.{half + 1}" if year < 2100 else f"made{number}"
        text = re.sub(
            r"\d{4}-\d{2}-\d{2}",
            lambda found, by=days: str(date.fromisoformat(found[0]) + by),
            calendar,
        ).replace('"2027.1"', f'"{release}"')
        yield release, text.replace("series: indri", f"series: made{number}")


def sections_of(rst: str) -> tuple[str, list[dict[str, str]]]:
    """Return the title of a page and its sections, each with its text."""
    parts = re.split(r"^(.+)\n(?:=+|-+)\n", rst, flags=re.MULTILINE)[1:]
    title, first, *rest = parts
    sections = [{"title": "Cycle", "text": first}]
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        sections.append({"title": heading, "text": text})
    return title, sections


def as_needs(rst: str, release: str) -> str:
    """Return a page with each step, and what is in it, as a need."""
    lines, number = [], 0
    for line in rst.splitlines():
        if line.startswith("- "):
            number += 1
            name = f"C_{release.replace('.', '_')}_{number}"
            lines += ["", f".. spec:: Step {number}", f"   :id: {name}", ""]
            line = f"   {line[2:]}"
        elif line.startswith("  "):
            line = f" {line}"
        lines.append(line)
    return "\n".join(lines)


def write(folder: Path, peers: list[str], pages: int) -> list[Path]:
    """Write the project of each peer with *pages* cycles."""
    made = [folder / peer for peer in peers]
    for project in made:
        (project / "cycles").mkdir(parents=True)
        conf = f"{CONF}extensions = {EXTENSIONS[project.name]}\n"
        if project.name == "ours":
            conf += 'liaison_guide = "guide"\nliaison_data = "data"\n'
            shutil.copytree(DATA / "guides/watcher", project / "guide")
            (project / "data/calendars").mkdir(parents=True)
        elif project.name == "datatemplates":
            conf += 'templates_path = ["."]\n'
            (project / "page.tmpl").write_text(TEMPLATE)
        (project / "conf.py").write_text(conf)
    library = Library((folder / "ours/data",), folder / "ours/cycles")
    releases = []
    for release, calendar in calendars(pages):
        releases.append(f"   cycles/{release}\n")
        for project in made:
            page = project / "cycles" / release
            if project.name == "ours":
                path = project / f"data/calendars/{release}.yaml"
                path.write_text(calendar, "utf-8")
                text = f'cycle: "{release}"\n#\n'
                page.with_name(f"{release}.cycle.yaml").write_text(text)
                checklist, _ = library.checklist(release)
                assert checklist is not None
                rst = Rst().document(checklist)
                continue
            text = rst
            if project.name == "datatemplates":
                title, sections = sections_of(rst)
                data = {"title": title, "sections": sections}
                page.with_name(f"{release}.json").write_text(
                    json.dumps(data, ensure_ascii=False), "utf-8"
                )
                text = (
                    f".. datatemplate:json:: {release}.json\n"
                    "   :template: page.tmpl\n"
                )
            elif project.name == "needs":
                text = as_needs(rst, release)
            page.with_name(f"{release}.rst").write_text(text, "utf-8")
    for project in made:
        (project / "index.rst").write_text(
            "Index\n=====\n\n.. toctree::\n\n" + "".join(releases)
        )
    return made


def write_guide(folder: Path, peers: list[str], pages: int) -> list[Path]:
    """Write projects with the guide's page; as plain reST for a peer."""
    guide, _ = Library().guide()
    assert guide is not None
    made = write(folder, peers, pages)
    for project in made:
        page = project / "release-guide.rst"
        if project.name == "ours":
            shutil.copy(GUIDE, page)
        else:
            page.write_text(guide_to_rst(guide), "utf-8")
        with (project / "index.rst").open("a") as index:
            index.write("   release-guide\n")
    return made


def write_pages(folder: Path) -> list[Path]:
    """Write the page of a cycle, and one with its lines as a plain list."""
    checklist, _ = Library().checklist("2027.1")
    assert checklist is not None
    items = [
        f'<li><input type="checkbox" data-item>{html.escape(line)}'
        for line in Markdown().document(checklist).splitlines()
    ]
    made = {
        "ours": checklist_to_html(checklist),
        "plain list": f"<!doctype html><ul>{''.join(items)}</ul>",
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return [folder / f"{name}.html" for name in made]


KHAL = """\
[calendars]
[[team]]
path = {folder}/calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
[sqlite]
path = {folder}/khal.db
"""


def write_khal(folder: Path) -> list[str]:
    """Give khal the calendar of a cycle, and return how it is started."""
    khal = str(Path(sys.executable).with_name("khal"))
    (folder / "calendar").mkdir()
    config = folder / "config"
    config.write_text(KHAL.format(folder=folder))
    checklist, _ = Library().checklist("2027.1")
    assert checklist is not None
    calendar = folder / "cycle.ics"
    calendar.write_bytes(checklist_to_ics(checklist))
    command = [khal, "-c", str(config)]
    subprocess.run(
        [*command, "import", "--batch", "-a", "team", str(calendar)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return command
