# SPDX-License-Identifier: Apache-2.0
"""A small checklist with one of every kind of thing, for all formats."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from watcher_liaison_guide.calendar.model import Basis, Cycle, SourceNote
from watcher_liaison_guide.checklist.model import (
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    ItemCommand,
    ItemLink,
    ItemRecord,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import (
    Filling,
    Literal,
    Origin,
    Paragraph,
    Placeholder,
    Prose,
    Text,
    parse,
)
from watcher_liaison_guide.records.model import Person, Proven

D = datetime.date
Days = tuple[datetime.date, datetime.date, datetime.date | None]

#: Texts that are markup, or worse, in one format or another.
HOSTILE = (
    '<script>window.broken = 1</script><img src=x onerror="window.broken=1">',
    "javascript:window.broken=1 and [here](javascript:window.broken=1)",
    "\"'><svg onload=window.broken=1></svg></script></style>-->]]>",
    "`x <javascript:alert(1)>`__ :raw:`x` |x| x_ `x`_ [1]_ **x** ``x",
    "# x ![x](https://example.org/x.png) *x* _x_ ~~x~~ | x | @all #1 &lt;",
    "x\nEND:VEVENT\r\nEND:VCALENDAR\n\n.. raw:: html\n\n   <b>x</b>",
    ".. include:: /etc/passwd",
    "- [x] done \\ $x$ {x} {{ x }} {% x %} \u202eevil\u202c \x1b[31m",
)
HOSTILE_TEXT = " ".join(HOSTILE)


def prose(text: str) -> Prose:
    """Return a text of the guide, which must be right."""
    found, problems = parse(text, Origin("sample.yaml", 1, 1))
    assert not problems, problems
    return found


def hostile_prose(text: str) -> Prose:
    """Return a text that no guide could have, in each kind of node."""
    nodes = (
        Text(f"{text} ", NOWHERE),
        Literal((Text(text, NOWHERE),), NOWHERE),
        Text(" ", NOWHERE),
        Placeholder("deliverable", NOWHERE),
    )
    return Prose((Paragraph(nodes, text, NOWHERE),), NOWHERE)


LIAISON = Owner("release-liaison", "Release liaison", (Person("Ada", "ada"),))
PTL = Owner("ptl", "Project team lead")
EVENT_LIAISON = Owner(
    "event-liaison", "Event liaison", (Person("Ben"), Person(None, "cleo"))
)
RELEASE_TEAM = Owner("release-team", "Release team")
TEAM = Owner("team", "Project team")


def item(name: str, phase: str, words: str = "", **more: Any) -> Item:
    """Return an item of the sample, open and the liaison's unless told."""
    fields: dict[str, Any] = {
        "step": name.split("/")[0],
        "kind": "step",
        "short": f"Do {name}",
        "text": prose(words or f"Do {name}."),
        "filling": Filling({}, {}),
        "owner": LIAISON,
        **more,
    }
    return Item(id=name, phase=phase, **fields)


#: First day, last day and due day of phases and events.
WEEKS: dict[str, Days] = {
    "ptg": (D(2026, 10, 12), D(2026, 10, 16), None),
    "milestone-1": (D(2026, 11, 16), D(2026, 11, 20), D(2026, 11, 19)),
    "milestone-2": (D(2027, 1, 11), D(2027, 1, 15), D(2027, 1, 14)),
    "hostile": (D(2027, 3, 22), D(2027, 3, 24), D(2027, 3, 24)),
    "release": (D(2027, 3, 22), D(2027, 3, 26), D(2027, 3, 24)),
}


def within(phase: str, basis: Basis, **more: Any) -> Callable[..., Item]:
    """Return a function that makes items with the days of a phase."""
    start, end, due = WEEKS[phase]
    days = {"start": start, "end": end, "due": due or end, "basis": basis}

    def make(name: str, words: str = "", **own: Any) -> Item:
        return item(name, phase, words, **days, **more, **own)

    return make


