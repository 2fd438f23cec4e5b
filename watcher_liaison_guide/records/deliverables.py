# SPDX-License-Identifier: Apache-2.0
"""A team's deliverables in one series, as openstack/releases has them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from watcher_liaison_guide.fields import values, wrong_type
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records.model import (
    ADDRESS,
    COMMIT,
    INDEPENDENT,
    Branch,
    DeliverableFacts,
    Records,
    Release,
    Series,
)
from watcher_liaison_guide.sources import FolderSource, Source
from watcher_liaison_guide.yamlreader import Mapping, Value, parse

#: How many earlier series are tried at a URL; a directory is searched.
_EARLIER_AT_A_URL = 3

#: The days of versions, by the file that has them.
_Days = dict[tuple[str, str], datetime.date | None]

_STABLE = re.compile(r"(?:stable|unmaintained)/([A-Za-z0-9][A-Za-z0-9._-]*)")


class UnreadableError(Exception):
    """A file that may exist cannot be read, so nothing can be concluded.

    The problem is reported already.
    """


@dataclass(frozen=True)
class _File:
    path: str
    value: Mapping


@dataclass
class Reader:
    """Reads deliverable files of one source, each once.

    *names* are the deliverables that are known, *before* is what is on
    record, *place* is the index of the wanted one in *series*. ``problems``
    takes what is wrong with the files, ``teams`` the team that each names of
    those that were looked at.
    """

    source: Source
    team: str
    names: Sequence[str]
    before: Records
    series: Sequence[Series]
    place: int
    problems: list[Problem]
    teams: dict[str, str] = field(default_factory=dict)
    _read: dict[str, _File | None] = field(default_factory=dict)

    @property
    def folder(self) -> FolderSource | None:
        """The source, if its files can be listed."""
        return self.source if isinstance(self.source, FolderSource) else None

    @property
    def first_day(self) -> datetime.date:
        """The day on which the cycle of the series began, as far as known."""
        days = [one.release_date for one in self.series[self.place + 1 :]]
        return next(iter(days), None) or datetime.date.min

    def facts(self) -> tuple[dict[str, DeliverableFacts], str | None]:
        """Return the facts of the series that is wanted, by deliverable.

        Where it has no files, they are those of the newest earlier series
        that has, without its own releases, highlights and release notes. The
        second value is then the release of that series, else None.

        Raises UnreadableError where a file may exist and cannot be read.
        """
        last = None if self.folder else self.place + 1 + _EARLIER_AT_A_URL
        for used in self.series[self.place : last]:
            files = self._of_team(used.series)
            if files:
                break
        carried = bool(files) and used is not self.series[self.place]
        every = dict(files)
        for name, file in self._of_team(INDEPENDENT).items():
            every.setdefault(name, file)
        paths = [file.path for file in every.values()]
        days, found = self._days(paths), {}
        for name, file in every.items():
            facts = self._facts(name, file, days)
            releases = () if carried else facts.releases
            if facts.is_independent:
                releases = self._within(facts.releases)
            if carried:
                facts = replace(facts, highlights=0, release_notes=None)
            # A day on record stays if the source has no history.
            old = self.before.deliverables.get(name, facts).releases
            known = {one.version: one.date for one in old}
            dated = (
                replace(one, date=one.date or known.get(one.version))
                for one in releases
            )
            found[name] = replace(facts, releases=tuple(dated))
        return found, used.release if carried else None

    def _days(self, paths: Sequence[str]) -> _Days:
        """Return the day on which each version came into each of *paths*.

        There are none without the whole history of a checkout. Versions of
        its first commit are older than the history, and have no day.
        """
        days: _Days = {}
        added = self.folder.additions(paths) if self.folder and paths else ()
        for path, day, line in added:
            key, _, version = line.strip(" -").partition(":")
            if key == "version":
                days.setdefault((path, version.strip(" '\"")), day)
        return days

    def _of_team(self, folder: str) -> dict[str, _File]:
        """Return the team's files in a folder of ``deliverables``."""
        names: Iterable[str] = sorted(self.names)
        if self.folder is not None:
            root = self.folder.root / "deliverables" / folder
            names = [path.stem for path in sorted(root.glob("*.yaml"))]
        found = {name: self._file(folder, name) for name in names}
        return {name: file for name, file in found.items() if file}

    def _file(self, folder: str, name: str) -> _File | None:
        path = f"deliverables/{folder}/{name}.yaml"
        if path not in self._read:
            self._read[path] = self._parse(path, name)
        return self._read[path]

    def _parse(self, path: str, name: str) -> _File | None:
        """Return a file of the team, None if there is none that is usable."""
        if self.folder is not None and not self.folder.has(path):
            return None
        content = self.source.read(path)
        if isinstance(content, Problem):
            if self.folder is None and content.code is Code.FILE_UNREADABLE:
                return None  # the server knows that there is none
            self.problems.append(content)
            raise UnreadableError
        value, problems = parse(content, self.source.shown(path))
        if isinstance(value, Mapping):
            team = values.text(value, "team", [])
            self.teams[name] = team or ""
            if team != self.team and (team or name not in self.names):
                return None  # of another team, and so are its problems
            self.problems += problems
            return _File(path, value)
        # A file that cannot be read may say that it is the team's.
        says_so = rb"^team: *['\"]?%b['\"]?\s*$" % re.escape(
            self.team.encode()
        )
        if name in self.names or re.search(says_so, content, re.MULTILINE):
            self.problems += problems
            if value is not None:
                wanted, place = "the facts of a deliverable", value.position
                wrong_type(value, wanted, place, self.problems)
        return None

    def _facts(self, name: str, file: _File, days: _Days) -> DeliverableFacts:
        value, problems = file.value, self.problems
        # The files of independent deliverables need not name the model.
        implied = "independent" if f"/{INDEPENDENT}/" in file.path else None
        return DeliverableFacts(
            name,
            file.path,
            values.text(value, "type", problems),
            values.text(value, "release-model", problems) or implied,
            values.text(value, "launchpad", problems)
            or values.text(value, "storyboard", problems),
            values.text(value, "stable-branch-type", problems) != "none",
            self._releases(file, days),
            self._branches(name),
            len(values.items(value, "cycle-highlights", problems)),
            self._notes(name, values.child(value, "release-notes")),
        )

    def _releases(self, file: _File, days: _Days) -> tuple[Release, ...]:
        found = []
        for one in values.items(file.value, "releases", self.problems):
            version = values.text(one, "version", self.problems)
            if version is None:
                continue
            commit = None
            for project in values.items(one, "projects", self.problems)[:1]:
                commit = values.text(project, "hash", self.problems)
            if not re.fullmatch(COMMIT.pattern or "", commit or ""):
                commit = None
            day = days.get((file.path, version))
            found.append(Release(version, day, commit))
        return tuple(found)

    def _within(self, releases: tuple[Release, ...]) -> tuple[Release, ...]:
        """Return the releases on days of the cycle; all if no day is known."""
        if not any(one.date for one in releases):
            return releases
        first = self.first_day
        last = self.series[self.place].release_date or datetime.date.max
        return tuple(
            one for one in releases if one.date and first < one.date <= last
        )

    def _branches(self, name: str) -> tuple[Branch, ...]:
        """Return a deliverable's stable branches, from every series' file.

        At a URL those that ended before the cycle are left out.
        """
        found = []
        for series in self.series:
            over = series.status == "end of life"
            last = series.eol_date or datetime.date.min
            if self.folder is None and over and last <= self.first_day:
                continue
            file = self._file(series.series, name)
            if file is None:
                continue
            versions = {
                values.text(one, "version", [])
                for one in values.items(file.value, "releases", [])
            }
            for one in values.items(file.value, "branches", self.problems):
                branch = values.text(one, "name", self.problems)
                match = _STABLE.fullmatch(branch or "")
                if branch and match:
                    ended = f"{match[1]}-eol" in versions
                    found.append(Branch(match[1], branch, file.path, ended))
        return tuple(found)

    def _notes(self, name: str, notes: Value | None) -> str | None:
        """Return the address of the release notes.

        Of those of several repositories it is that of the one that has the
        deliverable's name, else the first.
        """
        if isinstance(notes, Mapping):
            every = {
                entry.key.rpartition("/")[2]: entry.value for entry in notes
            }
            notes = every.get(name) or next(iter(every.values()), None)
        if notes is None:
            return None
        found = ADDRESS.read(notes, notes.position, [])
        if isinstance(found, str):
            return found
        self.problems.append(
            Code.BAD_URL.at(
                notes.position, "The release notes' address cannot be used."
            )
        )
        return None
