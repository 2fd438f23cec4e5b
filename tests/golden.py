# SPDX-License-Identifier: Apache-2.0
"""Whole files to compare with, and how to write them anew."""

from __future__ import annotations

import os
from pathlib import Path


def compare(folder: Path, name: str, content: str | bytes) -> None:
    """Compare a text with the file *name* of *folder*.

    With GOLDEN_UPDATE in the environment the file is written instead: read
    the difference before it is committed.
    """
    raw = content.encode() if isinstance(content, str) else content
    path = folder / name
    if os.environ.get("GOLDEN_UPDATE"):
        folder.mkdir(exist_ok=True)
        path.write_bytes(raw)
    assert raw.decode() == path.read_bytes().decode()
