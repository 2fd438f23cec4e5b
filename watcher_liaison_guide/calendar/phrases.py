# SPDX-License-Identifier: Apache-2.0
"""The dates that an event's English text names, and how it names them."""

from __future__ import annotations

import bisect
import datetime
import enum
import re
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import WEEKDAY_NAMES
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Position

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


def _date(number: str) -> str:
    """Return the pattern of one day, with groups of this *number*."""
    return (
        # First what a date can begin with: it spares most tries.
        r"(?=[0-9A-Zt])"
        rf"(?:(?P<w{number}>{_WEEKDAY}) ?,? )?(?:the )?"
        rf"(?:(?P<i{number}>{_ISO})"
        rf"|(?P<d{number}>{_FIRST_DAY}(?![\w:/]))(?: of)? "
        rf"(?P<m{number}>{_MONTH})(?P<y{number}>{_YEAR})?"
        rf"|(?P<n{number}>\b{_MONTH}) (?P<e{number}>{_LAST_DAY})"
        rf"(?P<z{number}>{_YEAR})?)"
    )


#: The first and the last day of several.
_ENDS = (
    # 12 to 16 October, 2026 - 21st-25th March, 2022 - 7th - 9th June
    (
        rf"(?P<d1>{_FIRST_DAY})",
        rf"(?P<d2>{_LAST_DAY})(?: of)? (?P<m2>{_MONTH})(?P<y2>{_YEAR})?",
    ),
    # April 20-24 - October 27 to 31, 2025
    (
        rf"(?P<n1>\b{_MONTH}) (?P<e1>\d{{1,2}}(?:st|nd|rd|th)?)",
        rf"(?P<e2>{_LAST_DAY})(?P<z2>{_YEAR})?(?! ?{_MONTH})",
    ),
    # October 23 to October 27 - 26 February - 2 March 2018
    # between 2024-08-14 23:45 UTC and 2024-08-28
    (_date("1") + _TIME, _date("2")),
)
_RANGES = [
    re.compile(pattern)
    for first, last in _ENDS
    for pattern in (first + _TO + last, rf"\bbetween {first} and {last}")
]
_SINGLE = re.compile(_date("1"))
_WEEK_BEFORE = re.compile(
    r"\bweeks? (?:of|beginning|starting)(?: on)? (?:the )?\Z", re.I
)
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
        years = range(day.year - 1, day.year + 2)
        if self.year is not None:
            years = range(self.year, self.year + 1)
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
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word[0]) + 1)
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
    week = _WEEK_BEFORE.search(before)
    first = last = _day(match, "1")
    kind, weekday, midnight = Kind.DAY, None, None
    if match.re is _SINGLE:
        weekday = match["w1"]
        later = _WEEKDAY_AFTER.match(text, after)
        if weekday is None and later:
            weekday, after = later[1], later.end()
        midnight = _MIDNIGHT_AFTER.match(text, after)
        midnight = midnight or _MIDNIGHT_BEFORE.search(before)
    else:
        first, last = _ends(first, _day(match, "2"))
        kind = Kind.RANGE
    return Phrase(
        Kind.WEEK if week else kind,
        first,
        first.near(near),
        last.near(near),
        place,
        shown,
        _WEEKDAYS.index(weekday[:3].lower()) if weekday else None,
        bool(midnight),
    )


def _ends(first: Day, last: Day) -> tuple[Day, Day]:
    """Return both days of a range with what only one of them has."""
    first = replace(first, month=first.month or last.month)
    last = replace(last, month=last.month or first.month)
    if first.year is None and last.year is not None:
        # A range that ends in January began in the year before.
        earlier = first.month > last.month
        first = replace(first, year=last.year - earlier)
    return first, last


def _day(match: re.Match[str], number: str) -> Day:
    """Read one day's groups; month 0 where the other day gives it."""
    groups = {
        name[0]: found
        for name, found in match.groupdict().items()
        if found and name[1] == number
    }
    if "i" in groups:
        year, month, day = map(int, groups["i"].split("-"))
        return Day(month, day, year)
    name = groups.get("m") or groups.get("n")
    year_text = groups.get("y") or groups.get("z")
    return Day(
        _MONTHS.index(name[:3].lower()) // 3 + 1 if name else 0,
        int(re.sub(r"\D", "", groups.get("d") or groups["e"])),
        int(year_text[-4:]) if year_text else None,
    )
