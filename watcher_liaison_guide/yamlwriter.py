# SPDX-License-Identifier: Apache-2.0
"""Writes dataclasses as YAML, and adds lines to YAML that people write.

The shapes that a dataclass declares read what is written of it. Where lines
are added, nothing else of a file is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from watcher_liaison_guide import files
from watcher_liaison_guide.fields import (
    Nullable,
    Shape,
    declared_fields,
    read_yaml,
)
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.yamlreader import LINE_END
from watcher_liaison_guide.yamlsyntax import LOADER

#: What YAML 1.1 and 1.2 both read as this text and nothing else.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
_INDENT = "  "


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


def dump(thing: object) -> str:
    """Return the YAML of a dataclass that declares its keys.

    A key without a value is written as null if its shape takes null, and
    left out otherwise.
    """
    text: str = yaml.dump(
        thing,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    return text


def imported(thing: object, command: str) -> str:
    """Return the text of a file that *command* writes of a dataclass."""
    header = f'# Written by "watcher-liaison-guide {command}"; edits are lost.'
    return f"{header}\n{dump(thing)}"


def save(path: Path, text: str, shape: Shape) -> bool | Problem:
    """Write *text* to *path*; return whether the file had to be written.

    Nothing is written that *shape*, which reads such files, does not read
    without a problem.
    """
    content = text.encode(errors="backslashreplace")
    _, problems = read_yaml(shape, content, str(path))
    if problems:
        return Code.FILE_UNWRITABLE.at(
            path,
            "The file was not written, because it could not be read back: "
            f"{problems[0].message}",
        )
    try:
        return files.write(path, content)
    except OSError as error:
        return files.unwritable(path, error)


# -- added lines


def add_entries(
    text: str, table: str, entries: Mapping[str, str]
) -> str | None:
    """Return a file's text with *entries* in a table of its outermost mapping.

    *entries* are lines "key: value" by their key. For a key that is there,
    its value is replaced, unless comments are in it; other lines follow the
    table's last one. The result is None where that cannot be done, such as
    for a table in braces. The text is one that ``yamlreader.parse`` reads;
    the caller reads the result back.
    """
    root = yaml.compose(text, LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    found = {key.value: (key, value) for key, value in root.value}
    lines = dict(entries)
    if table not in found:
        margin = " " * root.start_mark.column
        new = [f"{table}:", *(_INDENT + line for line in lines.values())]
        return _inserted(text, len(text), margin, new)
    key, items = found[table]
    if isinstance(items, yaml.ScalarNode):
        if items.value or items.style:
            return None
        inner = " " * key.start_mark.column + _INDENT
        place = _after_comments(text, key.end_mark.index, inner[:-1])
        return _inserted(text, place, inner, lines.values())
    if not isinstance(items, yaml.MappingNode) or items.flow_style:
        return None
    inner = " " * items.value[0][0].start_mark.column
    place = _after_comments(text, _end(items), inner)
    edits: list[tuple[int, int, str]] = []
    for name, value in items.value:
        if name.value in lines:
            line = lines.pop(name.value)
            edit = _replaced(text, name, value, line.partition(": ")[2])
            if edit is None:
                return None
            edits.append(edit)
    text = _inserted(text, place, inner, lines.values())
    for start, stop, new_value in reversed(edits):
        text = text[:start] + new_value + text[stop:]
    return text


def _replaced(
    text: str, key: yaml.Node, value: yaml.Node, new: str
) -> tuple[int, int, str] | None:
    """Return where a table begins and ends, and what is to be there instead.

    None for another value, and where a comment would be lost.
    """
    if not isinstance(value, yaml.MappingNode):
        return None
    start, stop = value.start_mark.index, value.end_mark.index
    if not value.flow_style:
        start, new = key.end_mark.index, f": {new}"
        stop = start + len(text[start : _end(value)].rstrip())
    on_one_line = value.flow_style and not LINE_END.search(text, start, stop)
    if not on_one_line and re.search(r"\s#", text[key.end_mark.index : stop]):
        return None
    return start, stop, new


def _end(node: yaml.Node) -> int:
    """Return where the text of a node ends; comments may follow.

    The end that the parser reports of a block is where the next node begins.
    """
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        nodes = last if isinstance(last, tuple) else (last,)
        return max(map(_end, nodes))
    assert node.end_mark is not None  # a loader always marks
    return node.end_mark.index


def _after_comments(text: str, place: int, margin: str) -> int:
    """Return where the line at *place* ends, and comments that follow it.

    Those that are indented less than *margin* are about something else. A
    block of text ends where the next line begins.
    """
    end = place if _begins_line(text, place) else _line_end(text, place)
    while end < len(text):
        next_end = _line_end(text, end)
        line = text[end:next_end]
        if not line.startswith(margin) or line.strip()[:1] != "#":
            break
        end = next_end
    return end


def _begins_line(text: str, place: int) -> bool:
    return place == 0 or bool(LINE_END.match(text, place - 1))


def _line_end(text: str, place: int) -> int:
    found = LINE_END.search(text, place)
    return found.end() if found else len(text)


def _inserted(text: str, place: int, margin: str, lines: Iterable[str]) -> str:
    """Return *text* with lines at *place*, with the line ends that it has."""
    end = "\r\n" if "\r\n" in text else "\n"
    new = "".join(margin + line + end for line in lines)
    if new and not _begins_line(text, place):
        new = end + new
    return text[:place] + new + text[place:]