CLIENT = Filling(
    {"deliverable": "python-watcherclient", "series": "indri"}, {}
)
STABLE = Filling(
    {"deliverable": "watcher", "branch": "stable/2026.1"},
    {("term", "stable branch"): "stable branch"},
)
at_ptg = within("ptg", Basis.SPAN)
at_m1 = within("milestone-1", Basis.STATED, event="milestone-1")
at_m2 = within(
    "milestone-2", Basis.FALLS_BACK, event="spec-freeze", was=D(2027, 1, 7)
)
at_release = within("hostile", Basis.TEAM)
at_stable = within(
    "milestone-1", Basis.STATED, event="milestone-1", filling=STABLE
)
STABLE_STEPS = (
    at_stable(
        "m1-stable/watcher/2026.1/stable-look",
        "Look at {branch} of {deliverable}.",
        step="stable-look",
        commands=(
            ItemCommand("git checkout stable/2026.1", "openstack/watcher"),
            ItemCommand("git log <last-tag>..", "openstack/watcher"),
            ItemCommand("cat <<END\n  `x` & y\n```\nEND"),
            ItemCommand("git status"),
        ),
    ),
    at_stable(
        "m1-stable/watcher/2026.1/stable-request",
        "Propose it, with the :term:`stable branch` first.",
        step="stable-request",
        owner=PTL,
    ),
    at_m1(
        "m1-stable/watcher/2026.1/stable-backport",
        "Not this time.",
        step="stable-backport",
        applies="no",
        why="Leadership is ptl.",
    ),
)
ITEMS = (
    at_ptg(
        "ptg-retrospective",
        "Look back, *all together*.",
        participants=(TEAM,),
        state="done",
        record=ItemRecord(
            "done", D(2026, 10, 15), "nick", "https://example.org/retro_"
        ),
    ),
    at_ptg(
        "ptg-group-photo",
        "Sign the team up for a group photo.",
        optional="if applicable",
        state="skipped",
        record=ItemRecord("skipped", why="virtual PTG"),
    ),
    at_ptg(
        "ptg-sessions",
        "Run the sessions:\n\n- on Monday,\n- on ``Tuesday``.\n\nAnd more.",
        owner=EVENT_LIAISON,
        applies="judge",
        why="It is not on record who is appointed.",
        links=(
            ItemLink("Planning etherpad"),
            ItemLink("Old one", "https://example.org/p/(old)_"),
        ),
    ),
    at_m1(
        "m1-client/python-watcherclient",
        "Answer the request for {deliverable}; see `its page "
        "<https://releases.openstack.org/{series}/>`__.",
        filling=CLIENT,
        deliverable="python-watcherclient",
        starts=RELEASE_TEAM,
        if_silent=prose("Merged on Friday."),
        notes=(prose("Raise Y.\n\nNot Z."), prose("No request, no work.")),
        commands=(
            ItemCommand("tox -e venv -- new-release", "openstack/releases"),
        ),
        proof=Proven("released", "open", why="No release is on record."),
    ),
    at_stable(
        "m1-stable",
        "Stable releases",
        kind="group",
        procedure="stable-release",
        repeat=prose("- Once for each branch.\n- Never twice."),
        items=(
            at_stable(
                "m1-stable/watcher/2026.1",
                "Stable releases",
                deliverable="watcher",
                branch="stable/2026.1",
                items=STABLE_STEPS,
                proof=Proven(
                    "released", "done", "2.5.0", file="deliverables/x.yaml"
                ),
            ),
        ),
        instructions=(
            item(
                "m1-stable/stable-bump",
                "milestone-1",
                "Find the :term:`stable branch`.",
                step="stable-bump",
                filling=STABLE,
                commands=(ItemCommand("git tag --list", "openstack/watcher"),),
            ),
        ),
    ),
    at_m1(
        "m1-dpl", "Ask the liaisons.", applies="no", why="Leadership is ptl."
    ),
    at_m2("m2-freeze", "The specs freeze.", kind="event"),
    at_m2(
        "m2-next",
        "- Prepare the next cycle.\n- Say so.",
        about="next",
        if_silent=prose("- It waits.\n- Nobody asks."),
        source="https://docs.openstack.org/project-team-guide/",
    ),
    item("summit-visit", "summit", "Visit the summit.", owner=None),
    at_release("hostile/<b>x", "x"),
)


def _hostile(text: str) -> Item:
    return at_release(
        "hostile/<b>x",
        "x",
        text=hostile_prose(text),
        filling=Filling({"deliverable": text}, {}),
        owner=Owner("evil", text, (Person(text, text),), text),
        participants=(Owner("evil2", text),),
        starts=Owner("evil3", text),
        if_silent=hostile_prose(text),
        optional=text,
        applies="judge",
        why=text,
        state="done",
        deliverable=text,
        notes=(hostile_prose(text),),
        commands=(ItemCommand(text, text),),
        links=(
            ItemLink(text, "javascript:window.broken=1"),
            ItemLink(text, f"https://example.org/{text}"),
        ),
        proof=Proven("released", "done", text),
        record=ItemRecord("done", D(2027, 3, 23), text, "javascript:alert(1)"),
        source=text,
    )


def event(name: str, title: str, **more: Any) -> EventDates:
    unknown = ("team", "key", "start", "end", "due", "was")
    fields = {**dict.fromkeys(unknown), "basis": Basis.STATED, **more}
    return EventDates(id=name, title=title, **fields)


