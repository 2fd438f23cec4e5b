# SPDX-License-Identifier: Apache-2.0
"""Writes the reference pages that are made from the program's own tables.

``python doc/reference_pages.py`` writes them anew; a test tells when that was
forgotten.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sphinx.pycode import ModuleAnalyzer

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import (
    ExpressionText,
    WindowShape,
)
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE
from watcher_liaison_guide.fields import (
    Boolean,
    ByKey,
    ByKind,
    Choice,
    Date,
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
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code, Severity

REFERENCE = Path(__file__).parent / "source" / "reference"
_MADE = ".. Made by doc/reference_pages.py; edits here are lost.\n"

_CODES = """\
=============
Problem codes
=============

Whatever is wrong with an input is told with its place, a severity and one of
these codes::

   sections/rc.yaml:12:5: error: unknown-role: There is no role "relase".

In a Sphinx build a code is the subtype of a warning of type ``liaison``, so
that ``suppress_warnings = ["liaison.unused-term"]`` silences one of them.
Errors keep something from being read or shown; warnings are most likely
mistakes; notes are worth knowing and never fail a command or a build.
"""

_FORMAT = """\
===============
The YAML format
===============

A guide is a folder:

``guide.yaml``
    Its title, and the order of the sections.
``project.yaml``
    Repositories, trackers, channels and links, and what the guide expects
    of the records.
``roles.yaml``, ``precedence.yaml``, ``policies.yaml``
    Who acts, who acts when nobody may be there, and under which conditions
    an exception is made.
``terms.yaml``, ``events.yaml``
    The glossary, and events beyond the common ones.
``sections/ID.yaml``
    One section each: a phase if it has a window, else a procedure.

``guide.yaml`` and ``project.yaml`` must be there. Beside the guide a team
keeps one cycle file per cycle. Each file may begin with a line that names its
schema, by which editors complete keys and mark mistakes::

   # yaml-language-server: $schema=../schema/section.schema.json

Of YAML only what every reader understands alike is taken: no anchors and
aliases, no tags, no repeated keys, one document in a file. A number where an
id belongs is to be quoted.

Prose
=====

What the tables below call prose is text in a part of reST: paragraphs, bullet
lists, ````literal````, ``*emphasis*``, ```text <address>`__`` and the roles
{roles}. ``:doc:`` and ``:ref:`` need a title, which stands alone where the
target cannot be reached. Anything else that reST would take for markup is an
error, so that a text means the same in every format. Prose of more than one
line is written as a block that begins with ``|``.

Placeholders
============

In prose, commands and links a name in braces stands for what is known of the
cycle or the item: {cycle}. Others are left for the reader: {reader}. ``{{{{``
and ``}}}}`` are braces.

Date expressions
================

A date expression is an event, an offset in days or weeks, and a weekday of
the week that is reached; the last two may be absent: ``milestone-1``,
``rc1 - 2d``, ``milestone-1 - 4w mon``.

The events that need no declaration are {events}.

A step that is repeated for each branch may also count from ``branch-phase``,
the day on which its branch stops being maintained. It is then there for the
branches whose work is due in the cycle.

Conditions
==========

``when`` chooses a step or a note by what is known of the cycle; all of its
conditions must hold:

``leadership``
    ``ptl`` or ``distributed``.
``slurp``, ``next.slurp``
    ``true`` or ``false``, of this cycle or the next one.
``role.ID``
    ``appointed`` or ``none``.
``event.ID``
    ``scheduled`` or ``none``.
``judgement``
    A question that only people can answer.
