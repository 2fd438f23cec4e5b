# SPDX-License-Identifier: Apache-2.0
"""The items of a checklist, made of the guide's steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Window
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.groups import common_filling, with_members
from watcher_liaison_guide.checklist.links import (
    reference_titles,
    step_links,
    step_title,
)
from watcher_liaison_guide.checklist.members import Member, Members
from watcher_liaison_guide.checklist.model import (
    GROUP,
    NO,
    OPEN,
    Item,
    ItemCommand,
    Owner,
)
from watcher_liaison_guide.checklist.proofs import proof, released_before
from watcher_liaison_guide.checklist.verdicts import (
    Verdict,
    note_text,
    verdict,
)
from watcher_liaison_guide.checklist.windows import (
    Dated,
    Windows,
    counts_from_branch,
)
from watcher_liaison_guide.guide.model import DutyOf, Part, Section, Step
from watcher_liaison_guide.messages import Message

_NO_MEMBER = Member()
_APPLIES = Verdict()


@dataclass(frozen=True)
class _Around:
    """What a step takes from the item, part or section around it.

    ``remark`` is about the owner, ``prefix`` begins the ids of items inside,
    ``used`` are the procedures around the step. ``filling`` is what a group's
    members have in common, for the group.
    """

    phase: str
    window: Window
    owner: Owner | None = None
    remark: Message | None = None
    member: Member = _NO_MEMBER
    prefix: str = ""
    verdict: Verdict = _APPLIES
    used: tuple[str, ...] = ()
    filling: prose.Filling | None = None


class Items:
    """Makes the items of one cycle out of the guide's steps."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.windows = Windows(facts)
        titles = reference_titles(facts)
        self._filling = prose.Filling(facts.values(), titles)
        self._records = facts.team_record.items
        self._recorded_from = facts.team_record.recorded_from

    def of_phases(self) -> Iterator[Item]:
        """Yield the items of every phase, in the guide's order."""
        for section in self.facts.guide.sections.values():
            if section.window is None:
                continue  # a procedure
            parts: list[Section | Part] = [section, *section.parts]
            for part in parts:
                window = part.window or section.window
                for step in part.steps:
                    yield self._step(step, _Around(section.id, window))

    # -- steps

    def _step(self, step: Step, around: _Around) -> Item:
        """Return the item that a step is in this cycle."""
        owner, remark = around.owner, around.remark
        if isinstance(step.owner, DutyOf):
            owner, remark = self.facts.holder(step.owner)
        elif step.owner is not None:
            owner, remark = self.facts.owner(step.owner), None
        window = step.window or around.window
        dated = self.windows.dated(around.member, window)
        inner = replace(
            around,
            window=window,
            owner=owner,
            remark=remark,
            verdict=self._verdict(step, around, dated.dates.due),
        )
        item_id = around.prefix + step.id
        if step.each is None:
            return self._item(step, inner, item_id, dated)
        # Without a branch there is no day from which to count, so what has
        # none takes the dates around the step.
        other = around.window if counts_from_branch(window) else window
        members = self._members(step, step.each, inner, other, item_id)
        if members:
            inner = replace(inner, filling=common_filling(members))
            item = self._item(step, inner, item_id, dated, members)
            return with_members(item, members)
        if inner.verdict.applies != NO:
            reason = Members(step.where, self.facts).why_none(step.each)
            judged = self.windows.none_found(reason, window, inner.verdict)
            inner = replace(inner, window=other, verdict=judged)
            dated = self.windows.dated(around.member, other)
        return replace(self._item(step, inner, item_id, dated), kind=GROUP)

    def _members(
        self,
        step: Step,
        each: str,
        around: _Around,
        other: Window,
        item_id: str,
    ) -> tuple[Item, ...]:
        """Return the items of a step's members, last those only recorded.

        *other* is the window of the latter.
        """
        members = Members(step.where, self.facts)
        found: list[Dated] = []
        if around.verdict.applies != NO:
            found += self.windows.members(each, members, around.window)
        suffixes = {one.member.suffix for one in found}
        names = [
            name.removeprefix(f"{item_id}/")
            for name in self._records
            if name.startswith(f"{item_id}/")
        ]
        found += [
            self.windows.dated(member, other)
            for member in members.recorded(each, names)
            if member.suffix not in suffixes
        ]
        return tuple(
            self._item(
                step,
                replace(
                    around,
                    verdict=around.verdict.doubting(one.member.doubts),
                    member=one.member,
                    filling=None,
                ),
                "/".join((item_id, *one.member.suffix)),
                one,
            )
            for one in found
        )

    def _verdict(
        self, step: Step, around: _Around, due: datetime.date | None
    ) -> Verdict:
        """Return whether a step applies, as what is around it lets it."""
        member = around.member
        judged = verdict(step.when, self.facts)
        if NO in (around.verdict.applies, judged.applies):
            return around.verdict if around.verdict.applies == NO else judged
        members = Members(step.where, self.facts)
        if step.each is None and not members.fits(member, due):
            reason = Message(
                "It is not for {deliverable}.",
                deliverable=member.deliverable or "",
            )
            return Verdict(NO, (reason,))
        return around.verdict.doubting(judged.reasons)

    # -- one item

    def _item(
        self,
        step: Step,
        around: _Around,
        item_id: str,
        dated: Dated,
        members: tuple[Item, ...] = (),
    ) -> Item:
        """Return the item of a step, or with *members* that of their group.

        The members take the place of the steps inside the step.
        """
        facts, dates, member = self.facts, dated.dates, around.member
        applies = around.verdict.applies != NO
        filling = around.filling or self.filling(member)
        record = self._records.get(item_id)
        used = facts.guide.sections.get(step.use or "")
        text = step.text
        if text is None:
            words = step_title(facts.guide, step, filling)
            text = _plain_prose(words, step)
        # Depending on the leadership, the owner may be among them.
        participants = [
            one
            for one in map(facts.owner, step.participants)
            if around.owner is None or one.role != around.owner.role
        ]
        return Item(
            id=item_id,
            step=step.id,
            phase=around.phase,
            kind=step.kind,
            short=prose.fill_template(step.short, filling)
            if step.short
            else prose.first_clause(prose.fill(text, filling).plain),
            text=text,
            filling=filling,
            owner=around.owner,
            participants=tuple(participants),
            starts=facts.owner(step.starts) if step.starts else around.owner,
            if_silent=step.if_silent,
            optional=step.optional,
            about=step.about,
            applies=around.verdict.applies,
            why=around.verdict.why,
            state=record.state if record else OPEN,
            start=dates.start,
            end=dates.end,
            due=dates.due,
            basis=dates.basis,
            event=dates.event,
            counted_from=self.windows.counted_from(dates),
            was=dated.was,
            deliverable=member.deliverable,
            branch=member.branch,
            tracker=member.tracker,
            repeat=step.repeat,
            notes=tuple(self._notes(step, used, around, dates.due)),
            commands=tuple(
                ItemCommand(
                    prose.fill_template(command.run, filling),
                    prose.fill_template(command.repository, filling)
                    if command.repository
                    else None,
                )
                for command in step.commands
            ),
            links=step_links(step, facts, filling),
            proof=proof(step, facts, member.deliverable, dates)
            if applies and not members
            else None,
            record=record,
            source=step.source,
            procedure=step.use,
            items=members
            or self._inside(step, replace(around, prefix=item_id + "/")),
            instructions=self._instructions(used, around) if applies else (),
            before_recording=bool(
                self._recorded_from
                and dates.due
                and dates.due < self._recorded_from
            ),
        )

    def _notes(
        self,
        step: Step,
        used: Section | None,
        around: _Around,
        due: datetime.date | None,
    ) -> Iterator[prose.Prose]:
        """Yield an item's notes, those of the procedure that it uses first."""
        applies = around.verdict.applies != NO
        for note in (*(used.notes if used and applies else ()), *step.notes):
            members = Members(note.where, self.facts)
            is_met = verdict(note.when, self.facts).applies != NO
            if is_met and members.fits(around.member, due):
                yield note_text(note, self.facts)
        # A remark is shown with the step that brought the owner.
        if applies and around.remark and isinstance(step.owner, DutyOf):
            yield _plain_prose(around.remark, step)
        if around.member.note is not None and step.each is not None:
            yield _plain_prose(around.member.note, step)
        before = released_before(step, self.facts, around.member.deliverable)
        if applies and before is not None:
            yield _plain_prose(before, step)
        for dropped in self.windows.dropped_limits(
            step.window or around.window
        ):
            yield _plain_prose(dropped, step)

    def _inside(self, step: Step, around: _Around) -> tuple[Item, ...]:
        """Return the items inside the item of a step.

        If that does not apply, they are only those with a record.
        """
        applies = around.verdict.applies != NO
        if not applies and not any(
            name.startswith(around.prefix) for name in self._records
        ):
            return ()
        items = (self._step(one, around) for one in step.steps)
        return tuple(
            item
            for item in items
            if applies or any(inner.record for inner in item.walk())
        )

    def _instructions(
        self, used: Section | None, around: _Around
    ) -> tuple[Item, ...]:
        """Return the steps of a procedure, those that apply."""
        if used is None or used.id in around.used:
            return ()
        around = replace(around, used=(*around.used, used.id))
        items = (self._step(one, around) for one in used.top_steps)
        return tuple(item for item in items if item.applies != NO)

    def filling(self, member: Member = _NO_MEMBER) -> prose.Filling:
        """Return what placeholders and references mean at a member."""
        own = {
            "deliverable": member.deliverable,
            "tracker": member.tracker,
            "branch": member.branch,
            "branch-release": member.branch_release,
            "branch-series": member.branch_series,
        }
        if self.facts.deliverable(member.deliverable or "").is_independent:
            own["series"] = "independent"
        found = {name: value for name, value in own.items() if value}
        return replace(self._filling, values={**self._filling.values, **found})


def _plain_prose(text: str, step: Step) -> prose.Prose:
    """Return prose of a title or message, which has no markup."""
    place = step.position
    words = prose.Text(text, place)
    return prose.Prose((prose.Paragraph((words,), text, place),), place)
