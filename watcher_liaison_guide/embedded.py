# SPDX-License-Identifier: Apache-2.0
"""Finds guides, calendars and records by their names, without reading."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from watcher_liaison_guide.files import listed
from watcher_liaison_guide.problems import Code, Problem, did_you_mean

#: The package's own data.
PACKAGE_DATA = Path(__file__).resolve().parent / "data"
EMBEDDED_GUIDES = PACKAGE_DATA / "guides"
#: Where a project that publishes its guide keeps its cycle files.
DEFAULT_CYCLES = Path("doc/source/contributor/cycles")


def data_files(folders: Iterable[Path], kind: str) -> dict[str, Path]:
    """Return the files of a kind by release.

    *folders* are data folders, each laid over those before it and over the
    package's own data. *kind* is the name of a folder in them.
    """
    return {
        path.stem: path
        for folder in (PACKAGE_DATA, *folders)
        for path in listed(folder / kind, ".yaml")
    }


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
        folder,
        f'There is no guide "{name}".',
        did_you_mean(name, embedded_guides())
        or "Name a directory, or one of: "
        + ", ".join(embedded_guides())
        + ".",
    )
