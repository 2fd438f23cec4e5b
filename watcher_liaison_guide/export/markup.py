# SPDX-License-Identifier: Apache-2.0
"""The markup of a checklist's page, which the style and the script know.

The page of ``html`` and the pages that Sphinx builds have the same classes,
``data-`` attributes and ids, so one style and one script serve both. An
item is::

    <li class="liaison-item" id="m1-client-python-someclient"
        data-liaison-item="m1-client/python-someclient" data-liaison-phase
        data-liaison-kind data-liaison-task data-liaison-role
        data-liaison-deliverables data-liaison-applies data-liaison-from
        data-liaison-due
        data-liaison-row data-liaison-next data-liaison-this
        data-liaison-late data-liaison-recurs>
      <label class="liaison-row" id="2027-1-m1-client-python-someclient">
        <input type="checkbox" data-item="m1-client/python-someclient">
        day, short words, owner, state
      </label>
      <p class="liaison-hint">what is recorded, what happens otherwise</p>
      <details class="liaison-more">text, facts, commands, links</details>
      <details class="liaison-members">a box for each member</details>
      <ul class="liaison-items">items in it</ul>
    </li>

inside ``<section class="liaison-phase" id="phase-ID" data-liaison-phase
data-liaison-title data-liaison-from data-liaison-to data-liaison-long>``
inside ``<div class="liaison-checklist" data-liaison-cycle data-liaison-release
data-liaison-team data-liaison-guide>``. An attribute without a value is
absent. Only what can be ticked has ``data-item``; a box with ``data-parent``
follows from those inside.

``data-liaison-row`` and those behind it are the days of a row
(:class:`~watcher_liaison_guide.checklist.week.RowDays`): the Mondays from
which it is due next week and this week, and until when it is late. A row is
a step or, where members of a group are due on different days, one list item
for each day. ``.liaison-live`` has what only a browser can fill (the week,
views, filters); the script shows it and moves rows into its lists, whose
``data-of`` names the states that they show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from watcher_liaison_guide.checklist.model import Checklist, Item, PhaseDates
from watcher_liaison_guide.checklist.week import Row

STATIC = Path(__file__).parents[1] / "data" / "static"
STYLE = "liaison-checklist.css"
SCRIPT = "liaison-checklist.js"


def html_id(name: str) -> str:
    """Return *name* with "-" for what is no ASCII letter, digit or "-"."""
    return re.sub(r"[^A-Za-z0-9-]", "-", name)


def phase_id(phase: str) -> str:
    """Return the id of a phase's section on a cycle's own page."""
    return f"phase-{html_id(phase)}"


def item_ids(checklist: Checklist) -> dict[str, str]:
    """Return each item's HTML id on its cycle's own page, by the item's id.

    Where two would be the same, the later one ends in "-2" and so on.
    """
    taken = {phase_id(phase.id) for phase in checklist.phases}
    found: dict[str, str] = {}
    for item in checklist.walk():
        wanted = html_id(item.id)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        found[item.id] = name
    return found


def root_attributes(checklist: Checklist) -> dict[str, str]:
    """Return the ``data-`` attributes of the checklist's outermost element."""
    return _data(
        {
            "cycle": checklist.cycle.release,
            "release": checklist.cycle.release_date,
            "team": checklist.team_name,
            # Earlier versions kept the ticks under it.
            "guide": html_id(checklist.guide_title).lower(),
        }
    )


def phase_attributes(phase: PhaseDates) -> dict[str, str]:
    """Return the ``data-`` attributes of a phase's section."""
    return _data(
        {
            "phase": phase.id,
            "title": " ".join(phase.title.split()),
            "from": phase.start,
            "to": phase.end,
            "long": "yes" if phase.is_long else None,
        }
    )


def item_attributes(
    item: Item, row: tuple[int, Row] | None = None, is_inner: bool = False
) -> dict[str, str]:
    """Return the ``data-`` attributes of an item.

    With them come the days of its row, and the row's place among all.
    """
    inside = [item, *item.items] if item.has_members else [item]
    names = dict.fromkeys(one.deliverable for one in inside)
    found: dict[str, object] = {
        "item": item.id,
        "phase": item.phase,
        "kind": item.kind,
        "task": None if is_inner or not item.is_counted else "yes",
        "role": item.owner.role if item.owner else "",
        "deliverables": " ".join(filter(None, names)),
        "applies": item.applies,
        "from": item.start,
        "due": item.due,
    }
    if row is not None:
        number, days = row[0], row[1].days
        found |= {
            "row": str(number),
            "from": days.start,
            "due": days.due,
            "next": days.next_week,
            "this": days.this_week,
            "late": days.late_until,
            "recurs": "yes" if days.is_recurring else None,
        }
    return _data(found)


def _data(values: Mapping[str, object]) -> dict[str, str]:
    return {
        f"data-liaison-{name}": str(value)
        for name, value in values.items()
        if value
    }


def schedule_url(checklist: Checklist) -> str:
    """Return the address of a cycle's schedule, "" where it has none."""
    if checklist.source is None:
        return ""
    series = quote(checklist.cycle.series)
    return f"https://releases.openstack.org/{series}/schedule.html"


def safe_url(url: str | None) -> str | None:
    """Return an address that a link may carry, or None.

    Only http and https are let through; what could end a link early, in
    HTML or in any other format, is percent-encoded.
    """
    if not url or not re.match(r"(?i)https?://[^/]", url):
        return None
    return re.sub(
        r"[\s\x00-\x20\x7f<>\"'`\\^{|}()*]",
        lambda match: "".join(
            f"%{byte:02X}" for byte in match[0].encode("utf-8")
        ),
        url,
    )
