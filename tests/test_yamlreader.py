# SPDX-License-Identifier: Apache-2.0
"""YAML is read with positions, within limits, whatever the bytes are."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from watcher_liaison_guide.files import MAXIMUM_BYTES, read_file
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.yamlreader import (
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
    lines_of,
    parse,
)


def read(text: str | bytes) -> Value:
    content = text.encode() if isinstance(text, str) else text
    value, problems = parse(content, "f.yaml")
    assert problems == []
    assert value is not None
    return value


def told(text: str | bytes) -> list[tuple[str, int, int]]:
    content = text.encode() if isinstance(text, str) else text
    _, problems = parse(content, "f.yaml")
    return [
        (str(one.code), one.position.line, one.position.column)
        for one in problems
    ]


def scalar(text: str) -> Scalar:
    """Give the scalar at the key "a"."""
    value = read(text)
    assert isinstance(value, Mapping)
    found = value.get("a")
    assert isinstance(found, Scalar)
    return found


# -- what stands where


def test_keys_and_values_know_their_places() -> None:
    value = read("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert isinstance(value, Mapping)
    first, second = value.entries
    assert first.key.position == Position("f.yaml", 1, 1)
    assert first.value.position == Position("f.yaml", 1, 4)
    assert isinstance(second.value, Sequence)
    x, inner = second.value
    assert x.position == Position("f.yaml", 3, 5)
    assert inner.position == Position("f.yaml", 4, 5)
    assert isinstance(inner, Mapping)
    assert inner.entries[0].key.position == Position("f.yaml", 4, 6)


@pytest.mark.parametrize(
    "text", ["2027.1", "no", "1e3", "0x1f", "2027-01-14", "1_000", "~"]
)
def test_nothing_is_made_of_a_value_but_text(text: str) -> None:
    assert scalar(f"a: {text}").text == text


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_an_empty_place_is_null_and_a_word_in_quotes_never(text: str) -> None:
    assert scalar(f"a: {text}").is_null
    assert not scalar(f'a: "{text}"').is_null


def test_a_file_of_nothing_is_null() -> None:
    for text in ("", "\n\n", "# nothing\n", "---\n"):
        value = read(text)
        assert isinstance(value, Scalar) and value.is_null


def test_a_byte_order_mark_is_passed_over() -> None:
    value = read(b"\xef\xbb\xbfa: b")
    assert isinstance(value, Mapping)
    assert value.entries[0].key.position == Position("f.yaml", 1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    value = read(end.join(["a: 1", "b: |", "  x", "  y", ""]))
    assert isinstance(value, Mapping)
    block = value.get("b")
    assert isinstance(block, Scalar)
    assert block.text == "x\ny\n"
    assert block.begin == Position("f.yaml", 3, 3)


def test_lines_are_counted_as_yaml_does() -> None:
    assert lines_of("a\r\nb\rc\u2028d\x85e\n") == [*"abcde", ""]


def test_a_line_separator_counts_as_a_line() -> None:
    value = read('a: "x\u2028 y"\nb: |\n  z\n')
    assert isinstance(value, Mapping)
    block = value.get("b")
    assert isinstance(block, Scalar)
    assert (block.position.line, block.begin.column) == (3, 3)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: |\n  x\n", 2, 3),
        ("a: |\n\n\n    x\n", 2, 5),
        ("a: |2\n    x\n", 2, 3),
        ("a: |-  # why\n  x\n", 2, 3),
        ("a:\n  |\n  x\n", 3, 3),
        ("a: |\n\nb: c\n", 2, 1),
        ("a: |\n", 2, 1),
        ("a: |+\n  \n    \nb: c\n", 2, 1),
        ("b: |2\n\n\na: |\n  x\n", 5, 3),
        ("a: x", 1, 4),
        ("a: 'x'", 1, 5),
        ("a: >\n  x\n", 1, 4),
    ],
)
def test_a_scalar_has_the_place_where_its_text_begins(
    text: str, line: int, column: int
) -> None:
    assert scalar(text).begin == Position("f.yaml", line, column)


@pytest.mark.parametrize("text", ["a: |\n\nb: c", "a: |", "a: >-\n\n"])
def test_a_block_without_text_is_the_empty_text(text: str) -> None:
    assert scalar(text).text == ""
    assert not scalar(text).is_null


@pytest.mark.parametrize(
    ("text", "multiline"),
    [
        ("a: x # why", False),
        ("a: x\n  y", True),
        ("a: 'x\n  y'", True),
        ("a: |\n  x\n", False),
        ("a: |\n  x\n  y\n", True),
        ("a: >\n  x\n", True),
    ],
)
def test_a_value_knows_whether_it_has_several_lines(
    text: str, multiline: bool
) -> None:
    assert scalar(text).multiline is multiline


@pytest.mark.parametrize(
    ("text", "displaced"),
    [
        ("a: word # why", False),
        ('a: "word"', False),
        ("a: 'word'", False),
        ('a: "wo\\"rd"', True),
        ("a: 'wo''rd'", True),
        ('a: "\\n"', True),
        ("a: grüße", False),
    ],
)
def test_a_value_knows_whether_it_is_written_otherwise(
    text: str, displaced: bool
) -> None:
    assert scalar(text).displaced is displaced


def test_positioned_text_is_text_and_can_be_pickled() -> None:
    text = PositionedText("a", Position("f", 1, 2))
    again = pickle.loads(pickle.dumps(text))
    assert again == "a"
    assert again.position == text.position


# -- what is refused


#: By the code: the text, and the place of the problem.
REFUSED: dict[str, list[tuple[str | bytes, int, int]]] = {
    "yaml-alias": [
        ("a: &x b", 1, 4),
        ("a: *x", 1, 4),
        ("a:\n  <<: {b: c}", 2, 3),
        # A bomb is refused at its fuse.
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]", 1, 4),
    ],
    "yaml-tag": [
        ("a: !!str b", 1, 4),
        ("a: !b {c: d}", 1, 4),
        ("!!python/object/apply:os.system [ls]", 1, 1),
    ],
    "yaml-syntax": [
        ("a: 1\n---\nb: 2", 2, 1),
        ("a:\n\tb: c", 2, 1),
        ("a: 'b", 1, 6),
        ("a: [b", 1, 6),
        ("a: b: c", 1, 5),
        ("é: a\x00b", 1, 5),
        ("a: b\n\x1b[0m", 2, 1),
        ("a: \ufffe", 1, 4),
    ],
    "not-utf8": [
        (b"a: b\nc: \xc3\xbc\xff", 2, 5),
        ("a: b".encode("utf-16"), 1, 1),
        (b"a: \xed\xa0\x80", 1, 4),
    ],
    "duplicate-key": [("a: 1\na: 2", 2, 1), ("{a: 1, 'a': 2}", 1, 8)],
    "wrong-type": [("? [a]\n: b", 1, 3), ("{{a: b}: c}", 1, 2)],
    "yaml-too-deep": [("[" * 33 + "]" * 33, 1, 33), ("? " * 10_000, 1, 65)],
    "file-too-large": [(b"\xff" * (MAXIMUM_BYTES + 1), 0, 0)],
}


@pytest.mark.parametrize(
    ("code", "text", "line", "column"),
    [
        pytest.param(code, *one, id=f"{code} {one[0][:12]!r}")
        for code, many in REFUSED.items()
        for one in many
    ],
)
def test_what_is_refused_is_reported_at_its_place(
    code: str, text: str | bytes, line: int, column: int
) -> None:
    assert told(text) == [(code, line, column)]


def test_a_merge_key_in_quotes_is_a_key_as_others() -> None:
    value = read('"<<": a')
    assert isinstance(value, Mapping)
    assert value.get("<<") is not None


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opening: str) -> None:
    (found,) = told(opening * 10_000)
    assert found[0] == "yaml-too-deep"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("why: agreed: at the PTG", 'Write why: "agreed: at the PTG".'),
        ("x:\n  - why: @nick said", 'Write why: "@nick said".'),
        ("text: {release} is out", 'Write text: "{release} is out".'),
        ("why: `x` y", 'Write why: "`x` y".'),
        ('why: "x" is y', 'Write why: "\\"x\\" is y".'),
        ("why: - x", 'Write why: "- x".'),
        ("why: %d of", 'Write why: "%d of".'),
        ("a:\n\tb: c", "Indent with spaces; YAML allows no tabs there."),
        ("why: [x", None),
        ("why: 'x", None),
        (
            "a: b\n  c: d",
            'Quote text that contains ": ", and check the indentation.',
        ),
    ],
)
def test_text_that_yaml_cannot_read_is_advised_to_be_quoted(
    text: str, advice: str | None
) -> None:
    _, (found,) = parse(text.encode(), "f.yaml")
    assert found.code is Code.YAML_SYNTAX
    assert found.advice == advice


@pytest.mark.parametrize(
    ("keep", "values"), [(False, ["1"]), (True, ["1", "2"])]
)
def test_of_a_repeated_key_the_first_value_is_kept_or_all(
    keep: bool, values: list[str]
) -> None:
    value, (found,) = parse(b"a: 1\na: 2", "f.yaml", keep_repeated=keep)
    assert isinstance(value, Mapping)
    # Of another type than a text, a value has no such attribute, and fails.
    assert [one.value.text for one in value] == values  # type: ignore[union-attr]
    assert found.message == 'The key "a" is already on line 1.'


# -- files


@pytest.mark.parametrize("name", ["absent", ".", "a\0b"])
def test_what_cannot_be_opened_is_told(name: str, tmp_path: Path) -> None:
    found = read_file(f"{tmp_path}/{name}", shown="shown")
    assert not isinstance(found, bytes)
    assert found.code is Code.FILE_UNREADABLE
    assert found.position == Position("shown")
