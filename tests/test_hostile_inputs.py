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
from tests.test_mutations import KINDS
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


def guide_files() -> Iterator[tuple[str, str, object]]:
    """Yield the files of a guide and a cycle: name, text, shape."""
    guides = PACKAGE_DATA / "guides"
    for path in (guides / "openstack").rglob("*.yaml"):
        part = "section" if path.parent.name == "sections" else path.stem
        name = path.relative_to(guides).as_posix()
        yield name, path.read_text("utf-8"), FILES[part]
    calendar = PACKAGE_DATA / "calendars" / "2027.1.yaml"
    for name, kind, text in (
        ("data/calendars/2027.1.yaml", "calendar", calendar.read_bytes()),
        ("data/records/2027.1.yaml", "records", KINDS["records"][0]),
        ("doc/2027.1.cycle.yaml", "cycle", KINDS["cycle"][0]),
    ):
        text = text.replace(b"2026.1", b"2027.1")
        text = text.replace(b"team: watcher", b"team: openstack")
        yield name, text.decode(), KINDS[kind][1]


def write(folder: Path, hostile: bool) -> None:
    """Write a project, with words in another language, into a folder."""
    files = {
        "doc/index.rst": INDEX,
        "doc/conf.py": CONF + (SETTINGS if hostile else ""),
    }
    for name, text, shape in guide_files():
        files[name] = infected(text, name, shape) if hostile else text
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    own = Catalog(locale="pl")
    for words in catalogue.messages():
        own.add(words, f"{ANY} {words}" if hostile else words)
    locale = folder / "doc/locale/pl/LC_MESSAGES"
    locale.mkdir(parents=True)
    with (locale / f"{CATALOG}.mo").open("wb") as stream:
        write_mo(stream, own)


def pages_of(folder: Path, *builders: str) -> dict[str, str]:
    """Return what is built from a project, and its exports."""
    out = folder / "built"
    for builder in builders:
        warning = io.StringIO()
        app = SphinxTestApp(builder, folder / "doc", out, warning=warning)
        app.build()
        app.cleanup()
    for form in ("html", "ics", "markdown", "rst", "json", "etherpad"):
        main(
            f"checklist 2027.1 --format {form} --guide ./openstack --data "
            f"data --cycles doc --output one.{form}".split()
        )
    return {
        path.name: path.read_text("utf-8")
        for pattern in ("**/*.xhtml", "*.tex", "*.7", "../one.*")
        for path in out.glob(pattern)
    }


def kinds_in(name: str, text: str) -> set[str]:
    """Return the kinds of elements that a reader of a format finds."""
    match name.rpartition(".")[2]:
        case "html" | "xhtml":
            return set(Page(text).tags)
        case "markdown":
            reader = MarkdownIt("gfm-like", {"html": True})
            return set(Page(reader.render(text)).tags)
        case "rst":
            # Notes, not warnings, say that two headings are the same.
            found = docutils.core.publish_doctree(
                text, settings_overrides={"halt_level": 2}
            ).findall()
            return {type(node).__name__ for node in found} - {"system_message"}
        case "etherpad":
            boxes = re.findall(r"^ *(?:- )?\[.\]", text, re.M)
            return {f"{boxes.count(one)} {one}" for one in boxes}
        case "ics":
            parts = icalendar.Calendar.from_ical(text).walk()
            return {part.name for part in parts}
    return set()


def test_no_text_becomes_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: dict[bool, dict[str, str]] = {}
    for hostile in (False, True):
        folder = tmp_path / str(hostile)
        write(folder, hostile)
        monkeypatch.chdir(folder)
        more = ("latex", "man") if hostile else ()
        pages[hostile] = pages_of(folder, "epub", *more)
    assert "<script>" in Page(pages[True]["one.html"]).words
    assert "<script>" in Page(pages[True]["index.xhtml"]).words
    for name, text in pages[True].items():
        calm = pages[False].get(name, "")
        assert kinds_in(name, text) <= kinds_in(name, calm), name
        if name.endswith("html"):
            seen, expected = Page(text), Page(calm)
            for tag in ("script", "img", "style", "title", "iframe"):
                assert seen.tags.count(tag) == expected.tags.count(tag)
            for attribute, value in seen.attributes:
                assert not attribute.startswith("on")
                if attribute in ("href", "src"):
                    assert not re.match(r"\s*(javascript|data)", value or "")
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
