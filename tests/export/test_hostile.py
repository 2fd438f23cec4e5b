# SPDX-License-Identifier: Apache-2.0
"""Texts that try to be markup stay text, in every format."""

from __future__ import annotations

import html.parser
import re
from collections import Counter

import docutils.core
import docutils.nodes
import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.export.samples import HOSTILE, HOSTILE_TEXT, sample
from tests.export.test_formats import WRITERS
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.formats import Markdown, Rst
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.prose import (
    Emphasis,
    Link,
    Literal,
    Origin,
    parse,
    walk,
)

RST, MARKDOWN = Rst(), Markdown()


class Page(html.parser.HTMLParser):
    """Gathers a page's tags, attributes and text, as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.ends: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        self.ends.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def doctree(text: str) -> docutils.nodes.document:
    """Read reST with everything that an attack would need allowed."""
    return docutils.core.publish_doctree(
        text,
        settings_overrides={
            "report_level": 1,
            "halt_level": 5,
            "raw_enabled": True,
            "file_insertion_enabled": True,
            "warning_stream": False,
        },
    )


def squeezed(text: str) -> str:
    """Return text without spaces, to compare across line breaks."""
    return re.sub(r"[\s\u200b]+", "", text)


#: What a text may become, in a page and in reST: a bare web address becomes a
#: link, a command of several lines a block, and a long title in the timeline
#: ends at its bar.
HARMLESS = {"a", "href", "pre", "text-anchor", "reference", "literal_block"}
#: There is as much of these as with harmless texts.
COUNTED = {
    *("script", "h2", "li", "ul", "ol", "blockquote"),
    *("strong", "title", "list_item", "definition", "row"),
}


def shape_of(name: str, text: str) -> tuple[Counter[str], str]:
    """Return what a format is made of besides words, and its words."""
    content = WRITERS[name](sample(text))
    if isinstance(content, bytes):
        parts = icalendar.Calendar.from_ical(content).walk()
        words = "".join(str(one.get("description", "")) for one in parts)
        return Counter(f"{one.name} {[*one]}" for one in parts), words
    if name.endswith(".txt"):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", content)
        # A list for a pad breaks long lines, and has commands of several.
        is_list = name in ("checklist.txt", "brief.txt")
        number = 0 if is_list else content.count("\n")
        return Counter({"li": number}), content
    if name.endswith(".rst"):
        tree = doctree(content)
        nodes = list(tree.findall())
        addresses = [one["refuri"] for one in nodes if "refuri" in one]
        kinds = Counter(type(one).__name__ for one in nodes)
        assert "system_message" not in kinds
        words = tree.astext()
    else:
        if name.endswith(".md"):
            content = MarkdownIt("gfm-like", {"html": True}).render(content)
        page = Page(content)
        addresses = [value for key, value in page.attributes if key == "href"]
        kinds = Counter(page.tags)
        for tag in set(page.ends):
            assert kinds[tag] == page.ends.count(tag)
        kinds.update({key for key, _ in page.attributes})
        words = page.words
    assert all(re.match(r"https?://|#", one or "") for one in addresses)
    return kinds, words


@pytest.mark.parametrize("text", [*HOSTILE, HOSTILE_TEXT])
@pytest.mark.parametrize(
    "name", [one for one in WRITERS if not one.endswith((".json", ".svg"))]
)
def test_no_text_becomes_markup(name: str, text: str) -> None:
    (wild, words), (calm, _) = (shape_of(name, one) for one in (text, "calm"))
    assert set(wild) <= set(calm) | HARMLESS
    assert all(wild[one] == calm[one] for one in COUNTED)
    if not name.startswith(("brief", "part-phase")):
        assert squeezed(one_line(text)) in squeezed(words)


LINES = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"),
        include_characters=" \n",
    )
    | st.sampled_from(list("`*_|:\\<>[]()#-+.!@&~$ \n\"'=1a")),
    max_size=40,
)


@given(LINES)
@example("a block ::")
def test_any_text_is_itself_in_rest(text: str) -> None:
    tree = doctree(f"x\n\n- {RST.line(text)} y\n")
    assert tree.astext().split() == f"x {text} y".split()
    # Also at the end of a line.
    tree = doctree(f"x {RST.escape(text)}\n")
    assert tree.astext().split() == f"x {text}".split()


@given(LINES)
def test_any_text_is_itself_in_markdown(text: str) -> None:
    render = MarkdownIt("commonmark", {"html": True}).render
    for markdown in (MARKDOWN.line(text), MARKDOWN.literal(text)):
        page = Page(render(f"- {markdown} y\n"))
        assert set(page.tags) <= {"ul", "li", "code"}
        words = page.words.replace("\u200b", "")
        assert words.split() == f"{text} y".replace("\u200b", "").split()


@pytest.mark.parametrize(
    "source",
    [
        "Words *in* ``order``: `a link <https://example.org/a_>`__!",
        "First.\n\nSecond (``x``).\n\n- one\n- two *2*\n\n  more\n\n  - in\n",
        "``a``/``b`` and ``c``-*d*.",
        "*First*: a.\n\n``-x``: b.\n\n`c <https://example.org/>`__: d.",
        "- *a*\n- ``- b``\n- *+* c\n\n  *1*. d",
    ],
)
def test_prose_keeps_its_markup_in_every_format(source: str) -> None:
    found, problems = parse(source, Origin("x.yaml", 1, 1))
    assert not problems
    nodes = list(walk(found.blocks))
    links = re.findall("<(https[^>]*)>", source)
    marks = [
        sum(isinstance(one, kind) for one in nodes)
        for kind in (Emphasis, Literal, Link)
    ]
    tree = doctree("\n".join(RST.prose(found)))
    kinds = Counter(type(one).__name__ for one in tree.findall())
    assert marks == [
        kinds[one] for one in ("emphasis", "literal", "reference")
    ]
    assert "system_message" not in kinds
    references = tree.findall(docutils.nodes.reference)
    assert links == [one["refuri"] for one in references]
    markdown = "\n".join(MARKDOWN.prose(found))
    page = Page(MarkdownIt("commonmark").render(markdown))
    assert marks == [page.tags.count(one) for one in ("em", "code", "a")]
    assert links == [one for name, one in page.attributes if name == "href"]
    plain = re.sub(r"https?://\S+", "", " ".join(PLAIN.prose(found)))
    for text in (tree.astext(), page.words):
        assert re.findall(r"\w+", text) == re.findall(r"\w+", plain)
