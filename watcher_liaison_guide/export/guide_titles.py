# SPDX-License-Identifier: Apache-2.0
"""What the guide calls its things, in a few words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.prose import PLACEHOLDERS, first_clause


def show_unfilled(text: str) -> str:
    """Return words with their placeholders shown as ``<name>``.

    A translation may contain anything: braces around what is no placeholder
    stay as they are.
    """

    def shown(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        return f"<{match[1]}>" if match[1] in PLACEHOLDERS else match[0]

    return re.sub(r"\{\{|\}\}|\{([a-z-]+)\}", shown, text)


def things(guide: Guide, kind: str) -> Mapping[Any, Any]:
    """Return everything of a kind, such as "policy", by its name."""
    if kind == "section":
        parts = {
            part.id: part
            for section in guide.sections.values()
            for part in section.parts
        }
        return {**parts, **guide.sections}
    every: dict[str, Mapping[Any, Any]] = {
        "step": guide.steps,
        "role": guide.roles,
        "precedence": guide.precedence,
        "policy": guide.policies,
    }
    return every.get(kind, {})


def title_in_guide(guide: Guide | None, kind: str, name: str) -> str | None:
    """Return the title of a thing, or the first clause of a step's text."""
    thing = things(guide, kind).get(name) if guide is not None else None
    if thing is None:
        return None
    if kind != "step":
        return thing.title or None
    if thing.text is None:
        return None
    return show_unfilled(first_clause(thing.text.plain))
