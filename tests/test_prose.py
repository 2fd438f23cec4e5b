# SPDX-License-Identifier: Apache-2.0
"""What prose takes, what it refuses and where, and what is made of it."""

from __future__ import annotations

import pytest

from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import (
    Emphasis,
    Filling,
    Link,
    Literal,
    Origin,
    Paragraph,
    Placeholder,
    Prose,
    Reference,
    Text,
    fill,
    parse,
    placeholders,
)

ORIGIN = Origin("f", 10, 3)


def at(line: int, column: int) -> Position:
    return Position("f", line, column)


def read(text: str) -> Prose:
    found, problems = parse(text, ORIGIN)
    assert problems == []
    return found


def reported(text: str) -> list[str]:
    return [str(one) for one in parse(text, ORIGIN)[1]]


# -- nodes


def test_each_kind_of_markup_is_a_node_with_its_place() -> None:
    (paragraph,) = read(
        "a ``b`` *c*\n`d e <https://x.org/{release}>`__ :term:`f`,\n"
        ":ref:`g <h>` {nick}"
    ).blocks
    assert isinstance(paragraph, Paragraph)
    nodes = [one for one in paragraph.children if not isinstance(one, Text)]
    assert nodes == [
        Literal((Text("b", at(10, 7)),), at(10, 5)),
        Emphasis((Text("c", at(10, 12)),), at(10, 11)),
        Link(
            (Text("d e", at(11, 4)),),
            (
                Text("https://x.org/", at(11, 9)),
                Placeholder("release", at(11, 23)),
            ),
            at(11, 3),
        ),
        Reference("term", "f", None, at(11, 37)),
        Reference("ref", "h", "g", at(12, 3)),
        Placeholder("nick", at(12, 16)),
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
    ("text", "place", "message"),
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
    ],
)
def test_what_is_refused_is_reported_once_at_its_place(
    text: str, place: str, message: str
) -> None:
    (found,) = reported(text)
    if ": " not in message:
        message = f"prose-markup: {message}"
    assert found.startswith(f"f:{place}: error: {message}")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # What follows from a mark is no other problem.
        ("See **https://example.org** now.", ["10:7"]),
        ("Look:\n\n.. raw:: html\n\n   <b>x</b>\n\nOn.", ["12:3"]),
        ("Type::\n\n   git log\n\n   git show\n\nOn.", ["10:7"]),
        ("- Type::\n\n     git log\n\n- On.", ["10:9"]),
        # Several are all reported.
        (
            "Press :kbd:`Enter` or a:b.\n\n.. note:: Two.\n\n   More.\n\n|x|.",
            ["10:9", "10:25", "12:3", "16:3"],
        ),
        ("**a** b_\n\n1. c\n\n- d {e}", ["10:3", "10:9", "12:3", "14:7"]),
    ],
)
def test_each_problem_of_a_text_is_reported_once(
    text: str, places: list[str]
) -> None:
    found = [":".join(one.split(":")[1:3]) for one in reported(text)]
    assert sorted(found) == sorted(places)


def test_a_deep_list_does_not_exhaust_the_reader() -> None:
    lines = (f"{'  ' * depth}- a\n\n" for depth in range(60))
    for deep in ("".join(lines), "- " * 3000 + "a"):
        (found,) = reported(deep)
        assert "error: prose-markup: Lists are nested deeper than" in found


# -- what is made of it

FILLING = Filling({"release": "2027.1"}, {("term", "ffe"): "FFE"})


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
    assert fill(read(text), FILLING).plain == plain
    assert " ".join(sorted(placeholders(read(text)))) == names
