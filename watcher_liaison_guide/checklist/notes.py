# SPDX-License-Identifier: Apache-2.0
"""Notes on one of several cases, where it is not known which applies."""

from __future__ import annotations

from dataclasses import replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.checklist.conditions import verdict
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import JUDGE
from watcher_liaison_guide.guide.model import Note
from watcher_liaison_guide.messages import Message

#: What introduces a note on one case, while it is not on record which case
#: the cycle is.
_UNDER = {
    ("leadership", "ptl"): Message("Under a PTL:"),
    ("leadership", "distributed"): Message("Under distributed leadership:"),
    ("slurp", "true"): Message("In a SLURP cycle:"),
    ("slurp", "false"): Message("In a cycle that is not SLURP:"),
    ("next.slurp", "true"): Message("Before a SLURP cycle:"),
    ("next.slurp", "false"): Message("Before a cycle that is not SLURP:"),
}


def note_text(note: Note, facts: Facts) -> prose.Prose:
    """Return a note; where nobody can tell, with what it depends on.

    Two notes on opposite cases must not look as if both applied.
    """
    depends = [
        _UNDER[one.fact, one.wanted]
        for one in note.when
        if (one.fact, one.wanted) in _UNDER
        and verdict((one,), facts).applies == JUDGE
    ]
    if not depends:
        return note.text
    first, *rest = note.text.blocks
    if not isinstance(first, prose.Paragraph):
        return note.text
    words = prose.Text(depends[0], first.position)
    between = prose.Text(" ", first.position)
    first = replace(first, children=(words, between, *first.children))
    return replace(note.text, blocks=(first, *rest))
