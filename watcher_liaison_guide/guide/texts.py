# SPDX-License-Identifier: Apache-2.0
"""Every text in a guide, wherever it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from watcher_liaison_guide.prose import Prose


def texts(thing: Any) -> Iterator[Prose]:
    """Give every text in a guide or a part of one, in its order."""
    if isinstance(thing, Prose):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from texts(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from texts(value)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))
