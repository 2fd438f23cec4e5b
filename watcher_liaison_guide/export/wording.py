# SPDX-License-Identifier: Apache-2.0
"""In which words and which language a checklist is shown."""

from __future__ import annotations

import datetime

from watcher_liaison_guide.messages import Message, in_one


class Wording:
    """Our own words and dates in English; a translation overrides them.

    The guide's words stay in its language; what the team or upstream wrote
    passes through none of these.
    """

    def say(self, text: str) -> str:
        """Return one of our own texts."""
        return text

    def day(self, date: datetime.date) -> str:
        """Return a day."""
        return day(date)

    def month(self, date: datetime.date) -> str:
        """Return a month's name, as short as can be."""
        return date.ctime()[4:7]

    def message(self, text: str) -> str:
        """Return a generated sentence, or any other text as it is."""
        if not isinstance(text, Message):
            return text
        if text.parts:
            return in_one(map(self.message, text.parts))
        values = {key: self.say(one) for key, one in text.values.items()}
        return self.sentence(text.template, **values)

    def sentence(self, template: str, **places: str) -> str:
        """Return one of our own texts with values in its ``{name}`` places.

        Unlike ``str.format`` it takes any text: a translation may have lost
        a place, or have one too many.
        """
        text = self.say(template)
        for name, value in places.items():
            text = text.replace(f"{{{name}}}", value)
        return text


def day(date: datetime.date) -> str:
    """Return ``Thu 19 Nov 2026``, whatever the locale."""
    return f"{day_of_month(date)} {date.year}"


def day_of_month(date: datetime.date) -> str:
    """Return ``Thu 19 Nov``."""
    weekday, month, *_ = date.ctime().split()  # English in every locale
    return f"{weekday} {date.day} {month}"


ENGLISH = Wording()
