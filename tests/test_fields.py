# SPDX-License-Identifier: Apache-2.0
"""Shapes read values, and tell what is wrong with them and where."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from watcher_liaison_guide.fields import (
    INVALID,
    Boolean,
    ByKey,
    ByKind,
    Choice,
    Date,
    Field,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    ProseText,
    Record,
    Shape,
    TemplateText,
    Text,
    identifier,
    json_schema,
    name,
    to_json,
    url,
)
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.yamlreader import Mapping, parse

PERSON = Record(
    "a person",
    (
        Field("name", Text("a name"), True, help="How one is called."),
        Field("age", Integer(), default=0),
        Field("works-as", identifier("a role id"), attribute="role"),
    ),
    dict,
)
EITHER = Record(
    "a way",
    (Field("road", Text()), Field("path", Text()), Field("to", Text())),
    dict,
    one_of=(("road", "path"),),
)


def read(shape: Shape, text: str) -> tuple[Any, list[str]]:
    """Read the value at the key "a"; give it and what is told of it."""
    root, problems = parse(text.encode(), "f")
    assert isinstance(root, Mapping) and not problems
    entry = root.entries[0]
    found = shape.read(entry.value, entry.key.position, problems)
    return found, [str(one) for one in problems]


def refused(shape: Shape, text: str) -> list[str]:
    found, problems = read(shape, text)
    assert found is INVALID
    return problems


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (Text(), "a: word", "word"),
        (Text(), "a: 2027.1", "2027.1"),
        (Text(), "a: no", "no"),
        (Text(lines=True), "a: |\n  x\n  y\n", "x\ny"),
        (identifier(), "a: a-b1", "a-b1"),
        (identifier(), "a: '2027'", "2027"),
        (name(), "a: python-x_1.2+b", "python-x_1.2+b"),
        (url(), "a: https://x.org/?a=b#c", "https://x.org/?a=b#c"),
        (Choice(("x", "y")), "a: y", "y"),
        (Boolean(), "a: true", True),
        (Boolean(), "a: False", False),
        (Integer(), "a: 0", 0),
        (Integer(), "a: 0x10", 16),
        (Date(), "a: 2028-02-29", datetime.date(2028, 2, 29)),
        (ListOf(Text()), "a: []", ()),
        (ListOf(Text()), "a: [x, y]", ("x", "y")),
        (ListOf(Text(), alone=True), "a: x", ("x",)),
        (MapOf(identifier(), Text()), "a: {b: c}", {"b": "c"}),
        (Nullable(Text()), "a:", None),
        (Nullable(Text()), "a: x", "x"),
    ],
)
def test_a_shape_gives_what_a_value_stands_for(
    shape: Shape, text: str, value: Any
) -> None:
    assert read(shape, text) == (value, [])


@pytest.mark.parametrize(
    ("shape", "text", "told"),
    [
        (
            Text("a title"),
            "a: [x]",
            "f:1:4: error: wrong-type: Expected a title, found a list.",
        ),
        (
            Text("a title"),
            "a:",
            "f:1:1: error: wrong-type: Expected a title, found nothing.",
        ),
        (Text(), "a: ' '", "f:1:4: error: bad-value: The text is empty."),
        (
            Text("a title"),
            "a: |\n  x\n  y",
            "f:1:4: error: bad-value: This is a title, which takes one line.",
        ),
        (
            identifier(),
            "a: A_b",
            'f:1:4: error: bad-identifier: "A_b" is not an id. Use '
            "lower-case letters, digits and hyphens.",
        ),
        (
            identifier(),
            "a: 2027",
            "f:1:4: error: wrong-type: YAML takes 2027 for a number or truth "
            'value, where an id belongs. Quote it: "2027".',
        ),
        (
            url(),
            "a: ftp://x",
            'f:1:4: error: bad-url: "ftp://x" is not an http:// or https:// '
            "address.",
        ),
        (
            Choice(("refuse", "accept"), "an answer"),
            "a: acept",
            'f:1:4: error: bad-value: "acept" is not an answer. Did you mean '
            '"accept"?',
        ),
        (
            Choice(("refuse", "accept"), "an answer"),
            "a: 7",
            'f:1:4: error: bad-value: "7" is not an answer. It takes refuse, '
            "accept.",
        ),
        (
            Boolean(),
            "a: 'true'",
            'f:1:4: error: wrong-type: "true" is not true or false. Write '
            "true or false, without quotes.",
        ),
        (
            Integer(),
            "a: -1",
            'f:1:4: error: wrong-type: "-1" is not a whole number.',
        ),
        (
            Integer(),
            "a: .nan",
            'f:1:4: error: wrong-type: ".nan" is not a whole number.',
        ),
        (
            Date(),
            "a: 2027-02-30",
            'f:1:4: error: bad-date: "2027-02-30" is not a date. Write a '
            "real day as YYYY-MM-DD.",
        ),
        (
            Date(),
            "a: '0001-01-01'",
            'f:1:4: error: bad-date: "0001-01-01" is not a date. Write a '
            "day from 1900-01-01 to 2199-12-31.",
        ),
        (
            Text("a title"),
            'a: "x\\e[2J"',
            "f:1:4: error: bad-value: This is a title, which takes one line.",
        ),
        (
            ListOf(Text(), filled=True),
            "a: []",
            "f:1:4: error: bad-value: The list is empty.",
        ),
        (
            MapOf(identifier(), Text()),
            "a: x",
            "f:1:4: error: wrong-type: Expected keys and values, "
            "found a single value.",
        ),
        (
            TemplateText(address=True),
            "a: example.org",
            'f:1:4: error: bad-url: "example.org" is not an http:// or '
            "https:// address.",
        ),
        (
            TemplateText(),
            "a: ' '",
            "f:1:4: error: bad-value: The text is empty.",
        ),
        (
            PERSON,
            "a: Bob",
            "f:1:4: error: wrong-type: Expected a person, "
            "found a single value. Write {name: ...}.",
        ),
        (
            EITHER,
            "a: [x]",
            "f:1:4: error: wrong-type: Expected a way, "
            "found a list. Write {road: ...}.",
        ),
        (
            ByKey((("name", PERSON),), EITHER),
            "a:",
            "f:1:1: error: wrong-type: Expected a way, "
            "found nothing. Write {road: ...} or {name: ...}.",
        ),
        (
            Record("a day", (Field("on", Date()), Field("by", Text())), dict),
            "a: x",
            "f:1:4: error: wrong-type: Expected a day, "
            "found a single value. Write {on: YYYY-MM-DD, by: ...}.",
        ),
        (
            Record("much", tuple(Field(f, Text()) for f in "bcde"), dict),
            "a: x",
            "f:1:4: error: wrong-type: Expected much, found a single value.",
        ),
        (
            PERSON,
            "a: {age: 3}",
            'f:1:1: error: missing-key: A person lacks the key "name".',
        ),
        (
            EITHER,
            "a: {to: x}",
            'f:1:1: error: missing-key: A way lacks the key "road" or "path".',
        ),
        (
            EITHER,
            "a: {road: x, path: y}",
            "f:1:14: error: bad-value: A way takes only one of "
            '"road" or "path".',
        ),
        (
            PERSON,
            "a: {nmae: Ada}",
            'f:1:5: error: unknown-key: A person has no key "nmae". Did you '
            'mean "name"?',
        ),
    ],
)
def test_a_shape_tells_what_is_wrong_and_where(
    shape: Shape, text: str, told: str
) -> None:
    assert refused(shape, text) == [told]


def test_a_record_takes_what_it_can_read() -> None:
    found, problems = read(PERSON, "a: {name: Ada, age: x, hat: y}")
    assert (found["name"], found["age"], found["role"]) == ("Ada", 0, None)
    assert found["position"] == Position("f", 1, 4)
    assert len(problems) == 2


def test_a_list_leaves_out_what_it_cannot_read() -> None:
    found, problems = read(ListOf(identifier()), "a: [x, Y, z]")
    assert found == ("x", "z")
    assert len(problems) == 1


def test_a_bad_key_is_told_and_its_value_read() -> None:
    found, problems = read(MapOf(identifier(), Text()), "a: {B: c}")
    assert found == {"B": "c"}
    assert problems == [
        'f:1:5: error: bad-identifier: "B" is not an id. Use lower-case '
        "letters, digits and hyphens."
    ]


def test_a_key_with_line_breaks_is_reported_on_one_line() -> None:
    _, problems = read(MapOf(identifier(), Text()), 'a: {"b\\nc\\u202e": x}')
    assert problems == [
        'f:1:5: error: bad-identifier: "b\\nc\\u202e" is not an id. Use '
        "lower-case letters, digits and hyphens."
    ]


def test_the_kind_of_a_value_chooses_the_shape() -> None:
    shape = ByKind("x", scalar=Text(), sequence=ListOf(Text()))
    assert read(shape, "a: b")[0] == "b"
    assert read(shape, "a: [b]")[0] == ("b",)
    assert refused(shape, "a: {b: c}")[0].startswith("f:1:4: error: wrong-t")


WAYS = ByKey(
    choices=(("road", Record("a road", (Field("road", Text(), True),
                                        Field("lanes", Integer())), dict)),),
    otherwise=Record("a river", (Field("river", Text(), True),), dict),
)  # fmt: skip


def test_a_key_chooses_the_record() -> None:
    assert read(WAYS, "a: {road: x}")[0]["road"] == "x"
    assert read(WAYS, "a: {river: x}")[0]["river"] == "x"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a: {raod: x}",
            'f:1:5: error: unknown-key: A road has no key "raod". Did you '
            'mean "road"?',
        ),
        (
            "a: {lanes: 2}",
            'f:1:1: error: missing-key: A road lacks the key "road".',
        ),
        (
            "a: {}",
            'f:1:1: error: missing-key: A river lacks the key "river".',
        ),
    ],
)
def test_without_the_key_it_is_the_record_that_is_most_alike(
    text: str, told: str
) -> None:
    assert refused(WAYS, text) == [told]


# -- prose and its places


def problem_of(shape: Shape, text: str) -> str:
    _, (found,) = read(shape, text)
    return found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: see **x**", "f:1:8"),
        ('a: "see **x**"', "f:1:9"),
        ("a: 'see **x**'", "f:1:9"),
        ('a: "\\"see\\" **x**"', "f:1:5"),
        ("a: |\n  see\n  all **x**\n", "f:3:7"),
        ("a: |\n\n  see **x**\n", "f:3:7"),
        ("a: |\n  - see **x**\n", "f:2:9"),
    ],
)
def test_a_problem_in_prose_has_its_own_place(text: str, place: str) -> None:
    assert problem_of(ProseText(), text).startswith(
        f"{place}: error: prose-markup: "
    )


@pytest.mark.parametrize(
    "text", ["a: x\n  y", "a: >\n  x\n  y\n", 'a: "x\\ny"', "a: 'x\n  y'"]
)
def test_prose_of_several_lines_that_is_no_block_is_told(text: str) -> None:
    assert problem_of(ProseText(), text) == (
        "f:1:4: warning: folded-prose: Text over several lines is not a "
        'literal block. Begin it with "|" and indent it below.'
    )


def test_problems_in_folded_prose_stand_at_its_beginning() -> None:
    _, problems = read(ProseText(), "a: x\n  **y**")
    assert [one.split(" ")[0] for one in problems] == ["f:1:4:", "f:1:4:"]


def test_a_command_of_many_lines_has_places() -> None:
    assert problem_of(TemplateText(), "a: |\n  git x\n  git {y}\n") == (
        'f:3:7: error: unknown-placeholder: The placeholder "{y}" is not '
        "declared. Double the braces where braces are meant."
    )


# -- schemas


def test_a_schema_has_keys_help_and_what_is_required() -> None:
    assert json_schema(PERSON, "Person") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Person",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "name": {
                "type": ["string", "number", "boolean"],
                "pattern": r"^(?:(?=.*\S)[^\x00-\x1f\x7f-\x9f\u2028\u2029]*)"
                r"(?![\s\S])",
                "description": "How one is called.",
            },
            "age": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
            "works-as": {
                "type": "string",
                "pattern": r"^(?:[a-z0-9]+(-[a-z0-9]+)*)(?![\s\S])",
            },
        },
        "required": ["name"],
    }


@pytest.mark.parametrize(
    ("text", "json"),
    [
        ("5", 5),
        ("007", 7),
        ("0o17", 15),
        ("0x1f", 31),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("1_000", "1_000"),
        ("yes", "yes"),
        ("True", True),
        ("~", None),
        ("2027-01-14", "2027-01-14"),
        ("'5'", "5"),
        ("[1, x]", [1, "x"]),
        ("{5: x}", {"5": "x"}),
    ],
)
def test_values_are_what_an_editor_takes_them_for(
    text: str, json: Any
) -> None:
    value, problems = parse(text.encode(), "f")
    assert value is not None and not problems
    found = to_json(value)
    assert found == json and type(found) is type(json)


def test_problems_are_gathered_not_raised() -> None:
    gathered: list[Problem] = []
    value, _ = parse(b"[{}, 5, {name: x, name2: y}]", "f")
    assert value is not None
    ListOf(PERSON).read(value, value.position, gathered)
    assert [str(one.code) for one in gathered] == [
        "missing-key",
        "wrong-type",
        "unknown-key",
    ]
