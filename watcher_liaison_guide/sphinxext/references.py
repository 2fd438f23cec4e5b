# SPDX-License-Identifier: Apache-2.0
"""How what a reference leads to is called where it stands."""

from __future__ import annotations

import re

_LONGEST_TITLE = 60


def shorten(text: str) -> str:
    """Give the first clause of a step's words, to stand for the step."""
    text = " ".join(text.split())
    text = re.split(r"(?<=\S)[.:;](?=\s|$)|\s\(", text, maxsplit=1)[0]
    if len(text) > _LONGEST_TITLE:
        text = text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",") + " …"
    return text


def show_unfilled(text: str) -> str:
    """Show placeholders as in the guide: ``<name>``."""
    if "{" not in text and "}" not in text:
        return text
    # Imported here: a build that reads no page needs none of it.
    from watcher_liaison_guide.prose import PLACEHOLDERS

    def shown(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        return f"<{match[1]}>" if match[1] in PLACEHOLDERS else match[0]

    return re.sub(r"\{\{|\}\}|\{([a-z-]+)\}", shown, text)
