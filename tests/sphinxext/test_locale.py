# SPDX-License-Identifier: Apache-2.0
"""Translation: of the guide by a project, of our own words by us."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po

from doc import message_catalogues as catalogue
from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build
from watcher_liaison_guide.sphinxext.words import CATALOG


@pytest.fixture(scope="module")
def found(unchanged: Build) -> dict[str, Catalog]:
    """Return what the gettext builder finds, by domain."""
    found = {}
    for path in unchanged("gettext").out.glob("*.pot"):
        with path.open("rb") as stream:
            found[path.stem] = read_po(stream)
    return found


def test_no_word_of_ours_is_left_untranslated(
    build: Build, found: dict[str, Catalog], tmp_path: Path
) -> None:
    texts = {
        domain: [message.id for message in messages if message.id]
        for domain, messages in found.items()
    }
    texts[CATALOG] = catalogue.messages()
    folder = tmp_path / "project" / "locale" / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain, ids in texts.items():
        made = Catalog(locale="pl")
        for text in ids:
            made.add(text, f"⟦{text}⟧")
        with (folder / f"{domain}.po").open("wb") as stream:
            write_po(stream, made)
    settings = {"language": "pl", "locale_dirs": ["locale"]}
    built = build(settings=settings)
    assert [one for one in built.warnings if "duplicate term" not in one] == []
    # What no one translates, and a step's words that are cut short.
    text = re.sub(
        r"(?s)<(time|code|pre)\b.*?</\1>|<a [^>]*><[^>]*>⟦[^⟧]*</a>",
        " ",
        built.pages()["guide.html"],
    )
    text = html.unescape(re.sub(r"<[^>]*(>|$)|https?://\S+", " ", text))
    for _ in range(3):
        text = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) == set()
    page = built.page("2030.1") + built.page("index")
    for text in ("⟦What to", "⟦Table of", "⟦No exception", ": ⟦Milestone"):
        assert text in page
    # The steps of a cycle stay in the language of the guide.
    assert ">Talk.<" in page
    assert ">Meet with {everybody} about zzyzx; see" in page
    shown = tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", "")
    built = build(settings=settings, **{"guide.rst": shown})
    assert "see Late work" in built.tree("guide").astext()


@pytest.mark.parametrize("path", [*catalogue.catalogues()], ids=str)
def test_a_shipped_catalogue_is_whole_and_compiled(path: Path) -> None:
    made = catalogue.read(path)
    known = {message.id: message.string for message in made if message.id}
    assert sorted(known) == catalogue.messages()
    assert [text for text, other in known.items() if not other] == []
    for text, other in known.items():
        places = sorted(re.findall(r"\{[a-z_]+\}|%d", text))
        assert sorted(re.findall(r"\{[a-z_]+\}|%d", other)) == places
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    # The header names the Babel that wrote it.
    assert {one.id: one.string for one in compiled if one.id} == known


def test_the_german_build_speaks_german(build: Build) -> None:
    built = build(settings={"language": "de"})
    assert built.warnings == []
    text = built.tree("guide").astext()
    assert "In 2030.1: Mo. 12 Nov. 2029 – Fr. 16 Nov. 2029, fällig am" in text
    assert "Wenn niemand handelt: Nothing happens." in text
    assert '"Overdue"' not in built.page("2030.1")
    assert "überfällig" in built.page("2030.1")
    # Nor is a remark of docutils' on a page.
    built = build(builder="text", settings={"language": "de"})
    assert built.warnings == []
    assert "fallback" not in built.page("2030.1", ".txt")
