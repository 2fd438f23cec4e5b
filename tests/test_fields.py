# SPDX-License-Identifier: Apache-2.0
"""Shapes read values, and report what is wrong with them and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from watcher_liaison_guide.fields import (
    INVALID,
    Boolean,
    ByKey,
    Choice,
    Date,
    Field,
    Integer,
    ListOf,
    ProseText,
    Record,
    Shape,
    TemplateText,
    Text,
    identifier,
    key,
    name,
    url,
)
from watcher_liaison_guide.guide.shapes import WHEN, Condition
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import Mapping, parse


@dataclass(frozen=True)
class Person:
    name: str = key(Text("a name"))
    age: int = key(Integer(), 0)
    role: str | None = key(identifier("a role id"), None, name="works-as")


PERSON = Record.of(Person, "a person")
EITHER = Record(
    "a way",
    (Field("road", Text()), Field("path", Text()), Field("on", Date())),
    dict,
    one_of=(("road", "path"),),
)
RIVER = Record("a river", (Field("river", Text(), True),), dict)
WAYS = ByKey((("road", EITHER),), RIVER)
ROLE_A = Condition("role", "none", Position("f", 1, 19), "a")
MUCH = Record("much", tuple(Field(one, Text()) for one in "bcde"), dict)
ANSWER = Choice(("refuse", "accept"), "an answer")


def read(shape: Shape, text: str) -> tuple[Any, list[str]]:
    """Return the value at the key "a", and what is reported of it."""
    root, problems = parse(text.encode(), "f")
    assert isinstance(root, Mapping) and not problems
    entry = root.entries[0]
    found = shape.read(entry.value, entry.key.position, problems)
    return found, [str(one) for one in problems]


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (Text(lines=True), "a: |\n  x\n  y\n", "x\ny"),
        (identifier(), "a: '2027'", "2027"),
        (name(), "a: python-x_1.2+b", "python-x_1.2+b"),
        (Boolean(), "a: False", False),
        (Integer(), "a: 0x10", 16),
        (ListOf(Text(), alone=True), "a: x", ("x",)),
        # What cannot be read is left out.
        (ListOf(identifier()), "a: [x, Y, z]", ("x", "z")),
        (PERSON, "a: {name: A, age: x, hat: y}", Person("A", 0, None)),
        (WHEN, "a: {slurp: maybe, role.a: none}", (ROLE_A,)),
        (WHEN, "a: [slurp]", INVALID),
    ],
)
def test_a_shape_returns_what_a_value_stands_for(
    shape: Shape, text: str, value: Any
) -> None:
    assert read(shape, text)[0] == value


FOUND = "found a single value."
QUOTE = (
    "YAML takes 2027 for a number or truth value, where an id belongs. Quote "
    'it: "2027".'
)
TRUTH = '"true" is not true or false. Write true or false, without quotes.'
ONE_LINE = "This is a title, which takes one line."
ADVISED = '"acept" is not an answer. Did you mean "accept"?'
ONE_OF = 'A way takes only one of "road" or "path".'
NO_DAY = '"2027-02-30" is not a date. Write a real day as YYYY-MM-DD.'
TOO_EARLY = (
    '"0001-01-01" is not a date. Write a day from 1900-01-01 to 2199-12-31.'
)
NO_ID = "is not an id. Use lower-case letters, digits and hyphens."
NO_URL = "is not an http:// or https:// address."

#: By the code: the shape, the text, the column, and what is said.
WRONG: dict[str, list[tuple[Shape, str, int, str]]] = {
    "wrong-type": [
        (Text("a title"), "[x]", 4, "Expected a title, found a list."),
        (Text("a title"), "", 1, "Expected a title, found nothing."),
        (identifier(), "2027", 4, QUOTE),
        (Boolean(), "'true'", 4, TRUTH),
        (Integer(), "-1", 4, '"-1" is not a whole number.'),
        (EITHER, "x", 4, f"Expected a way, {FOUND} Write {{road: ...}}."),
        (MUCH, "x", 4, f"Expected much, {FOUND}"),
    ],
    "bad-value": [
        (TemplateText(), "' '", 4, "The text is empty."),
        (Text("a title"), '"x\\e[2J"', 4, ONE_LINE),
        (ANSWER, "acept", 4, ADVISED),
        (ANSWER, "7", 4, '"7" is not an answer. It takes refuse, accept.'),
        (ListOf(Text(), filled=True), "[]", 4, "The list is empty."),
        (EITHER, "{road: x, path: y}", 14, ONE_OF),
    ],
    "bad-identifier": [(identifier(), "A_b", 4, f'"A_b" {NO_ID}')],
    "bad-url": [(url(), "ftp://x", 4, f'"ftp://x" {NO_URL}')],
    "bad-date": [
        (Date(), "2027-02-30", 4, NO_DAY),
        (Date(), "'0001-01-01'", 4, TOO_EARLY),
    ],
    "missing-key": [
        (WAYS, "{on: 2027-01-01}", 1, 'A way lacks the key "road" or "path".'),
        (WAYS, "{}", 1, 'A river lacks the key "river".'),
    ],
    "unknown-key": [
        (WAYS, "{raod: x}", 5, 'A way has no key "raod". Did you mean "road"?')
    ],
}


@pytest.mark.parametrize("code", WRONG)
def test_a_shape_reports_what_is_wrong_and_where(code: str) -> None:
    for shape, text, column, message in WRONG[code]:
        told = f"f:1:{column}: error: {code}: {message}"
        assert read(shape, f"a: {text}") == (INVALID, [told])


# -- prose and its places


MARKUP = "error: prose-markup: Strong emphasis is not part of prose."
FOLDED = (
    "warning: folded-prose: Text over several lines is not a literal block."
)
UNDECLARED = (
    'error: unknown-placeholder: The placeholder "{y}" is not declared.'
)


@pytest.mark.parametrize(
    ("shape", "text", "problem"),
    [
        (ProseText(), "a: see **x**", f"f:1:8: {MARKUP}"),
        (ProseText(), 'a: "see **x**"', f"f:1:9: {MARKUP}"),
        (ProseText(), 'a: "\\"see\\" **x**"', f"f:1:5: {MARKUP}"),
        (ProseText(), "a: |\n  see\n  all **x**\n", f"f:3:7: {MARKUP}"),
        (ProseText(), "a: |\n  - see **x**\n", f"f:2:9: {MARKUP}"),
        (ProseText(), "a: x\n  y", f"f:1:4: {FOLDED}"),
        (ProseText(), 'a: "x\\ny"', f"f:1:4: {FOLDED}"),
        (TemplateText(), "a: |\n  git x\n  git {y}\n", f"f:3:7: {UNDECLARED}"),
    ],
)
def test_a_problem_in_a_text_has_its_own_place(
    shape: Shape, text: str, problem: str
) -> None:
    _, (found,) = read(shape, text)
    assert found.startswith(problem)
