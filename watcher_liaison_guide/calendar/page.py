# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.rst: its sections, and the dates that they name."""

from __future__ import annotations

import bisect
import datetime
import enum
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import WEEKDAY_NAMES
from watcher_liaison_guide.calendar.schedule import Key, read_key
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import PositionedText

_LABEL = re.compile(r"\.\. _`?([^`:]+)`?:\s*$")
_DIRECTIVE = re.compile(r"\.\. [\w:.+-]+::(\s|$)")
_UNDERLINE = re.compile(r"([=\-~^\"'`+*#:._])\1{2,}\s*$")
_TITLE = re.compile(r"(?<!\S)(?:(\d{4}\.\d) )?(\w+) Release Schedule\Z")
_NAME = re.compile(r"\s+:name:\s*(\w+)\s*$")


@dataclass(frozen=True)
class Section:
    """A heading with the text below it, up to the next one.

    ``labels`` are the targets before the heading. ``text`` keeps its
    lines; comments, link targets and the headings of subsections without
    a label are empty lines in it.
    """

    labels: tuple[PositionedText, ...]
    title: PositionedText
    text: str

    def keys(self, initial: str) -> list[Key]:
        """Return its labels as keys of the schedule of *initial*."""
        return [read_key(label, initial) for label in self.labels]

    def position(self, offset: int) -> Position:
        """Return the place of a character of the text."""
        before = self.text[:offset]
        path, line, _ = self.title.position
        return Position(
            path,
            line + 2 + before.count("\n"),
            offset - (before.rfind("\n") + 1) + 1,
        )


@dataclass(frozen=True)
class Page:
    """A schedule's page: the part before the first section, and these.

    ``series`` and ``release`` are the names that the page itself gives.
    """

    sections: tuple[Section, ...]
    opening: Section | None = None
    series: str | None = None
    release: str | None = None


def read_page(text: str, path: str) -> Page:
    """Take the reStructuredText of a schedule's page apart.

    Only what schedules use is understood: headings with an underline,
    labels on lines of their own, comments, directives. A heading that only
    divides the section of a label begins no other.
    """
    lines = text.splitlines()
    bodies = _without_comments(lines)
    starts: list[Section] = []
    labels: list[PositionedText] = []
    # Headings with the same underline, and line above or not, are of a level.
    levels: dict[tuple[str, bool], int] = {}
    labelled: int | None = None
    before = above = ""
    for number, (line, below) in enumerate(itertools.pairwise([*lines, ""])):
        label, place = _LABEL.match(line), Position(path, number + 1, 1)
        if label:
            labels.append(PositionedText(label[1].strip(), place))
        elif _is_title(above, line, below):
            bodies[number : number + 2] = "", ""
            # A line that underlines another title is none above this one.
            overlined = bool(_UNDERLINE.match(above) and not before.strip())
            level = levels.setdefault((below[0], overlined), len(levels))
            if labelled is None or labels or level <= labelled:
                labelled = level if labels else None
                title = PositionedText(line.strip(), place)
                starts.append(Section(tuple(labels), title, ""))
            labels = []
        elif line.strip() and not (_UNDERLINE.match(line) and below.strip()):
            labels = []
        before, above = above, line
    ends = [
        (*one.labels, one.title)[0].position.line - 1 for one in starts[1:]
    ]
    sections = [
        replace(one, text="\n".join(bodies[one.title.position.line + 1 : end]))
        for one, end in zip(starts, [*ends, None], strict=False)
    ]
    opening = None
    if starts and starts[0].title.position.line <= 3 and not starts[0].labels:
        opening = sections.pop(0)
    titled = _TITLE.search(starts[0].title) if starts else None
    if titled:
        names = titled[2].lower(), titled[1]
    else:  # the series may be the name of the page's table
        named = next(filter(None, map(_NAME.match, lines)), None)
        names = named and named[1].lower(), None
    return Page(tuple(sections), opening, *names)


