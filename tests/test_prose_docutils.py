# SPDX-License-Identifier: Apache-2.0
"""A text that prose accepts means the same to docutils."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
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

Shape = list[Any]

with_seed = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=500,
    suppress_health_check=list(HealthCheck),
)


# -- what prose says


def our_shape(text: str) -> Shape | None:
    """Give what prose reads in *text*, None if it refuses it."""
    read, problems = prose.parse(text, prose.Origin("text", 1, 1))
    return None if problems else [ours(block) for block in read.blocks]


def ours(block: prose.Block) -> Shape:
    if isinstance(block, prose.Bullets):
        return ["list", [[ours(one) for one in item] for item in block.items]]
    return ["paragraph", together(map(our_inline, block.children))]


def our_inline(node: prose.Inline) -> tuple[str, ...]:
    if isinstance(node, prose.Text | prose.Placeholder):
        return ("text", source((node,)))
    if isinstance(node, prose.Literal):
        return ("literal", source(node.parts))
    if isinstance(node, prose.Emphasis):
        return ("emphasis", source(node.parts))
    if isinstance(node, prose.Link):
        return ("link", source(node.parts), source(node.url))
    return ("role", node.role, node.title or node.target, node.target)


def source(parts: Iterable[prose.Part]) -> str:
    """Write parts as they stood in the text."""
    return "".join(
        f"{{{part.name}}}"
        if isinstance(part, prose.Placeholder)
        else part.text.replace("{", "{{").replace("}", "}}")
        for part in parts
    )


# -- what docutils says


def _record(
    name: str, rawtext: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    return [nodes.inline(rawtext, text, role=name)], []


_SETTINGS = frontend.get_default_settings(Parser)
_SETTINGS.report_level = 5
_SETTINGS.halt_level = 5


def docutils_shape(text: str) -> Shape:
    """Give what docutils reads in *text*; a message of its is an error."""
    # Each time: a Sphinx application that another test ran clears the roles.
    for role in prose.ROLES:
        roles.register_local_role(role, _record)
    document = utils.new_document("text", _SETTINGS.copy())
    messages: list[str] = []
    document.reporter.attach_observer(lambda one: messages.append(str(one)))
    Parser().parse(text, document)
    assert not messages, messages
    return [theirs(child) for child in document.children]


def theirs(node: nodes.Node) -> Shape:
    if isinstance(node, nodes.bullet_list):
        return [
            "list",
            [[theirs(one) for one in item.children] for item in node.children],
        ]
    assert isinstance(node, nodes.paragraph), node.pformat()
    return ["paragraph", together(map(their_inline, node.children))]


def their_inline(node: nodes.Node) -> tuple[str, ...]:
    words = node.astext()
    if isinstance(node, nodes.Text):
        return ("text", words)
    if isinstance(node, nodes.literal):
        return ("literal", words)
    if isinstance(node, nodes.emphasis):
        return ("emphasis", words)
    if isinstance(node, nodes.reference):
        assert set(node.non_default_attributes()) == {"name", "refuri"}
        return ("link", words, node["refuri"])
    assert isinstance(node, nodes.inline), node.pformat()
    _, title, target = split_explicit_title(words)
    return (
        "role",
        node["role"],
        " ".join(title.split()),
        " ".join(target.split()),
    )


def together(inlines: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Join words that follow each other."""
    joined: list[tuple[str, ...]] = []
    for one in inlines:
        if one[0] == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + one[1])
        else:
            joined.append(one)
    return joined


def agree(text: str) -> bool:
    """Make sure of the agreement; tell whether prose accepts the text."""
    shape = our_shape(text)
    if shape is None:
        return False
    assert docutils_shape(text) == shape
    return True


# -- the guides' own texts


def _raw(blocks: tuple[prose.Block, ...]) -> str:
    return "\n\n".join(
        block.source
        if isinstance(block, prose.Paragraph)
        else "\n".join(
            "- " + _raw(item).replace("\n", "\n  ") for item in block.items
        )
        for block in blocks
    )


def _guide_texts() -> Iterator[Any]:
    for name in embedded_guides():
        guide, _ = load_guide(EMBEDDED_GUIDES / name)
        assert guide is not None
        for text in texts(guide):
            place = text.position
            where = f"{place.path.rsplit('guides/')[-1]}:{place.line}"
            yield pytest.param(_raw(text.blocks), id=where)


GUIDE_TEXTS = list(_guide_texts())


def test_the_guide_has_hundreds_of_texts() -> None:
    assert len(GUIDE_TEXTS) > 300


@pytest.mark.parametrize("text", GUIDE_TEXTS)
def test_docutils_reads_a_text_of_the_guide_alike(text: str) -> None:
    assert agree(text)


# -- texts made up

#: What is inside the subset.
INSIDE = (
    "word",
    "a",
    "Grüße",
    "日本",
    "``x``",
    "``a b``",
    "*em*",
    "`text <https://x.org/a_b>`__",
    "`two words <http://x/{release}>`__",
    ":term:`x`",
    ":term:`a b <c>`",
    ":doc:`title <d>`",
    ":liaison:step:`x`",
    "{release}",
    "{{",
    "}}",
    "(",
    ")",
    "“",
    "”",
    "’",
    "…",
    "–",
    "\u00a0",
    *".,;!?/=$%&#^~@",
    "snake_case",
    "__init__",
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


@st.composite
def _inside(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 8))
    return "".join(
        draw(st.sampled_from(INSIDE)) + draw(st.sampled_from(BETWEEN))
        for _ in range(count)
    )


_beyond = st.lists(
    st.sampled_from([*INSIDE, *BETWEEN, *BEYOND]), max_size=7
).map("".join)


@st.composite
def _edited(draw: st.DrawFn) -> str:
    text: str = draw(st.sampled_from(GUIDE_TEXTS)).values[0][:300]
    at = draw(st.integers(0, len(text)))
    lost = draw(st.sampled_from([0, 0, 1, 3]))
    return text[:at] + draw(st.sampled_from(BEYOND)) + text[at + lost :]


@with_seed
@given(st.one_of(_inside(), _beyond, _edited()))
def test_docutils_agrees_inside_and_at_the_edge(text: str) -> None:
    agree(text)


def test_made_up_texts_are_often_accepted() -> None:
    choose = random.Random(1)
    texts = (
        "".join(choose.choice(INSIDE) + " " for _ in range(4))
        for _ in range(200)
    )
    assert sum(map(agree, texts)) > 100


#: Where a rare character may make markup begin or end.
BESIDE = (
    "{0}*a*",
    "*a*{0}",
    "a{0}``b``",
    "``a``{0}b",
    "{0}:term:`x`",
    ":term:`x`{0}b",
    "{0}|a|",
    "{0}x_",
    "x_{0}",
    "`t <https://x.org/{0}>`__",
    "`t <https://x.org/>`__{0}",
    "{0}[1]_",
    "{0}info:x",
    "{0}a@b",
    "a {0}",
    "{0}",
    "- {0}",
    "a\n{0}",
    "{0}. a",
    "*a {0} b*",
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
