# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with an input, as data: position, code, advice."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

#: Comparing names takes time, so longer ones are not compared.
_LONGEST_NAME = 80
#: Among more names than this nothing is compared.
_MOST_NAMES = 2_000
#: Of the names only so many are compared, those with the most similar letters.
_COMPARED = 50
#: A message quotes no more of a value.
_LONGEST_TEXT = 2_000


class Severity(enum.StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def on_one_line(text: str) -> str:
    """Return a text with line breaks and other odd characters escaped."""
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT] + "…"
    return text if text.isprintable() else printable(text)


def printable(text: str) -> str:
    """Return a text with what is not printable in it escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii")
        for c in text
    )


class Position(NamedTuple):
    """A place in a file: line and column count from 1, 0 is unknown.

    A tuple, since every value of every file has one.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [on_one_line(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


#: The place of what is in no file.
NOWHERE = Position("")


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Code(enum.Enum):
    """Every problem code, its usual severity and what it means.

    The value is the code as users see it, in messages and as the subtype
    of Sphinx's ``liaison`` warnings.
    """

    severity: Severity

    def __new__(cls, value: str, severity: Severity) -> Code:
        member = object.__new__(cls)
        member._value_ = value
        member.severity = severity
        return member

    def __str__(self) -> str:
        return str(self.value)

    def at(
        self,
        place: Position | Path | str,
        message: str,
        advice: str | None = None,
        severity: Severity | None = None,
    ) -> Problem:
        """Return a problem of this code, usually with its own severity.

        The place of what is wrong with a whole file is its path.
        """
        if not isinstance(place, Position):
            place = Position(str(place))
        weight = severity or self.severity
        return Problem(place, self, message, weight, advice)

    # -- files and YAML
    #: A file or directory is missing or unreadable.
    FILE_UNREADABLE = "file-unreadable", _ERROR
    #: The file to write exists already; it was not changed.
    FILE_EXISTS = "file-exists", _ERROR
    #: A file or directory cannot be written; it stays as it was.
    FILE_UNWRITABLE = "file-unwritable", _ERROR
    #: A file is larger than the program reads.
    FILE_TOO_LARGE = "file-too-large", _ERROR
    #: A file has bytes that are not UTF-8.
    NOT_UTF8 = "not-utf8", _ERROR
    #: A file is not valid YAML; the position is where reading stopped.
    YAML_SYNTAX = "yaml-syntax", _ERROR
    #: The YAML is nested more than 32 levels deep.
    YAML_TOO_DEEP = "yaml-too-deep", _ERROR
    #: The YAML has more values than the program reads.
    YAML_TOO_BIG = "yaml-too-big", _ERROR
    #: Anchors, aliases and merge keys are not supported.
    YAML_ALIAS = "yaml-alias", _ERROR
    #: Explicit YAML tags are not supported.
    YAML_TAG = "yaml-tag", _ERROR
    #: A mapping has the same key twice.
    DUPLICATE_KEY = "duplicate-key", _ERROR
    #: A required key is missing; the position is its parent's.
    MISSING_KEY = "missing-key", _ERROR
    #: A key is unknown, usually a misspelling.
    UNKNOWN_KEY = "unknown-key", _ERROR
    #: A value has a type that its key does not allow.
    WRONG_TYPE = "wrong-type", _ERROR
    #: A value has the right type, but its key does not allow it.
    BAD_VALUE = "bad-value", _ERROR
    #: An id has characters other than lower-case letters, digits, hyphens.
    BAD_IDENTIFIER = "bad-identifier", _ERROR
    #: Two things of one kind have the same id.
    DUPLICATE_IDENTIFIER = "duplicate-identifier", _ERROR
    #: A date is not a real day written as YYYY-MM-DD.
    BAD_DATE = "bad-date", _ERROR
    #: A link is not an http:// or https:// address.
    BAD_URL = "bad-url", _ERROR
    #: Prose over several lines is not written as a literal block, so
    #: problems in it do not have their own line.
    FOLDED_PROSE = "folded-prose", _WARNING

    # -- prose
    #: Markup outside the closed subset that prose in YAML may use.
    PROSE_MARKUP = "prose-markup", _ERROR
    #: A placeholder that is not declared.
    UNKNOWN_PLACEHOLDER = "unknown-placeholder", _ERROR

    # -- references inside a guide
    #: A role id that roles.yaml does not have.
    UNKNOWN_ROLE = "unknown-role", _ERROR
    #: A term that the glossary does not have.
    UNKNOWN_TERM = "unknown-term", _ERROR
    #: A section id that the guide does not have.
    UNKNOWN_SECTION = "unknown-section", _ERROR
    #: A step id that the guide does not have.
    UNKNOWN_STEP = "unknown-step", _ERROR
    #: A precedence, or a duty of one, that precedence.yaml lacks.
    UNKNOWN_PRECEDENCE = "unknown-precedence", _ERROR
    #: A policy id that policies.yaml does not have.
    UNKNOWN_POLICY = "unknown-policy", _ERROR
    #: An event id that neither the release calendar nor events.yaml has.
    UNKNOWN_EVENT = "unknown-event", _ERROR
    #: A deliverable that project.yaml does not have.
    UNKNOWN_DELIVERABLE = "unknown-deliverable", _ERROR
    #: A tracker that project.yaml does not have.
    UNKNOWN_TRACKER = "unknown-tracker", _ERROR
    #: A named link that project.yaml does not declare.
    UNKNOWN_LINK = "unknown-link", _ERROR
    #: A place of first request is not a channel of project.yaml; it is
    #: shown as it is written.
    UNKNOWN_CHANNEL = "unknown-channel", _NOTE
    #: References form a circle.
    CIRCULAR_REFERENCE = "circular-reference", _ERROR
    #: Neither the step nor a step around it says who acts.
    STEP_WITHOUT_OWNER = "step-without-owner", _WARNING
    #: No text of the guide uses a term of the glossary.
    UNUSED_TERM = "unused-term", _WARNING
    #: Nothing in the guide names a role.
    UNUSED_ROLE = "unused-role", _WARNING
    #: A section's file is not listed in guide.yaml.
    UNUSED_SECTION = "unused-section", _WARNING
    #: A file in the directory of a guide or of cycle files is not read,
    #: because of its name or of another file beside it.
    UNREAD_FILE = "unread-file", _WARNING
    #: The glossary does not explain an acronym.
    UNDEFINED_ACRONYM = "undefined-acronym", _WARNING

    # -- dates
    #: A date expression is not EVENT, an offset and a weekday.
    BAD_DATE_EXPRESSION = "bad-date-expression", _ERROR
    #: A window has keys that exclude each other.
    BAD_WINDOW = "bad-window", _ERROR
    #: The last day of a window or a policy is before its first in a cycle.
    WINDOW_REVERSED = "window-reversed", _WARNING
    #: An event on several separate days is the base of an expression.
    EVENT_NOT_A_BASE = "event-not-a-base", _ERROR
    #: A limit on a window names an event that is not scheduled.
    CLAMP_DROPPED = "clamp-dropped", _NOTE

    # -- release schedules
    #: A series has no machine-readable schedule.
    SCHEDULE_MISSING = "schedule-missing", _ERROR
    #: The date in an event's text is outside the weeks that list it.
    SCHEDULE_DATE_OUTSIDE_WEEK = "date-outside-week", _WARNING
    #: The weekday and the date in an event's text disagree.
    SCHEDULE_WEEKDAY = "weekday-mismatch", _WARNING
    #: The date in an event's text fits its week in another year.
    SCHEDULE_YEAR = "year-typo", _WARNING
    #: No week lists the section of an event, so it has no date.
    SCHEDULE_UNLISTED_SECTION = "unlisted-section", _WARNING
    #: A week lists an event that no section describes.
    SCHEDULE_KEY_WITHOUT_SECTION = "key-without-section", _WARNING
    #: A week is not Monday to Friday.
    SCHEDULE_WEEK = "odd-week", _WARNING
    #: Two weeks of a schedule overlap or have the same name.
    SCHEDULE_DUPLICATE_WEEK = "duplicate-week", _WARNING
    #: A week comes after a later one.
    SCHEDULE_WEEK_ORDER = "week-order", _WARNING
    #: Several weeks list one deadline. Unless its text states the day, it is
    #: on the Thursday of each.
    SCHEDULE_SEVERAL_WEEKS = "several-weeks", _WARNING
    #: The first or release week in the header is not that of the weeks, or
    #: series_status.yaml has another release day.
    SCHEDULE_HEADER = "header-mismatch", _WARNING
    #: An event that every cycle needs is not in the schedule.
    SCHEDULE_EVENT_MISSING = "event-missing", _WARNING
    #: The date that a text states for a milestone is not a Thursday.
    SCHEDULE_MILESTONE = "odd-milestone", _WARNING
    #: The final library release is not in the week before milestone 3.
    SCHEDULE_LIBRARY_WEEK = "odd-library-week", _WARNING
    #: An event's text names another series than the one it is about.
    SCHEDULE_OTHER_SERIES = "other-series", _WARNING
    #: A text sets a deadline without a day, such as the end of a week.
    SCHEDULE_AMBIGUOUS = "ambiguous-deadline", _NOTE

    # -- cycles, records and facts
    #: No calendar, or cycle file, of that name is known.
    UNKNOWN_CYCLE = "unknown-cycle", _ERROR
    #: A cycle file records an item that the checklist does not have.
    UNKNOWN_ITEM = "unknown-item", _ERROR
    #: A box in an exported checklist has no id of an item, its line is not
    #: as it was exported, or it is empty although the item is done. An error
    #: if the checklist is that of another cycle, or the file has no box.
    ODD_TICK = "odd-tick", _WARNING
    #: A day in a cycle file that cannot be right: outside the cycle, out of
    #: order with the events beside it, or still to come.
    DOUBTFUL_DATE = "doubtful-date", _WARNING
    #: A cycle has no calendar yet, so nothing in it has a date.
    CYCLE_WITHOUT_CALENDAR = "cycle-without-calendar", _NOTE
    #: The records belong to another team than the guide.
    OTHER_TEAM = "other-team", _WARNING
    #: Nothing is on record for a cycle, so conditions become judgements.
    CYCLE_WITHOUT_RECORDS = "cycle-without-records", _NOTE
    #: The guide expects another leadership than the records have.
    DRIFT_LEADERSHIP = "drift-leadership", _NOTE
    #: The guide expects another release model than the records have.
    DRIFT_RELEASE_MODEL = "drift-release-model", _NOTE
    #: The guide expects another tracker than the records have.
    DRIFT_TRACKER = "drift-tracker", _NOTE
    #: The guide and the records do not have the same deliverables.
    DRIFT_DELIVERABLE = "drift-deliverable", _NOTE
    #: A role or policy assumes a leadership that the records contradict.
    DRIFT_ROLE = "drift-role", _NOTE

    #: A team that governance does not have.
    UNKNOWN_TEAM = "unknown-team", _ERROR
    #: Governance names a leadership that the program does not know.
    UNKNOWN_LEADERSHIP = "unknown-leadership", _WARNING
    #: A directory or URL is not one of the repositories with records.
    UNKNOWN_SOURCE = "unknown-source", _ERROR
    #: A state of governance belongs to a day of another cycle, so it is
    #: not used.
    RECORDS_OTHER_DAY = "records-other-day", _WARNING
    #: Leadership and liaisons were read from a state of governance without
    #: history, so they may be those of another day.
    RECORDS_UNDATED = "records-undated", _WARNING
    #: A deliverable of the team has no file in the cycle, or it is another
    #: team's, so nothing is known about the deliverable.
    DELIVERABLE_WITHOUT_FILE = "deliverable-without-file", _NOTE

    # -- the network
    #: A file could not be fetched; the old one stays.
    FETCH_FAILED = "fetch-failed", _ERROR

    # -- pages
    #: A setting has a wrong value; its default is used.
    CONFIGURATION = "configuration", _WARNING
    #: No page shows a section, procedure, policy or term.
    NOT_SHOWN = "not-shown", _WARNING
    #: Two pages show the same thing; one needs ``:no-index:``.
    SHOWN_TWICE = "shown-twice", _WARNING
    #: A directive cannot work at its place, or names an unknown thing.
    BAD_DIRECTIVE = "bad-directive", _WARNING


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with an input, and what to do about it.

    Its words quote the input, so what is not printable in them is escaped.
    """

    position: Position
    code: Code = field(compare=False)
    message: str
    severity: Severity = field(compare=False)
    advice: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", on_one_line(self.message))
        if self.advice:
            object.__setattr__(self, "advice", on_one_line(self.advice))

    def __str__(self) -> str:
        """Return ``path:line:column: severity: code: message``."""
        text = f"{self.position}: {self.severity}: {self.code}: {self.message}"
        return f"{text} {self.advice}" if self.advice else text


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by place, code and message, each once."""
    unique = {
        (found.position, str(found.code), found.message): found
        for found in problems
    }
    return [unique[key] for key in sorted(unique)]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return "Did you mean ...?" for a near miss among *known*, or None."""
    near = closest(word, known)
    return f'Did you mean "{near}"?' if near else None


def closest(
    word: str, known: Iterable[str], cutoff: float = 0.6
) -> str | None:
    """Return the name that is most like *word*, None if none is."""
    every = [name for name in known if len(name) <= _LONGEST_NAME]
    if len(word) > _LONGEST_NAME or len(every) > _MOST_NAMES:
        return None
    letters = set(word)
    every.sort(
        key=lambda name: (
            len(letters ^ set(name)) + abs(len(name) - len(word)),
            name,
        )
    )
    names = sorted(every[:_COMPARED])
    near = difflib.get_close_matches(word, names, n=1, cutoff=cutoff)
    if not near:  # short words with letters swapped are not near enough
        near = [name for name in names if sorted(name) == sorted(word)]
    return near[0] if near else None
