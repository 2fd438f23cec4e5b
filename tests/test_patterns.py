# SPDX-License-Identifier: Apache-2.0
"""No pattern and no reader takes more than linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

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
from watcher_liaison_guide.guide.conditions import WHEN
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.text_checks import _ACRONYM
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


VALUES = [
    *((kind, piece, 2**18) for kind in SHAPES for piece in PIECES),
    *(("prose", piece, 60_000) for piece in MARKUP),
]
KEYS = ("role." + "a-" * 500_000, "a" * 1_000_000, "." * 1_000_000)


def short(value: object) -> str | None:
    """Return a name for a text that is far too long for one."""
    return repr(value[:12]) if isinstance(value, str | bytes) else None


def in_time(call: Callable[[], object], seconds: float = 3) -> None:
    """Fail if a call takes too long, in time of the processor."""
    started = time.process_time()
    call()
    assert time.process_time() - started < seconds


@pytest.mark.parametrize(("kind", "piece", "length"), VALUES)
def test_a_long_value_is_read_in_time(
    kind: str, piece: str, length: int
) -> None:
    shape = SHAPES.get(kind, ProseText())
    for end in ("", "!"):
        text = piece * (length // len(piece)) + end
        value = Scalar(text, PLACE, '"', PLACE, False, False)
        in_time(lambda v=value: shape.read(v, PLACE, []))


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (FILES["roles"], "k{0}: |\n a\n"),
        (FILES["roles"], "k{0}: |\n\n"),
        (FILES["roles"], "k{0}: \n"),
        (FILES["project"], "deliverabl{0}: 1\n"),
        (FILES["terms"], "A{0}: {{text: x, see: [{0}]}}\n"),
        *((WHEN, f"? {key}\n: none") for key in KEYS),
        *((MapOf(Text(), Text()), f"? {key}\n: none") for key in KEYS),
    ],
    ids=short,
)
def test_a_file_of_many_or_long_keys_is_read_in_time(
    shape: Shape, text: str
) -> None:
    numbers = range(3_000 if "{0}" in text else 1)
    content = "".join(text.format(number) for number in numbers)

    def read() -> None:
        value, problems = parse(content.encode(), "f")
        assert value is not None
        shape.read(value, PLACE, problems)

    in_time(read, 5)


@pytest.mark.parametrize(
    ("search", "text"),
    [
        *((_ACRONYM.findall, one * 500_000) for one in ("A1", "As", "A ")),
        *((_HTML_START.match, one * 200_000) for one in (b" ", b"<?xml")),
        (_HTML_START.match, b"<?xml >" + b" " * 1_000_000),
    ],
    ids=short,
)
def test_a_pattern_is_found_in_time(
    search: Callable[[object], object], text: object
) -> None:
    in_time(lambda: search(text))


def test_names_are_compared_in_time() -> None:
    in_time(lambda: closest("a" * 1_000_000, ["a" * 999_999, "b"]))
    names = [f"release-{number}" for number in range(2_000)]
    in_time(lambda: [closest(f"relase-{n}", names) for n in range(50)])
    in_time(lambda: closest("relase", [*names, *map(str, range(10**6))]))
    assert closest("relase-7", names) == "release-7"
