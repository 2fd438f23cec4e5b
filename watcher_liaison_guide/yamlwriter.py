# SPDX-License-Identifier: Apache-2.0
"""Things as YAML text that the shapes they declare read back."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files
from watcher_liaison_guide.fields import Nullable, declared_fields
from watcher_liaison_guide.problems import Code, Position, Problem, problem

#: What YAML 1.1 and 1.2 both read as this text and nothing else.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}


class Written(str):
    """YAML that is written already."""


def scalar(value: object) -> str:
    """Return a value as YAML on one line.

    Text is quoted wherever it could be read as something else.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Written) or not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    # A JSON string is a YAML one, except for what YAML cannot contain.
    return re.sub(r"[^ -~]", _escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0].isprintable():
        return match[0]
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def dump(thing: object, header: str = "") -> str:
    """Return a dataclass that declares its keys as the text of a file.

    A record without lists or mappings takes one line. A key without a
    value is written as null where it takes null, and else left out.
    """
    return header + "\n".join(_block(thing)) + "\n"


def save(
    path: Path,
    thing: object,
    header: str,
    load: Callable[[bytes, str], tuple[Any, list[Problem]]],
) -> bool | Problem:
    """Write *thing* to *path*; return whether the file had to be written.

    Nothing is written that *load*, the reader of such files, does not
    read without a problem.
    """
    content = dump(thing, header).encode(errors="backslashreplace")
    _, problems = load(content, str(path))
    if problems:
        return problem(
            Code.FILE_UNWRITABLE,
            Position(str(path)),
            "The file was not written, because it could not be read back: "
            f"{problems[0].message}",
        )
    try:
        return files.write(path, content)
    except OSError as error:
        return problem(
            Code.FILE_UNWRITABLE,
            Position(str(path)),
            f"The file cannot be written: {error.strerror or error}.",
        )


def _block(value: object) -> list[str]:
    """Return the lines of a record, mapping or list."""
    lines = []
    if isinstance(value, list | tuple):
        for one in value:
            first, *rest = [_line(one)] if _fits(one) else _block(one)
            lines += [f"- {first}", *_indented(rest)]
    else:
        for key, one in _pairs(value):
            if _fits(one):
                lines.append(f"{scalar(key)}: {_line(one)}")
            else:
                lines += [f"{scalar(key)}:", *_indented(_block(one))]
    return lines


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _pairs(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return list(value.items())
    pairs = [
        (field, getattr(value, field.argument))
        for field in declared_fields(type(value))
    ]
    return [
        (field.key, found)
        for field, found in pairs
        if found is not None or isinstance(field.shape, Nullable)
    ]


def _fits(value: object) -> bool:
    """Whether a value takes one line."""
    if isinstance(value, list | tuple | Mapping):
        return not value
    return _is_leaf(value)


def _is_leaf(value: object) -> bool:
    """Whether a value is a scalar or a record of such values."""
    if isinstance(value, list | tuple | Mapping):
        return False
    return not dataclasses.is_dataclass(value) or all(
        _is_leaf(one) for _, one in _pairs(value)
    )


def _line(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[]"
    if isinstance(value, Mapping):
        return "{}"
    if dataclasses.is_dataclass(value):
        pairs = (f"{scalar(key)}: {_line(one)}" for key, one in _pairs(value))
        return "{" + ", ".join(pairs) + "}"
    return scalar(value)


def flow(**values: object) -> Written:
    """Give a mapping on one line; ``_`` in names is written ``-``."""
    pairs = (
        f"{key.replace('_', '-')}: {scalar(value)}"
        for key, value in values.items()
    )
    return Written("{" + ", ".join(pairs) + "}")


def items(key: str, written: Iterable[str]) -> list[str]:
    """Give the lines of a list under *key*."""
    lines = [f"  - {item}" for item in written]
    return [f"{key}:", *lines] if lines else [f"{key}: []"]
