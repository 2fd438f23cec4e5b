# SPDX-License-Identifier: Apache-2.0
"""What the keys of release schedules mean, in whatever year they were used.

A key is the initial of a series, a hyphen and a name that drifts from
cycle to cycle (openstack/releases, doc/source/*/schedule.yaml).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from watcher_liaison_guide.yamlreader import PositionedText

#: Each canonical event with the keys it has had, the preferred one first.
_KEYS = {
    "ptg": "ptg vptg ptg0 opendev design-summit",
    "summit": "summit",
    "milestone-1": "1",
    "milestone-2": "2",
    "milestone-3": "3",
    "membership-freeze": "mf",
    "spec-freeze": "spec-freeze",
    "extra-acs": "extra-acs extra-ac-freeze extra-atc-freeze extra-atcs",
    "final-library-release": "final-lib",
    "feature-freeze": "ff",
    "final-client-library-release": "final-clientlib",
    "requirements-freeze": "rf",
    "soft-string-freeze": "soft-sf",
    "hard-string-freeze": "hard-sf",
    "cycle-highlights": "cycle-highlights",
    "rc1": "rc1",
    "final-rc": "finalrc",
    "release": "final release",
    "cycle-trailing": "cycle-trail trailing-release trailing",
    "election-email-deadline": "election-email-deadline "
    "ptl-email-deadline email-deadline tc-email-deadline",
    "election-nominations": "election-nominations election-nomination "
    "ptl-nominations ptl-nomination tc-nominations",
    "election-campaigning": "election-campaigning ptl-campaigning "
    "tc-campaigning",
    "election-voting": "election-voting election-polling ptl-polling "
    "ptl-voting ptl-election tc-polling tc-voting tc-election",
    "election-close": "election-close ptl-close tc-close",
}
UPSTREAM_KEYS = {event: words.split() for event, words in _KEYS.items()}

#: What every cycle has had since there are machine-readable schedules; the
#: highlights only since stein, whose cycle began after this day.
HIGHLIGHTS_SINCE = datetime.date(2018, 8, 1)
REQUIRED = tuple(
    event
    for event in UPSTREAM_KEYS
    if event not in ("summit", "spec-freeze", "extra-acs", "cycle-trailing")
    and not event.startswith("election-")
)

#: The series in order. Those up to newton had a page for a schedule, from
#: which no dates can be read.
_NAMES = """
austin bexar cactus diablo essex folsom grizzly havana icehouse juno kilo
liberty mitaka newton ocata pike queens rocky stein train ussuri victoria
wallaby xena yoga zed antelope bobcat caracal dalmatian epoxy flamingo
gazpacho hibiscus indri
"""
SERIES = tuple(_NAMES.split())
PROSE_ONLY = frozenset(SERIES[: SERIES.index("ocata")])

_MEANINGS = {
    key: (event, rank)
    for event, keys in UPSTREAM_KEYS.items()
    for rank, key in enumerate(keys)
}
_ELECTION = re.compile(r"(election|ptl|tc)-|email-deadline$")
_KEY = re.compile(r"([a-z])[-_](.+)")


@dataclass(frozen=True)
class Key:
    """A key taken apart.

    ``event`` is the canonical event it means, None where it has no name
    of its own here; the lowest ``rank`` wins where two mean the same.
    ``following``: it has the initial of the next series, as elections do.
    ``foreign``: an event of another cycle, of which that one's own schedule
    is the source. ``own``: it has an initial, and is of this schedule.
    """

    text: PositionedText
    name: str
    event: str | None
    rank: int
    following: bool
    foreign: bool
    own: bool
    election: bool


def read(text: PositionedText, initial: str) -> Key:
    """Take the key *text* apart, met in the schedule of *initial*."""
    match = _KEY.fullmatch(text)
    prefix, name = match.groups() if match else (initial, text)
    election = bool(_ELECTION.match(name))
    following = prefix == ("a" if initial == "z" else chr(ord(initial) + 1))
    event, rank = _MEANINGS.get(name, (None, 0))
    if election and not following:
        # Elections are for the next cycle; rank distinguishes a TC's own.
        rank += 100
    foreign = prefix != initial and not (election and following)
    own = match is not None and not foreign
    return Key(text, name, event, rank, following, foreign, own, election)
