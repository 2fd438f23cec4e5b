# SPDX-License-Identifier: Apache-2.0
"""Notes that hold in one case, where nobody can tell which case it is."""

from __future__ import annotations

from dataclasses import replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.checklist.conditions import verdict
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import JUDGE
from watcher_liaison_guide.guide.model import Note
from watcher_liaison_guide.messages import Message

#: What stands before a note that holds in one case only, while it is not on
#: record which case this is.
_UNDER = {
    ("leadership", "ptl"): Message("Under a PTL:"),
    ("leadership", "distributed"): Message("Under distributed leadership:"),
    ("slurp", "true"): Message("In a SLURP cycle:"),
    ("slurp", "false"): Message("In a cycle that is not SLURP:"),
    ("next.slurp", "true"): Message("Before a SLURP cycle:"),
    ("next.slurp", "false"): Message("Before a cycle that is not SLURP:"),
}


def note_text(note: Note, facts: Facts) -> prose.Prose:
    """Give a note; where nobody can tell, with what it depends on.

    Two notes for opposite cases must not stand side by side as if both
    were so.
    """
    depends = [
        _UNDER[str(one.fact), str(one.wanted)]
        for one in note.when
        if (str(one.fact), str(one.wanted)) in _UNDER
        and verdict((one,), facts).applies == JUDGE
    ]
    if not depends:
        return note.text
    said = depends[0]
    first, *rest = note.text.blocks
    if not isinstance(first, prose.Paragraph):
        return note.text
    words = prose.Text(said, first.position)
    between = prose.Text(" ", first.position)
    first = replace(first, children=(words, between, *first.children))
    return replace(note.text, blocks=(first, *rest))
