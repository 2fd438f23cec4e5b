# SPDX-License-Identifier: Apache-2.0
"""No pattern and no reader takes more than linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from watcher_liaison_guide.calendar.expressions import EXPRESSION
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
from watcher_liaison_guide.files import MAXIMUM_BYTES
from watcher_liaison_guide.guide.conditions import WHEN
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.text_checks import _ACRONYM
from watcher_liaison_guide.problems import Position, Problem, closest
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
    "a",
    "a-",
    "a.",
    " ",
    "a ",
    "\n",
    "1",
    "-1",
    "a+ ",
    "{",
    "a:",
    "\x1b",
)

MARKUP = (
    *("*a ", "*a", "x*é ", " *a*é", "**a ", "*`", "*`*", "*a *b`", "``a "),
    *("``", "``a``b ", "`a ", "` ", "`", "`a <", "`a  <b c> ", "_`a", ":a"),
    *(":a:`", ":a:`b` ", ":term:`a ", "a:", "1:", "a+", "a_", "a_b ", "[a"),
    *("[a]_", "a@", "@", "|a ", "\\", "{", "}", "a", " ", "é*", "- "),
    *("- a\n", "-\n", "a\n", "\n", "  a\n", "= ", "+-", "1", "i", "(a"),
)


def in_time(call: Callable[[], object], seconds: float = 2) -> None:
    started = time.process_time()
    call()
    assert time.process_time() - started < seconds


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("kind", SHAPES)
def test_a_long_value_is_read_in_time(kind: str, piece: str) -> None:
    text = piece * (MAXIMUM_BYTES // 16 // len(piece))
    for end in ("", "!"):
        value = Scalar(text + end, PLACE, '"', PLACE, False, False)
        problems: list[Problem] = []
        in_time(lambda v=value, p=problems: SHAPES[kind].read(v, PLACE, p))


@pytest.mark.parametrize("piece", MARKUP)
def test_a_long_text_is_read_in_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    value = Scalar(text, PLACE, "|", PLACE, False, False)
    in_time(lambda: ProseText().read(value, PLACE, []), 3)


def test_acronyms_are_found_in_time() -> None:
    for piece in ("A", "A1", "A-", "As", "A "):
        in_time(lambda p=piece: list(_ACRONYM.finditer(p * 500_000)))


@pytest.mark.parametrize(
    ("kind", "piece"),
    [
        ("roles", "k{}: |\n a\n"),
        ("roles", "k{}: |\n\n"),
        ("roles", "k{}: \n"),
        ("project", "deliverabl{}: 1\n"),
        ("terms", "A{}: {{text: x, see: [{}]}}\n"),
    ],
)
def test_a_file_of_many_keys_is_read_in_time(kind: str, piece: str) -> None:
    def read() -> None:
        text = "".join(piece.format(n, n) for n in range(3_000))
        value, problems = parse(text.encode(), "f")
        assert value is not None
        FILES[kind].read(value, PLACE, problems)

    in_time(read, 5)


def test_conditions_with_long_keys_are_read_in_time() -> None:
    for key in ("role." + "a-" * 500_000, "a" * 1_000_000, "." * 1_000_000):
        value, _ = parse(f"? {key}\n: none".encode(), "f")
        assert value is not None
        in_time(lambda v=value: WHEN.read(v, PLACE, []))
        in_time(lambda v=value: MapOf(Text(), Text()).read(v, PLACE, []))


def test_names_are_compared_in_time() -> None:
    in_time(lambda: closest("a" * 1_000_000, ["a" * 999_999, "b"]))
    names = [f"release-{number}" for number in range(2_000)]
    in_time(lambda: [closest(f"relase-{n}", names) for n in range(50)])
    in_time(lambda: closest("relase", [*names, *map(str, range(10**6))]))
    assert closest("relase-7", names) == "release-7"
