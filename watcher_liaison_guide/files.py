# SPDX-License-Identifier: Apache-2.0
"""Files read within a limit, and written whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from watcher_liaison_guide.problems import Code, Problem

try:
    import fcntl
except ImportError:
    # Windows has no such locks. A type checker knows no module that is None.
    fcntl = None  # type: ignore[assignment]

#: How the name of a team's record of a cycle ends.
CYCLE_SUFFIX = ".cycle.yaml"

#: No file of a guide, schedule or record comes near this.
MAXIMUM_BYTES = 4 * 1024 * 1024


def read_file(path: Path | str) -> bytes | Problem:
    """Return a file's bytes, or the problem of reading them."""
    try:
        # A pipe without a writer must not make us wait for ever.
        with open(path, "rb", opener=_open_at_once) as stream:
            content = stream.read(MAXIMUM_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return unreadable(path, error)
    return too_large(path) if len(content) > MAXIMUM_BYTES else content


def _open_at_once(path: str, flags: int) -> int:
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(handle, True)
    return handle


def listed(folder: Path, suffix: str) -> list[Path]:
    """Return a directory's files with a suffix, except hidden ones.

    There are none in a missing directory. Raises OSError for one that cannot
    be read: with nothing of it, a result would look right and be wrong.
    """
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [
        folder / name
        for name in sorted(names)
        if name.endswith(suffix) and not name.startswith(".")
    ]


def too_large(path: Path | str) -> Problem:
    """Return the problem of a file of more than ``MAXIMUM_BYTES``."""
    return Code.FILE_TOO_LARGE.at(
        path, f"The file is larger than {MAXIMUM_BYTES // 2**20} MiB."
    )


def write(path: Path, content: bytes) -> bool:
    """Put *content* at *path*; return whether the file had to be written.

    The content goes to a new file of the same directory, which then takes
    the old one's place: a reader, or an end of the process between any
    two steps, sees the old file or the new one. Missing directories are made,
    a link still leads to its file, and what is no file, such as a device or a
    pipe, is written to. No directory is made behind a link that leads nowhere.

    Raises OSError where the file system refuses; nothing is left behind.
    What a killed run left behind is removed.
    """
    mode = None
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as direct:
            direct.write(content)
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    path = Path(os.path.realpath(path))
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with contextlib.suppress(OSError):
            left.unlink()
    if mode is not None and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        # The mode of a new file is what the user's umask leaves of it.
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(stat.S_IMODE(mode) & 0o777)
        part.replace(path)
    except FileNotFoundError:
        if part.exists() or not path.parent.exists():
            raise
        # Another run took our part for one that was left behind.
        return write(path, content)
    finally:
        part.unlink(missing_ok=True)
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs that lock *path* waiting, so that no change is lost.

    The lock is on the directory, as a file that is written is a new one. It
    ends with the process, however that ends. Where the system has no such
    locks, nothing waits.
    """
    if fcntl is None:
        yield
        return
    folder = os.open(os.path.dirname(os.path.realpath(path)), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def unreadable(path: Path | str, error: Exception) -> Problem:
    """Return the problem of a file or directory that cannot be read."""
    reason = getattr(error, "strerror", None) or error
    return Code.FILE_UNREADABLE.at(path, f"It cannot be read: {reason}.")


def unwritable(path: Path, error: OSError) -> Problem:
    """Return the problem of a file that the file system refuses."""
    return Code.FILE_UNWRITABLE.at(
        path,
        f"It cannot be written: {error.strerror or error}.",
        "Check the permissions and the space of its directory.",
    )
