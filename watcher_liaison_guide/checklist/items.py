# SPDX-License-Identifier: Apache-2.0
"""The items of a checklist, made of the guide's steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Window
from watcher_liaison_guide.checklist.conditions import (
    Verdict,
    note_text,
    verdict,
)
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.members import Choice, Member
from watcher_liaison_guide.checklist.model import (
    NO,
    OPEN,
    Item,
    ItemCommand,
    Owner,
)
from watcher_liaison_guide.checklist.references import (
    reference_titles,
    step_links,
    used_title,
)
from watcher_liaison_guide.checklist.windows import (
    Dated,
    Windows,
    counts_from_branch,
)
from watcher_liaison_guide.guide.model import (
    DutyOf,
    Part,
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
        titles = reference_titles(facts)
        self._filling = prose.Filling(facts.values(), titles)
        file = facts.cycle_file
        self._records = file.items if file else {}
        self._recorded_from = file.recorded_from if file else None

    def of_phases(self) -> Iterator[Item]:
        """Yield the items of every phase, in the guide's order."""
        for section in self.facts.guide.sections.values():
            if not section.is_phase:
                continue
            parts: list[Section | Part] = [section, *section.parts]
            for part in parts:
                window = part.window or section.window
                for step in part.steps:
                    yield from self._step(step, _Around(section.id, window))

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
        dated = self.windows.dated(around.member, window)
        inner = replace(
            around,
            window=window,
            owner=owner,
            remark=remark,
            verdict=self._verdict(step, around, dated.dates.due),
        )
        applies = inner.verdict.applies != NO
        if step.each is None or not applies:
            yield self._item(step, inner, item_id, dated)
        if step.each is None:
            return
        choice = Choice(step.where, self.facts)
        found: list[Dated] = []
        if applies:
            found += self.windows.members(step.each, choice, window)
        suffixes = {one.member.suffix for one in found}
        # Without a branch there is no day from which to count.
        other = around.window if counts_from_branch(window) else window
        names = [
            name.removeprefix(f"{item_id}/")
            for name in self._records
            if name.startswith(f"{item_id}/")
        ]
        found += [
            self.windows.dated(member, other)
            for member in choice.recorded(step.each, names)
            if member.suffix not in suffixes
        ]
        for one in found:
            judged = inner.verdict.doubting(one.member.doubts)
            yield self._item(
                step,
                replace(inner, verdict=judged, member=one.member),
                "/".join((item_id, *one.member.suffix)),
                one,
            )
        if applies and not found:
            judged = self.windows.none_found(
                choice.why_none(step.each), window, inner.verdict
            )
            yield self._item(
                step,
                replace(inner, window=other, verdict=judged),
                item_id,
                self.windows.dated(around.member, other),
            )

    def _verdict(
        self, step: Step, around: _Around, due: datetime.date | None
    ) -> Verdict:
        member = around.member
        judged = verdict(step.when, self.facts)
        if NO in (around.verdict.applies, judged.applies):
            return around.verdict if around.verdict.applies == NO else judged
        choice = Choice(step.where, self.facts)
        if step.each is None and not choice.fits(member, due):
            reason = Message(
                "It is not for {deliverable}.",
                deliverable=member.deliverable or "",
            )
            return Verdict(NO, (reason,))
        return around.verdict.doubting(judged.reasons)

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
            text = _plain_prose(used_title(facts.guide, step), step)
        # The owner may be one of them, depending on the leadership.
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
            text=text,
            filling=filling,
            owner=around.owner,
            participants=tuple(participants),
            starts=facts.owner(step.starts) if step.starts else around.owner,
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
            proof=facts.proof(step, member.deliverable, dates)
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
            choice = Choice(note.where, self.facts)
            is_met = verdict(note.when, self.facts).applies != NO
            if is_met and choice.fits(around.member, due):
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
        known = self.facts.deliverable(member.deliverable or "")
        if known is not None and known.is_independent:
            own["series"] = "independent"
        found = {name: value for name, value in own.items() if value}
        return replace(self._filling, values={**self._filling.values, **found})


def _plain_prose(text: str, step: Step) -> prose.Prose:
    """Return prose of a title or message, which has no markup."""
    place = step.position
    words = prose.Text(text, place)
    return prose.Prose((prose.Paragraph((words,), text, place),), place)
