# SPDX-License-Identifier: Apache-2.0
"""The dates that an event's English text names, and how it names them."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("jan", "feb", "mar", "apr", "may", "jun"),
            *("jul", "aug", "sep", "oct", "nov", "dec"),
        ),
        1,
    )
}
WEEKDAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_WEEKDAYS = {
    name[:3].lower(): number for number, name in enumerate(WEEKDAY_NAMES)
}

# Month names are only read with a capital: "may" is mostly a verb.
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?<![\w.:/-])0?\d{1,2}(?:st|nd|rd|th)?(?![\w:/])"
_LAST_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w:/])"
_YEAR = r"(?:\s*,\s*|\s+)\d{4}(?![\d:])"
_WEEKDAY = (
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
)
_TO = r"(?:\s*[-–—]+\s*|\s+(?:to|until|till|through)\s+)"
_TIME = r"(?:\s*,?\s*\(?(?:at\s+)?\d{1,2}:?\d{2}(?:\s*(?:UTC|Z))?\)?)?"
_ISO = r"(?<![\w/.:-])\d{4}-\d{2}-\d{2}(?![\w/-])"


def _date(number: str) -> str:
    """Give the pattern of one day, its groups numbered *number*."""
    return (
        # First what a date can begin with: it spares most tries.
        r"(?=[0-9A-Zt])"
        rf"(?:(?P<w{number}>{_WEEKDAY})\s*,?\s+)?(?:the\s+)?"
        rf"(?:(?P<i{number}>{_ISO})"
        rf"|(?P<d{number}>{_DAY})(?:\s+of)?\s+(?P<m{number}>{_MONTH})"
        rf"(?P<y{number}>{_YEAR})?"
        rf"|(?P<n{number}>\b{_MONTH})\s+(?P<e{number}>{_LAST_DAY})"
        rf"(?P<z{number}>{_YEAR})?)"
    )


_SINGLE = re.compile(_date("1"))
_RANGES = (
    # 12 to 16 October, 2026 - 21st-25th March, 2022 - 7th - 9th June
    re.compile(
        rf"(?P<d1>(?<![\w.:/-])0?\d{{1,2}}(?:st|nd|rd|th)?){_TO}"
        rf"(?P<d2>{_LAST_DAY})(?:\s+of)?\s+(?P<m2>{_MONTH})(?P<y2>{_YEAR})?"
    ),
    # April 20-24 - October 27 to 31, 2025
    re.compile(
        rf"(?P<n1>\b{_MONTH})\s+(?P<e1>\d{{1,2}}(?:st|nd|rd|th)?){_TO}"
        rf"(?P<e2>{_LAST_DAY})(?P<z2>{_YEAR})?(?!\s*{_MONTH})"
    ),
    # October 23 to October 27 - 26 February - 2 March 2018
    re.compile(_date("1") + _TIME + _TO + _date("2")),
    # between 2024-08-14 23:45 UTC and 2024-08-28
    re.compile(
        r"\bbetween\s+" + _date("1") + _TIME + r"\s+and\s+" + _date("2")
    ),
    # between 3 and 7 August 2026
    re.compile(
        rf"\bbetween\s+(?P<d1>{_LAST_DAY})\s+and\s+(?P<d2>{_LAST_DAY})"
        rf"(?:\s+of)?\s+(?P<m2>{_MONTH})(?P<y2>{_YEAR})?"
    ),
)
_WEEK_BEFORE = re.compile(
    r"\bweeks?\s+(?:of|beginning|starting)(?:\s+on)?\s+(?:the\s+)?\Z", re.I
)
_WEEKDAY_AFTER = re.compile(rf"\s*\(\s*({_WEEKDAY})\s*\)")
_MIDNIGHT_AFTER = re.compile(
    r"\s*,?\s*\(?\s*(?:at\s+)?0?0:?00(?!\d)(?:\s*(?:UTC|Z)\b)?"
)
_MIDNIGHT_BEFORE = re.compile(
    r"(?<!\d)0?0:?00(?:\s*UTC)?\s+on\s+(?:the\s+)?\Z", re.I
)
_END_OF_WEEK = re.compile(r"\bend\s+of\s+(?:the|this)\s+week\b", re.I)
#: Where a month may be: the beginning of its name, or its two digits.
_HINT = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|-\d\d-")
#: Without this in a text there is no range of days in it.
_RANGE_HINT = re.compile(
    rf"(?:\d(?:st|nd|rd|th)?|{_MONTH}|UTC|Z|\)){_TO}(?:the\s+)?[\dA-Z]"
    r"|between\s"
)
#: No phrase begins or ends farther from its first and last month than this.
_BEFORE, _AFTER = 30, 50


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
        """Give the date in *year*, None where there is no such day."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    def near(self, day: datetime.date) -> datetime.date | None:
        """Give the date, in the year that brings it nearest to *day*."""
        if self.year is not None:
            return self.in_year(self.year)
        candidates = [
            self.in_year(year) for year in range(day.year - 1, day.year + 2)
        ]
        real = [date for date in candidates if date is not None]
        if not real:
            return None
        return min(real, key=lambda date: abs((date - day).days))


