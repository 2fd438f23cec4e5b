# SPDX-License-Identifier: Apache-2.0
"""The role ``:liaison:date:``: an event's day in the cycle of its page."""

from __future__ import annotations

import os
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.problems import (
    Code,
    Position,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.sphinxext import dates
from watcher_liaison_guide.sphinxext.nodes import liaison_time
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.sphinxext.words import say

_TITLED = re.compile(r"^(?P<title>.+?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def date_node(
    target: str, title: str | None, page: Page
) -> nodes.inline | nodes.Text:
    """Return an event's day, or words for it."""
    facts = page.dates(page.cycle())
    event = facts.events(target) if facts else None
    day = (event.due or event.start) if event else None
    if day is None:
        return nodes.Text(title or say("not scheduled"))
    text = title or dates.shown_day(day, page.env.config)
    return liaison_time(text, text, datetime=day.isoformat())


class DateRole(SphinxRole):
    """Shows an event's day, or words for it: ```words <event>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        titled = _TITLED.match(self.text)
        target = titled["target"].strip() if titled else self.text.strip()
        page = Page(self.env)
        facts = page.dates(page.cycle())
        if facts is not None and target not in facts.events.now:
            source, line = self.get_source_info()
            report(
                problem(
                    Code.UNKNOWN_EVENT,
                    Position(""),
                    f'There is no event "{target}".',
                    did_you_mean(
                        target, {*CANONICAL_EVENTS, *facts.events.now}
                    ),
                ),
                f"{os.path.abspath(source)}:{line}",
            )
        title = titled["title"] if titled else None
        return [date_node(target, title, page)], []


def setup(app: Sphinx) -> None:
    app.add_role_to_domain("liaison", "date", DateRole())
