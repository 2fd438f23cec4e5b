# SPDX-License-Identifier: Apache-2.0
"""Random damage to a file: to its structure, or to its bytes."""

from __future__ import annotations

import copy
import random
from typing import Any

import yaml

#: Values that readers stumble over, or that end something early.
HOSTILE: tuple[Any, ...] = (
    "", " ", "~", "null", "yes", "0", "-1", "2026.10", "1e9", "0001-01-01",
    "9999-12-31", "2027-02-30", "2027-02-18", "a" * 2000, "\u202e\u200b",
    "\U0001f600", "line\nbreak", "tab\there", "`", "``", "*x", "`a <b>`__",
    ":term:`x`", ":nosuch:`x`", "{", "{{}}", "{series}", "{nosuch}",
    "../../etc/passwd", "https://", "http://[", "javascript:alert(1)",
    "<script>", "]]>", "feature-freeze + 1d", "ptg - 999999999999w mon",
    "milestone-1 + 5000d", "R-0", "%s%n", "\\", "'\"", None, [], {}, [[[]]],
    {"": ""}, ["a", "a"],
)  # fmt: skip
#: Pieces of texts and of dates.
PIECES = (
    "", " ", "\n", ":", "9", "\udcff", "- ", "**", "__", "|", "::", ".. _a:",
    "1. ", "`a <https://example.org>`__", ":doc:`a </b>`", "nosuch",
    ":liaison:step:`m1-client`", "summit + 99999w sun", "branch-phase - 0d",
)  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container in *value* with each of its keys."""
    keys = (
        list(value)
        if isinstance(value, dict)
        else range(len(value) if isinstance(value, list) else 0)
    )
    found = [(value, key) for key in keys]
    return found + [one for key in keys for one in places(value[key])]


def structure(content: bytes, chance: random.Random) -> bytes:
    """Return *content* with a few of its YAML values changed."""
    value = yaml.load(content, Loader=yaml.BaseLoader)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        holder, key = chance.choice(places(value) or [([""], 0)])
        other, theirs = chance.choice(places(value) or [([""], 0)])
        kind = chance.randrange(5)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            holder[key] = copy.deepcopy(other[theirs])
        elif kind == 2 and isinstance(holder, dict):
            holder[str(chance.choice(HOSTILE))] = holder.pop(key)
        elif kind == 3 and isinstance(holder[key], str):
            holder[key] = spliced(holder[key], chance)
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


def spliced(text: str, chance: random.Random) -> str:
    """Return *text* with something at one place, instead of a few letters."""
    start = chance.randrange(len(text) + 1)
    end = start + chance.choice((0, 0, 1, 1, 2, 40))
    at = chance.randrange(len(text) + 1)
    hostile = str(chance.choice(HOSTILE))
    piece = chance.choice((*PIECES, text[at : at + 40], hostile))
    return text[:start] + piece + text[end:]


def damaged(content: bytes, is_yaml: bool, chance: random.Random) -> bytes:
    """Return *content* changed in one way or the other."""
    if is_yaml and chance.random() < 0.75:
        return structure(content, chance)
    text = content.decode()
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = spliced(text, chance)
    return text.encode("utf-8", "surrogateescape")