"""


def problem_codes() -> str:
    """Give the page of problem codes."""
    lines = [_MADE, _CODES]
    meanings = {
        place: " ".join(comment)
        for place, comment in ModuleAnalyzer.for_module(Code.__module__)
        .find_attr_docs()
        .items()
    }
    for severity in Severity:
        codes = [code for code in Code if code.severity is severity]
        title = f"{severity.value.capitalize()}s"
        lines += [title, "=" * len(title), ""]
        for code in sorted(codes, key=str):
            lines += _entry(f"``{code}``", meanings["Code", code.name])
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def yaml_format() -> str:
    """Give the page of the YAML format."""
    introduction = _FORMAT.format(
        roles=_words(f":{role}:" for role in sorted(prose.ROLES)),
        cycle=_words(sorted(prose.CYCLE_PLACEHOLDERS)),
        reader=_words(sorted(prose.READER_PLACEHOLDERS)),
        events=_words(CANONICAL_EVENTS),
    )
    lines = [_MADE]
    for paragraph in introduction.rstrip("\n").split("\n\n"):
        lines += [_wrapped(paragraph), ""]
    files = {
        **{
            "sections/ID.yaml" if kind == "section" else f"{kind}.yaml": shape
            for kind, shape in FILES.items()
        },
        "CYCLE.cycle.yaml": CYCLE_FILE,
    }
    told: set[str] = set()
    for name, shape in files.items():
        lines += [f"``{name}``", "=" * (len(name) + 4), ""]
        if not isinstance(shape, Record):
            lines += [*_entry("", _sentence(_described(shape)), 0), ""]
        for record in _records(shape):
            if _label(record) not in told:
                told.add(_label(record))
                lines += _record(record, top=record is shape)
    return "\n".join(lines).rstrip("\n") + "\n"


def _wrapped(paragraph: str) -> str:
    """Fill a paragraph anew that values made longer."""
    if all(len(line) < 80 for line in paragraph.split("\n")):
        return paragraph
    return textwrap.fill(
        " ".join(paragraph.split()),
        78,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _entry(head: str, text: str, indent: int = 4) -> list[str]:
    body = textwrap.wrap(
        text, 78 - indent, break_long_words=False, break_on_hyphens=False
    )
    lines = [" " * indent + line for line in body]
    return [head, *lines] if head else lines


def _record(record: Record, top: bool) -> list[str]:
    lines = []
    if not top:
        title = record.wanted[:1].upper() + record.wanted[1:]
        lines += [f".. _{_label(record)}:", "", title, "-" * len(title), ""]
    if record.help:
        lines += [record.help, ""]
    for group in record.one_of:
        lines += [*_entry("", f"Exactly one of {_words(group)}.", 0), ""]
    for field in record.fields:
        head = f"``{field.key}``" + (", required" if field.required else "")
        text = _sentence(_described(field.shape))
        lines += _entry(head, f"{text} {field.help}".strip())
    return [*lines, ""]


def _label(record: Record) -> str:
    return "yaml-format-" + record.wanted.replace('"', "").replace(" ", "-")


def _records(shape: Any) -> Iterator[Record]:
    """Give the records that a shape is made of, the outer ones first."""
    seen: list[Record] = []

    def visit(one: Any) -> None:
        if isinstance(one, Named):
            one = one.find()
        if isinstance(one, Record):
            if any(one is other for other in seen):
                return
            seen.append(one)
            for field in one.fields:
                visit(field.shape)
            return
        if isinstance(one, ByKey):
            visit(_whole(one))
            return
        for name in ("shape", "scalar", "mapping", "sequence"):
            if (inner := getattr(one, name, None)) is not None:
                visit(inner)

    visit(shape)
    yield from seen


_WHOLE: dict[int, Record] = {}


def _whole(shape: ByKey) -> Record:
    """Give one record that has the keys of all that may stand there."""
    if id(shape) not in _WHOLE:
        records = (*(one for _, one in shape.choices), shape.otherwise)
        fields = {
            field.key: field
            for record in reversed(records)
            for field in record.fields
        }
        required = set.intersection(
            *({f.key for f in one.fields if f.required} for one in records)
        )
        ways = dict.fromkeys(
            " and ".join(f"``{f.key}``" for f in one.fields if f.required)
            for one in records
        )
        _WHOLE[id(shape)] = Record(
            shape.otherwise.wanted,
            tuple(
                type(field)(
                    field.key,
                    field.shape,
                    field.key in required,
                    help=field.help,
                )
                for field in fields.values()
            ),
            dict,
            help="It has " + "; or ".join(ways) + ".",
        )
    return _WHOLE[id(shape)]


def _described(shape: Any) -> str:
    """Tell in words what stands at a key."""
    if isinstance(shape, Named):
        return _described(shape.find())
    if isinstance(shape, Made | Nullable):
        return _described(shape.shape)
    if isinstance(shape, Record):
        return f":ref:`{shape.wanted} <{_label(shape)}>`"
    if isinstance(shape, WindowShape | ByKey):
        return _described(_whole(shape))
    if isinstance(shape, ByKind):
        kinds = (shape.scalar, shape.mapping, shape.sequence)
        return ", or ".join(_described(kind) for kind in kinds if kind)
    if isinstance(shape, ListOf):
        alone = ", or one alone" if shape.alone else ""
        return f"a list, each {_described(shape.shape)}{alone}"
    if isinstance(shape, MapOf):
        return (
            f"keys and values: {_described(shape.key)}, and for it "
            f"{_described(shape.shape)}"
        )
    if isinstance(shape, WhenShape):
        return "conditions"
    if isinstance(shape, Choice):
        return ("one of " if shape.words[1:] else "") + _words(shape.words)
    if isinstance(shape, TemplateText):
        return "an address" if shape.address else "text with placeholders"
    simple = {
        ExpressionText: "a date expression",
        ProseText: "prose",
        Boolean: "``true`` or ``false``",
        Date: "a day, YYYY-MM-DD",
    }
    for kind, words in simple.items():
        if isinstance(shape, kind):
            return words
    assert isinstance(shape, Text)
    return shape.wanted


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"``{word}``" for word in words)


def _sentence(text: str) -> str:
    if text.startswith(":ref:`"):
        return ":ref:`" + _sentence(text[len(":ref:`") :])
    return text[:1].upper() + text[1:] + "."


PAGES = {"problem-codes.rst": problem_codes, "yaml-format.rst": yaml_format}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
