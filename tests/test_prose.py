# SPDX-License-Identifier: Apache-2.0
"""What prose takes, which means the same to docutils, and what it refuses."""

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
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.problems import Position

ORIGIN = prose.Origin("f", 10, 3)


def at(line: int, column: int) -> Position:
    return Position("f", line, column)


def read(text: str) -> prose.Prose:
    found, problems = prose.parse(text, ORIGIN)
    assert problems == []
    return found


def reported(text: str) -> list[str]:
    return [str(one) for one in prose.parse(text, ORIGIN)[1]]


# -- nodes


def test_each_kind_of_markup_is_a_node_with_its_place() -> None:
    text = read(
        "a ``b`` *c*\n`d e <https://x.org/{release}>`__ :term:`f`,\n"
        ":ref:`g <h>` {nick}"
    )
    found = prose.walk(text.blocks)
    assert [one for one in found if not isinstance(one, prose.Text)] == [
        prose.Literal((prose.Text("b", at(10, 7)),), at(10, 5)),
        prose.Emphasis((prose.Text("c", at(10, 12)),), at(10, 11)),
        prose.Link(
            (prose.Text("d e", at(11, 4)),),
            (
                prose.Text("https://x.org/", at(11, 9)),
                prose.Placeholder("release", at(11, 23)),
            ),
            at(11, 3),
        ),
        prose.Reference("term", "f", None, at(11, 37)),
        prose.Reference("ref", "h", "g", at(12, 3)),
        prose.Placeholder("nick", at(12, 16)),
    ]


def test_ordinary_writing_is_taken() -> None:
    for text in (
        *("5 * 3", "a*b", "snake_case and __init__", "a | b", "a: b", "(*a*)"),
        *("“*a*”", "it’s", "a -- b", "``a`b``", "10:30 UTC", "- a\n- b"),
        "no-break\u00a0space",
    ):
        read(text)


# -- what is refused

NO_URL = "is not an http:// or https:// address."


@pytest.mark.parametrize(
    ("text", "places", "message"),
    [
        ("a **b**", "10:5", "Strong emphasis is not part of prose."),
        ("a *b", "10:5", "The emphasis that begins here does not end."),
        ("a ``b", "10:5", "Double backquotes do not begin or end a literal"),
        ("a `b`", "10:5", "Backquotes without a role are not part of prose."),
        ("a `b", "10:5", "A lone backquote."),
        ("a `b c`__", "10:5", "A link needs its text and its address."),
        ("a `b<http://c>`__", "10:5", "A link needs its text and its"),
        ("a |b|", "10:5", "Substitutions are not part of prose."),
        ("a _`b`", "10:5", "Inline targets are not part of prose."),
        ("a b_", "10:5", "A word that ends in an underscore is a reference"),
        ("a [1]_", "10:5", "Footnotes and citations are not part of prose."),
        ("a \\b", "10:5", "A backslash is not part of prose."),
        ("a http://b.c", "10:5", "A colon inside a word may begin an"),
        ("a b@c", "10:5", "This may be a mail address."),
        ("a :b:`c`", "10:5", 'The role "b" is not part of prose.'),
        ("a :term:`b", "10:5", 'The role "term" does not end.'),
        ("a :term:`b`c", "10:14", "A role must be followed by a space"),
        ("a :doc:`b`", "10:5", 'The role "doc" needs a title here'),
        ("a :term:`b `", "10:5", '"b" cannot be the target of a role.'),
        ("a :term:`{release}`", "10:5", '"{release}" cannot be the target'),
        ("a *b ``c``*", "10:5", "Markup inside emphasis is not part of"),
        ("(*)a*)", "10:4", "Quotes around a mark hide it."),
        ("a\n  b", "11:5", "The line is indented unlike the one above it."),
        ("  a", "10:5", "The line is indented, which reST reads as a quot"),
        ("a\nb\n---", "12:3", "Headings and rules are not part of prose."),
        ("a\n- b", "11:3", "A list begins inside a paragraph."),
        ("- a\nb", "11:3", "A list ends here without an empty line."),
        ("- a\n* b", "11:3", 'A list begun with "-" continues with "*".'),
        ("+ a", "10:3", "This is not a bullet that prose knows."),
        ("-", "10:3", "This is not a bullet that prose knows."),
        ("1. a", "10:3", "Numbered lists are not part of prose."),
        (".. note:: a", "10:3", "Directives, comments and targets are not"),
        (":a: b", "10:3", "Field lists are not part of prose."),
        ("--a b", "10:3", "Option lists are not part of prose."),
        (">>> a", "10:3", "Interpreter sessions are not part of prose."),
        ("| a", "10:3", "Line blocks are not part of prose."),
        ("== ==", "10:3", "Tables are not part of prose."),
        ("__ a", "10:3", "Anonymous targets are not part of prose."),
        ("a::", "10:4", "A literal block is not part of prose."),
        ("a\tb", "10:4", "The text contains a tab."),
        ("a\u2028b", "10:4", "The text contains U+2028."),
        ("`a <ftp://b>`__", "10:7", f'bad-url: "ftp://b" {NO_URL}'),
        ("`a <https://>`__", "10:7", f'bad-url: "https://" {NO_URL}'),
        (
            "a {relase}",
            "10:5",
            'unknown-placeholder: The placeholder "{relase}" is not declared. '
            'Did you mean "release"?',
        ),
        ("a {x y}", "10:5", 'unknown-placeholder: The placeholder "{x y}" is'),
        ("a }", "10:5", 'unknown-placeholder: A lone "}". Double it to write'),
        # What follows from a mark is no other problem.
        ("See **https://example.org** now.", "10:7", "Strong"),
        ("Look:\n\n.. raw:: html\n\n   <b>x</b>\n\nOn.", "12:3", "Direct"),
        ("Type::\n\n   git log\n\n   git show\n\nOn.", "10:7", "A literal"),
        ("- Type::\n\n     git log\n\n- On.", "10:9", "A literal block"),
        # Several are all reported.
        (
            "Press :kbd:`Enter` or a:b.\n\n.. note:: Two.\n\n   More.\n\n|x|.",
            "10:25 10:9 12:3 16:3",
            "A colon inside a word",
        ),
        ("**a** b_\n\n1. c\n\n- d {e}", "10:3 10:9 12:3 14:7", "Strong"),
    ],
)
def test_what_is_refused_is_reported_once_at_its_place(
    text: str, places: str, message: str
) -> None:
    first, *others = sorted(reported(text))
    found = [one.split(": ")[0].removeprefix("f:") for one in (first, *others)]
    assert " ".join(found) == places
    if ": " not in message:
        message = f"prose-markup: {message}"
    assert f": error: {message}" in first


