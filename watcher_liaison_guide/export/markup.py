# SPDX-License-Identifier: Apache-2.0
"""The markup of a checklist's page, which the style and the script know.

The page of ``html`` and the pages that Sphinx builds have the same classes,
``data-`` attributes and ids, so one style and one script serve both. An
item is::

    <li class="liaison-item" id="m1-client-python-someclient"
        data-liaison-item="m1-client/python-someclient"
        data-liaison-kind data-liaison-role data-liaison-deliverable
        data-liaison-state data-liaison-applies
        data-liaison-from data-liaison-to data-liaison-due
        data-liaison-lapses>
      <span id="2027-1-m1-client-python-someclient"></span>
      <div class="liaison-text">prose</div>
      <p class="liaison-meta">badges</p>
      <details class="liaison-more">how: notes, commands, links</details>
      <ul class="liaison-items">items in it</ul>
    </li>

inside ``<section class="liaison-phase" id="phase-ID" data-liaison-phase
data-liaison-from data-liaison-to>`` inside ``<div class="liaison-checklist"
data-liaison-cycle data-liaison-release data-liaison-team
data-liaison-guide>``. An attribute without a value is absent. A badge is
``<span class="liaison-badge liaison-badge-KIND">``, with the kinds of
:mod:`.display`. What does not apply is in ``<details
class="liaison-not-applying">`` at the end of its phase. All that only a
browser can know (controls, ticks, today, overdue) is made by the script, so
that a page without it lacks nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from watcher_liaison_guide.checklist.deadlines import lapses
from watcher_liaison_guide.checklist.model import Checklist, Item, PhaseDates

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
    return _data({"phase": phase.id, "from": phase.start, "to": phase.end})


def item_attributes(item: Item) -> dict[str, str]:
    """Return the ``data-`` attributes of an item."""
    return _data(
        {
            "item": item.id,
            "kind": item.kind,
            "role": item.owner.role if item.owner else None,
            "deliverable": item.deliverable,
            "state": item.state,
            "applies": item.applies,
            "from": item.start,
            "to": item.end,
            "due": item.due,
            "lapses": "yes" if lapses(item) else None,
        }
    )


def _data(values: Mapping[str, object]) -> dict[str, str]:
    return {
        f"data-liaison-{name}": str(value)
        for name, value in values.items()
        if value
    }


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
