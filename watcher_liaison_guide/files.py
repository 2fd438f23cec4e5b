# SPDX-License-Identifier: Apache-2.0
"""Files written whole or not at all, and only where something changed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

#: How the name of a team's record of a cycle ends.
CYCLE_SUFFIX = ".cycle.yaml"


def write(path: Path, content: bytes, *, private: bool = False) -> bool:
    """Put *content* at *path*; give whether the file had to be written.

    The content goes to a new file of the same folder, which then takes
    the old one's place: a reader, or an end of the process between any
    two steps, sees the old file or the new one. Missing folders are made,
    a link goes on leading to its file, and what is no file, such as a
    device or a pipe, is written to.

    A *private* file is nobody else's to read, and one that can be made
    again: it need not survive an end of the machine.

    Raises OSError where the file system refuses; nothing is left behind.
    """
    mode = None
    try:
        status = path.stat()
    except FileNotFoundError:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
    else:
        if not stat.S_ISREG(status.st_mode):
            with path.open("wb", buffering=0) as direct:
                rest = memoryview(content)
                while rest:
                    rest = rest[direct.write(rest) :]
            return True
        path = Path(os.path.realpath(path))
        if path.read_bytes() == content:
            return False
        mode = status.st_mode & 0o777
    part = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    # The mode is what the user's umask leaves of it.
    handle = os.open(
        part,
        os.O_WRONLY | os.O_CREAT | os.O_EXCL,
        0o600 if private else 0o666,
    )
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            if not private:
                os.fsync(stream.fileno())
        if mode is not None and not private:
            os.chmod(part, mode)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise
    return True


def cache_folder(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> Path | None:
    """Give the folder for copies, None for a user without a home.

    ``XDG_CACHE_HOME`` wins everywhere; without it the place is the
    platform's own. A relative one is ignored, as the XDG Base Directory
    Specification asks.
    """
    name = "watcher-liaison-guide"
    chosen = Path(environment.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / name
    local = environment.get("LOCALAPPDATA")
    if platform == "win32" and local:
        return Path(local) / name / "Cache"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "darwin":
        return home / "Library" / "Caches" / name
    return home / ".cache" / name
