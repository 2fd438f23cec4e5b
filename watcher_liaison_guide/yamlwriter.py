# SPDX-License-Identifier: Apache-2.0
"""Writes dataclasses as YAML that the shapes they declare read back."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from watcher_liaison_guide import files
from watcher_liaison_guide.fields import (
    Nullable,
    Shape,
    declared_fields,
    read_yaml,
)
from watcher_liaison_guide.problems import Code, Position, Problem

#: What YAML 1.1 and 1.2 both read as this text and nothing else.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}


class _Dumper(yaml.SafeDumper):
    """Writes records on one line if they have no lists or mappings."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(
        self, flow: bool = False, indentless: bool = False
    ) -> None:
        super().increase_indent(flow)

    def text(self, value: str) -> yaml.Node:
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return self.represent_scalar(
            self.DEFAULT_SCALAR_TAG, value, None if plain else '"'
        )

    def record(self, thing: object) -> yaml.Node:
        pairs = {
            field.key: getattr(thing, field.argument)
            for field in declared_fields(type(thing))
            if isinstance(field.shape, Nullable)
            or getattr(thing, field.argument) is not None
        }
        node = self.represent_dict(pairs)
        node.flow_style = all(
            isinstance(value, yaml.ScalarNode) or value.flow_style
            for _, value in node.value
        )
        return node


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_multi_representer(str, _Dumper.text)
_Dumper.add_multi_representer(object, _Dumper.record)


def dump(thing: object, header: str = "") -> str:
    """Return the text of a file for a dataclass that declares its keys.

    A key without a value is written as null if its shape takes null, and
    left out otherwise.
    """
    text = yaml.dump(
        thing,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    return header + text


def save(path: Path, text: str, shape: Shape) -> bool | Problem:
    """Write *text* to *path*; return whether the file had to be written.

    Nothing is written that *shape*, which reads such files, does not read
    without a problem.
    """
    content = text.encode(errors="backslashreplace")
    _, problems = read_yaml(shape, content, str(path))
    if problems:
        return Code.FILE_UNWRITABLE.at(
            Position(str(path)),
            "The file was not written, because it could not be read back: "
            f"{problems[0].message}",
        )
    try:
        return files.write(path, content)
    except OSError as error:
        return files.unwritable(path, error)
