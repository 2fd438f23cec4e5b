# SPDX-License-Identifier: Apache-2.0
"""A team's deliverables in one series, out of openstack/releases."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watcher_liaison_guide.problems import Code, Problem, problem
from watcher_liaison_guide.records import upstream
from watcher_liaison_guide.records.model import (
    Branch,
    DeliverableFacts,
    Release,
    Series,
)
from watcher_liaison_guide.sources import FolderSource, Source, shown_path
from watcher_liaison_guide.yamlreader import Mapping, Value, parse

#: Where the deliverables stand that follow no cycle.
INDEPENDENT = "_independent"

#: How many earlier series a URL is asked for; a folder is looked into.
_EARLIER_AT_A_URL = 3

_BRANCH = re.compile(r"(stable|unmaintained)/(.+)")


class UnreadableError(Exception):
    """A file may be there and cannot be read: nothing may be concluded."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.problem = found


@dataclass(frozen=True)
class _File:
    path: str
    value: Mapping


class Reader:
    """Reads deliverable files of one source, each once.

    ``problems`` fills with what is wrong with them.
    """

    def __init__(
        self,
        source: Source,
        team: str,
        names: Iterable[str],
        series: Sequence[Series],
    ) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._team = team
        self._names = tuple(dict.fromkeys(names))
        self._series = tuple(series)
        self._read: dict[str, _File | None] = {}

    def facts(
        self, place: int
    ) -> tuple[dict[str, DeliverableFacts], str | None]:
        """Give the facts of the series at *place*, and the release whose
        they are where the series has no files.

        The newest earlier series' facts stand in then, without what that
        cycle itself brought: releases, highlights, release notes.

        Raises UnreadableError where a file may exist and cannot be read.
        """
        last = len(self._series)
        if not isinstance(self._source, FolderSource):
            last = min(last, place + 1 + _EARLIER_AT_A_URL)
        for number in range(place, last):
            files = dict(self._of_team(self._series[number].series))
            if not files:
                continue
            carried = number != place
            found = {
                name: self._facts(name, file, carried)
                for name, file in files.items()
            }
            for name, file in self._of_team(INDEPENDENT):
                if name not in found:
                    found[name] = self._facts(name, file, True)
            release = str(self._series[number].release)
            return found, release if carried else None
        return {
            name: self._facts(name, file, True)
            for name, file in self._of_team(INDEPENDENT)
        }, None

    def _of_team(self, folder: str) -> Iterator[tuple[str, _File]]:
        """Give the team's files in a folder of ``deliverables``."""
        names: Iterable[str] = self._names
        if isinstance(self._source, FolderSource):
            listed = self._source.files(f"deliverables/{folder}")
            names = [
                name.removesuffix(".yaml")
                for name in listed
                if name.endswith(".yaml")
            ]
        for name in names:
            file = self._file(folder, name)
            if file is not None:
                yield name, file

    def _file(self, folder: str, name: str) -> _File | None:
        path = f"deliverables/{folder}/{name}.yaml"
        if path not in self._read:
            self._read[path] = self._parse(path)
        return self._read[path]

    def _parse(self, path: str) -> _File | None:
        if isinstance(self._source, FolderSource) and not self._source.has(
            path
        ):
            return None
        content = self._source.read(path)
        if isinstance(content, Problem):
            at_a_url = not isinstance(self._source, FolderSource)
            if at_a_url and content.code is Code.FILE_UNREADABLE:
                return None  # the server knows that there is none
            raise UnreadableError(content)
        if not self._is_ours(path, content):
            return None  # others' files, and what is wrong with them
        value, problems = parse(content, shown_path(self._source, path))
        self.problems.extend(problems)
        if isinstance(value, Mapping):
            return _File(path, value)
        if value is not None:
            self.problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position,
                    "Here belong the facts of a deliverable.",
                )
            )
        return None

    def _is_ours(self, path: str, content: bytes) -> bool:
        """Tell whether a file is the team's, without reading it whole.

        Where it names no team, governance's word counts.
        """
        named = re.search(
            rb"^team:[ \t]*['\"]?([^\s'\"#]+)", content, re.MULTILINE
        )
        if named is not None:
            return named[1] == self._team.encode()
        name = path.rpartition("/")[2].removesuffix(".yaml")
        return name in self._names

    def _facts(
        self, name: str, file: _File, carried: bool
    ) -> DeliverableFacts:
        value, told = file.value, self.problems
        # Independent deliverables need not say that they are.
        independent = f"/{INDEPENDENT}/" in file.path
        model = upstream.text(value, "release-model", told)
        tracker = upstream.text(value, "launchpad", told)
        notes = upstream.child(value, "release-notes")
        return DeliverableFacts(
            name,
            file.path,
            upstream.text(value, "type", told),
            model or ("independent" if independent else None),
            tracker or upstream.text(value, "storyboard", told),
            upstream.text(value, "stable-branch-type", told) != "none",
            () if carried else self._releases(file),
            self._branches(name),
            0
            if carried
            else len(upstream.entries(value, "cycle-highlights", told)),
            None if carried or notes is None else self._notes(name, notes),
        )

    def _releases(self, file: _File) -> tuple[Release, ...]:
        dates = release_dates(self._source, file.path)
        found = []
        for one in upstream.entries(file.value, "releases", self.problems):
            version = upstream.text(one, "version", self.problems)
            if version is None:
                continue
            projects = upstream.entries(one, "projects", self.problems)
            commit = projects and upstream.text(
                projects[0], "hash", self.problems
            )
            found.append(Release(version, dates.get(version), commit or None))
        return tuple(found)

    def _branches(self, name: str) -> tuple[Branch, ...]:
        """Give a deliverable's stable branches, of all series' files."""
        ended = "end of life"
        found = []
        for series in self._series:
            at_a_url = not isinstance(self._source, FolderSource)
            if at_a_url and str(series.status) == ended:
                continue
            file = self._file(series.series, name)
            if file is None:
                continue
            told = self.problems
            versions = {
                upstream.text(one, "version", [])
                for one in upstream.entries(file.value, "releases", [])
            }
            for one in upstream.entries(file.value, "branches", told):
                branch = upstream.text(one, "name", told)
                match = _BRANCH.fullmatch(branch or "")
                if match and branch:
                    over = f"{match[2]}-eol" in versions
                    found.append(Branch(match[2], branch, file.path, over))
        return tuple(found)

    def _notes(self, name: str, notes: Value) -> str | None:
        """Give the release notes' address; of several repositories' the
        one of the repository that is called like the deliverable."""
        if not isinstance(notes, Mapping):
            return self._address(notes)
        found = {
            entry.key.rpartition("/")[2]: self._address(entry.value)
            for entry in notes
        }
        return found.get(name) or next(iter(found.values()), None)

    def _address(self, value: Value) -> str | None:
        text = getattr(value, "text", None)
        if isinstance(text, str) and re.fullmatch(r"https?://\S+", text):
            return text
        self.problems.append(
            problem(
                Code.BAD_URL,
                value.position,
                "The release notes' address cannot be used.",
            )
        )
        return None


def release_dates(source: Source, path: str) -> dict[str, datetime.date]:
    """Give the day on which each version came into a deliverable's file.

    Only the whole history of a checkout tells; else there are none. What
    the very first commit has is older than the history, by nobody knows
    how much.
    """
    history = (
        source.history(path) if isinstance(source, FolderSource) else None
    )
    dates: dict[str, datetime.date | None] = {}
    day = None
    for line in (history or "").splitlines():
        commit = re.fullmatch(
            r"commit [0-9a-f]{40,64} ([0-9-]{10}) (.*)", line
        )
        if commit:
            first = not commit[2]
            day = None if first else datetime.date.fromisoformat(commit[1])
            continue
        added = re.fullmatch(
            r"\+[\s-]*version:\s*['\"]?([^\s'\"]+)['\"]?\s*", line
        )
        if added:
            dates.setdefault(added[1], day)
    return {version: day for version, day in dates.items() if day}