def on(*days: Days) -> dict[str, Any]:
    """Return what an event on these days has, the first day for all."""
    (start, end, due), *others = days
    if others:
        start, end = due, others[-1][2]
    return {"start": start, "end": end, "due": due, "occurrences": days}


EVENTS = (
    event("ptg", "PTG", key="i-ptg", basis=Basis.SPAN, **on(WEEKS["ptg"])),
    event("summit", "Summit", basis=Basis.NOT_SCHEDULED),
    event("milestone-1", "Milestone 1", key="i-1", **on(WEEKS["milestone-1"])),
    event(
        "review-days",
        "Review days",
        team="watcher",
        **on(
            (D(2026, 10, 19), D(2026, 10, 23), D(2026, 10, 20)),
            (D(2026, 11, 2), D(2026, 11, 6), D(2026, 11, 3)),
        ),
    ),
    event(
        "spec-freeze",
        "Spec freeze",
        team="nova",
        key="i-nova-spec-freeze",
        **on((D(2026, 12, 7), D(2026, 12, 11), D(2026, 12, 10))),
    ),
    event(
        "spec-freeze",
        "Spec freeze",
        basis=Basis.FALLS_BACK,
        was=D(2027, 1, 7),
        why="falls back on milestone 2",
        **on(WEEKS["milestone-2"]),
    ),
    event("release", "Release", key="i-final", **on(WEEKS["release"])),
)


def phase(name: str, title: str, basis: Basis = Basis.STATED) -> PhaseDates:
    days = WEEKS.get(name, (None, None, None))
    return PhaseDates(*days, basis, id=name, title=title)


def sample(hostile: str | None = None) -> Checklist:
    """Return the sample; *hostile* is put wherever a text can stand."""
    bad = hostile or "A change"
    items, events = ITEMS, EVENTS
    if hostile is not None:
        items = (*ITEMS[:-1], _hostile(hostile))
        day = on((D(2027, 2, 1),) * 3)
        kind = {"team": bad, "basis": Basis.TEAM, "why": bad}
        events = (*EVENTS, event("evil", bad, **kind, **day))
    return Checklist(
        cycle=Cycle(
            "indri", "2027.1", "future", slurp=True,
            release_date=D(2027, 3, 24),
        ),
        leadership="ptl",
        leadership_source=hostile or "a change of 2026-01-27",
        source=SourceNote("openstack/releases", "02df7c9a3cc39cf8", None),
        notes=hostile or "The mailing list has the summary of the PTG.",
        project_title="Watcher",
        team="watcher",
        guide_title=hostile or "Chronological Release Liaison Guide",
        phases=(
            phase("ptg", "Project Team Gathering", Basis.SPAN),
            phase("milestone-1", "Milestone 1"),
            phase("milestone-2", "Milestone 2"),
            phase("hostile", hostile or "Release week"),
            phase("summit", "Summit", Basis.NOT_SCHEDULED),
        ),
        events=events,
        items=items,
        exceptions=(
            ExceptionItem(
                "ffe", hostile or "Live migration", "open", hostile or "nick",
                "javascript:alert(1)" if hostile else "https://example.org/1",
                hostile, id="live-migration", closes=D(2027, 3, 4),
            ),
            ExceptionItem(
                "ffe", "Cold migration", "granted",
                id="cold-migration", closes=D(2027, 3, 4),
            ),
            ExceptionItem(
                "ffe", "No migration", "refused", why="too big",
                id="no-migration", closes=D(2027, 3, 4),
            ),
        ),
        policies=(
            PolicyWindow(
                "Feature Freeze Exception", D(2027, 2, 19),
                D(2027, 3, 4), PTL,
            ),
        ),
        roles=(LIAISON, PTL, EVENT_LIAISON),
        links=(
            ItemLink(hostile or "Planning etherpad"),
            ItemLink("Meeting", "https://example.org/meeting"),
        ),
        carried_from="2026.2",
        next_cycle=Cycle("juniper", "2027.2", "future", slurp=False),
        changes=(
            EventChange(
                "spec-freeze", hostile or "Spec freeze", D(2027, 1, 7),
                D(2027, 1, 14), D(2026, 11, 12), "aaaa",
            ),
            EventChange(
                "bug-day", "Bug day", D(2026, 12, 1), None,
                D(2026, 11, 12), "aaaa", ((D(2026, 12, 1),) * 3,),
            ),
            EventChange(
                "spec-freeze", "Spec freeze", D(2027, 1, 8), D(2027, 1, 7),
                D(2026, 10, 1), "bbbb",
            ),
        ),
    )  # fmt: skip
