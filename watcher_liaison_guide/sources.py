# SPDX-License-Identifier: Apache-2.0
"""Where upstream's files are read from: a folder, a checkout or a URL."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Protocol

from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.repositories import GOVERNANCE as GOVERNANCE
from watcher_liaison_guide.repositories import RELEASES as RELEASES
from watcher_liaison_guide.yamlreader import read_file


class Source(Protocol):
    """Files of one repository in one state.

    ``repository`` is its name at opendev.org; ``commit`` and ``date`` (of
    the commit) are None where the source does not tell them.
    """

    repository: str
    commit: str | None
    date: datetime.date | None

    def read(self, path: str) -> bytes | Problem:
        """Give the file at *path*, relative to the repository's root."""


class FolderSource:
    """A folder laid out like the repository, or a checkout of it.

    In a checkout the commit and its date are those of HEAD. A folder that
    is none may name the commit in a file ``COMMIT``. Problems name files
    by the path that the user gave.
    """

    def __init__(self, root: Path, repository: str = RELEASES) -> None:
        self.root = root
        self.repository = repository
        self.commit, self.date = _commit(root)

    def read(self, path: str) -> bytes | Problem:
        return read_file(self.root / path)

    def folders(self, path: str) -> tuple[str, ...]:
        """Give the names of the folders in the folder at *path*, sorted."""
        try:
            return tuple(
                sorted(
                    entry.name
                    for entry in (self.root / path).iterdir()
                    if entry.is_dir()
                )
            )
        except OSError:
            return ()

    def has(self, path: str) -> bool:
        """Tell whether there is a file at *path*."""
        return (self.root / path).is_file()

    def files(self, path: str) -> tuple[str, ...]:
        """Give the names of the files in the folder at *path*, sorted."""
        try:
            return tuple(
                sorted(
                    entry.name
                    for entry in (self.root / path).iterdir()
                    if entry.is_file()
                )
            )
        except OSError:
            return ()

    def history(self, path: str) -> str | None:
        """Give what each commit of a checkout added to the file at *path*.

        The oldest commit is first: a line ``commit HASH DATE PARENTS``,
        then the patch. The date is that of the merge. None where the source
        is no checkout, or one that does not have its whole history.
        """
        if not (self.root / ".git").exists():
            return None
        if _git(self.root, "rev-parse", "--is-shallow-repository") != "false":
            return None
        return _git(
            self.root,
            "log",
            *("--first-parent", "-m", "--reverse", "--no-renames"),
            *("--no-color", "--no-ext-diff", "--no-textconv"),
            *("--patch", "--unified=0"),
            "--format=commit %H %cs %p",
            "--",
            path,
        )

    def shown(self, path: str) -> str:
        """Give the path under which problems name the file at *path*."""
        return str(self.root / path)


def shown_path(source: Source, path: str) -> str:
    """Give how problems name the file at *path* of *source*."""
    if isinstance(source, FolderSource):
        return source.shown(path)
    url = getattr(source, "url", None)
    return str(url(path)) if callable(url) else path


def open_folder(
    path: Path, repository: str = RELEASES
) -> FolderSource | Problem:
    """Give the folder at *path* as a source, or why it is none."""
    if not path.is_dir():
        return problem(
            Code.FILE_UNREADABLE,
            Position(str(path)),
            "There is no folder of this name.",
            f"Give a checkout of {repository}, a folder laid out like it, "
            "or a URL.",
        )
    return FolderSource(path, repository)


def _commit(root: Path) -> tuple[str | None, datetime.date | None]:
    if (root / ".git").exists():
        # The date is the committer's, in the committer's own time zone.
        told = _git(root, "show", "-s", "--format=%H %cs", "HEAD")
        match = re.fullmatch(r"([0-9a-f]{40,64}) ([0-9-]{10})", told or "")
        if match:
            return match[1], datetime.date.fromisoformat(match[2])
        return None, None
    try:
        text = (root / "COMMIT").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None, None
    return (
        (text, None)
        if re.fullmatch(r"[0-9a-f]{7,64}", text)
        else (
            None,
            None,
        )
    )


def _git(root: Path, *arguments: str) -> str | None:
    import subprocess  # few commands need it

    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=True,
            text=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
