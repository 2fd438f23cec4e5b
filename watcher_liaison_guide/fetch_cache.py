# SPDX-License-Identifier: Apache-2.0
"""Copies of fetched files, kept between runs in the user's cache folder."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from pathlib import Path

from watcher_liaison_guide import files
from watcher_liaison_guide.files import cache_folder as cache_folder

#: Longest header line of a copy, and longest validator that is kept.
_HEADER_BYTES = 16 * 1024
_VALIDATOR_LENGTH = 1024


@dataclasses.dataclass(frozen=True)
class Copy:
    """A file as a server gave it.

    ``etag`` and ``modified`` are the server's words, to ask with whether
    it has changed; ``confirmed`` is when the server last said that this is
    the current content (UTC).
    """

    content: bytes
    etag: str | None
    modified: str | None
    confirmed: datetime.datetime


class Cache:
    """A folder with one file per URL: a line of JSON, then the content.

    Both stand in one file because two files could not be replaced at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, url: str) -> Path:
        """Give the file that holds the copy of *url*."""
        name = hashlib.sha256(url.encode()).hexdigest()
        return self._folder / f"{name}.copy"

    def load(self, url: str, limit: int) -> Copy | None:
        """Give the copy of *url*, None without one that is whole.

        A copy of more than *limit* bytes counts as none.
        """
        try:
            with self.path(url).open("rb") as stream:
                line = stream.readline(_HEADER_BYTES)
                content = stream.read(limit + 1)
        except OSError:
            return None
        if len(content) > limit:
            return None
        try:
            header = json.loads(line)
            confirmed = datetime.datetime.fromisoformat(header["confirmed"])
            if confirmed.tzinfo is None or header["url"] != url:
                return None
            if header["sha256"] != hashlib.sha256(content).hexdigest():
                return None
            return Copy(
                content,
                _validator(header["etag"]),
                _validator(header["modified"]),
                confirmed,
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def store(self, url: str, copy: Copy) -> None:
        """Keep *copy* as that of *url*.

        Raises OSError where the folder cannot be written.
        """
        header = {
            "url": url,
            "etag": _validator(copy.etag),
            "modified": _validator(copy.modified),
            "confirmed": copy.confirmed.isoformat(),
            "sha256": hashlib.sha256(copy.content).hexdigest(),
        }
        line = json.dumps(header).encode() + b"\n"
        files.write(self.path(url), line + copy.content)


def _validator(value: object) -> str | None:
    """Give *value* if it can be sent back in a header, else None."""
    if not isinstance(value, str) or not value.isascii():
        return None
    if not value.isprintable() or len(value) > _VALIDATOR_LENGTH:
        return None
    return value
