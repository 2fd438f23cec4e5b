# SPDX-License-Identifier: Apache-2.0
"""The names of events in sentences and lists."""

from __future__ import annotations

from watcher_liaison_guide.calendar.model import BRANCH_PHASE, Event

#: The canonical events, all of them.
EVENT_TITLES = {
    "ptg": "Project Team Gathering",
    "summit": "Summit",
    "milestone-1": "Milestone 1",
    "milestone-2": "Milestone 2",
    "milestone-3": "Milestone 3",
    "membership-freeze": "Membership freeze",
    "spec-freeze": "Spec freeze",
    "extra-acs": "Extra-ACs deadline",
    "final-library-release": "Final release of libraries",
    "feature-freeze": "Feature freeze",
    "final-client-library-release": "Final release of client libraries",
    "requirements-freeze": "Requirements freeze",
    "soft-string-freeze": "Soft string freeze",
    "hard-string-freeze": "Hard string freeze",
    "cycle-highlights": "Cycle highlights",
    "rc1": "RC1",
    "final-rc": "Final RC",
    "release": "Release",
    "cycle-trailing": "Cycle-trailing release",
    "election-email-deadline": "Election e-mail deadline",
    "election-nominations": "Election nominations",
    "election-campaigning": "Election campaigning",
    "election-voting": "Election voting",
    "election-close": "Election close",
    # Of a branch, not of a calendar.
    BRANCH_PHASE: "End of the branch's maintenance",
}


def title(event: Event) -> str:
    """Return an event's name for people, with its team where it has one."""
    if event.team:
        return f"{event.team.capitalize()} {event.id.replace('-', ' ')}"
    known = EVENT_TITLES.get(event.id)
    if known:
        return known
    words = event.id.replace("-", " ")
    return words[:1].upper() + words[1:]
