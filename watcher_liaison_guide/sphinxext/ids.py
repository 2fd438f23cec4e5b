# SPDX-License-Identifier: Apache-2.0
"""HTML ids and labels of what the guide shows."""

from __future__ import annotations

from watcher_liaison_guide.export.markup import html_id

PREFIX = "liaison"


def object_id(kind: str, name: str) -> str:
    """Return the id of something of the guide, such as a step."""
    return html_id(f"{PREFIX}-{kind}-{name}")


def item_id(cycle: str, item: str) -> str:
    """Return the id of a cycle's item, from anywhere."""
    return html_id(f"{cycle}/{item}")