@dataclass(frozen=True)
class Phrase:
    """A date as a text names it.

    ``offset`` counts characters from the start of the text. ``midnight``:
    the text says 00:00, so the last whole day is the one before.
    """

    kind: Kind
    first: Day
    last: Day
    weekday: int | None
    midnight: bool
    offset: int
    text: str


def find(text: str) -> list[Phrase]:
    """Give the date phrases of *text* in its order.

    The forms are those met in openstack/releases from ocata to indri; a
    phrase may run over the end of a line.
    """
    # Few texts name a month: those that do are searched around it only.
    hints = [match.start() for match in _HINT.finditer(text)]
    if not hints:
        return []
    start = max(0, hints[0] - _BEFORE)
    end = hints[-1] + _AFTER
    found: list[Phrase] = []
    taken: list[tuple[int, int]] = []
    ranges = _RANGES if _RANGE_HINT.search(text, start, end) else ()
    for pattern in ranges:
        for match in _free(pattern.finditer(text, start, end), taken):
            taken.append(match.span())
            found.append(_range(match, text))
    for match in _free(_SINGLE.finditer(text, start, end), taken):
        found.append(_single(match, text))
    return sorted(found, key=lambda phrase: phrase.offset)


def says_end_of_week(text: str) -> int | None:
    """Give where *text* sets a deadline at the end of a week, or None."""
    match = _END_OF_WEEK.search(text)
    return match.start() if match else None


def _free(
    matches: Iterable[re.Match[str]], taken: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for match in matches:
        start, end = match.span()
        if all(end <= other or start >= last for other, last in taken):
            yield match


def _single(match: re.Match[str], text: str) -> Phrase:
    day = _day(match, "1")
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    after = match.end()
    kind = Kind.WEEK if _WEEK_BEFORE.search(before) else Kind.DAY
    weekday = match.group("w1")
    later = _WEEKDAY_AFTER.match(text, after)
    if weekday is None and later:
        weekday = later.group(1)
        after = later.end()
    return Phrase(
        kind,
        day,
        day,
        _WEEKDAYS[weekday[:3].lower()] if weekday else None,
        bool(
            _MIDNIGHT_AFTER.match(text, after)
            or _MIDNIGHT_BEFORE.search(before)
        ),
        *_shown(match),
    )


def _range(match: re.Match[str], text: str) -> Phrase:
    first, last = _day(match, "1"), _day(match, "2")
    if first.month == 0:
        first = replace(first, month=last.month)
    elif last.month == 0:
        last = replace(last, month=first.month)
    if first.year is None and last.year is not None:
        # A range that ends in January began in the year before.
        earlier = first.month > last.month
        first = replace(first, year=last.year - earlier)
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    week = _WEEK_BEFORE.search(before)
    return Phrase(
        Kind.WEEK if week else Kind.RANGE,
        first,
        last,
        None,
        False,
        *_shown(match),
    )


def _day(match: re.Match[str], number: str) -> Day:
    """Read one day's groups; month 0 where the other day gives it."""
    groups = match.groupdict()

    def group(name: str) -> str | None:
        return groups.get(name + number)

    iso = group("i")
    if iso:
        year, month, day = iso.split("-")
        return Day(int(month), int(day), int(year))
    name, day_text = group("m") or group("n"), group("d") or group("e")
    year_text = group("y") or group("z")
    assert day_text is not None
    return Day(
        _MONTHS[name[:3].lower()] if name else 0,
        int(re.sub(r"\D", "", day_text)),
        int(year_text[-4:]) if year_text else None,
    )


def _shown(match: re.Match[str]) -> tuple[int, str]:
    """Give where a phrase begins, and itself on one line."""
    text = match.group()
    article = re.match(r"the\s+", text)
    skipped = article.end() if article else 0
    return (
        match.start() + skipped,
        " ".join(text[skipped:].split()).rstrip("."),
    )
