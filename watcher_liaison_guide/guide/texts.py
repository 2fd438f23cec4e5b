# SPDX-License-Identifier: Apache-2.0
"""Every text in a guide, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from watcher_liaison_guide import frozen
from watcher_liaison_guide.prose import Prose

#: The fields of each class met so far.
_FIELDS: dict[type, tuple[str, ...]] = {}


def texts(thing: Any) -> Iterator[Prose]:
    """Give every text in a guide or a part of one, in its order."""
    found: list[Prose] = []
    _collect(thing, found)
    return iter(found)


def _collect(thing: Any, found: list[Prose]) -> None:
    # The checks look through the whole guide several times, in which
    # generators of generators would take most of the time.
    kind = type(thing)
    if kind is Prose:
        found.append(thing)
    elif kind is tuple:
        for value in thing:
            _collect(value, found)
    elif kind is dict or (kind not in _FIELDS and isinstance(thing, Mapping)):
        for value in thing.values():
            _collect(value, found)
    else:
        if kind not in _FIELDS:
            _FIELDS[kind] = frozen.field_names(kind)
        for name in _FIELDS[kind]:
            _collect(getattr(thing, name), found)
