# SPDX-License-Identifier: Apache-2.0
"""The code blocks of the documentation."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "doc" / "source"
_BLOCK = re.compile(
    r"(?m)^\.\. code-block:: (\S+)\n"
    r"(?:   :caption: (.*)\n|   :.*\n)*\n((?:   .*\n|\n)+)"
)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Return the kind, caption and text of each code block of a page."""
    found = _BLOCK.finditer((SOURCE / page).read_text(encoding="utf-8"))
    return [
        (kind, caption or "", textwrap.dedent(text).strip("\n") + "\n")
        for kind, caption, text in (match.groups() for match in found)
    ]


def steps(text: str) -> list[tuple[str, str]]:
    """Return the commands of a console, each with the output shown."""
    parts = re.split(r"(?m)^\$ ", text.replace("\\\n", " "))[1:]
    found = [part.rstrip("\n").partition("\n") for part in parts]
    return [(command, shown) for command, _, shown in found]


def matches(printed: str, shown: str) -> bool:
    """Whether output is as shown, "…" being anything."""
    pattern = re.escape(shown).replace("…", "(?s:.*)")
    return re.fullmatch(pattern, printed.rstrip("\n")) is not None


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one match of a pattern in a file, which may be a new one."""
    before = path.read_text("utf-8") if path.exists() else ""
    after, count = re.subn(old, lambda _: new, before)
    assert count == 1
    path.write_text(after, encoding="utf-8")