def _is_title(above: str, line: str, below: str) -> bool:
    return bool(
        line.strip()
        and _UNDERLINE.match(below)
        and not _UNDERLINE.match(line)
        and not line.startswith(("..", "   "))
        and (
            not above.strip() or _UNDERLINE.match(above) or _LABEL.match(above)
        )
    )


def _without_comments(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of comments, targets and labels made empty."""
    kept = []
    in_comment = False
    for line in lines:
        if line.startswith(".."):
            in_comment = not _DIRECTIVE.match(line)
        elif line.strip() and line[0] != " ":
            in_comment = False
        kept.append("" if in_comment else line)
    return kept


_WEEKDAYS = [name[:3].lower() for name in WEEKDAY_NAMES]
_DAY = datetime.timedelta(days=1)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
#: No schedule is of another year than these.
_YEARS = range(1900, 2200)

# The patterns are for text whose words are one space apart, and nothing in
# them repeats without a limit. Month names are only read with a capital:
# "may" is mostly a verb.
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b\.?"
)
_FIRST_DAY = r"(?<![\w.:/-])0?\d{1,2}(?:st|nd|rd|th)?"
_LAST_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w:/])"
_YEAR = r"(?: ?, ?| )\d{4}(?![\d:])"
_WEEKDAY = (
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
)
_TO = r"(?: ?[-–—]{1,3} ?| (?:to|until|till|through) )"
_TIME = r"(?: ?,? ?\(?(?:at )?\d{1,2}:?\d{2}(?: ?(?:UTC|Z))?\)?)?"
_ISO = r"(?<![\w/.:-])\d{4}-\d{2}-\d{2}(?![\w/-])"


_DATE = (
    # First what a date can begin with: it spares most tries.
    r"(?=[0-9A-Zt])"
    rf"(?:{_WEEKDAY} ?,? )?(?:the )?"
    rf"(?:{_ISO}"
    rf"|{_FIRST_DAY}(?![\w:/])(?: of)? {_MONTH}(?:{_YEAR})?"
    rf"|\b{_MONTH} {_LAST_DAY}(?:{_YEAR})?)"
)
#: The first and the last day of several.
_ENDS = (
    # 12 to 16 October, 2026 - 21st-25th March, 2022 - 7th - 9th June
    (f"({_FIRST_DAY})", rf"({_LAST_DAY}(?: of)? {_MONTH}(?:{_YEAR})?)"),
    # April 20-24 - October 27 to 31, 2025
    (
        rf"(\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)",
        rf"({_LAST_DAY}(?:{_YEAR})?)(?! ?{_MONTH})",
    ),
    # October 23 to October 27 - 26 February - 2 March 2018
    # between 2024-08-14 23:45 UTC and 2024-08-28
    (f"({_DATE}){_TIME}", f"({_DATE})"),
)
_RANGES = [
    re.compile(pattern)
    for first, last in _ENDS
    for pattern in (first + _TO + last, rf"\bbetween {first} and {last}")
]
_SINGLE = re.compile(_DATE)
_WEEK_BEFORE = re.compile(
    r"\bweeks? (?:of|beginning|starting)(?: on)? (?:the )?\Z", re.I
)
_WEEKDAY_BEFORE = re.compile(f"({_WEEKDAY})")
_WEEKDAY_AFTER = re.compile(rf" ?\( ?({_WEEKDAY}) ?\)")
_MIDNIGHT_AFTER = re.compile(
    r" ?,? ?\(? ?(?:at )?0?0:?00(?!\d)(?: ?(?:UTC|Z)\b)?"
)
_MIDNIGHT_BEFORE = re.compile(r"(?<!\d)0?0:?00(?: ?UTC)? on (?:the )?\Z", re.I)
END_OF_WEEK = re.compile(r"\bend\s+of\s+(?:the|this)\s+week\b", re.I)
#: What may belong to a date reaches no farther back than this.
_BEFORE = 30


class Kind(enum.Enum):
    """What a phrase names: one day, several, or the week of a day."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"


@dataclass(frozen=True)
class Day:
    """A day of the month, with its year where the text gives one."""

    month: int
    day: int
    year: int | None

    def in_year(self, year: int) -> datetime.date | None:
        """Return the date in *year*, None where there is no such day."""
        try:
            date = datetime.date(year, self.month, self.day)
        except ValueError:
            return None
        return date if year in _YEARS else None

    def near(self, day: datetime.date) -> datetime.date | None:
        """Return the date, in the year that brings it nearest to *day*."""
        near = [day.year - 1, day.year, day.year + 1]
        years = near if self.year is None else [self.year]
        dates = filter(None, map(self.in_year, years))
        return min(dates, key=lambda date: abs(date - day), default=None)


@dataclass(frozen=True)
class Phrase:
    """A date as a text names it.

    ``written`` is its first day, ``first`` and ``last`` are None for no
    real day. ``midnight``: the text says 00:00.
    """

    kind: Kind
    written: Day
    first: datetime.date | None
    last: datetime.date | None
    position: Position
    text: str
    weekday: int | None
    midnight: bool

    @property
    def due(self) -> datetime.date | None:
        """The last day on which to act: midnight ends the day before."""
        return self.first and self.first - _DAY * self.midnight


def find(section: Section, near: datetime.date) -> list[Phrase]:
    """Return the date phrases of a section's text in its order.

    The forms are those met in openstack/releases from ocata to indri; a
    phrase may run over the end of a line. A date without a year is the
    one nearest to *near*.
    """
    words = list(re.finditer(r"\S+", section.text))
    flat = " ".join(word[0] for word in words)
    lengths = (len(word[0]) + 1 for word in words)
    starts = list(itertools.accumulate(lengths, initial=0))
    found: list[Phrase] = []

    def take(match: re.Match[str]) -> str:
        shown = match[0].removeprefix("the ")
        start = match.end() - len(shown)
        word = bisect.bisect_right(starts, start) - 1
        place = section.position(words[word].start() + start - starts[word])
        found.append(_phrase(match, near, place, shown.rstrip(".")))
        # What was read is blanked out, so that no later pattern finds it.
        return "\0" * len(match[0])

    for pattern in (*_RANGES, _SINGLE):
        flat = pattern.sub(take, flat)
    return sorted(found, key=lambda phrase: phrase.position)


def _phrase(
    match: re.Match[str], near: datetime.date, place: Position, shown: str
) -> Phrase:
    text, after = match.string, match.end()
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    weekday = midnight = None
    if match.re is _SINGLE:
        kind = Kind.DAY
        first = last = _day(match[0])
        weekday = _WEEKDAY_BEFORE.match(text, match.start())
        later = _WEEKDAY_AFTER.match(text, after)
        if weekday is None and later:
            weekday, after = later, later.end()
        midnight = _MIDNIGHT_AFTER.match(text, after)
        midnight = midnight or _MIDNIGHT_BEFORE.search(before)
    else:
        kind = Kind.RANGE
        first, last = _day(match[1]), _day(match[2])
        # What only one of them has is for both.
        first = replace(first, month=first.month or last.month)
        last = replace(last, month=last.month or first.month)
        if first.year is None and last.year is not None:
            # A range that ends in January began in the year before.
            earlier = first.month > last.month
            first = replace(first, year=last.year - earlier)
    return Phrase(
        Kind.WEEK if _WEEK_BEFORE.search(before) else kind,
        first,
        first.near(near),
        last.near(near),
        place,
        shown,
        _WEEKDAYS.index(weekday[1][:3].lower()) if weekday else None,
        bool(midnight),
    )


def _day(text: str) -> Day:
    """Read one day; month 0 where the other day of a range gives it."""
    numbers = list(map(int, re.findall(r"\d+", text)))
    if len(numbers) == 3:
        year, month, day = numbers
        return Day(month, day, year)
    name = re.search(_MONTH, text)
    return Day(
        _MONTHS.index(name[0][:3].lower()) // 3 + 1 if name else 0,
        numbers[0],
        numbers[1] if len(numbers) == 2 else None,
    )
