# SPDX-License-Identifier: Apache-2.0
"""What a page shows of the current cycle beside the guide.

Each question notes that the page depends on its answer, so it is asked
only where a page shows that.
"""

from __future__ import annotations

import datetime

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.export.guide_facts import View
from watcher_liaison_guide.sphinxext.page import Page


class PageView(View):
    """The current cycle's dates and records."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def cycle(self) -> str:
        return self.page.current()

    def leadership(self) -> str | None:
        facts = self.page.recorded(self.page.current())
        return facts.leadership if facts else None

    def release_model(self, deliverable: str) -> str | None:
        facts = self.page.recorded(self.page.current())
        found = facts.deliverable(deliverable) if facts else None
        return found.release_model if found else None

    def dates(self, window: Window) -> Dates:
        facts = self.page.dates(self.page.current())
        return resolve_window(window, facts.events)[0] if facts else Dates()

    def policy_dates(self, opens: Expression, closes: Expression) -> Dates:
        facts = self.page.dates(self.page.current())
        if facts is None:
            return Dates()
        first = resolve(opens, facts.events)
        last = resolve(closes, facts.events, last=True)
        if isinstance(first, datetime.date) and isinstance(
            last, datetime.date
        ):
            return Dates(first, last)
        return Dates()

    def has_checklist(self) -> bool:
        return self.page.has_cycle_document(self.page.current())

    def has_document(self, name: str) -> bool:
        return self.page.has_document(name)


def browser_dates(when: Dates) -> dict[str, str]:
    """Return dates as attributes, by which a browser knows where today is."""
    if when.start is None or when.end is None:
        return {}
    return {
        "data-liaison-from": when.start.isoformat(),
        "data-liaison-to": when.end.isoformat(),
    }
