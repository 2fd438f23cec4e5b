# SPDX-License-Identifier: Apache-2.0
"""Texts that try to be markup stay text, in every format."""

from __future__ import annotations

import html.parser
import re
from collections import Counter
from html import unescape

import docutils.core
import docutils.nodes
import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.export.samples import HOSTILE, HOSTILE_TEXT, sample
from tests.export.test_formats import WRITERS, without_assets
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.markdown import Markdown
from watcher_liaison_guide.export.rst import Rst, part_to_rst
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
each_text = pytest.mark.parametrize("text", [*HOSTILE, HOSTILE_TEXT])
VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(html.parser.HTMLParser):
    """Gathers a page's tags, attributes and text, as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def squeezed(text: str) -> str:
    """Return text without spaces, to compare across line breaks."""
    return re.sub(r"[\s\u200b]+", "", text)


@each_text
def test_a_page_has_no_elements_or_attributes_from_texts(text: str) -> None:
    calm = Page(without_assets(checklist_to_html(sample("calm"))))
    wild = Page(without_assets(checklist_to_html(sample(text))))
    assert not wild.open
    assert set(wild.tags) == set(calm.tags)
    assert wild.tags.count("script") == 1
    names = {name for name, _ in wild.attributes}
    # A long title in the timeline ends at its bar instead of beginning there.
    assert names <= {name for name, _ in calm.attributes} | {"text-anchor"}
    assert not [name for name in names if name.startswith("on")]
    for name, value in wild.attributes:
        if name == "href":
            assert re.match(r"https?://|#", value or "")
    assert squeezed(one_line(text)) in squeezed(wild.words)


@each_text
@pytest.mark.parametrize("name", ["checklist.md", "agenda.md", "handoff.md"])
def test_markdown_has_no_markup_from_texts(name: str, text: str) -> None:
    render = MarkdownIt("gfm-like", {"html": True}).render
    content = WRITERS[name](sample(text))
    calm = WRITERS[name](sample("calm"))
    assert isinstance(content, str)
    assert isinstance(calm, str)
    # A bare web address becomes a link to itself, which is no harm.
    page = Page(render(content))
    expected = Page(render(calm))
    assert not page.open
    assert set(page.tags) <= set(expected.tags) | {"a", "pre"}
    for attribute, value in page.attributes:
        if attribute == "href":
            assert re.match(r"https?://", value or "")
    assert squeezed(one_line(text)) in squeezed(page.words)
    for tag in ("h2", "li", "ul", "ol", "blockquote"):
        assert page.tags.count(tag) == expected.tags.count(tag)


PARTS = ("facts", "timeline", "exceptions", "phase")


@pytest.mark.parametrize("part", [None, *PARTS])
@each_text
def test_rest_has_no_markup_from_texts(part: str | None, text: str) -> None:
    def tree_of(words: str) -> docutils.nodes.document:
        if part is None:
            return doctree(str(WRITERS["checklist.rst"](sample(words))))
        return doctree("\n".join(part_to_rst(sample(words), part, "hostile")))

    tree = tree_of(text)
    kinds, calm = (
        Counter(type(node) for node in one.findall())
        for one in (tree, tree_of("calm"))
    )
    assert set(kinds) <= {
        *calm,
        docutils.nodes.reference,
        # A command of several lines is a block of its own.
        docutils.nodes.literal_block,
    }
    for kind in (
        docutils.nodes.strong,
        docutils.nodes.title,
        docutils.nodes.list_item,
        docutils.nodes.definition,
        docutils.nodes.row,
    ):
        assert kinds[kind] == calm[kind]
    assert docutils.nodes.system_message not in kinds
    for reference in tree.findall(docutils.nodes.reference):
        assert re.match(r"https?://", reference["refuri"])
    assert squeezed(one_line(text)) in squeezed(tree.astext())


@each_text
def test_icalendar_has_no_lines_from_texts(text: str) -> None:
    for by_step in (False, True):
        wild, calm = (
            icalendar.Calendar.from_ical(
                checklist_to_ics(sample(one), by_step=by_step)
            )
            for one in (text, "calm")
        )
        assert [part.name for part in wild.walk()] == [
            part.name for part in calm.walk()
        ]
        for part in wild.walk():
            assert set(part) <= {key for one in calm.walk() for key in one}
    described = "".join(
        str(part.get("description", "")) for part in wild.walk("VEVENT")
    )
    assert squeezed(one_line(text)) in squeezed(described)


@each_text
def test_plain_text_has_no_lines_from_texts(text: str) -> None:
    for name in ("checklist.txt", "agenda.txt", "handoff.txt"):
        wild = str(WRITERS[name](sample(text)))
        assert squeezed(one_line(text)) in squeezed(wild)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", wild)
        if name != "checklist.txt":
            # Commands, which have lines, are not part of these.
            calm = str(WRITERS[name](sample("calm")))
            assert wild.count("\n") == calm.count("\n")


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
    rendered = MarkdownIt("commonmark", {"html": True}).render(
        f"- {MARKDOWN.line(text)} y\n"
    )
    page = Page(rendered)
    assert set(page.tags) <= {"ul", "li"}
    words = page.words.replace("\u200b", "")
    assert words.split() == f"{text} y".replace("\u200b", "").split()


@given(LINES)
def test_any_code_is_itself_in_markdown(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(
        f"x {MARKDOWN.literal(text)} y\n"
    )
    words = re.sub(r"<[^>]*>", "", rendered)
    assert unescape(words).split() == f"x {text} y".split()


@pytest.mark.parametrize(
    "source",
    [
        "Words *in* ``order``: `a link <https://example.org/a_>`__!",
        "First.\n\nSecond (``x``).\n\n- one\n- two *2*\n\n  more\n\n  - in\n",
        "- only\n- bullets",
        "``a``/``b`` and ``c``-*d*.",
        "*First*: a.\n\n``-x``: b.\n\n`c <https://example.org/>`__: d.",
        "- *a*\n- ``- b``\n- *+* c\n\n  *1*. d",
    ],
)
def test_prose_keeps_its_markup_in_every_format(source: str) -> None:
    found, problems = parse(source, Origin("x.yaml", 1, 1))
    assert not problems
    words = re.findall(r"\w+", " ".join(PLAIN.prose(found)))
    rest = doctree("\n".join(RST.prose(found)))
    marks = [
        len([one for one in walk(found.blocks) if isinstance(one, kind)])
        for kind in (Emphasis, Literal, Link)
    ]
    assert marks == [
        len(list(rest.findall(kind)))
        for kind in (
            docutils.nodes.emphasis,
            docutils.nodes.literal,
            docutils.nodes.reference,
        )
    ]
    assert not list(rest.findall(docutils.nodes.system_message))
    told = rest.astext()
    for one in rest.findall(docutils.nodes.reference):
        told = told.replace(one.astext(), f"{one.astext()} {one['refuri']}", 1)
    assert re.findall(r"\w+", told) == words
    marked = MarkdownIt("commonmark").render("\n".join(MARKDOWN.prose(found)))
    assert marks == [
        marked.count(tag) for tag in ("<em>", "<code>", "<a href")
    ]
    told = re.sub(r'<a href="([^"]*)">([^<]*)', r"\2 \1", marked)
    assert re.findall(r"\w+", re.sub(r"<[^>]*>", "", told)) == words
