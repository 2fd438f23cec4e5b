# SPDX-License-Identifier: Apache-2.0
"""Translation: of the guide by a project, of our own words by us."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from doc import message_catalogues as catalogue
from tests.sphinxext import tiny
from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.sphinxext.nodes import liaison_time
from watcher_liaison_guide.sphinxext.words import CATALOG

Build = Callable[..., Any]


def extracted(folder: Path) -> dict[str, Catalog]:
    """Give what the gettext builder found, by domain."""
    found = {}
    for path in folder.glob("*.pot"):
        with path.open("rb") as stream:
            found[path.stem] = read_po(stream)
    return found


def bracket(text: str) -> str:
    return f"⟦{text}⟧"


def write_catalogues(
    source: Path, found: dict[str, Catalog], part: int = 1
) -> None:
    """Bracket every *part*-th message of the documents, and all of ours."""
    folder = source / "locale" / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain, messages in found.items():
        made = Catalog(locale="pl")
        for number, message in enumerate(messages):
            if message.id and number % part == 0:
                made.add(message.id, bracket(message.id))
        with (folder / f"{domain}.po").open("wb") as stream:
            write_po(stream, made)
    own = Catalog(locale="pl")
    for text in catalogue.messages():
        own.add(text, bracket(text))
    with (folder / f"{CATALOG}.mo").open("wb") as stream:
        write_mo(stream, own)


TRANSLATED = {"language": "pl", "locale_dirs": ["locale"]}


def visible(node: nodes.Node) -> Iterator[str]:
    """Give the words of a tree, without what no one translates."""
    if isinstance(
        node,
        liaison_time
        | nodes.literal
        | nodes.literal_block
        | nodes.raw
        | nodes.image,
    ):
        return
    if isinstance(node, nodes.reference) and node.astext().startswith("⟦"):
        return  # a step's words, cut short
    if isinstance(node, nodes.Text):
        yield node.astext()
    for child in node.children:
        yield from visible(child)


def unbracketed(tree: nodes.Node) -> set[str]:
    """Give the words of a tree outside of brackets."""
    return unbracketed_text(" ".join(visible(tree)))


def unbracketed_text(text: str) -> set[str]:
    """Give the words outside of brackets."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    text = re.sub(r"https?://\S+", " ", text)
    return set(re.findall(r"[^\W\d_]{2,}", text))


def test_no_word_of_ours_is_left_untranslated(
    build: Build, tmp_path: Path
) -> None:
    first = build(builder="gettext")
    found = extracted(Path(first.app.outdir))
    write_catalogues(tmp_path / "project", found)
    built = build(write=False, settings=TRANSLATED)
    assert [one for one in built.warnings if "duplicate term" not in one] == []
    assert unbracketed(built.tree("guide")) == set()
    page = built.page("2030.1")
    for text in ("Details", "Table of dates", "No exception is on record"):
        assert f"⟦{text}" in page
    # The steps of a cycle stay in the language of the guide.
    assert "<p>Talk.<" in page
    assert "<p>Meet with {everybody} about zzyzx; see" in page


def test_a_half_translated_guide_builds_without_a_warning(
    build: Build, tmp_path: Path
) -> None:
    first = build(builder="gettext")
    write_catalogues(
        tmp_path / "project", extracted(Path(first.app.outdir)), part=2
    )
    assert build(write=False, settings=TRANSLATED).warnings == []


def test_a_cycle_has_no_messages(build: Build) -> None:
    built = build(builder="gettext")
    found = extracted(Path(built.app.outdir))
    assert [one.id for one in found["2030.1"] if one.id] == []
    assert [one.id for one in found["guide"] if one.id] != []


