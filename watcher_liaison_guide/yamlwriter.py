# SPDX-License-Identifier: Apache-2.0
"""Values as YAML text that every reader takes for the same thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

#: What YAML 1.1 and 1.2 both read as this text and nothing else.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}


class Written(str):
    """YAML that is written already."""


def scalar(value: object) -> str:
    """Give a value as YAML on one line: None, a boolean, a number, a day
    or text, which is quoted wherever it could be read as something else.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Written) or not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return str(value)
    # A JSON string is a YAML one; what YAML cannot hold stays escaped.
    return json.dumps(str(value), ensure_ascii=not value.isprintable())


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
