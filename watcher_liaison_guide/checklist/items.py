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
class _Place:
    """Where an item is: what it takes from the item or phase around it.

    ``remark`` is about the owner, ``note`` about the member. ``values`` are
    those of placeholders, ``used`` the procedures around the step.
    """

    phase: str
    window: Window
    dated: Dated
    values: Mapping[str, str]
    id: str = ""
    owner: Owner | None = None
    remark: Message | None = None
    note: Message | None = None
    verdict: Verdict = _APPLIES
    used: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """What begins the ids of the items inside."""
        return f"{self.id}/" if self.id else ""


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
                dated = self.dated(window)
                place = _Place(section.id, window, dated, self.values)
                for step in part.steps:
                    yield self._step(step, place)

    def dated(self, window: Window) -> Dated:
        """Return the dates of a window."""
        dated, problems = self.facts.events.dated(window)
        self.problems += problems
        return dated

    def filling(self, values: Mapping[str, str]) -> prose.Filling:
        return prose.Filling(values, self._titles)

    # -- steps

    def _step(self, step: Step, outer: _Place) -> Item:
        """Return the item that a step is in this cycle."""
        place = replace(outer, id=outer.prefix + step.id)
        if isinstance(step.owner, DutyOf):
            owner, remark = self.facts.holder(step.owner)
            place = replace(place, owner=owner, remark=remark)
        elif step.owner is not None:
            owner = self.facts.owner(step.owner)
            place = replace(place, owner=owner, remark=None)
        if step.window is not None:
            dated = self.dated(step.window)
            place = replace(place, window=step.window, dated=dated)
        judged = verdict(step.when, self.facts)
        members = Members(step.where, self.facts)
        if step.each is None and not members.fits(
            place.values, place.dated.due
        ):
            reason = Message(
                "It is not for {deliverable}.",
                deliverable=place.values["deliverable"],
            )
            judged = replace(judged, failed=judged.failed or (reason,))
        place = replace(place, verdict=judged.within(outer.verdict))
        if step.each is None:
            return self._item(step, place)
        return self._group(step, step.each, place, outer)

    def _group(
        self, step: Step, each: str, place: _Place, outer: _Place
    ) -> Item:
        """Return the item of a step that is repeated.

        It applies as much as the member that applies most.
        """
        members = Members(step.where, self.facts)
        found: list[Member] = []
        if not place.verdict.failed:
            found += members.chosen(each, place.window, place.dated.due)
        suffixes = {one.suffix for one in found}
        names = [
            name.removeprefix(place.prefix)
            for name in self._records
            if name.startswith(place.prefix)
        ]
        found += [
            member
            for member in members.recorded(each, names)
            if member.suffix not in suffixes
        ]
        # Without a branch there is no day from which to count, so what has
        # none takes the dates around the step.
        dated = place.dated
        if counts_from_branch(place.window):
            dated = outer.dated
        items = tuple(
            self._item(
                step,
                replace(
                    place,
                    id=place.prefix + "/".join(one.suffix),
                    dated=one.dates or dated,
                    values={**self.values, **one.values},
                    note=one.note,
                    verdict=Verdict(doubts=one.doubts).within(place.verdict),
                ),
            )
            for one in found
        )
        if items:
            doubts = min((one.doubts for one in found), key=bool)
            judged = Verdict(doubts=doubts)
        else:
            judged = members.none_found(each, place.window)
            if not place.verdict.failed:
                place = replace(place, dated=dated)
        place = replace(place, verdict=judged.within(place.verdict))
        return self._item(step, place, items)

    # -- one item

    def _item(
        self,
        step: Step,
        place: _Place,
        members: tuple[Item, ...] | None = None,
    ) -> Item:
        """Return the item of a step, or with *members* that of their group.

        The members take the place of the steps inside the step. A group has
        what they share.
        """
        facts = self.facts
        applies = not place.verdict.failed
        record = self._records.get(place.id)
        used = facts.guide.sections.get(step.use or "")
        notes = tuple(self._notes(step, used, place))
        if members:
            place = replace(place, values=_shared_values(members))
        filling = self.filling(place.values)
        commands = tuple(
            ItemCommand(
                prose.fill_template(command.run, filling),
                prose.fill_template(command.repository, filling)
                if command.repository
                else None,
            )
            for command in step.commands
        )
        deliverable = place.values.get("deliverable")
        text = step.text
        if text is None:
            words = step_title(facts.guide, step, filling)
            text = plain_prose(words, step)
        # Depending on the leadership, the owner may be among them.
        participants = [
            one
            for one in map(facts.owner, step.participants)
            if place.owner is None or one.role != place.owner.role
        ]
        return Item(
            **vars(place.dated),
            id=place.id,
            step=step.id,
            phase=place.phase,
            kind=step.kind if members is None else GROUP,
            short=prose.fill_template(step.short, filling)
            if step.short
            else prose.first_clause(prose.fill(text, filling).plain),
            text=text,
            filling=filling,
            owner=place.owner,
            participants=tuple(participants),
            starts=facts.owner(step.starts) if step.starts else place.owner,
            if_silent=step.if_silent,
            optional=step.optional,
            about=step.about,
            applies=place.verdict.applies,
            why=place.verdict.why,
            state=record.state if record else OPEN,
            deliverable=deliverable,
            branch=place.values.get("branch"),
            tracker=place.values.get("tracker"),
            repeat=step.repeat,
            notes=notes,
            commands=_of_all(members, "commands", commands),
            links=_of_all(members, "links", step_links(step, facts, filling)),
            proof=proof(step, facts, deliverable, place.dated)
            if applies and not members
            else None,
            record=record,
            source=step.source,
            procedure=step.use,
            items=members or self._inside(step, place),
            instructions=self._instructions(used, place) if applies else (),
            before_recording=bool(
                self._recorded_from
                and place.dated.due
                and place.dated.due < self._recorded_from
            ),
        )

    def _notes(
        self, step: Step, used: Section | None, place: _Place
    ) -> Iterator[prose.Prose]:
        """Yield an item's notes, those of the procedure that it uses first."""
        applies, values = not place.verdict.failed, place.values
        for note in (*(used.notes if used and applies else ()), *step.notes):
            members = Members(note.where, self.facts)
            is_met = not verdict(note.when, self.facts).failed
            if is_met and members.fits(values, place.dated.due):
                yield note_text(note, self.facts)
        said: list[Message | None] = []
        # A remark is shown with the step that brought the owner.
        if applies and isinstance(step.owner, DutyOf):
            said.append(place.remark)
        if step.each is not None:
            said.append(place.note)
        if applies:
            deliverable = values.get("deliverable")
            said.append(released_before(step, self.facts, deliverable))
        said += self.facts.events.dropped_limits(place.window)
        for message in said:
            if message is not None:
                yield plain_prose(message, step)

    def _inside(self, step: Step, place: _Place) -> tuple[Item, ...]:
        """Return the items inside the item of a step.

        If that does not apply, they are only those with a record.
        """
        applies = not place.verdict.failed
        if not applies and not any(
            name.startswith(place.prefix) for name in self._records
        ):
            return ()
        items = (self._step(one, place) for one in step.steps)
        return tuple(
            item
            for item in items
            if applies or any(inner.record for inner in item.walk())
        )

    def _instructions(
        self, used: Section | None, place: _Place
    ) -> tuple[Item, ...]:
        """Return the steps of a procedure, those that apply."""
        if used is None or used.id in place.used:
            return ()
        place = replace(place, used=(*place.used, used.id))
        items = (self._step(one, place) for one in used.top_steps)
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
    members: tuple[Item, ...] | None, name: str, found: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return those of *found* that all members have, too."""
    every = [getattr(member, name) for member in members or ()]
    return tuple(one for one in found if all(one in has for has in every))