def every_cycle(source: Path) -> None:
    """Write the whole guide and all cycles into one folder of documents.

    They share a catalogue of messages.
    """
    guide, _ = Library().guide()
    assert guide is not None
    folder = source / "pages"
    folder.mkdir(parents=True)
    sections = "".join(
        f".. {'milestone' if one.is_phase else 'procedure'}:: {one.id}\n\n"
        for one in guide.sections.values()
    )
    (folder / "guide.rst").write_text(f"Guide\n=====\n\n{sections}")
    for release in calendars.Shelf().files():
        (folder / f"{release}.cycle.yaml").write_text(f'cycle: "{release}"\n')
    (source / "index.rst").write_text(
        "Top\n===\n\n.. toctree::\n   :glob:\n\n   pages/*\n"
    )
    (source / "conf.py").write_text(
        'extensions = ["watcher_liaison_guide"]\nhtml_theme = "basic"\n'
        'suppress_warnings = ["liaison", "ref"]\n'
    )


@pytest.mark.parametrize("part", [1, 10_000, None])
def test_every_cycle_builds_with_any_catalogue(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp], part: int | None
) -> None:
    source = tmp_path / "every"
    every_cycle(source)
    catalogues: dict[str, Catalog] = {"pages": Catalog(locale="pl")}
    if part is not None:
        first = make_app(
            "gettext", srcdir=source, builddir=tmp_path / "messages"
        )
        first.build(filenames=[str(source / "pages" / "guide.rst")])
        catalogues = extracted(Path(first.outdir))
        first.cleanup()
        assert len(catalogues["pages"]) > 100
    write_catalogues(source, catalogues, part or 1)
    app = make_app("html", srcdir=source, confoverrides=TRANSLATED)
    app.build()
    text = app.warning.getvalue()
    assert [one for one in text.splitlines() if "inconsistent" in one] == []
    for release in calendars.Shelf().files():
        page = Path(app.outdir, "pages", f"{release}.html").read_text()
        assert "data-liaison-item=" in page


def test_messages_name_their_place_in_the_yaml(build: Build) -> None:
    built = build(builder="gettext")
    found = extracted(Path(built.app.outdir))["guide"]
    message = found["Ask the lead."]
    (place,) = message.locations
    assert place[0].endswith("guide/sections/planning.yaml")
    assert place[1] == 35


def test_every_text_that_a_page_shows_can_be_translated(build: Build) -> None:
    built = build(builder="gettext")
    found = {
        message.id
        for one in extracted(Path(built.app.outdir)).values()
        for message in one
    }
    assert {
        "Planning",
        "Meeting",
        "Plan {release} before the :term:`freeze`.",
        "if you like",
        "Nothing happens.",
        "Tiny liaison",
        "Who helps",
        "Talks.",
        "Late work",
        "About {release}",
        "Notes",
        "The tiny service",
        "Real Enough Literature",
    } <= found


@pytest.mark.parametrize("path", catalogue.catalogues(), ids=str)
def test_a_shipped_catalogue_is_whole_and_compiled(path: Path) -> None:
    made = catalogue.read(path)
    known = {message.id: message.string for message in made if message.id}
    assert sorted(known) == catalogue.messages()
    assert [text for text, other in known.items() if not other] == []
    for text, other in known.items():
        places = sorted(re.findall(r"\{[a-z_]+\}|%d", text))
        assert sorted(re.findall(r"\{[a-z_]+\}|%d", other)) == places
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(made)


def test_the_german_build_speaks_german(build: Build) -> None:
    built = build(settings={"language": "de"})
    assert built.warnings == []
    text = built.tree("guide").astext()
    assert "In 2030.1: Mo. 12 Nov. 2029 – Fr. 16 Nov. 2029, fällig am" in text
    assert "Wenn niemand handelt: Nothing happens." in text
    assert '"Overdue"' not in built.page("2030.1")
    assert "überfällig" in built.page("2030.1")


def test_no_remark_of_docutils_is_on_a_page(build: Build) -> None:
    built = build(builder="text", settings={"language": "de"})
    assert built.warnings == []
    assert "fallback" not in built.page("2030.1", ".txt")


def test_an_unknown_language_shows_our_words_in_english(
    make_app: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    source = tiny.write(tmp_path / "project")
    app = make_app("html", srcdir=source, confoverrides={"language": "pl"})
    app.build()
    page = (Path(app.outdir) / "guide.html").read_text(encoding="utf-8")
    assert "If nobody acts: " in page