def test_a_deep_list_does_not_exhaust_the_reader() -> None:
    lines = (f"{'  ' * depth}- a\n\n" for depth in range(60))
    for deep in ("".join(lines), "- " * 3000 + "a"):
        (found,) = reported(deep)
        assert "error: prose-markup: Lists are nested deeper than" in found


# -- what is made of it

FILLING = prose.Filling({"release": "2027.1"}, {("term", "ffe"): "FFE"})


@pytest.mark.parametrize(
    ("text", "plain", "names"),
    [
        ("{{a}}", "{a}", ""),
        (":term:`feature\nfreeze`", "feature freeze", ""),
        ("a\nb\n\n- c\n- ``d``\n\n  e\n", "a b - c - d e", ""),
        ("*{release}* {nick}", "2027.1 <nick>", "nick release"),
        (":term:`ffe` :term:`x` :term:`a <ffe>`", "FFE x a", ""),
        ("``{date}`` `a <https://b/{nick}>`__", "<date> a", "date nick"),
    ],
)
def test_a_filled_text_has_values_and_titles(
    text: str, plain: str, names: str
) -> None:
    filled = prose.fill(read(text), FILLING)
    assert filled.plain == plain and not prose.placeholders(filled)
    assert " ".join(sorted(prose.placeholders(read(text)))) == names


# -- what docutils makes of it


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


def inline(*said: str) -> nodes.Element:
    """Return what a role with a title and a target is read as."""
    return nodes.inline("", "", said=[" ".join(one.split()) for one in said])


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
    found = [str(one) for one in document.children]
    assert found == [str(expected(block)) for block in read.blocks]
    return True


# -- the guides' own texts


def test_docutils_reads_each_text_of_the_guides_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: list[str] = []
    parse = prose.parse

    def recorded(text: str, origin: prose.Origin) -> Any:
        texts.append(text)
        return parse(text, origin)

    with monkeypatch.context() as patch:
        patch.setattr(prose, "parse", recorded)
        for folder in EMBEDDED_GUIDES.iterdir():
            load_guide(folder)
    assert len(texts) > 300
    for text in texts:
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


_inside = st.tuples(st.sampled_from(INSIDE), st.sampled_from(BETWEEN))
_made_up = st.one_of(
    st.lists(_inside.map("".join), min_size=1, max_size=8),
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
    made = (" ".join(choose.choices(INSIDE, k=4)) for _ in range(200))
    assert sum(map(agree, made)) > 100


#: Where a rare character may make markup begin or end.
BESIDE = (
    *("{0}*a*", "*a*{0}", "a{0}``b``", "``a``{0}b", "*a {0} b*"),
    *("{0}:term:`x`", ":term:`x`{0}b", "{0}|a|", "{0}x_", "x_{0}", "{0}[1]_"),
    *("`t <https://x.org/{0}>`__", "`t <https://x.org/>`__{0}"),
    *("{0}info:x", "{0}a@b", "a {0}", "{0}", "- {0}", "a\n{0}", "{0}. a"),
)
_LISTED = "".join(
    getattr(punctuation_chars, name)
    for name in ("openers", "closers", "delimiters", "closing_delimiters")
)


@pytest.mark.parametrize("form", BESIDE)
def test_docutils_agrees_beside_any_punctuation(form: str) -> None:
    for character in sorted(set(_LISTED) | set(map(chr, range(1, 256)))):
        agree(form.format(character))
