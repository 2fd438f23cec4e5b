# SPDX-License-Identifier: Apache-2.0
"""Finds a guide by its name or its folder, without reading it."""

from __future__ import annotations

import os
from pathlib import Path

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
)

#: The package's own data.
PACKAGE_DATA = Path(__file__).parent / "data"
EMBEDDED_GUIDES = PACKAGE_DATA / "guides"
#: Where a project that publishes its guide keeps its cycle files.
DEFAULT_CYCLES = Path("doc/source/contributor/cycles")


def embedded_guides() -> list[str]:
    """Return the names of the guides that come with the package."""
    return sorted(
        folder.name for folder in EMBEDDED_GUIDES.iterdir() if folder.is_dir()
    )


def find_guide(name: str, base: Path | None = None) -> Path | Problem:
    """Return the folder of a guide, or the problem that there is none.

    *name* is that of an embedded guide or a path, relative to *base* (by
    default the working directory).
    """
    if name in embedded_guides():
        return EMBEDDED_GUIDES / name
    folder = (base or Path()) / name
    if os.path.isdir(folder):
        return folder
    return Code.FILE_UNREADABLE.at(
        Position(str(folder)),
        f'There is no guide "{name}".',
        did_you_mean(name, embedded_guides())
        or "Name a directory, or one of: "
        + ", ".join(embedded_guides())
        + ".",
    )
