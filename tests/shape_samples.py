# SPDX-License-Identifier: Apache-2.0
"""Makes up values that fit a shape, and spoils them."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from watcher_liaison_guide.calendar.expressions import ExpressionText
from watcher_liaison_guide.fields import (
    Boolean,
    ByKey,
    ByKind,
    Choice,
    Date,
    Integer,
    ListOf,
    Made,
    MapOf,
    Named,
    Nullable,
    ProseText,
    Record,
    TemplateText,
    Text,
)
from watcher_liaison_guide.guide.conditions import WhenShape
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
)

PLACE = Position("made-up.yaml", 1, 1)
WORDS = (
    *("a", "ptl", "release-liaison", "2027.1", "x1", "service", "rc1"),
    *("https://example.org/a", "0a1b2c3d", "stable/2027.1", "m1/a/b", "none"),
    *("Some words", "openstack/releases", "release_notes", "é"),
)
#: What fits many shapes and what fits none; plain, unless in quotes.
STRANGE = (
    *("", "~", "null", "true", "False", "TRUE", "yes", "0", "5", "007"),
    *("-1", "+5", "1.5", "5.0", ".5", "5.", "1e3", "1e-3", "0x1f", "0o17"),
    *(".inf", "-.INF", ".nan", "1" * 30, "999999999", "1000000000", "1e400"),
    *('""', '" "', '"a\n"', '"\n"', '"a\nb"', '"5"', '"true"', '"null"'),
    *("2027-01-14", "2027-02-30", "2027-1-1", '"2027-01-14\n"', "20270114"),
    *("rc1 - 1w fri", "rc1 -1w", "rc1-1w", "rc1 + 3d sat", " rc1", "RC1"),
    *("http://", "https://x y", '"https://example.org\n"', "ftp://x.org"),
    *("A-b", "a--b", "-a", "a_b", "a b", "a.b", "é", "none", "ptl", "any"),
)
STRANGE_KEYS = ("", " ", "x", "A", "a b", "id", "text", "role.x", "role.", "5")


def scalar(text: str, style: str | None = None) -> Scalar:
    if style is None and len(text) > 1 and text[0] == text[-1] == '"':
        text, style = text[1:-1], '"'
    return Scalar(text, PLACE, style, PLACE, False, False)


def mapping(entries: dict[str, Value]) -> Mapping:
    return Mapping(
        tuple(
            Entry(PositionedText(key, PLACE), value)
            for key, value in entries.items()
        ),
        PLACE,
    )


def sequence(values: list[Value]) -> Sequence:
    return Sequence(tuple(values), PLACE)


def fitting(shape: Any, choose: Random, depth: int = 0) -> Value:
    """Make up a value that *shape* takes."""
    if isinstance(shape, Named):
        return fitting(shape.find(), choose, depth + 1)
    if isinstance(shape, Made):
        return fitting(shape.shape, choose, depth)
    if isinstance(shape, Nullable):
        if choose.random() < 0.3:
            return scalar("null")
        return fitting(shape.shape, choose, depth)
    if isinstance(shape, ListOf):
        least = 1 if shape.filled else 0
        most = least if depth > 2 else 2
        count = choose.randint(least, max(least, most))
        if shape.alone and choose.random() < 0.3:
            return fitting(shape.shape, choose, depth)
        return sequence(
            [fitting(shape.shape, choose, depth + 1) for _ in range(count)]
        )
    if isinstance(shape, MapOf):
        keys = {fitting_text(shape.key, choose) for _ in range(2)}
        return mapping(
            {key: fitting(shape.shape, choose, depth + 1) for key in keys}
        )
    if isinstance(shape, Record):
        return _record(shape, choose, depth)
    if isinstance(shape, ByKind):
        inner = choose.choice([shape.scalar, shape.mapping])
        return fitting(inner, choose, depth)
    if isinstance(shape, ByKey):
        records = [record for _, record in shape.choices]
        return fitting(
            choose.choice([*records, shape.otherwise]), choose, depth
        )
    if isinstance(shape, WhenShape):
        conditions = {
            "leadership": "ptl",
            "slurp": "true",
            "next.slurp": "false",
            "judgement": "Is it?",
            "role.x": "none",
            "event.rc1": "scheduled",
        }
        keys_ = choose.sample(sorted(conditions), choose.randint(0, 3))
        return mapping({key: scalar(conditions[key]) for key in keys_})
    return _single(shape, choose)


def _record(shape: Record, choose: Random, depth: int) -> Value:
    likely = 0.5 if depth < 3 else 0.15
    grouped = {key for group in shape.one_of for key in group}
    taken = {choose.choice(group) for group in shape.one_of}
    return mapping(
        {
            field.key: fitting(field.shape, choose, depth + 1)
            for field in shape.fields
            if field.required
            or field.key in taken
            or (field.key not in grouped and choose.random() < likely)
        }
    )


def fitting_text(shape: Text, choose: Random) -> str:
    return choose.choice(
        [word for word in WORDS if re.fullmatch(shape.pattern or ".*", word)]
    )


def _single(shape: Any, choose: Random) -> Scalar:
    if isinstance(shape, Text):
        return scalar(fitting_text(shape, choose), '"')
    if isinstance(shape, Choice):
        return scalar(choose.choice(shape.words))
    if isinstance(shape, Boolean):
        return scalar(choose.choice(["true", "false"]))
    if isinstance(shape, Integer):
        return scalar(str(choose.randrange(1000)))
    if isinstance(shape, Date):
        return scalar("2027-01-14")
    if isinstance(shape, ExpressionText):
        return scalar(choose.choice(["rc1", "ptg + 1w mon", "rc1 - 3d"]))
    if isinstance(shape, TemplateText):
        return scalar("https://example.org/{release}")
    assert isinstance(shape, ProseText), shape
    return scalar("Some *words*.")


def spoilt(value: Value, choose: Random) -> Value:
    """Change something, anywhere in *value*."""
    if isinstance(value, Mapping) and choose.random() < 0.8:
        return _spoilt_mapping(value, choose)
    if isinstance(value, Sequence) and value.values and choose.random() < 0.8:
        values = list(value.values)
        at = choose.randrange(len(values))
        values[at] = spoilt(values[at], choose)
        return sequence(values)
    return choose.choice(
        [
            scalar(choose.choice(STRANGE)),
            scalar(choose.choice(STRANGE)),
            scalar(choose.choice(STRANGE)),
            sequence([]),
            sequence([value]),
            mapping({}),
            mapping({choose.choice(STRANGE_KEYS): value}),
        ]
    )


def _spoilt_mapping(value: Mapping, choose: Random) -> Mapping:
    entries: dict[str, Value] = {str(one.key): one.value for one in value}
    kind = choose.random()
    if kind < 0.15 or not entries:
        entries[choose.choice(STRANGE_KEYS)] = scalar(choose.choice(STRANGE))
        return mapping(entries)
    key = choose.choice(sorted(entries))
    if kind < 0.3:
        del entries[key]
    elif kind < 0.4:
        entries[key + "x"] = entries.pop(key)
    else:
        entries[key] = spoilt(entries[key], choose)
    return mapping(entries)
