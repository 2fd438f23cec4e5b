# SPDX-License-Identifier: Apache-2.0
"""Results kept between runs, each beside the inputs that it was made of.

They are to a command what ``.pyc`` files are to an import: they save time
and change nothing else. A result is given back only where every input has
the very content that it had, compared byte by byte, and the program's own
files are those that made it. Whatever is wrong with a file of a result,
or with the folder of all, is passed over in silence, and the result made
again.

The files are pickles, which can do whatever who writes them wants. So
nothing is read that another user could have written.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files

#: The variable with which a user wants none of this.
SWITCH = "WATCHER_LIAISON_GUIDE_NO_CACHE"
#: How many results are kept, the newest, and how much room they may take.
MAXIMUM_COUNT = 16
MAXIMUM_BYTES = 16 * 1024 * 1024
#: Inputs of more than this are not worth it.
MAXIMUM_INPUT_BYTES = 4 * 1024 * 1024

_SUFFIX = ".kept"
_HEAD = b"a kept result, 1\n"
_LENGTHS = 4 + 8
_DAY = 24 * 60 * 60
#: Folders without any of the code that results depend on.
_NO_CODE = {"__pycache__", "data", "sphinxext"}
_PACKAGE = os.path.dirname(__file__)


class Keeper:
    """A folder of results, which only its owner can write into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Give the file of the result called *name*."""
        return self._folder / f"{zlib.crc32(name.encode()):08x}{_SUFFIX}"

    def load(self, name: str, inputs: bytes) -> Any | None:
        """Give the result called *name*, None unless it is of *inputs*."""
        try:
            if not _is_ours(os.stat(self._folder)):
                return None
            data = _own_content(self.path(name))
        except OSError:
            return None
        begin = len(_HEAD) + _LENGTHS
        end = begin + len(inputs)
        if data[: len(_HEAD)] != _HEAD or data[begin:end] != inputs:
            return None
        if data[len(_HEAD) : begin] != _lengths(inputs, data[end:]):
            return None
        try:
            return pickle.loads(data[end:])
        except Exception:  # a pickle can fail in whatever way
            return None

    def store(self, name: str, inputs: bytes, result: Any) -> None:
        """Keep *result* under *name*, if the folder lets us."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(os.stat(self._folder)):
                return
            made = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
            head = _HEAD + _lengths(inputs, made)
            files.write(self.path(name), head + inputs + made, private=True)
            self._tidy()
        except OSError:
            return

    def _tidy(self) -> None:
        """Remove old results, and what an end of the process left behind."""
        found = []
        for entry in os.scandir(self._folder):
            status = entry.stat(follow_symlinks=False)
            if entry.name.endswith(_SUFFIX):
                found.append((status.st_mtime, status.st_size, entry.path))
            elif (
                entry.name.endswith(".part")
                and status.st_mtime < time.time() - _DAY
            ):
                os.unlink(entry.path)
        room = MAXIMUM_BYTES
        for number, (_, size, path) in enumerate(sorted(found, reverse=True)):
            room -= size
            if number >= MAXIMUM_COUNT or room < 0:
                os.unlink(path)


def keeper() -> Keeper | None:
    """Give the user's folder of results, None where there is to be none."""
    folder = files.cache_folder()
    if folder is None or os.environ.get(SWITCH):
        return None
    if not folder.parent.parent.is_dir():
        # A home that is not there, such as a service's, is not made.
        return None
    # Where nobody can be told from anybody else, nobody is trusted.
    return Keeper(folder / "results") if hasattr(os, "geteuid") else None


def _is_ours(status: os.stat_result) -> bool:
    """Tell whether nobody but us, and root, can have written there."""
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _own_content(path: Path) -> bytes:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or not _is_ours(status):
            return b""
        if status.st_size > MAXIMUM_BYTES:
            return b""
        return file.read()


def _lengths(inputs: bytes, made: bytes) -> bytes:
    """Give what shows whether a file is whole."""
    check = zlib.crc32(made)
    return check.to_bytes(4, "big") + len(inputs).to_bytes(8, "big")


# -- inputs ------------------------------------------------------------------


class Inputs:
    """All that a result is made of, as bytes to compare."""

    def __init__(self, *asked: object) -> None:
        """Begin with what was *asked* for, and with who answers."""
        self._parts = [repr((asked, sys.version)).encode(), _code()]
        self._room = MAXIMUM_INPUT_BYTES

    def add(self, folder: Path, ending: str = "") -> None:
        """Add the files in a folder whose names end so.

        Raises OSError where not all can be read, or they are too large.
        """
        self._parts.append(f"{folder}\n".encode("utf-8", "surrogateescape"))
        for name, path in sorted(_files(folder)):
            if not name.endswith(ending):
                continue
            with open(path, "rb", buffering=0) as file:
                content = file.read(self._room + 1)
            self._room -= len(content)
            if self._room < 0:
                raise OSError("too large to be kept")
            head = f"{name}\n{len(content)}\n"
            self._parts += (head.encode("utf-8", "surrogateescape"), content)

    def __bytes__(self) -> bytes:
        return b"".join(self._parts)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the names and paths of the files in a folder that may be none.

    Raises OSError for what is no file, such as a pipe: reading that could
    take for ever.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name[0] != "." and not entry.is_dir():
                    if not entry.is_file():
                        raise OSError("not a file")
                    yield entry.name, entry.path
    except (FileNotFoundError, NotADirectoryError):
        return


def _code() -> bytes:
    """Give what changes when the program does: as ``.pyc`` files see it."""
    found: list[tuple[str, int, int]] = []
    waiting = [_PACKAGE]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    found.append(
                        (entry.path, status.st_mtime_ns, status.st_size)
                    )
                elif entry.name not in _NO_CODE and entry.is_dir():
                    waiting.append(entry.path)
    return repr(sorted(found)).encode("utf-8", "surrogateescape")
