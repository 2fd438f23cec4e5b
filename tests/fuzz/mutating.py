# SPDX-License-Identifier: Apache-2.0
"""Random damage to a file: to its structure, its lines or its bytes."""

from __future__ import annotations

import random
from typing import Any

import yaml

#: Values that readers stumble over, or that end something early.
HOSTILE: tuple[Any, ...] = (
    "",
    " ",
    "~",
    "null",
    "yes",
    "0",
    "-1",
    "2026.10",
    "1e9",
    "0001-01-01",
    "9999-12-31",
    "2027-02-30",
    "2027-02-18",
    "a" * 2000,
    "\u202e\u200b",
    "\U0001f600",
    "line\nbreak",
    "tab\there",
    "`",
    "``",
    "*x",
    "`a <b>`__",
    ":term:`x`",
    ":nosuch:`x`",
    "{",
    "{{}}",
    "{series}",
    "{nosuch}",
    "../../etc/passwd",
    "https://",
    "http://[",
    "javascript:alert(1)",
    "<script>",
    "]]>",
    "feature-freeze + 1d",
    "ptg - 999999999999w mon",
    "milestone-1 + 5000d",
    "R-0",
    "%s%n",
    "\\",
    "'\"",
    None,
    [],
    {},
    [[[]]],
    {"": ""},
    ["a", "a"],
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container in *value* with each of its keys."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        keys = (
            list(one)
            if isinstance(one, dict)
            else list(range(len(one)))
            if isinstance(one, list)
            else []
        )
        found += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    return found


def structure(content: bytes, chance: random.Random) -> bytes:
    """Return *content* with a few of its YAML values changed."""
    value = yaml.load(content, Loader=yaml.BaseLoader)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        places = _places(value)
        if not places:
            break
        holder, key = chance.choice(places)
        kind = chance.randrange(6)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            other, theirs = chance.choice(places)
            if theirs in other if isinstance(other, dict) else True:
                holder[key] = _copied(other, theirs)
        elif kind == 2 and isinstance(holder, dict):
            holder[str(chance.choice(HOSTILE))] = holder.pop(key)
        elif kind == 3 and isinstance(holder, list):
            holder.insert(key, chance.choice(HOSTILE))
        elif kind == 4 and isinstance(holder[key], str) and holder[key]:
            text = holder[key]
            at = chance.randrange(len(text))
            piece = chance.choice(("", text[at] * 2, "`", " ", "9", "\n", ":"))
            holder[key] = text[:at] + piece + text[at + 1 :]
        else:
            holder[key] = chance.choice(HOSTILE)
    text = yaml.safe_dump(
        value,
        allow_unicode=True,
        sort_keys=False,
        default_style=chance.choice((None, None, '"', "|")),
        width=chance.choice((20, 80, 10_000)),
    )
    return text.encode("utf-8", "surrogatepass")


def _copied(holder: Any, key: Any) -> Any:
    """Return a deep copy, of which parts of a value cannot hold itself."""
    try:
        return yaml.load(yaml.safe_dump(holder[key]), Loader=yaml.BaseLoader)
    except (KeyError, IndexError):
        return None


def lines(content: bytes, chance: random.Random) -> bytes:
    """Return *content* with a few of its lines or bytes changed."""
    found = content.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(found))
        line = found[at]
        kind = chance.randrange(7)
        if kind == 0:
            del found[at]
            found = found or [b""]
        elif kind == 1:
            found.insert(chance.randrange(len(found) + 1), line)
        elif kind == 2:
            found[at] = b" " * chance.randrange(5) + line.lstrip()
        elif kind == 3:
            hostile = str(chance.choice(HOSTILE)).encode("utf-8")
            place = chance.randrange(len(line) + 1)
            found[at] = line[:place] + hostile + line[place:]
        elif kind == 4:
            digits = [
                number
                for number, letter in enumerate(line)
                if chr(letter).isdigit()
            ]
            if digits:
                place = chance.choice(digits)
                figure = str(chance.randrange(10)).encode()
                found[at] = line[:place] + figure + line[place + 1 :]
        elif kind == 5:
            noise = bytes(chance.randrange(256) for _ in range(3))
            place = chance.randrange(len(line) + 1)
            found[at] = line[:place] + noise + line[place:]
        else:
            other = chance.randrange(len(found))
            found[at], found[other] = found[other], found[at]
    return b"\n".join(found)


def damaged(content: bytes, is_yaml: bool, chance: random.Random) -> bytes:
    """Return *content* changed in one way or the other."""
    if is_yaml and chance.random() < 0.75:
        return structure(content, chance)
    return lines(content, chance)
