# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with an input, as data: position, code, advice."""

from __future__ import annotations

import difflib
import enum
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

#: Comparing names takes time: longer ones are not compared, nothing is among
#: more than so many, and of these only the most promising.
_LONGEST_NAME = 80
_MOST_NAMES = 2_000
_COMPARED = 50
#: A message quotes no more of a value.
_LONGEST_TEXT = 2_000


class Severity(str, enum.Enum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __str__(self) -> str:
        return self.value


def on_one_line(text: str) -> str:
    """Return a text with line breaks and other odd characters escaped."""
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT] + "…"
    if text.isprintable():
        return text
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


_Row = tuple[str, Severity, str]


def _error(value: str, doc: str) -> _Row:
    return value, Severity.ERROR, doc


def _warning(value: str, doc: str) -> _Row:
    return value, Severity.WARNING, doc


def _note(value: str, doc: str) -> _Row:
    return value, Severity.NOTE, doc


class Code(enum.Enum):
    """Every problem code, its usual severity and what it means.

    The value is the code as users see it, in messages and as the subtype
    of Sphinx's ``liaison`` warnings.
    """

    severity: Severity

    def __new__(cls, value: str, severity: Severity, doc: str) -> Code:
        member = object.__new__(cls)
        member._value_ = value
        member.severity = severity
        member.__doc__ = doc
        return member

    def __str__(self) -> str:
        return str(self.value)

    # -- files and YAML
    FILE_UNREADABLE = _error(
        "file-unreadable", "A file or folder is missing or cannot be read."
    )
    FILE_EXISTS = _error(
        "file-exists",
        "What would be written is there already; nothing was changed.",
    )
    FILE_UNWRITABLE = _error(
        "file-unwritable",
        "A file or folder cannot be written; what was there stays.",
    )
    FILE_TOO_LARGE = _error(
        "file-too-large",
        "A file is larger than anything this tool is meant to read.",
    )
    NOT_UTF8 = _error("not-utf8", "A file has bytes that are not UTF-8.")
    YAML_SYNTAX = _error(
        "yaml-syntax",
        "The YAML itself is broken; the position is where reading stopped.",
    )
    YAML_TOO_DEEP = _error(
        "yaml-too-deep",
        "The YAML is nested deeper than any file of a guide needs to be.",
    )
    YAML_TOO_BIG = _error(
        "yaml-too-big",
        "The YAML has more values than any file of a guide needs.",
    )
    YAML_ALIAS = _error(
        "yaml-alias",
        "Anchors, aliases and merge keys are not read: write it out.",
    )
    YAML_TAG = _error("yaml-tag", "Explicit YAML tags are not read.")
    DUPLICATE_KEY = _error(
        "duplicate-key",
        "A mapping has the same key twice; YAML would keep only one.",
    )
    MISSING_KEY = _error(
        "missing-key",
        "A required key is absent; the position is its parent's.",
    )
    UNKNOWN_KEY = _error(
        "unknown-key", "A key that nothing reads, usually a misspelling."
    )
    WRONG_TYPE = _error(
        "wrong-type", "A value is of another kind than its key takes."
    )
    BAD_VALUE = _error(
        "bad-value",
        "A value is of the right kind but not one that its key takes.",
    )
    BAD_IDENTIFIER = _error(
        "bad-identifier",
        "An id is not made of lower-case letters, digits and hyphens.",
    )
    DUPLICATE_IDENTIFIER = _error(
        "duplicate-identifier", "Two things of one kind carry the same id."
    )
    BAD_DATE = _error(
        "bad-date", "A date is not a real day written as YYYY-MM-DD."
    )
    BAD_URL = _error(
        "bad-url", "A link is not an http:// or https:// address."
    )
    FOLDED_PROSE = _warning(
        "folded-prose",
        "Prose over several lines is not written as a literal block, so "
        "problems in it cannot be given their own line.",
    )

    # -- prose
    PROSE_MARKUP = _error(
        "prose-markup",
        "Markup outside the closed subset that prose in YAML may use.",
    )
    UNKNOWN_PLACEHOLDER = _error(
        "unknown-placeholder", "A placeholder that is not declared."
    )

    # -- references inside a guide
    UNKNOWN_ROLE = _error(
        "unknown-role", "A role id that roles.yaml does not have."
    )
    UNKNOWN_TERM = _error(
        "unknown-term", "A term that the glossary does not have."
    )
    UNKNOWN_SECTION = _error(
        "unknown-section", "A section id that the guide does not have."
    )
    UNKNOWN_STEP = _error(
        "unknown-step", "A step id that the guide does not have."
    )
    UNKNOWN_PRECEDENCE = _error(
        "unknown-precedence",
        "A precedence, or a duty of one, that precedence.yaml lacks.",
    )
    UNKNOWN_POLICY = _error(
        "unknown-policy", "A policy id that policies.yaml does not have."
    )
    UNKNOWN_EVENT = _error(
        "unknown-event",
        "An event id that neither the release calendar nor events.yaml has.",
    )
    UNKNOWN_DELIVERABLE = _error(
        "unknown-deliverable", "A deliverable that project.yaml does not have."
    )
    UNKNOWN_TRACKER = _error(
        "unknown-tracker", "A tracker that project.yaml does not have."
    )
    UNKNOWN_LINK = _error(
        "unknown-link", "A named link that project.yaml does not declare."
    )
    UNKNOWN_CHANNEL = _note(
        "unknown-channel",
        "A place of first request that is no channel of project.yaml; it is "
        "shown as it is written.",
    )
    CIRCULAR_REFERENCE = _error(
        "circular-reference", "Things refer to each other in a circle."
    )
    STEP_WITHOUT_OWNER = _warning(
        "step-without-owner",
        "Neither the step nor a step around it says who acts.",
    )
    UNUSED_TERM = _warning(
        "unused-term",
        "A glossary entry that no text of the guide refers to or uses.",
    )
    UNUSED_ROLE = _warning(
        "unused-role", "A role that nothing in the guide names."
    )
    UNUSED_SECTION = _warning(
        "unused-section", "A section file that guide.yaml does not list."
    )
    UNREAD_FILE = _warning(
        "unread-file",
        "A file in the folder of a guide or of cycle files that nothing "
        "reads, as its name is none of those that are.",
    )
    UNDEFINED_ACRONYM = _warning(
        "undefined-acronym", "An acronym that the glossary does not explain."
    )

    # -- dates
    BAD_DATE_EXPRESSION = _error(
        "bad-date-expression",
        "A date expression is not EVENT, an offset and a weekday.",
    )
    BAD_WINDOW = _error(
        "bad-window", "A window has keys that do not go together."
    )
    EVENT_NOT_A_BASE = _error(
        "event-not-a-base",
        "An event on several separate days cannot carry an expression.",
    )
    CLAMP_DROPPED = _note(
        "clamp-dropped",
        "A limit on a window names an event that is not scheduled.",
    )

    # -- release schedules
    SCHEDULE_MISSING = _error(
        "schedule-missing", "A series has no machine-readable schedule."
    )
    SCHEDULE_DATE_OUTSIDE_WEEK = _warning(
        "date-outside-week",
        "The date in an event's text lies outside the weeks that list it.",
    )
    SCHEDULE_WEEKDAY = _warning(
        "weekday-mismatch",
        "The weekday and the date in an event's text disagree.",
    )
    SCHEDULE_YEAR = _warning(
        "year-typo",
        "The date in an event's text fits its week in another year.",
    )
    SCHEDULE_UNLISTED_SECTION = _warning(
        "unlisted-section",
        "An event's section is listed in no week: it has no date.",
    )
    SCHEDULE_KEY_WITHOUT_SECTION = _warning(
        "key-without-section",
        "A week lists an event that no section describes.",
    )
    SCHEDULE_WEEK = _warning("odd-week", "A week is not Monday to Friday.")
    SCHEDULE_DUPLICATE_WEEK = _warning(
        "duplicate-week",
        "Two weeks of a schedule overlap or carry the same name.",
    )
    SCHEDULE_WEEK_ORDER = _warning(
        "week-order", "A week comes after a later one."
    )
    SCHEDULE_HEADER = _warning(
        "header-mismatch",
        "The first or release week in the header is not that of the weeks.",
    )
    SCHEDULE_EVENT_MISSING = _warning(
        "event-missing",
        "An event that every cycle needs is not in the schedule.",
    )
    SCHEDULE_MILESTONE = _warning(
        "odd-milestone",
        "The date that a text states for a milestone is not a Thursday.",
    )
    SCHEDULE_LIBRARY_WEEK = _warning(
        "odd-library-week",
        "The final library release is not in the week before milestone 3.",
    )
    SCHEDULE_OTHER_SERIES = _warning(
        "other-series",
        "An event's text names another series than the one it is about.",
    )
    SCHEDULE_AMBIGUOUS = _note(
        "ambiguous-deadline",
        "A text sets a deadline without a day, such as the end of a week.",
    )

    # -- cycles, records and facts
    UNKNOWN_CYCLE = _error(
        "unknown-cycle", "No calendar, or cycle file, of that name is known."
    )
    UNKNOWN_ITEM = _error(
        "unknown-item",
        "A cycle file records an item that the checklist does not have.",
    )
    DOUBTFUL_DATE = _warning(
        "doubtful-date",
        "A day in a cycle file that cannot be right: outside the cycle, out "
        "of order with the events beside it, or still to come.",
    )
    CYCLE_WITHOUT_CALENDAR = _note(
        "cycle-without-calendar",
        "A cycle has no calendar yet, so nothing in it has a date.",
    )
    OTHER_TEAM = _warning(
        "other-team", "The records are of another team than the guide's."
    )
    CYCLE_WITHOUT_RECORDS = _note(
        "cycle-without-records",
        "Nothing is on record for a cycle, so conditions become judgements.",
    )
    DRIFT_LEADERSHIP = _note(
        "drift-leadership",
        "The guide expects another leadership than the records have.",
    )
    DRIFT_RELEASE_MODEL = _note(
        "drift-release-model",
        "The guide expects another release model than the records have.",
    )
    DRIFT_TRACKER = _note(
        "drift-tracker",
        "The guide expects another tracker than the records have.",
    )
    DRIFT_DELIVERABLE = _note(
        "drift-deliverable",
        "The guide and the records do not have the same deliverables.",
    )
    DRIFT_ROLE = _note(
        "drift-role",
        "A role or policy assumes a leadership that the records contradict.",
    )

    UNKNOWN_TEAM = _error(
        "unknown-team", "A team that governance does not have."
    )
    UNKNOWN_LEADERSHIP = _warning(
        "unknown-leadership",
        "Governance names no leadership of the team that is known here.",
    )
    UNKNOWN_SOURCE = _error(
        "unknown-source",
        "A folder or URL is of no repository that records are read from.",
    )
    RECORDS_OTHER_DAY = _warning(
        "records-other-day",
        "A state of governance is of a day that is not the cycle's, so it "
        "is not taken for the cycle.",
    )
    RECORDS_UNDATED = _warning(
        "records-undated",
        "Leadership and liaisons were read from a state of governance "
        "without history, so they may be those of another day.",
    )
    DELIVERABLE_WITHOUT_FILE = _note(
        "deliverable-without-file",
        "A deliverable of the team has no file in the cycle, so nothing is "
        "known of it.",
    )

    # -- the network
    FETCH_FAILED = _error(
        "fetch-failed", "A file could not be fetched; what was there stays."
    )

    # -- pages
    CONFIGURATION = _warning(
        "configuration",
        "A setting has a value that it cannot have; its default is used.",
    )
    NOT_SHOWN = _warning(
        "not-shown",
        "A section, procedure, policy or term is shown on no page.",
    )
    SHOWN_TWICE = _warning(
        "shown-twice",
        "A thing has its place on two pages; one needs ``:no-index:``.",
    )
    BAD_DIRECTIVE = _warning(
        "bad-directive",
        "A directive is where it cannot work or names what is not there.",
    )
    TRANSLATION = _warning(
        "translation",
        "A translated text cannot be read; the original's place is named.",
    )


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


def problem(
    code: Code,
    position: Position,
    message: str,
    advice: str | None = None,
    severity: Severity | None = None,
) -> Problem:
    """Return a problem with its code's severity unless another is given."""
    return Problem(position, code, message, severity or code.severity, advice)


def report(
    problems: list[Problem],
    code: Code,
    position: Position,
    message: str,
    advice: str | None = None,
) -> None:
    """Add a problem to those found so far."""
    problems.append(problem(code, position, message, advice))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted by place, each once."""
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
    names = sorted(
        heapq.nsmallest(
            _COMPARED,
            every,
            lambda name: (
                len(letters ^ set(name)) + abs(len(name) - len(word)),
                name,
            ),
        )
    )
    near = difflib.get_close_matches(word, names, n=1, cutoff=cutoff)
    if not near:  # short words with letters swapped are not near enough
        near = [name for name in names if sorted(name) == sorted(word)]
    return near[0] if near else None
