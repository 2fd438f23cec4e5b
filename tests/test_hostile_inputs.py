# SPDX-License-Identifier: Apache-2.0
"""Every text that a file or setting may have tries to be markup."""

from __future__ import annotations

import functools
import io
import json
import operator
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import docutils.core
import icalendar
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from markdown_it import MarkdownIt
from sphinx.testing.util import SphinxTestApp

from doc import message_catalogues as catalogue
from tests.export.samples import HOSTILE_TEXT
from tests.export.test_hostile import Page
from tests.mutations import data_of, dumped, fields_of
from tests.test_data_mutations import KINDS
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.embedded import PACKAGE_DATA
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.sphinxext.words import CATALOG
from watcher_liaison_guide.yamlreader import Scalar, parse

#: On one line, as far as YAML takes it; and what prose takes.
ANY = " ".join(re.sub(r"[\x00-\x1f]", " ", HOSTILE_TEXT).split()) + (
    r" \input{/etc/passwd} $x$ ^^5c %x .so /etc/passwd ${x}"
)
PROSE = (
    '<script>window.broken=1</script><img src=x onerror="window.broken=1"> '
    r"]]>--> \\input{{/etc/passwd}} $x$ ^^5c %x ~#& &lt; {{{{ 7*7 }}}}"
)
#: What others refer to, or what decides which items there are.
MEANT = ("cycle", "team", "type", "release-model", "status")
CONF = """\
extensions = ["watcher_liaison_guide"]
liaison_guide = "../openstack"
liaison_data = "../data"
man_pages = [("index", "man", "Man", "", 7)]
copyright = version = "1"
suppress_warnings = ["liaison"]
"""
SETTINGS = f"""\
liaison_date_format = {ANY.replace("%", "") + "%d"!r}
liaison_latest_url = 'https://example.org/"><script>window.broken=1</script>'
language = "pl"
locale_dirs = ["locale"]
"""
INDEX = """\
Top
===

:liaison:date:`feature-freeze`

.. guide::

.. this-week::

.. cycle-index::

.. toctree::

   2027.1
"""


def infected(text: str, name: str, shape: object) -> str:
    """Return a YAML file with something hostile in each of its texts."""
    value, _ = parse(text.encode(), name)
    assert value is not None
    data, count = data_of(value), 0
    for place, field, inner, _ in fields_of(shape, value):
        if not isinstance(inner, Scalar) or place[-1] in MEANT:
            continue
        for bad in (f"{count} {ANY}", f"{count} {PROSE}", PROSE[:48]):
            scalar = Scalar(bad, NOWHERE, '"', NOWHERE, False, False)
            problems: list[object] = []
            field.read(scalar, NOWHERE, problems)
            if not problems:
                holder = functools.reduce(operator.getitem, place[:-1], data)
                holder[place[-1]] = scalar
                count += 1
                break
    assert count
    return dumped(data)


def files(hostile: bool) -> Iterator[tuple[str, str]]:
    """Yield the files of a project: a whole guide and its cycle."""
    folder = PACKAGE_DATA / "guides"
    found = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in (folder / "openstack").rglob("*.yaml")
    }
    found |= {
        "data/calendars/2027.1.yaml": (
            PACKAGE_DATA / "calendars" / "2027.1.yaml"
        ).read_text("utf-8"),
        "data/records/2027.1.yaml": KINDS["records"][0].decode(),
        "doc/2027.1.cycle.yaml": KINDS["cycle"][0].decode(),
    }
    kinds = {"calendars": "calendar", "records": "records", "doc": "cycle"}
    for name, text in found.items():
        path = Path(name)
        kind = kinds.get(path.parent.name)
        part = "section" if path.parent.name == "sections" else path.stem
        shape = KINDS[kind][1] if kind else FILES[part]
        if kind == "records":
            text = text.replace("2026.1", "2027.1")
            text = text.replace("team: watcher", "team: openstack")
        yield name, infected(text, name, shape) if hostile else text
    yield "doc/index.rst", INDEX
    yield "doc/conf.py", CONF + (SETTINGS if hostile else "")


def shape_of(name: str, text: str) -> set[str]:
    """Return the kinds of elements that a reader of a format finds."""
    if name.endswith(".rst"):
        # Notes, not warnings, say that two headings are the same.
        document = docutils.core.publish_doctree(
            text, settings_overrides={"halt_level": 2}
        )
        found = {type(node).__name__ for node in document.findall()}
        return found - {"system_message"}
    if name.endswith(".markdown"):
        reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        return set(Page(reader.render(text)).tags)
    boxes = re.findall(r"^ *(?:- )?\[.\]", text, re.M)
    return {f"{boxes.count(one)} {one}" for one in set(boxes)}


def test_no_text_becomes_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: dict[bool, dict[str, str]] = {}
    for hostile in (False, True):
        folder = tmp_path / str(hostile)
        for name, text in files(hostile):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        own = Catalog(locale="pl")
        for words in catalogue.messages():
            own.add(words, f"{ANY} {words}" if hostile else words)
        path = folder / f"doc/locale/pl/LC_MESSAGES/{CATALOG}.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as stream:
            write_mo(stream, own)
        for builder in ("epub", "latex", "man") if hostile else ("epub",):
            app = SphinxTestApp(
                builder,
                folder / "doc",
                folder / "built",
                warning=io.StringIO(),
            )
            app.build()
            app.cleanup()
        monkeypatch.chdir(folder)
        for form in ("html", "ics", "markdown", "rst", "json", "etherpad"):
            main(
                f"checklist 2027.1 --format {form} --guide ./openstack --data "
                f"data --cycles doc --output one.{form}".split()
            )
        out = folder / "built"
        found = [*out.rglob("*.xhtml"), *out.rglob("*.tex"),
                 *out.rglob("*.7"), *folder.glob("one.*")]  # fmt: skip
        pages[hostile] = {one.name: one.read_text("utf-8") for one in found}
    assert "<script>" in Page(pages[True]["one.html"]).words
    assert "<script>" in Page(pages[True]["index.xhtml"]).words
    for name, text in pages[True].items():
        calm = pages[False].get(name, "")
        if name.endswith("html"):
            seen, expected = Page(text), Page(calm)
            assert set(seen.tags) <= set(expected.tags), name
            for tag in ("script", "img", "style", "title", "iframe"):
                assert seen.tags.count(tag) == expected.tags.count(tag)
            names = {attribute for attribute, _ in seen.attributes}
            assert not [one for one in names if one.startswith("on")]
            for attribute, value in seen.attributes:
                if attribute in ("href", "src"):
                    assert not re.match(r"\s*(javascript|data)", value or "")
        if name.endswith((".markdown", ".rst", ".etherpad")):
            assert shape_of(name, text) <= shape_of(name, calm)
        if name.endswith(".json"):
            assert "<script>" in str(json.loads(text))
        if name.endswith("xhtml"):
            ElementTree.fromstring(text)
        if name.endswith(".tex"):
            assert "input" in text and r"\input{/etc" not in text
            assert not re.search(r"(?<!\\)[$%]x|\^\^5c", text)
        if name.endswith(".7"):
            # Its head, the page's title, is as docutils writes any title.
            assert r"\einput" in text
            assert not re.search(r"^[.'](so|passwd)", text, re.M)
        if name.endswith(".ics"):
            parts = [
                [
                    part.name
                    for part in icalendar.Calendar.from_ical(one).walk()
                ]
                for one in (text, calm)
            ]
            assert set(parts[0]) == set(parts[1])
