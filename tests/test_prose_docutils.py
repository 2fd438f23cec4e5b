# SPDX-License-Identifier: Apache-2.0
"""A text that prose accepts means the same to docutils."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest
from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser, roles
from docutils.utils import punctuation_chars
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.util.nodes import split_explicit_title

from watcher_liaison_guide import prose
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import embedded_guides, load_guide
from watcher_liaison_guide.guide.references import texts


def expected(block: prose.Block) -> nodes.Element:
    """Return what docutils should read where prose reads *block*."""
    if isinstance(block, prose.Bullets):
        items = (
            nodes.list_item("", *map(expected, item)) for item in block.items
        )
        return nodes.bullet_list("", *items)
    row = nodes.paragraph()
    for one in block.children:
        if isinstance(one, prose.Reference):
            row += inline(one.role, one.title or one.target, one.target)
        elif isinstance(one, prose.Link):
            words = source(one.parts)
            name = nodes.whitespace_normalize_name(words)
            url = source(one.url)
            row += nodes.reference("", words, name=name, refuri=url)
        elif isinstance(one, prose.Literal):
            row += nodes.literal("", source(one.parts))
        elif isinstance(one, prose.Emphasis):
            row += nodes.emphasis("", source(one.parts))
        else:
            row += nodes.Text(source((one,)))
    return row


def inline(role: str, title: str, target: str) -> nodes.Element:
    words = (" ".join(one.split()) for one in (role, title, target))
    return nodes.inline("", "", said=list(words))


def source(parts: Iterable[prose.Part]) -> str:
    """Return parts as they were in the text."""
    return "".join(
        f"{{{part.name}}}"
        if isinstance(part, prose.Placeholder)
        else part.text.replace("{", "{{").replace("}", "}}")
        for part in parts
    )


def _role(
    name: str, rawtext: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    return [inline(name, *split_explicit_title(text)[1:])], []


_SETTINGS = frontend.get_default_settings(Parser)
_SETTINGS.report_level = 5
_SETTINGS.halt_level = 5


def agree(text: str) -> bool:
    """Compare prose with docutils; return whether prose takes the text."""
    read, problems = prose.parse(text, prose.Origin("text", 1, 1))
    if problems:
        return False
    # Each time: a Sphinx application that another test ran clears the roles.
    for role in prose.ROLES:
        roles.register_local_role(role, _role)
    document = utils.new_document("text", _SETTINGS.copy())
    messages: list[Any] = []
    document.reporter.attach_observer(messages.append)
    Parser().parse(text, document)
    assert not messages, messages
    for bullets in document.findall(nodes.bullet_list):
        del bullets["bullet"]
    found = "".join(map(str, document.children))
    assert found == "".join(str(expected(block)) for block in read.blocks)
    return True


# -- the guides' own texts


def written(blocks: tuple[prose.Block, ...]) -> str:
    return "\n\n".join(
        block.source
        if isinstance(block, prose.Paragraph)
        else "\n".join(
            "- " + written(item).replace("\n", "\n  ") for item in block.items
        )
        for block in blocks
    )


GUIDE_TEXTS = [
    written(text.blocks)
    for name in embedded_guides()
    for text in texts(load_guide(EMBEDDED_GUIDES / name)[0])
]


def test_docutils_reads_each_text_of_the_guides_alike() -> None:
    assert len(GUIDE_TEXTS) > 300
    for text in GUIDE_TEXTS:
        assert agree(text), text


# -- texts made up

#: What is inside the subset.
INSIDE = (
    *("word", "a", "Grüße", "日本", "``x``", "``a b``", "*em*"),
    *("`text <https://x.org/a_b>`__", "`two words <http://x/{release}>`__"),
    *(":term:`x`", ":term:`a b <c>`", ":doc:`title <d>`"),
    *(":liaison:step:`x`", "{release}", "{{", "}}", "snake_case", "__init__"),
    *"().,;!?/=$%&#^~@“”’…–\u00a0",
)
BETWEEN = ("", " ", " ", " ", "\n", "\n\n", "\n\n- ", "\n- ", "\n\n  ")
#: What is at the edge of it, and beyond.
BEYOND = (
    *"`*|_\\:<>[]{}'\"-+=~",
    *("``", "**", "||", "__", "::", "_`", "`__", "`_", "`:a:", "--", "---"),
    *("===", "....", "== ==", "+-+-+", "..", ".. ", "__ ", "| ", ">>> "),
    *("- ", "* ", "+ ", "• ", "1. ", "i. ", "(a) ", "a)", "#. ", "2027. "),
    *(":a: ", ":a b: c", "-a", "--opt", "/o", "[1]_", "[a]", "x_", "x__"),
    *("**s**", "|s|", ":foo:`x`", "`x`", "\n  ", "\n    ", "  "),
    *("http://x.org", "mailto:a@b", "a@b", "about:x", "info:foo", "a:b"),
    *("·", "—", "¿", "、", "。", "（", "）", "«", "»", "‘", "€", "\u0301"),
    *("\u200b", "\u2003", "\ufeff", "\u2028", "\x85", "\t", "\x0b", "²"),
)


_made_up = st.one_of(
    st.lists(
        st.tuples(st.sampled_from(INSIDE), st.sampled_from(BETWEEN)).map(
            "".join
        ),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.sampled_from([*INSIDE, *BETWEEN, *BEYOND]), max_size=7),
).map("".join)


@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=500,
    suppress_health_check=list(HealthCheck),
)
@given(_made_up)
def test_docutils_agrees_inside_and_at_the_edge(text: str) -> None:
    agree(text)


def test_made_up_texts_are_often_accepted() -> None:
    choose = random.Random(1)
    texts = (" ".join(choose.choices(INSIDE, k=4)) for _ in range(200))
    assert sum(map(agree, texts)) > 100


#: Where a rare character may make markup begin or end.
BESIDE = (
    *("{0}*a*", "*a*{0}", "a{0}``b``", "``a``{0}b", "*a {0} b*"),
    *("{0}:term:`x`", ":term:`x`{0}b", "{0}|a|", "{0}x_", "x_{0}", "{0}[1]_"),
    *("`t <https://x.org/{0}>`__", "`t <https://x.org/>`__{0}"),
    *("{0}info:x", "{0}a@b", "a {0}", "{0}", "- {0}", "a\n{0}", "{0}. a"),
)
_LISTED = (
    punctuation_chars.openers
    + punctuation_chars.closers
    + punctuation_chars.delimiters
    + punctuation_chars.closing_delimiters
)


@pytest.mark.parametrize("form", BESIDE)
def test_docutils_agrees_beside_any_punctuation(form: str) -> None:
    for character in sorted(set(_LISTED) | set(map(chr, range(1, 256)))):
        agree(form.format(character))
