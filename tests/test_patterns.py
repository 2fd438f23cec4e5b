# SPDX-License-Identifier: Apache-2.0
"""No pattern and no reader takes more than linear time."""

from __future__ import annotations

import time
from typing import Any

import pytest

from watcher_liaison_guide.calendar.expressions import EXPRESSION
from watcher_liaison_guide.fetch import _HTML_START
from watcher_liaison_guide.fields import (
    Date,
    MapOf,
    ProseText,
    Shape,
    TemplateText,
    Text,
    identifier,
    name,
    url,
)
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.references import _ACRONYM
from watcher_liaison_guide.guide.shapes import WHEN
from watcher_liaison_guide.problems import Position, closest
from watcher_liaison_guide.yamlreader import Scalar, parse

PLACE = Position("f", 1, 1)
SHAPES: dict[str, Shape] = {
    "text": Text(),
    "lines": Text(lines=True),
    "id": identifier(),
    "name": name(),
    "address": url(),
    "date": Date(),
    "expression": EXPRESSION,
    "template": TemplateText(),
    "template of an address": TemplateText(address=True),
    # project.yaml is a record, though declared as any shape: its first
    # field is the team.
    "team": FILES["project"].fields[0].shape,  # type: ignore[attr-defined]
}
PIECES = (
    *("a", "a-", "a.", " ", "a ", "\n", "1", "-1", "a+ ", "{", "a:", "\x1b"),
)
MARKUP = (
    *("*a ", "*a", "x*é ", " *a*é", "**a ", "*`", "*`*", "*a *b`", "``a "),
    *("``", "``a``b ", "`a ", "` ", "`", "`a <", "`a  <b c> ", "_`a", ":a"),
    *(":a:`", ":a:`b` ", ":term:`a ", "a:", "1:", "a+", "a_", "a_b ", "[a"),
    *("[a]_", "a@", "@", "|a ", "\\", "{", "}", "a", " ", "é*", "- "),
    *("- a\n", "-\n", "a\n", "\n", "  a\n", "= ", "+-", "1", "i", "(a"),
)

#: What a text is made of, how long it gets, and how it ends.
VALUES = [
    *((kind, piece, 2**18) for kind in SHAPES for piece in PIECES),
    *(("prose", piece, 60_000) for piece in MARKUP),
]
KEYS = ("role." + "a-" * 500_000, "a" * 1_000_000, "." * 1_000_000)


def read_value(kind: str, piece: str, length: int, end: str) -> None:
    shape = SHAPES.get(kind, ProseText())
    text = piece * (length // len(piece)) + end
    shape.read(Scalar(text, PLACE, '"', PLACE, False, False), PLACE, [])


def read_file(shape: Shape, text: str, times: int) -> None:
    content = "".join(text.format(number) for number in range(times))
    value, problems = parse(content.encode(), "f")
    assert value is not None
    shape.read(value, PLACE, problems)


def compare_names() -> None:
    names = [f"release-{number}" for number in range(2_000)]
    assert closest("relase-7", names) == "release-7"
    for number in range(50):
        closest(f"relase-{number}", names)
    closest("a" * 1_000_000, ["a" * 999_999, "b"])
    closest("relase", [*names, *map(str, range(10**6))])


#: Seconds of the processor's time for what takes more than 3.
SECONDS = {read_file: 5, compare_names: 5}
CALLS: list[tuple[object, ...]] = [
    *((read_value, *value, end) for value in VALUES for end in ("", "!")),
    (read_file, FILES["roles"], "k{0}: |\n a\n", 3_000),
    (read_file, FILES["roles"], "k{0}: |\n\n", 3_000),
    (read_file, FILES["roles"], "k{0}: \n", 3_000),
    (read_file, FILES["project"], "deliverabl{0}: 1\n", 3_000),
    (read_file, FILES["terms"], "A{0}: {{text: x, see: [{0}]}}\n", 3_000),
    *((read_file, WHEN, f"? {key}\n: none", 1) for key in KEYS),
    *(
        (read_file, MapOf(Text(), Text()), f"? {key}\n: none", 1)
        for key in KEYS
    ),
    *((_ACRONYM.findall, one * 500_000) for one in ("A1", "As", "A ")),
    *((_HTML_START.match, one * 200_000) for one in (b" ", b"<?xml")),
    (_HTML_START.match, b"<?xml >" + b" " * 1_000_000),
    (compare_names,),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)
def test_what_is_far_too_long_is_read_in_time(call: tuple[Any, ...]) -> None:
    function, *arguments = call
    started = time.process_time()
    function(*arguments)
    assert time.process_time() - started < SECONDS.get(function, 3)
