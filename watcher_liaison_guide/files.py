# SPDX-License-Identifier: Apache-2.0
"""Files written whole or not at all, and only where something changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> bool:
    """Put *content* at *path*; give whether the file had to be written.

    The content goes to a new file of the same folder, which then takes
    the old one's place: a reader, or an end of the process between any
    two steps, sees the old file or the new one. Missing folders are made.

    Raises OSError where the file system refuses; nothing is left behind.
    """
    try:
        if path.read_bytes() == content:
            return False
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}.", suffix=".part"
    )
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    return True


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
