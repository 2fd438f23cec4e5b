# SPDX-License-Identifier: Apache-2.0
"""The items of a checklist, made of the guide's steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Dates, Window
from watcher_liaison_guide.checklist import members as membership
from watcher_liaison_guide.checklist.conditions import Verdict, verdict
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.links import step_links
from watcher_liaison_guide.checklist.members import Member
from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    OPEN,
    Item,
    ItemCommand,
    Owner,
)
from watcher_liaison_guide.checklist.notes import note_text
from watcher_liaison_guide.checklist.proofs import step_proof
from watcher_liaison_guide.checklist.titles import reference_titles
from watcher_liaison_guide.checklist.windows import (
    Dated,
    Windows,
    counts_from_branch,
)
from watcher_liaison_guide.guide.model import (
    DutyOf,
    Note,
    Section,
    Step,
)
from watcher_liaison_guide.messages import Message

_NO_MEMBER = Member()
_APPLIES = Verdict()


@dataclass(frozen=True)
class _Around:
    """What a step takes from the item, part or section around it."""

    phase: str
    window: Window | None
    owner: Owner | None = None
    remark: Message | None = None
    member: Member = _NO_MEMBER
    prefix: str = ""
    verdict: Verdict = _APPLIES
    used: tuple[str, ...] = ()


class Items:
    """Makes the items of one cycle out of the guide's steps."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.windows = Windows(facts)
        self._values = facts.values()
        self._titles = reference_titles(facts)
        file = facts.cycle_file
        self._records = file.items if file else {}
        self._recorded_from = file.recorded_from if file else None

    def of_phases(self) -> Iterator[Item]:
        """Yield the items of every phase, in the guide's order."""
        for section in self.facts.guide.sections.values():
            if not section.is_phase:
                continue
            around = _Around(section.id, section.window)
            for step in section.steps:
                yield from self._step(step, around)
            for part in section.parts:
                inside = replace(around, window=part.window or section.window)
                for step in part.steps:
                    yield from self._step(step, inside)

    # -- steps

    def _step(self, step: Step, around: _Around) -> Iterator[Item]:
        """Yield the items that a step is in this cycle."""
        window = step.window or around.window
        owner, remark = around.owner, around.remark
        if isinstance(step.owner, DutyOf):
            owner, remark = self.facts.holder(step.owner)
        elif step.owner is not None:
            owner, remark = self.facts.owner(step.owner), None
        item_id = around.prefix + step.id
        whole = Dated(around.member, *self.windows.dates(window))
        inner = replace(
            around,
            window=window,
            owner=owner,
            remark=remark,
            verdict=self._verdict(step, around, whole.dates),
        )
        applies = inner.verdict.applies != NO
        if step.each is None or not applies:
            yield self._item(step, inner, item_id, whole)
        if step.each is None:
            return
        found = (
            self.windows.members(step.each, step, window) if applies else []
        )
        suffixes = {one.member.suffix for one in found}
        # Without a branch there is no day from which to count.
        other = around.window if counts_from_branch(window) else window
        outer, was = self.windows.dates(other)
        found += [
            Dated(member, outer, was)
            for member in self._recorded_members(step.each, item_id)
            if member.suffix not in suffixes
        ]
        for one in found:
            judged = inner.verdict
            if one.member.doubts:
                reasons = (*judged.reasons, *one.member.doubts)
                judged = Verdict(JUDGE, reasons)
            yield self._item(
                step,
                replace(inner, verdict=judged, member=one.member),
                "/".join((item_id, *one.member.suffix)),
                one,
            )
        if applies and not found:
            inner = replace(
                inner,
                window=other,
                verdict=self.windows.none_found(
                    step.each, step, window, inner.verdict
                ),
            )
            none = Dated(around.member, outer, was)
            yield self._item(step, inner, item_id, none)

    def _verdict(self, step: Step, around: _Around, dates: Dates) -> Verdict:
        if around.verdict.applies == NO:
            return around.verdict
        judged = verdict(step.when, self.facts)
        if judged.applies == NO:
            return judged
        if step.each is None and not membership.fits(
            step.where, around.member, self.facts, dates.due
        ):
            reason = Message(
                "It is not for {deliverable}.",
                deliverable=around.member.deliverable or "",
            )
            return Verdict(NO, (reason,))
        if around.verdict.applies == JUDGE:
            return Verdict(JUDGE, (*around.verdict.reasons, *judged.reasons))
        return judged

    def _recorded_members(self, each: str, item_id: str) -> Iterator[Member]:
        start = item_id + "/"
        names = [
            name.removeprefix(start)
            for name in self._records
            if name.startswith(start)
        ]
        return membership.recorded_members(each, names, self.facts)

    # -- one item

    def _item(
        self, step: Step, around: _Around, item_id: str, dated: Dated
    ) -> Item:
        """Return one item; one that does not apply has nothing in it."""
        facts, dates, member = self.facts, dated.dates, around.member
        applies = around.verdict.applies != NO
        filling = self.filling(member)
        record = self._records.get(item_id)
        used = facts.guide.sections.get(step.use or "")
        text = step.text
        if text is None:
            # A step whose text cannot be read goes by its name.
            name = used.title if used else step.use or step.id
            text = _plain_prose(name, step)
        starts = facts.owner(step.starts) if step.starts else around.owner
        return Item(
            id=item_id,
            step=step.id,
            phase=around.phase,
            kind=step.kind,
            text=text,
            filling=filling,
            owner=around.owner,
            participants=self._participants(step, around.owner),
            starts=starts,
            if_silent=step.if_silent,
            optional=step.optional or None,
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
            proof=step_proof(step, facts, member.deliverable, dates)
            if applies
            else None,
            record=record,
            source=step.source or None,
            procedure=step.use or None,
            items=self._inside(
                step, used, replace(around, prefix=item_id + "/")
            ),
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
            if self._note_applies(note, around.member, due):
                yield note_text(note, self.facts)
        # A remark is shown with the step that brought the owner.
        if applies and around.remark and isinstance(step.owner, DutyOf):
            yield _plain_prose(around.remark, step)
        if around.member.note is not None and step.each is not None:
            yield _plain_prose(around.member.note, step)
        for dropped in self.windows.dropped_limits(
            step.window or around.window
        ):
            yield _plain_prose(dropped, step)

    def _note_applies(
        self, note: Note, member: Member, day: datetime.date | None
    ) -> bool:
        if verdict(note.when, self.facts).applies == NO:
            return False
        return membership.fits(note.where, member, self.facts, day)

    def _participants(
        self, step: Step, owner: Owner | None
    ) -> tuple[Owner, ...]:
        """Return who takes part besides the owner, who may be one of them.

        Whose duty it is can depend on the leadership or on a precedence.
        """
        found = [self.facts.owner(name) for name in step.participants]
        return tuple(
            one for one in found if owner is None or one.role != owner.role
        )

    def _inside(
        self, step: Step, used: Section | None, around: _Around
    ) -> tuple[Item, ...]:
        """Return the items in one.

        In one that does not apply these are only what the team recorded.
        """
        applies = around.verdict.applies != NO
        if not applies and not any(
            name.startswith(around.prefix) for name in self._records
        ):
            return ()
        steps: list[Step] = []
        if used is not None and used.id not in around.used:
            around = replace(around, used=(*around.used, used.id))
            steps += used.top_steps
        steps += step.steps
        return tuple(
            item
            for one in steps
            for item in self._step(one, around)
            if applies or any(inner.record for inner in item.walk())
        )

    def filling(self, member: Member = _NO_MEMBER) -> prose.Filling:
        """Return what placeholders and references mean at a member."""
        own = {
            "deliverable": member.deliverable,
            "tracker": member.tracker,
            "branch": member.branch,
            "branch-release": member.branch_release,
            "branch-series": member.branch_series,
        }
        found = {name: value for name, value in own.items() if value}
        return prose.Filling({**self._values, **found}, self._titles)


def _plain_prose(text: str, step: Step) -> prose.Prose:
    """Return prose of a title or message, which has no markup."""
    place = step.position
    words = prose.Text(text, place)
    return prose.Prose((prose.Paragraph((words,), text, place),), place)
