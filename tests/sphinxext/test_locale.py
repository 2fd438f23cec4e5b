# SPDX-License-Identifier: Apache-2.0
"""Translation: of the guide by a project, of our own words by us."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from tests.sphinxext import tiny
from watcher_liaison_guide.sphinxext import catalogue
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
RICH_CYCLE = (
    tiny.CYCLE
    + """\
  talk-over: {skipped: not now}
exceptions:
  big: {policy: late, title: Big work, by: ada, decision: open}
events: {spec-freeze: none}
"""
)


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


class _Shown(HTMLParser):
    """Gathers a checklist's words, without what no one translates."""

    LEFT_OUT = ("time", "code", "pre")
    #: Names of months are dates, too, and so are the days of a cycle.
    MONTHS = re.compile(
        r'<g class="liaison-svg-months".*?</g>|\w+\.? \d+ \w+ \d{4}', re.DOTALL
    )

    def __init__(self, all_of_it: bool) -> None:
        super().__init__()
        self.all_of_it = all_of_it
        self.text = ""
        self.depth = self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self.depth or "liaison-checklist" in classes:
            self.depth += tag not in ("br", "img")
        if tag in self.LEFT_OUT and not self.all_of_it:
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)
        if tag in self.LEFT_OUT and not self.all_of_it:
            self.hidden -= 1

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if self.depth and not self.hidden:
            self.text += data


def shown_text(page: str, all_of_it: bool = False) -> str:
    """Give the words of a checklist's page, its picture included."""
    reader = _Shown(all_of_it)
    reader.feed(_Shown.MONTHS.sub("", page))
    return reader.text


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
    cycle = RICH_CYCLE.replace("  talk-over: {skipped: not now}\n", "")
    first = build(builder="gettext", **{"2030.1.cycle.yaml": cycle})
    found = extracted(Path(first.app.outdir))
    write_catalogues(tmp_path / "project", found)
    built = build(write=False, settings=TRANSLATED)
    assert [one for one in built.warnings if "duplicate term" not in one] == []
    guide = unbracketed(built.tree("guide"))
    assert guide == set()
    # The cycle's and the deliverables' names, and what the cycle file says.
    assert unbracketed_text(shown_text(built.page("2030.1"))) <= {
        "Zzyzx",
        "ada",
        "Big",
        "work",
        "openstack",
        "releases",
        "tiny",
        "client",
        "JSON",
    }


def test_a_half_translated_guide_builds_without_a_warning(
    build: Build, tmp_path: Path
) -> None:
    first = build(builder="gettext")
    write_catalogues(
        tmp_path / "project", extracted(Path(first.app.outdir)), part=2
    )
    assert build(write=False, settings=TRANSLATED).warnings == []


def test_placeholders_are_filled_after_translation(
    build: Build, tmp_path: Path
) -> None:
    first = build(builder="gettext")
    write_catalogues(tmp_path / "project", extracted(Path(first.app.outdir)))
    built = build(write=False, settings=TRANSLATED)
    cycle = shown_text(built.page("2030.1"), all_of_it=True)
    assert "⟦Meet with {everybody} about zzyzx; see" in cycle
    assert "meet --cycle 2030.1" in cycle
    assert "⟦About 2030.1⟧" in cycle


def test_messages_are_the_same_for_every_cycle(build: Build) -> None:
    calendar = tiny.CALENDAR.replace("zzyzx", "aaa").replace(
        "2030.1", "2030.2"
    )
    built = build(
        builder="gettext",
        **{
            "data/calendars/2030.2.yaml": calendar,
            "2030.2.cycle.yaml": 'cycle: "2030.2"\n',
        },
    )
    found = extracted(Path(built.app.outdir))
    one = {message.id for message in found["2030.1"]}
    other = {message.id for message in found["2030.2"]}
    assert one == other
    assert not [text for text in one if "2030" in text or "zzyzx" in text]


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


def test_an_unknown_language_shows_our_words_in_english(
    make_app: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    source = tiny.write(tmp_path / "project")
    app = make_app("html", srcdir=source, confoverrides={"language": "pl"})
    app.build()
    page = (Path(app.outdir) / "guide.html").read_text(encoding="utf-8")
    assert "If nobody acts: " in page
