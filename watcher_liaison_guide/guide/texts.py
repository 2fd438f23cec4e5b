# SPDX-License-Identifier: Apache-2.0
"""Every text in a guide, wherever it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from watcher_liaison_guide.prose import Prose

#: Types met so far that hold nothing: words, numbers, places and the like.
_WITHOUT: set[type] = set()


def texts(thing: Any) -> Iterator[Prose]:
    """Give every text in a guide or a part of one, in its order."""
    found: list[Prose] = []
    _collect((thing,), found)
    return iter(found)


def _collect(things: Any, found: list[Prose]) -> None:
    # The checks look through the whole guide several times, in which
    # generators of generators would take most of the time.
    for thing in things:
        kind = type(thing)
        if kind in _WITHOUT:
            continue
        if kind is Prose:
            found.append(thing)
        elif kind is tuple:
            _collect(thing, found)
        elif dataclasses.is_dataclass(kind):
            _collect(vars(thing).values(), found)
        elif isinstance(thing, Mapping):
            _collect(thing.values(), found)
        else:
            _WITHOUT.add(kind)
