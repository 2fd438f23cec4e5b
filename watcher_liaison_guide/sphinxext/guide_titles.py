# SPDX-License-Identifier: Apache-2.0
"""What the guide calls its things, for where no page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from watcher_liaison_guide.sphinxext.references import (
    shorten,
    show_unfilled,
)

if TYPE_CHECKING:
    from watcher_liaison_guide.guide.model import Guide


def _things(guide: Guide, kind: str) -> Mapping[Any, Any]:
    things: dict[str, Mapping[Any, Any]] = {
        "section": guide.sections,
        "step": guide.steps,
        "role": guide.roles,
        "precedence": guide.precedence,
        "policy": guide.policies,
    }
    return things.get(kind, {})


def is_in_guide(guide: Guide | None, kind: str, name: str) -> bool:
    """Tell whether the guide has something, shown or not."""
    return guide is not None and name in _things(guide, kind)


def is_known(guide: Guide | None, kind: str, name: str) -> bool:
    """Tell whether the guide has what a reference names."""
    if kind == "term":
        return guide is not None and guide.term_named(name) is not None
    return is_in_guide(guide, kind, name)


def title_in_guide(guide: Guide | None, kind: str, name: str) -> str | None:
    """Give what the guide calls something."""
    thing = _things(guide, kind).get(name) if guide is not None else None
    if thing is None:
        return None
    if kind != "step":
        return str(thing.title) if thing.title else None
    if thing.text is None:
        return None
    return show_unfilled(shorten(thing.text.plain))
