# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with an input, as data: position, code, advice."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Severity(str, enum.Enum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __str__(self) -> str:
        return self.value


class Position(NamedTuple):
    """A place in a file: line and column count from 1, 0 is unknown.

    A tuple, since every value of every file has one, and nothing that is
    frozen is made faster.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


#: The place of what stands in no file.
NOWHERE = Position("")


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
    FILE_UNREADABLE = (
        "file-unreadable",
        Severity.ERROR,
        "A file or folder is missing or cannot be read.",
    )
    FILE_EXISTS = (
        "file-exists",
        Severity.ERROR,
        "What would be written is there already; nothing was changed.",
    )
    FILE_UNWRITABLE = (
        "file-unwritable",
        Severity.ERROR,
        "A file or folder cannot be written; what was there stays.",
    )
    FILE_TOO_LARGE = (
        "file-too-large",
        Severity.ERROR,
        "A file is larger than anything this tool is meant to read.",
    )
    NOT_UTF8 = (
        "not-utf8",
        Severity.ERROR,
        "A file holds bytes that are not UTF-8.",
    )
    YAML_SYNTAX = (
        "yaml-syntax",
        Severity.ERROR,
        "The YAML itself is broken; the position is where reading stopped.",
    )
    YAML_TOO_DEEP = (
        "yaml-too-deep",
        Severity.ERROR,
        "The YAML is nested deeper than any file of a guide needs to be.",
    )
    YAML_TOO_BIG = (
        "yaml-too-big",
        Severity.ERROR,
        "The YAML has more values than any file of a guide needs.",
    )
    YAML_ALIAS = (
        "yaml-alias",
        Severity.ERROR,
        "Anchors, aliases and merge keys are not read: write it out.",
    )
    YAML_TAG = (
        "yaml-tag",
        Severity.ERROR,
        "Explicit YAML tags are not read.",
    )
    DUPLICATE_KEY = (
        "duplicate-key",
        Severity.ERROR,
        "A mapping has the same key twice; YAML would keep only one.",
    )
    MISSING_KEY = (
        "missing-key",
        Severity.ERROR,
        "A required key is absent; the position is its parent's.",
    )
    UNKNOWN_KEY = (
        "unknown-key",
        Severity.ERROR,
        "A key that nothing reads, usually a misspelling.",
    )
    WRONG_TYPE = (
        "wrong-type",
        Severity.ERROR,
        "A value is of another kind than its key takes.",
    )
    BAD_VALUE = (
        "bad-value",
        Severity.ERROR,
        "A value is of the right kind but not one that its key takes.",
    )
    BAD_IDENTIFIER = (
        "bad-identifier",
        Severity.ERROR,
        "An id is not made of lower-case letters, digits and hyphens.",
    )
    DUPLICATE_IDENTIFIER = (
        "duplicate-identifier",
        Severity.ERROR,
        "Two things of one kind carry the same id.",
    )
    BAD_DATE = (
        "bad-date",
        Severity.ERROR,
        "A date is not a real day written as YYYY-MM-DD.",
    )
    BAD_URL = (
        "bad-url",
        Severity.ERROR,
        "A link is not an http:// or https:// address.",
    )
    FOLDED_PROSE = (
        "folded-prose",
        Severity.WARNING,
        "Prose over several lines is not written as a literal block, so "
        "problems in it cannot be given their own line.",
    )

    # -- prose
    PROSE_MARKUP = (
        "prose-markup",
        Severity.ERROR,
        "Markup outside the closed subset that prose in YAML may use.",
    )
    UNKNOWN_PLACEHOLDER = (
        "unknown-placeholder",
        Severity.ERROR,
        "A placeholder that is not declared.",
    )

    # -- references inside a guide
    UNKNOWN_ROLE = (
        "unknown-role",
        Severity.ERROR,
        "A role id that roles.yaml does not have.",
    )
    UNKNOWN_TERM = (
        "unknown-term",
        Severity.ERROR,
        "A term that the glossary does not have.",
    )
    UNKNOWN_SECTION = (
        "unknown-section",
        Severity.ERROR,
        "A section id that the guide does not have.",
    )
    UNKNOWN_STEP = (
        "unknown-step",
        Severity.ERROR,
        "A step id that the guide does not have.",
    )
    UNKNOWN_PRECEDENCE = (
        "unknown-precedence",
        Severity.ERROR,
        "A precedence, or a duty of one, that precedence.yaml lacks.",
    )
    UNKNOWN_POLICY = (
        "unknown-policy",
        Severity.ERROR,
        "A policy id that policies.yaml does not have.",
    )
    UNKNOWN_EVENT = (
        "unknown-event",
        Severity.ERROR,
        "An event id that neither the release calendar nor events.yaml has.",
    )
    UNKNOWN_DELIVERABLE = (
        "unknown-deliverable",
        Severity.ERROR,
        "A deliverable that project.yaml does not have.",
    )
    UNKNOWN_TRACKER = (
        "unknown-tracker",
        Severity.ERROR,
        "A tracker that project.yaml does not have.",
    )
    UNKNOWN_LINK = (
        "unknown-link",
        Severity.ERROR,
        "A named link that project.yaml does not declare.",
    )
    UNKNOWN_CHANNEL = (
        "unknown-channel",
        Severity.NOTE,
        "A place of first request that is no channel of project.yaml; it is "
        "shown as it is written.",
    )
    CIRCULAR_REFERENCE = (
        "circular-reference",
        Severity.ERROR,
        "Things refer to each other in a circle.",
    )
    STEP_WITHOUT_OWNER = (
        "step-without-owner",
        Severity.WARNING,
        "Neither the step nor a step around it says who acts.",
    )
    UNUSED_TERM = (
        "unused-term",
        Severity.WARNING,
        "A glossary entry that no text of the guide refers to or uses.",
    )
    UNUSED_ROLE = (
        "unused-role",
        Severity.WARNING,
        "A role that nothing in the guide names.",
    )
    UNUSED_SECTION = (
        "unused-section",
        Severity.WARNING,
        "A section file that guide.yaml does not list.",
    )
    UNREAD_FILE = (
        "unread-file",
        Severity.WARNING,
        "A file in the folder of a guide or of cycle files that nothing "
        "reads, as its name is none of those that are.",
    )
    UNDEFINED_ACRONYM = (
        "undefined-acronym",
        Severity.WARNING,
        "An acronym that the glossary does not explain.",
    )

    # -- dates
    BAD_DATE_EXPRESSION = (
        "bad-date-expression",
        Severity.ERROR,
        "A date expression is not EVENT, an offset and a weekday.",
    )
    BAD_WINDOW = (
        "bad-window",
        Severity.ERROR,
        "A window has keys that do not go together.",
    )
    EVENT_NOT_A_BASE = (
        "event-not-a-base",
        Severity.ERROR,
        "An event on several separate days cannot carry an expression.",
    )
    CLAMP_DROPPED = (
        "clamp-dropped",
        Severity.NOTE,
        "A limit on a window names an event that is not scheduled.",
    )

    # -- release schedules
    SCHEDULE_MISSING = (
        "schedule-missing",
        Severity.ERROR,
        "A series has no machine-readable schedule.",
    )
    SCHEDULE_DATE_OUTSIDE_WEEK = (
        "date-outside-week",
        Severity.WARNING,
        "The date in an event's text lies outside the weeks that list it.",
    )
    SCHEDULE_WEEKDAY = (
        "weekday-mismatch",
        Severity.WARNING,
        "The weekday and the date in an event's text disagree.",
    )
    SCHEDULE_YEAR = (
        "year-typo",
        Severity.WARNING,
        "The date in an event's text fits its week in another year.",
    )
    SCHEDULE_UNLISTED_SECTION = (
        "unlisted-section",
        Severity.WARNING,
        "An event's section is listed in no week: it has no date.",
    )
    SCHEDULE_KEY_WITHOUT_SECTION = (
        "key-without-section",
        Severity.WARNING,
        "A week lists an event that no section describes.",
    )
    SCHEDULE_WEEK = (
        "odd-week",
        Severity.WARNING,
        "A week is not Monday to Friday.",
    )
    SCHEDULE_DUPLICATE_WEEK = (
        "duplicate-week",
        Severity.WARNING,
        "Two weeks of a schedule overlap or carry the same name.",
    )
    SCHEDULE_WEEK_ORDER = (
        "week-order",
        Severity.WARNING,
        "A week stands after a later one.",
    )
    SCHEDULE_HEADER = (
        "header-mismatch",
        Severity.WARNING,
        "The first or release week in the header is not that of the weeks.",
    )
    SCHEDULE_EVENT_MISSING = (
        "event-missing",
        Severity.WARNING,
        "An event that every cycle needs is not in the schedule.",
    )
    SCHEDULE_MILESTONE = (
        "odd-milestone",
        Severity.WARNING,
        "The date that a text states for a milestone is not a Thursday.",
    )
    SCHEDULE_LIBRARY_WEEK = (
        "odd-library-week",
        Severity.WARNING,
        "The final library release is not in the week before milestone 3.",
    )
    SCHEDULE_OTHER_SERIES = (
        "other-series",
        Severity.WARNING,
        "An event's text names another series than the one it is about.",
    )
    SCHEDULE_AMBIGUOUS = (
        "ambiguous-deadline",
        Severity.NOTE,
        "A text sets a deadline without a day, such as the end of a week.",
    )

    # -- cycles, records and facts
    UNKNOWN_CYCLE = (
        "unknown-cycle",
        Severity.ERROR,
        "No calendar, or cycle file, of that name is known.",
    )
    UNKNOWN_ITEM = (
        "unknown-item",
        Severity.ERROR,
        "A cycle file records an item that the checklist does not have.",
    )
    DOUBTFUL_DATE = (
        "doubtful-date",
        Severity.WARNING,
        "A day in a cycle file that cannot be right: outside the cycle, out "
        "of order with the events beside it, or still to come.",
    )
    OTHER_TEAM = (
        "other-team",
        Severity.WARNING,
        "The records are of another team than the guide's.",
    )
    CYCLE_WITHOUT_CALENDAR = (
        "cycle-without-calendar",
        Severity.NOTE,
        "A cycle has no calendar yet, so nothing in it has a date.",
    )
    CYCLE_WITHOUT_RECORDS = (
        "cycle-without-records",
        Severity.NOTE,
        "Nothing is on record for a cycle, so conditions become judgements.",
    )
    DRIFT_LEADERSHIP = (
        "drift-leadership",
        Severity.NOTE,
        "The guide expects another leadership than the records have.",
    )
    DRIFT_RELEASE_MODEL = (
        "drift-release-model",
        Severity.NOTE,
        "The guide expects another release model than the records have.",
    )
    DRIFT_TRACKER = (
        "drift-tracker",
        Severity.NOTE,
        "The guide expects another tracker than the records have.",
    )
    DRIFT_DELIVERABLE = (
        "drift-deliverable",
        Severity.NOTE,
        "The guide and the records do not have the same deliverables.",
    )
    DRIFT_ROLE = (
        "drift-role",
        Severity.NOTE,
        "A role or policy assumes a leadership that the records contradict.",
    )

    UNKNOWN_TEAM = (
        "unknown-team",
        Severity.ERROR,
        "A team that governance does not have.",
    )
    UNKNOWN_LEADERSHIP = (
        "unknown-leadership",
        Severity.WARNING,
        "Governance names no leadership of the team that is known here.",
    )
    UNKNOWN_SOURCE = (
        "unknown-source",
        Severity.ERROR,
        "A folder or URL is of no repository that records are read from.",
    )
    RECORDS_OTHER_DAY = (
        "records-other-day",
        Severity.WARNING,
        "Governance's file says what holds on its day, which is not in the "
        "cycle, so nothing of it is taken.",
    )
    DELIVERABLE_WITHOUT_FILE = (
        "deliverable-without-file",
        Severity.NOTE,
        "A deliverable of the team has no file in the cycle, so nothing is "
        "known of it.",
    )

    # -- the network
    FETCH_FAILED = (
        "fetch-failed",
        Severity.ERROR,
        "A file could not be fetched; what was there stays.",
    )

    # -- pages
    CONFIGURATION = (
        "configuration",
        Severity.WARNING,
        "A setting has a value that it cannot have; its default is used.",
    )
    NOT_SHOWN = (
        "not-shown",
        Severity.WARNING,
        "A section, procedure, policy or term is shown on no page.",
    )
    SHOWN_TWICE = (
        "shown-twice",
        Severity.WARNING,
        "A thing has its place on two pages; one needs ``:no-index:``.",
    )
    BAD_DIRECTIVE = (
        "bad-directive",
        Severity.WARNING,
        "A directive stands where it cannot work or names what is not there.",
    )
    TRANSLATION = (
        "translation",
        Severity.WARNING,
        "A translated text cannot be read; the original's place is named.",
    )


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with an input, and what to do about it."""

    position: Position
    code: Code = field(compare=False)
    message: str
    severity: Severity = field(compare=False)
    advice: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Give ``path:line:column: severity: code: message``."""
        text = f"{self.position}: {self.severity}: {self.code}: {self.message}"
        return f"{text} {self.advice}" if self.advice else text


def problem(
    code: Code,
    position: Position,
    message: str,
    advice: str | None = None,
    severity: Severity | None = None,
) -> Problem:
    """Make a problem with its code's severity unless another is given."""
    return Problem(position, code, message, severity or code.severity, advice)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Give problems sorted by place, each once."""
    unique = {
        (found.position, str(found.code), found.message): found
        for found in problems
    }
    return [unique[key] for key in sorted(unique)]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Give "Did you mean ...?" for a near miss among *known*, or None."""
    import difflib  # only who has a problem has to wait for it

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if not near:  # short words with letters swapped are not near enough
        near = [name for name in names if sorted(name) == sorted(word)]
    return f'Did you mean "{near[0]}"?' if near else None
