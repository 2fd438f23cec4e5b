# SPDX-License-Identifier: Apache-2.0
"""The items of a checklist, made of the guide's steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Window
from watcher_liaison_guide.checklist.conditions import (
    Verdict,
    note_text,
    proof,
    released_before,
    verdict,
)
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.links import (
    plain_prose,
    reference_titles,
    step_links,
    step_title,
)
from watcher_liaison_guide.checklist.members import (
    Member,
    Members,
    counts_from_branch,
)
from watcher_liaison_guide.checklist.model import (
    GROUP,
    NO,
    OPEN,
    Dated,
    Item,
    ItemCommand,
    Owner,
)
from watcher_liaison_guide.guide.model import DutyOf, Part, Section, Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Problem

_APPLIES = Verdict()


@dataclass(frozen=True)
class _Around:
    """What a step takes from the item, part or section around it.

    ``remark`` is about the owner, ``note`` about the member. ``values`` are
    those of placeholders; ``prefix`` begins the ids of items inside,
    ``used`` are the procedures around the step.
    """

    phase: str
    window: Window
    values: Mapping[str, str]
    owner: Owner | None = None
    remark: Message | None = None
    note: Message | None = None
    prefix: str = ""
    verdict: Verdict = _APPLIES
    used: tuple[str, ...] = ()


class Items:
    """Makes the items of one cycle out of the guide's steps.

    ``problems`` are those of the windows that were looked at.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.problems: list[Problem] = []
        self.values = facts.values()
        self._titles = reference_titles(facts)
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
                around = _Around(section.id, window, self.values)
                for step in part.steps:
                    yield self._step(step, around)

    def dated(self, window: Window) -> Dated:
        """Return the dates of a window."""
        dated, problems = self.facts.events.dated(window)
        self.problems += problems
        return dated

    def filling(self, values: Mapping[str, str]) -> prose.Filling:
        return prose.Filling(values, self._titles)

    # -- steps

    def _step(self, step: Step, around: _Around) -> Item:
        """Return the item that a step is in this cycle."""
        owner, remark = around.owner, around.remark
        if isinstance(step.owner, DutyOf):
            owner, remark = self.facts.holder(step.owner)
        elif step.owner is not None:
            owner, remark = self.facts.owner(step.owner), None
        window = step.window or around.window
        dated = self.dated(window)
        judged = verdict(step.when, self.facts)
        members = Members(step.where, self.facts)
        if step.each is None and not members.fits(around.values, dated.due):
            reason = Message(
                "It is not for {deliverable}.",
                deliverable=around.values["deliverable"],
            )
            judged = replace(judged, failed=judged.failed or (reason,))
        inner = replace(
            around,
            window=window,
            owner=owner,
            remark=remark,
            verdict=judged.within(around.verdict),
        )
        item_id = around.prefix + step.id
        if step.each is None:
            return self._item(step, inner, item_id, dated)
        found: list[Member] = []
        if not inner.verdict.failed:
            found += members.chosen(step.each, window, dated.due)
        suffixes = {one.suffix for one in found}
        names = [
            name.removeprefix(f"{item_id}/")
            for name in self._records
            if name.startswith(f"{item_id}/")
        ]
        found += [
            member
            for member in members.recorded(step.each, names)
            if member.suffix not in suffixes
        ]
        # A group applies as much as the member that applies most. Without a
        # branch there is no day from which to count, so what has none takes
        # the dates around the step.
        other = around.window if counts_from_branch(window) else window
        if found:
            items = self._members(step, inner, item_id, other, found)
            doubts = min((one.doubts for one in found), key=bool)
            judged = Verdict(doubts=doubts).within(inner.verdict)
            inner = replace(inner, verdict=judged)
            return self._item(step, inner, item_id, dated, items)
        if not inner.verdict.failed:
            judged = members.none_found(step.each, window)
            judged = judged.within(inner.verdict)
            inner = replace(inner, window=other, verdict=judged)
            dated = self.dated(other)
        return replace(self._item(step, inner, item_id, dated), kind=GROUP)

    def _members(
        self,
        step: Step,
        around: _Around,
        item_id: str,
        window: Window,
        members: list[Member],
    ) -> tuple[Item, ...]:
        """Return the items of members, without own dates those of a window."""
        dated = self.dated(window)
        return tuple(
            self._item(
                step,
                replace(
                    around,
                    values={**self.values, **one.values},
                    note=one.note,
                    verdict=Verdict(doubts=one.doubts).within(around.verdict),
                ),
                "/".join((item_id, *one.suffix)),
                one.dates or dated,
            )
            for one in members
        )

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

        The members take the place of the steps inside the step. A group has
        what they share.
        """
        facts = self.facts
        applies = not around.verdict.failed
        record = self._records.get(item_id)
        used = facts.guide.sections.get(step.use or "")
        notes = tuple(self._notes(step, used, around, dated))
        if members:
            around = replace(around, values=_shared_values(members))
        filling = self.filling(around.values)
        commands = tuple(
            ItemCommand(
                prose.fill_template(command.run, filling),
                prose.fill_template(command.repository, filling)
                if command.repository
                else None,
            )
            for command in step.commands
        )
        deliverable = around.values.get("deliverable")
        text = step.text
        if text is None:
            words = step_title(facts.guide, step, filling)
            text = plain_prose(words, step)
        # Depending on the leadership, the owner may be among them.
        participants = [
            one
            for one in map(facts.owner, step.participants)
            if around.owner is None or one.role != around.owner.role
        ]
        return Item(
            **vars(dated),
            id=item_id,
            step=step.id,
            phase=around.phase,
            kind=GROUP if members else step.kind,
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
            deliverable=deliverable,
            branch=around.values.get("branch"),
            tracker=around.values.get("tracker"),
            repeat=step.repeat,
            notes=notes,
            commands=_of_all(commands, "commands", members),
            links=_of_all(step_links(step, facts, filling), "links", members),
            proof=proof(step, facts, deliverable, dated)
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
                and dated.due
                and dated.due < self._recorded_from
            ),
        )

    def _notes(
        self,
        step: Step,
        used: Section | None,
        around: _Around,
        dated: Dated,
    ) -> Iterator[prose.Prose]:
        """Yield an item's notes, those of the procedure that it uses first."""
        applies, values = not around.verdict.failed, around.values
        for note in (*(used.notes if used and applies else ()), *step.notes):
            members = Members(note.where, self.facts)
            is_met = not verdict(note.when, self.facts).failed
            if is_met and members.fits(values, dated.due):
                yield note_text(note, self.facts)
        said: list[Message | None] = []
        # A remark is shown with the step that brought the owner.
        if applies and isinstance(step.owner, DutyOf):
            said.append(around.remark)
        if step.each is not None:
            said.append(around.note)
        if applies:
            deliverable = values.get("deliverable")
            said.append(released_before(step, self.facts, deliverable))
        said += self.facts.events.dropped_limits(around.window)
        for message in said:
            if message is not None:
                yield plain_prose(message, step)

    def _inside(self, step: Step, around: _Around) -> tuple[Item, ...]:
        """Return the items inside the item of a step.

        If that does not apply, they are only those with a record.
        """
        applies = not around.verdict.failed
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


def _shared_values(members: tuple[Item, ...]) -> dict[str, str]:
    """Return the values of placeholders that all members share."""
    first, *others = (one.filling.values for one in members)
    return {
        name: value
        for name, value in first.items()
        if all(one.get(name) == value for one in others)
    }


def _of_all(
    found: tuple[Any, ...], name: str, members: tuple[Item, ...]
) -> tuple[Any, ...]:
    """Return those of *found* that all members have, too."""
    return tuple(
        one
        for one in found
        if all(one in getattr(member, name) for member in members)
    )
