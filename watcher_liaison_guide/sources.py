# SPDX-License-Identifier: Apache-2.0
"""Where upstream's files are read from: a directory, a checkout or a URL."""

from __future__ import annotations

import datetime
import functools
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from watcher_liaison_guide.files import read_file
from watcher_liaison_guide.problems import Problem

#: The names of the repositories that dates and facts come from.
RELEASES = "openstack/releases"
GOVERNANCE = "openstack/governance"

#: Where upstream's files are served as they are in the repositories.
RELEASES_URL = "https://opendev.org/openstack/releases/raw/branch/master/"
GOVERNANCE_URL = "https://opendev.org/openstack/governance/raw/branch/master/"

#: How many seconds one run of git may take.
LONGEST_RUN = 30

#: A checkout may come from anyone, so git must run no program that its
#: configuration names, and must answer as if it had none.
_SETTINGS = (
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    "i18n.logOutputEncoding=UTF-8",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    # Whose it is does not matter then.
    "safe.directory=*",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_LOG = ("log", "--first-parent", "-m", "--reverse")
_PATCH = (
    "--patch",
    "--unified=0",
    "--no-color",
    "--no-ext-diff",
    "--no-renames",
    "--no-textconv",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--submodule=short",
)


_BEFORE_URL = re.compile(r"(?<!\S)(?=[^\w\s]*https?:/)")


class Source(Protocol):
    """Files of one repository in one state.

    ``repository`` is its name at opendev.org; ``commit`` and ``date`` (of
    the commit) are None where the source does not have them.
    """

    repository: str
    commit: str | None
    date: datetime.date | None

    def read(self, path: str) -> bytes | Problem:
        """Return the file at *path*, relative to the repository's root."""

    def shown(self, path: str) -> str:
        """Return the name of the file at *path* in problems."""


class FolderSource:
    """A directory laid out like the repository, or a checkout of it.

    In a checkout the commit and its date are those of HEAD. Any other
    directory may name the commit in a file ``COMMIT``. Problems name files by
    the path that the user gave.
    """

    def __init__(self, root: Path, repository: str = RELEASES) -> None:
        self.root = root
        self.repository = repository
        self.commit, self.date = _commit(root)

    def read(self, path: str) -> bytes | Problem:
        return read_file(self.root / path)

    def shown(self, path: str) -> str:
        return str(self.root / path)

    def has(self, path: str) -> bool:
        """Whether there is a file at *path*."""
        return (self.root / path).is_file()

    @functools.cached_property
    def has_history(self) -> bool:
        """Whether this is a checkout that has its whole history.

        A shallow clone lacks commits, a partial one their files.
        """
        shallow = _git(self.root, "rev-parse", "--is-shallow-repository")
        partial = _git(self.root, "config", "--get-regexp", r"\.promisor$")
        return shallow == "false" and "promisor" not in str(partial)

    def additions(
        self, paths: Iterable[str]
    ) -> Iterator[tuple[str, datetime.date | None, str]]:
        """Yield the lines that commits added to *paths*: path, day, line.

        The oldest commit's lines have no day: they may be far older.
        """
        path, day = "", None
        for line in self._log("commit %H %cs %p", paths, *_PATCH):
            if line.startswith("commit "):
                _, _, date, *parents = line.split()
                day = datetime.date.fromisoformat(date) if parents else None
            elif line.startswith("+++ b/"):
                path = line.removeprefix("+++ b/").rstrip("\t")
            elif line.startswith("+"):
                yield path, day, line[1:]

    def states(
        self, path: str, day: datetime.date
    ) -> Iterator[tuple[str, datetime.date, str]]:
        """Yield the file at *path* as it was on *day*, and each later state.

        That is the commit, its day, and the text.
        """
        log = self._log("%H %cs", [path], "--no-patch")
        states = [line.split() for line in log]
        first = sum(date <= day.isoformat() for _, date in states)
        for commit, date in states[max(first - 1, 0) :]:
            text = _git(self.root, "cat-file", "blob", f"{commit}:{path}")
            yield commit, datetime.date.fromisoformat(date), text or ""

    def _log(
        self, form: str, paths: Iterable[str], *options: str
    ) -> list[str]:
        """Return the lines of the log of *paths*, the oldest commit first.

        A merge's day is that on which its commits came into the branch.
        There are none without the whole history of a checkout.
        """
        if not self.has_history:
            return []
        words = (*_LOG, f"--format={form}", *options, "--", *paths)
        return (_git(self.root, *words) or "").splitlines()


def masked(text: str) -> str:
    """Return *text* with ``***`` for what its URLs have before an ``@``.

    A password may contain a slash, so only the last ``@`` before another
    URL ends it. The slashes after the colon may be one, as in a path made
    from a URL.
    """
    return "".join(map(_masked, _BEFORE_URL.split(text)))


def _masked(text: str) -> str:
    start, colon, rest = text.partition(":/")
    secret, at, host = rest.lstrip("/").rpartition("@")
    if not at or ("/" in secret and ":" not in secret):
        return text  # such as https://example.org/@name
    slashes = rest[: len(rest) - len(rest.lstrip("/"))]
    return f"{start}{colon}{slashes}***@{host}"


def _commit(root: Path) -> tuple[str | None, datetime.date | None]:
    """Return the commit of a directory and its day, None if unknown."""
    if (root / ".git").exists():
        # The date is the committer's, in the committer's own time zone.
        shown = _git(root, "log", "-1", "--format=%H %cs", "HEAD")
        match = re.fullmatch(r"([0-9a-f]{40,64}) ([0-9-]{10})", shown or "")
        if match:
            return match[1], datetime.date.fromisoformat(match[2])
        return None, None
    content = read_file(root / "COMMIT")
    if isinstance(content, Problem):
        return None, None
    named = content.decode("ascii", "replace").strip()
    return (named if re.fullmatch(r"[0-9a-f]{7,64}", named) else None), None


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git prints about the checkout at *root*, None if it fails.

    It must not answer about another repository: one that ``GIT_DIR`` and the
    like name, which git sets for hooks, or one around a broken ``.git``.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
    }
    environment |= _ENVIRONMENT
    environment["GIT_CEILING_DIRECTORIES"] = str(root.resolve().parent)
    settings = [word for one in _SETTINGS for word in ("-c", one)]
    try:
        done = subprocess.run(
            ["git", "--no-pager", "-C", str(root), *settings, *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env=environment,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_RUN,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
