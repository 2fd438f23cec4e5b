# SPDX-License-Identifier: Apache-2.0
"""YAML is read with positions, within limits, whatever the bytes are.

And what is written is read back as it was, or not written at all. How
calendars and records look is in the tests of their imports.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as AnyMapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher_liaison_guide import fields, yamlwriter
from watcher_liaison_guide.files import MAXIMUM_BYTES, read_file
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.yamlreader import (
    Mapping,
    Scalar,
    Sequence,
    Value,
    lines_of,
    parse,
)


def read(text: str) -> Value:
    value, problems = parse(text.encode(), "f.yaml")
    assert problems == []
    assert value is not None
    return value


def scalar(text: str) -> Scalar:
    """Return the scalar at the key "a"."""
    value = read(text)
    assert isinstance(value, Mapping)
    found = value.get("a")
    assert isinstance(found, Scalar)
    return found


# -- what is where


def test_keys_and_values_know_their_places() -> None:
    value = read("\ufeffa: 1\nb:\n  - x\n  - {'<<': y}\n")
    assert isinstance(value, Mapping)
    first, second = value.entries
    assert first.key.position == Position("f.yaml", 1, 1)
    assert first.value.position == Position("f.yaml", 1, 4)
    assert isinstance(second.value, Sequence)
    x, inner = second.value
    assert x.position == Position("f.yaml", 3, 5)
    assert inner.position == Position("f.yaml", 4, 5)
    assert isinstance(inner, Mapping)
    # In quotes, it is a key as others.
    assert inner.entries[0].key == "<<"
    assert inner.entries[0].key.position == Position("f.yaml", 4, 6)


NULLS = ("", "~", "null", "Null", "NULL")


@pytest.mark.parametrize("text", [*NULLS, "2027.1", "no", "0x1f"])
def test_a_value_is_text_or_null_and_in_quotes_never_null(text: str) -> None:
    found = scalar(f"a: {text}")
    assert (found.text, found.is_null) == (text, text in NULLS)
    assert not scalar(f'a: "{text}"').is_null


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = end.join(["b: 1", "a: |", "  x", "  y", ""])
    found = scalar(text)
    assert found.text.split() == ["x", "y"]
    assert found.begin == Position("f.yaml", 3, 3)
    assert lines_of(text)[3:] == ["  y", ""]


@pytest.mark.parametrize(
    ("text", "begin", "value", "flags"),
    [
        ("a: |\n  x\n", "2:3", "x\n", ""),
        ("a: |\n  x\n  y\n", "2:3", "x\ny\n", "multiline"),
        ("a: |\n\n\n    x\n", "2:5", "\n\nx\n", ""),
        ("a: |2\n    x\n", "2:3", "  x\n", ""),
        ("a: |-  # why\n  x\n", "2:3", "x", ""),
        ("a:\n  |\n  x\n", "3:3", "x\n", ""),
        ("a: |\n\nb: c\n", "2:1", "", ""),
        ("a: |\n", "2:1", "", ""),
        ("a: |+\n  \n    \nb: c\n", "2:1", "\n\n", ""),
        ("b: |2\n\n\na: |\n  x\n", "5:3", "x\n", ""),
        ("a: >-\n\n", "1:4", "", "displaced multiline"),
        ("a: >\n  x\n", "1:4", "x\n", "displaced multiline"),
        ("a: x # why", "1:4", "x", ""),
        ("a: x\n  y", "1:4", "x y", "displaced multiline"),
        ("a: 'x'", "1:5", "x", ""),
        ("a: 'x\n  y'", "1:5", "x y", "displaced multiline"),
        ("a: 'x''y'", "1:5", "x'y", "displaced"),
        ('a: "x\\"y"', "1:5", 'x"y', "displaced"),
        ('a: "\\n"', "1:5", "\n", "displaced"),
        ("a: grüße", "1:4", "grüße", ""),
    ],
)
def test_a_scalar_knows_where_its_text_begins_and_how_it_is_written(
    text: str, begin: str, value: str, flags: str
) -> None:
    found = scalar(text)
    line, column = map(int, begin.split(":"))
    assert found.begin == Position("f.yaml", line, column)
    assert (found.text, found.is_null) == (value, False)
    assert found.multiline is ("multiline" in flags)
    assert found.displaced is ("displaced" in flags)


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
    "yaml-too-deep": [
        ("[" * 33 + "]" * 33, 1, 33),
        ("{a: " * 10_000, 1, 129),
        ("- " * 10_000, 1, 65),
        ("? " * 10_000, 1, 65),
    ],
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
    content = text.encode() if isinstance(text, str) else text
    _, (found,) = parse(content, "f.yaml")
    assert (found.code, *found.position[1:]) == (Code(code), line, column)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("why: agreed: at the PTG", 'Write why: "agreed: at the PTG".'),
        ("x:\n  - why: @nick said", 'Write why: "@nick said".'),
        ("text: {release} is out", 'Write text: "{release} is out".'),
        ('why: "x" is y', 'Write why: "\\"x\\" is y".'),
        ("a:\n\tb: c", "Indent with spaces; YAML allows no tabs there."),
        ("why: [x", None),
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


@pytest.mark.parametrize(("keep", "values"), [(False, "1"), (True, "1 2")])
def test_of_a_repeated_key_the_first_value_is_kept_or_all(
    keep: bool, values: str
) -> None:
    value, (found,) = parse(b"a: 1\na: 2", "f.yaml", keep_repeated=keep)
    assert isinstance(value, Mapping)
    texts = [getattr(one.value, "text", None) for one in value]
    assert texts == values.split()
    assert found.message == 'The key "a" is already on line 1.'


@pytest.mark.parametrize("name", ["absent", ".", "a\0b"])
def test_what_cannot_be_opened_is_a_problem(name: str) -> None:
    found = read_file(f"/{name}")
    assert not isinstance(found, bytes)
    assert found.code is Code.FILE_UNREADABLE
    assert found.position == Position(f"/{name}")


# -- writing


@dataclasses.dataclass(frozen=True)
class Names:
    names: AnyMapping[str, str | None] = fields.key(
        fields.MapOf(fields.Text("a name"), fields.Nullable(fields.Text())), {}
    )


SHAPE = fields.Record.of(Names, "names")

TEXT = st.one_of(
    st.sampled_from(
        ("yes", "2026.10", "null", "~", "a: b", "# a", "é \u00ad😀")
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
).filter(str.strip)


@given(st.builds(Names, st.dictionaries(TEXT, st.none() | TEXT)))
def test_text_that_is_written_is_read_back(written: Names) -> None:
    content = yamlwriter.dump(written).encode()
    assert fields.read_yaml(SHAPE, content, "names.yaml") == (written, [])


def test_text_that_others_take_for_something_else_is_quoted() -> None:
    for word in ("true", "False", "yes", "NO", "on", "off", "y", "n", "Null"):
        content = yamlwriter.dump(Names({"a": word}))
        assert content == f'names:\n  a: "{word}"\n'


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    content = yamlwriter.dump(Names({"no": "a b", "x": None}))
    assert content == 'names:\n  "no": a b\n  x: null\n'
    assert yamlwriter.save(path, content, SHAPE) is True
    assert yamlwriter.save(path, content, SHAPE) is False
    for name in ("a\nb", " ", "\ud800"):
        other = yamlwriter.dump(Names({name: "x"}))
        problem = yamlwriter.save(path, other, SHAPE)
        assert "could not be read back" in str(problem)
    assert path.read_text(encoding="utf-8") == content
