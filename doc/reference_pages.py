# SPDX-License-Identifier: Apache-2.0
"""Write the reference pages that are made from the program's own tables.

Run ``python doc/reference_pages.py`` after a change of a table; a test fails
otherwise.
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
from watcher_liaison_guide.fields import (
    Boolean,
    ByKey,
    ByKind,
    Choice,
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
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.shapes import WhenShape
from watcher_liaison_guide.problems import Code, Severity

REFERENCE = Path(__file__).parent / "source" / "reference"
_MADE = ".. Made by doc/reference_pages.py; edits here are lost.\n"

_CODES = """\
=============
Problem codes
=============

Each problem of an input has a place, a severity, and one of these codes::

   sections/rc.yaml:12:5: error: unknown-role: There is no role "relase".

An error keeps something from being read or shown. A warning is most likely a
mistake. A note is information, and never fails a command or a build.

In a Sphinx build, a code is the subtype of a warning of type ``liaison``. For
example, ``suppress_warnings = ["liaison.unused-term"]`` silences one code.
"""

_FORMAT = """\
===============
The YAML format
===============

A guide is a directory:

``guide.yaml``
    The title, the order of the sections, and the guide that it extends.
``project.yaml``
    Repositories, trackers, channels and links, and what the guide expects
    of the records.
``roles.yaml``, ``precedence.yaml``, ``policies.yaml``
    Who acts, who acts instead if nobody is appointed, and when an exception
    is granted.
``terms.yaml``, ``events.yaml``
    The glossary, and events that are not in all schedules.
``sections/ID.yaml``
    One section each. With a ``window`` it is a phase, and its steps are in
    every checklist. Without one it is a procedure, and its steps are shown
    where another step has ``use: ID``.

``guide.yaml`` and ``project.yaml`` are required. The first line of a file can
name its schema, so that editors complete keys and mark mistakes::

   # yaml-language-server: $schema=../schema/section.schema.json

The schemas describe a whole guide. In a guide that extends another one,
editors also mark what only such a guide has, for example ``override``, and
keys that it leaves to the other guide, for example ``title``. ``check`` does
not.

A team's record of a cycle has its own page: :doc:`cycle-files`.

Anchors, aliases, tags, repeated keys, and more than one document in a file
are errors. Quote an id that YAML would read as a number.

Prose
=====

Prose is text in a small part of reST, so that it means the same in every
format: paragraphs, bullet lists, and inside them

.. code-block:: rst

   ``literal``, *emphasis*, `a link with its address <https://example.org/>`__,
   :term:`FFE`, :liaison:section:`stable-release`,
   :doc:`a page with a title </contributor/index>`

The roles are {roles}. ``:doc:`` and ``:ref:`` need a title, which is shown
alone where the target cannot be reached. Other markup is an error. Write text
of more than one line as a literal block (``|``): its problems then have their
exact line.

Placeholders
============

``{{name}}`` in prose, commands and links is filled in from the nearest item.
``{{{{`` and ``}}}}`` are braces.

``release``, ``series``
    The cycle: ``2027.1`` and ``indri``. URLs of openstack/releases and the
    command ``new-release`` need the series; branches and release notes have
    the release.
``next-release``, ``next-series``, ``previous-release``
    The cycles beside it.
``deliverable``, ``tracker``, ``branch``, ``branch-release``, ``branch-series``
    What the item is for. ``branch`` is the full name, ``stable/2026.1``.
{reader}
    Only the reader knows these. They are shown as ``<nick>``.

An unknown value, as in the guide itself, is shown as ``<release>``, and a link
that needs it has no address.

.. _date-expressions:

Date expressions
================

``EVENT [± N(d|w)] [mon…fri]``: an event, an offset in days or weeks, and a
weekday of the ISO week that is reached. Signs are between spaces.

======================== ================ =================================
expression               in 2027.1        because
======================== ================ =================================
``milestone-1``          Thu 2026-11-19   the event's due day
``milestone-1 - 4w mon`` Mon 2026-10-19   four weeks before, its Monday
``feature-freeze + 1d``  Fri 2027-02-19   the day after
``ptg``                  Mon 2026-10-12   a span: its first day in ``from``,
                                          ``not-before`` and ``opens``, its
                                          last (Fri 2026-10-16) in ``to``,
                                          ``not-after`` and ``closes``
======================== ================ =================================

An event on several separate days cannot be the base. If a cycle does not have
an event, a limit (``not-before``, ``not-after``) on it is ignored; any other
expression leaves the window without dates.

The events that need no declaration are {events}.

A step that is repeated for each branch can also be relative to
``branch-phase``, the day on which its branch stops being maintained. It then
applies to the branches whose work is due in the cycle.

Conditions
==========

``when`` chooses a step or a note. All of its conditions must be true:

``leadership``
    ``ptl`` or ``distributed``.
``slurp``, ``next.slurp``
    ``true`` or ``false``, for this cycle or the next one.
``role.ID``
    ``appointed`` or ``none``.
``event.ID``
    ``scheduled`` or ``none``.
``judgement``
    A question that only people can answer.

A step that does not apply stays in the checklist, with the reason.
"""


def problem_codes() -> str:
    """Return the page of problem codes."""
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
    """Return the page of the YAML format."""
    introduction = _FORMAT.format(
        roles=_words(f":{role}:" for role in sorted(prose.ROLES)),
        reader=_words(sorted(prose.READER_PLACEHOLDERS)),
        events=_words(CANONICAL_EVENTS),
    )
    lines = [_MADE]
    for paragraph in introduction.rstrip("\n").split("\n\n"):
        lines += [_wrapped(paragraph), ""]
    shown: set[str] = set()
    for kind, shape in FILES.items():
        name = "sections/ID.yaml" if kind == "section" else f"{kind}.yaml"
        lines += [f"``{name}``", "=" * (len(name) + 4), ""]
        if not isinstance(shape, Record):
            lines += [*_entry("", _sentence(_described(shape)), 0), ""]
        for record in _records(shape):
            if _label(record) not in shown:
                shown.add(_label(record))
                lines += _record(record, top=record is shape)
    return "\n".join(lines).rstrip("\n") + "\n"


def _wrapped(paragraph: str) -> str:
    """Wrap a paragraph that values made longer."""
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
    """Yield the records that a shape is made of, the outer ones first."""
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
        for name in ("shape", "scalar", "mapping"):
            if (inner := getattr(one, name, None)) is not None:
                visit(inner)

    visit(shape)
    yield from seen


_WHOLE: dict[int, Record] = {}


def _whole(shape: ByKey) -> Record:
    """Return one record with the keys of all that are possible there."""
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
    """Describe in words the value of a key."""
    if isinstance(shape, Named):
        return _described(shape.find())
    if isinstance(shape, Made | Nullable):
        return _described(shape.shape)
    if isinstance(shape, Record):
        return f":ref:`{shape.wanted} <{_label(shape)}>`"
    if isinstance(shape, WindowShape | ByKey):
        return _described(_whole(shape))
    if isinstance(shape, ByKind):
        kinds = (shape.scalar, shape.mapping)
        return ", or ".join(map(_described, kinds))
    if isinstance(shape, ListOf):
        alone = ", or a single one" if shape.alone else ""
        return f"a list; each item is {_described(shape.shape)}{alone}"
    if isinstance(shape, MapOf):
        return (
            f"a mapping from {_described(shape.key)} to "
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
