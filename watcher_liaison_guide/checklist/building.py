# SPDX-License-Identifier: Apache-2.0
"""The join of guide, calendar, records and cycle file into a checklist."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Window,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import (
    BRANCH_PHASE,
    Basis,
    Calendar,
    Cycle,
    Event,
    Occurrence,
)
from watcher_liaison_guide.checklist import members as membership
from watcher_liaison_guide.checklist.conditions import (
    Verdict,
    event_title,
    verdict,
)
from watcher_liaison_guide.checklist.event_dates import (
    date_order,
    event_changes,
    event_dates,
)
from watcher_liaison_guide.checklist.events import team_events
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.links import Addresses
from watcher_liaison_guide.checklist.members import Member
from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    OPEN,
    Checklist,
    CycleFile,
    ExceptionItem,
    Item,
    ItemCommand,
    ItemLink,
    ItemRecord,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.checklist.notes import note_text
from watcher_liaison_guide.checklist.titles import reference_titles
from watcher_liaison_guide.checklist.unknown_items import unknown_items
from watcher_liaison_guide.guide.model import (
    DutyOf,
    Guide,
    Note,
    Section,
    Step,
)
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    Problem,
    in_order,
)
from watcher_liaison_guide.records.model import Proven, Records
from watcher_liaison_guide.records.proof import prove

_NO_DATES = Dates()
_NO_MEMBER = Member()
_HOLDS = Verdict()


def build_checklist(
    guide: Guide,
    calendar: Calendar | None,
    records: Records | None,
    cycle_file: CycleFile | None,
    next_calendar: Calendar | None = None,
    cycle: Cycle | None = None,
) -> Checklist:
    """Join what to do with when, for whom and what is done.

    Without a calendar nothing has a date; *cycle* then names the cycle
    (default: what the cycle file or the records call it). The same inputs
    always give the same checklist: no clock, network or file is read.
    """
    cycle = cycle or _cycle(calendar, records, cycle_file)
    facts = Facts(
        guide,
        cycle,
        team_events(guide, calendar, cycle_file),
        records,
        cycle_file,
        next_calendar,
    )
    return _Join(facts).checklist(calendar)


def _cycle(
    calendar: Calendar | None,
    records: Records | None,
    cycle_file: CycleFile | None,
) -> Cycle:
    if calendar is not None:
        return calendar.cycle
    if records is not None:
        return Cycle(records.series_name, records.release)
    name = cycle_file.cycle if cycle_file else ""
    return Cycle(name, name)


@dataclass(frozen=True)
class _Around:
    """What a step takes from the item, part or section around it."""

    phase: str
    window: Window | None
    owner: Owner | None = None
    remark: Message | None = None
    member: Member = _NO_MEMBER
    prefix: str = ""
    verdict: Verdict = _HOLDS
    state: str = OPEN
    used: tuple[str, ...] = ()


class _Join:
    """One checklist in the making."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.guide = facts.guide
        self.problems: list[Problem] = []
        self.values = facts.values()
        self.titles = reference_titles(facts)
        self.addresses = Addresses(facts, self.titles)
        self.records: dict[str, ItemRecord] = {
            str(key): value
            for key, value in (
                facts.cycle_file.items if facts.cycle_file else {}
            ).items()
        }
        self.ids: set[str] = set()
        # What many items have in common is made once.
        self._owners: dict[str, Owner] = {}
        self._fillings: dict[Member, prose.Filling] = {}
        self._dates: dict[Window, tuple[Dates, datetime.date | None]] = {}

    # -- the whole

    def checklist(self, calendar: Calendar | None) -> Checklist:
        facts = self.facts
        phases = [
            (section, self.dates(section.window)[0])
            for section in self.guide.sections.values()
            if section.is_phase
        ]
        items = [
            item
            for section, _ in phases
            for item in self.section_items(section)
        ]
        file = facts.cycle_file
        if file is not None:
            self.problems += unknown_items(file, self.ids)
        records = facts.records
        leadership = records.leadership if records else None
        following, previous = facts.next_cycle, facts.previous_cycle
        return Checklist(
            cycle=replace(facts.cycle, slurp=facts.slurp),
            leadership=facts.leadership,
            leadership_source=_text(leadership.source if leadership else None),
            source=calendar.source if calendar else None,
            project_title=str(self.guide.project.title),
            guide_title=str(self.guide.title),
            team=str(self.guide.project.team),
            phases=tuple(
                PhaseDates(
                    str(section.id),
                    str(section.title),
                    dates.start,
                    dates.end,
                    dates.due,
                    dates.basis,
                    self.counted_from(dates),
                )
                for section, dates in sorted(
                    phases, key=lambda pair: date_order(pair[1].start)
                )
            ),
            events=event_dates(facts, calendar),
            items=tuple(
                sorted(
                    items,
                    key=lambda item: (
                        date_order(item.due),
                        date_order(item.start),
                    ),
                )
            ),
            exceptions=self.exceptions(),
            policies=self.policies(),
            roles=self.roles(),
            links=self.named_links(),
            carried_from=_text(records.carried_from if records else None),
            next_cycle=following,
            previous_release=previous.release if previous else None,
            changes=event_changes(calendar, facts),
            notes=facts.cycle_file.notes if facts.cycle_file else None,
            problems=tuple(in_order(self.problems)),
        )

    def exceptions(self) -> tuple[ExceptionItem, ...]:
        file = self.facts.cycle_file
        policies = {str(key): one for key, one in self.guide.policies.items()}
        found = []
        for one in file.exceptions if file else ():
            policy = policies.get(one.policy)
            closes = (
                resolve(policy.closes, self.facts.events, last=True)
                if policy
                else None
            )
            found.append(
                ExceptionItem(
                    str(one.id),
                    one.policy,
                    str(policy.title) if policy else one.policy,
                    one.title,
                    one.decision,
                    one.by,
                    one.url,
                    one.why,
                    None if isinstance(closes, Problem) else closes,
                )
            )
        return tuple(found)

    def policies(self) -> tuple[PolicyWindow, ...]:
        found = []
        for name, policy in self.guide.policies.items():
            opens = resolve(policy.opens, self.facts.events)
            closes = resolve(policy.closes, self.facts.events, last=True)
            found.append(
                PolicyWindow(
                    str(name),
                    str(policy.title),
                    None if isinstance(opens, Problem) else opens,
                    None if isinstance(closes, Problem) else closes,
                    self.owner(str(policy.decides)),
                )
            )
        return tuple(found)

    def roles(self) -> tuple[Owner, ...]:
        """Give every role that a person holds in this cycle, if known."""
        found = [
            self.owner(str(name))
            for name, role in self.guide.roles.items()
            if not role.stands_for
        ]
        return tuple(owner for owner in found if owner.people)

    def named_links(self) -> tuple[ItemLink, ...]:
        return tuple(
            self.addresses.named(str(name), place, None, self.values)
            for name, place in self.guide.project.links.items()
        )

    # -- items

    def dates(
        self, window: Window | None
    ) -> tuple[Dates, datetime.date | None]:
        """Give a window's dates, and its due date before a change."""
        if window is None:
            return _NO_DATES, None
        if window not in self._dates:
            self._dates[window] = self._counted(window)
        return self._dates[window]

    def _counted(self, window: Window) -> tuple[Dates, datetime.date | None]:
        events = self.facts.events
        dates, problems = resolve_window(window, events)
        self.problems.extend(problems)
        if not events.before:
            return dates, None
        before, _ = resolve_window(window, events.earlier)
        moved = before.due is not None and before.due != dates.due
        return dates, before.due if moved else None

    def counted_from(self, dates: Dates) -> str | None:
        """Give the event that a due date is counted from and not on."""
        if dates.event is None or dates.due is None:
            return None
        event = self.facts.events(dates.event)
        own = event.due or event.end
        if dates.due == own:
            return None
        return event_title(self.facts, dates.event)

    def dropped_limits(self, window: Window | None) -> list[Message]:
        """Say which limits of a window have no date in this cycle."""
        if window is None or not self.dates(window)[0].start:
            return []
        limits = (window.not_before, window.not_after)
        return [
            Message(
                "{event} is not scheduled, so it does not limit these dates.",
                event=event_title(self.facts, limit.event),
            )
            for limit in limits
            if limit is not None
            and not self.facts.events(limit.event).scheduled
        ]

    def section_items(self, section: Section) -> list[Item]:
        around = _Around(str(section.id), section.window)
        items = [
            item for step in section.steps for item in self.step(step, around)
        ]
        for part in section.parts:
            inside = replace(around, window=part.window or section.window)
            items += [
                item for step in part.steps for item in self.step(step, inside)
            ]
        return items

    def step(self, step: Step, around: _Around) -> list[Item]:
        """Give the items that a step is in this cycle."""
        window = step.window or around.window
        dates, was = self.dates(window)
        owner, remark = around.owner, around.remark
        if isinstance(step.owner, DutyOf):
            owner, remark = self.facts.holder(step.owner)
        elif step.owner is not None:
            owner, remark = self.owner(str(step.owner)), None
        judged = verdict(step.when, self.facts)
        if judged.applies != NO and around.verdict.applies == JUDGE:
            judged = Verdict(JUDGE, (*around.verdict.reasons, *judged.reasons))
        inner = replace(
            around,
            window=window,
            owner=owner,
            remark=remark,
            verdict=judged,
        )
        plain_id = around.prefix + str(step.id)
        if judged.applies == NO:
            return [self.item(step, inner, plain_id, dates, was, whole=False)]
        if step.each is None:
            if not membership.fits(
                step.where, around.member, self.facts, dates.due
            ):
                reason = Message(
                    "It is not for {deliverable}.",
                    deliverable=around.member.deliverable or "",
                )
                inner = replace(inner, verdict=Verdict(NO, (reason,)))
                return [
                    self.item(step, inner, plain_id, dates, was, whole=False)
                ]
            return [self.item(step, inner, plain_id, dates, was)]
        if window is not None and any(
            one.event == BRANCH_PHASE for one in window.expressions
        ):
            return self.ending_branches(step, inner, around, plain_id)
        found = membership.members(
            step.each, step.where, self.facts, dates.due
        )
        if not found:
            reason = membership.why_none(step.each, step.where, self.facts)
            inner = replace(inner, verdict=Verdict(NO, (reason,)))
            return [self.item(step, inner, plain_id, dates, was, whole=False)]
        items = []
        for member in found:
            own = judged
            if member.doubts:
                own = Verdict(JUDGE, (*judged.reasons, *member.doubts))
            items.append(
                self.item(
                    step,
                    replace(inner, verdict=own, member=member),
                    "/".join((plain_id, *member.suffix)),
                    dates,
                    was,
                )
            )
        return items

    def ending_branches(
        self, step: Step, inner: _Around, outer: _Around, plain_id: str
    ) -> list[Item]:
        """Give the items for branches that end, each with its own dates.

        An end belongs to the cycle in which its work is due, and the cycle
        to the time from the release before it to its own.
        """
        assert inner.window is not None
        facts = self.facts
        first, last = facts.first_day, facts.cycle.release_date
        items = []
        for member, day in membership.ending(step.where, facts):
            end = Event(
                BRANCH_PHASE,
                basis=Basis.STATED,
                occurrences=(Occurrence(day, day, day),),
            )

            def events(name: str, end: Event = end) -> Event:
                return end if name == BRANCH_PHASE else facts.events(name)

            dates, _ = resolve_window(inner.window, events)
            if (
                dates.due is None
                or first is None
                or last is None
                or not first < dates.due <= last
            ):
                continue
            items.append(
                self.item(
                    step,
                    replace(inner, member=member),
                    "/".join((plain_id, *member.suffix)),
                    dates,
                    None,
                )
            )
        if items:
            return items
        to_come = facts.cycle.status in ("future", "development")
        if to_come and first is not None and last is not None:
            reason = Message("No branch stops being maintained in this cycle.")
            judged = Verdict(NO, (reason,))
        else:
            reason = Message(
                "Which branches stop being maintained in this cycle is not on "
                "record."
            )
            judged = Verdict(JUDGE, (*inner.verdict.reasons, reason))
        dates, was = self.dates(outer.window)
        inner = replace(inner, verdict=judged, window=outer.window)
        return [
            self.item(
                step, inner, plain_id, dates, was, whole=judged.applies != NO
            )
        ]

    def item(
        self,
        step: Step,
        around: _Around,
        item_id: str,
        dates: Dates,
        was: datetime.date | None,
        whole: bool = True,
    ) -> Item:
        """Make one item; a part of one (not *whole*) has nothing in it."""
        self.ids.add(item_id)
        member = around.member
        filling = self.filling(member)
        record = self.records.get(item_id)
        state = record.state if record else around.state
        used = self.guide.sections.get(str(step.use)) if step.use else None
        text = step.text
        if text is None:
            # A step whose text cannot be read is told by its name.
            name = used.title if used else step.use or step.id
            text = _plain_prose(str(name), step)
        inner = replace(around, prefix=item_id + "/", state=state)
        # A procedure is spelled out where it is used, its notes first.
        told = (*(used.notes if used and whole else ()), *step.notes)
        notes = [
            note_text(note, self.facts)
            for note in told
            if self.note_holds(note, member, dates.due)
        ]
        if around.remark is not None and not isinstance(step.owner, DutyOf):
            remark = None  # it stands with the step that brought the owner
        else:
            remark = around.remark
        if remark is not None and whole:
            notes.append(_plain_prose(remark, step))
        if member.note is not None and step.each is not None:
            notes.append(_plain_prose(member.note, step))
        notes += [
            _plain_prose(dropped, step)
            for dropped in self.dropped_limits(step.window or around.window)
        ]
        starts = self.owner(str(step.starts)) if step.starts else around.owner
        return Item(
            id=item_id,
            step=str(step.id),
            phase=around.phase,
            kind=step.kind,
            text=text,
            filling=filling,
            owner=around.owner,
            participants=self.participants(step, around.owner),
            starts=starts,
            if_silent=step.if_silent,
            optional=str(step.optional) if step.optional else None,
            about=step.about,
            applies=around.verdict.applies,
            why=around.verdict.why,
            state=state,
            start=dates.start,
            end=dates.end,
            due=dates.due,
            basis=dates.basis,
            event=dates.event,
            counted_from=self.counted_from(dates),
            was=was,
            deliverable=member.deliverable,
            branch=member.branch,
            tracker=member.tracker,
            repeat=step.repeat,
            notes=tuple(notes),
            commands=tuple(
                ItemCommand(
                    prose.fill_template(command.run, filling),
                    prose.fill_template(command.repository, filling)
                    if command.repository
                    else None,
                )
                for command in step.commands
            ),
            links=self.addresses.of(step, filling),
            proof=self.proof(step, member, (dates.start, dates.end))
            if whole
            else None,
            record=record,
            source=str(step.source) if step.source else None,
            procedure=str(step.use) if step.use else None,
            items=self.inside(step, used, inner) if whole else (),
        )

    def participants(
        self, step: Step, owner: Owner | None
    ) -> tuple[Owner, ...]:
        """Give who takes part besides the owner, which may be one of them.

        Whose duty it is can depend on the leadership or on a precedence.
        """
        found = [self.owner(str(name)) for name in step.participants]
        return tuple(
            one for one in found if owner is None or one.role != owner.role
        )

    def inside(
        self, step: Step, used: Section | None, around: _Around
    ) -> tuple[Item, ...]:
        steps: list[Step] = []
        if used is not None and str(step.use) not in around.used:
            around = replace(around, used=(*around.used, str(step.use)))
            steps += used.top_steps
        steps += step.steps
        return tuple(item for one in steps for item in self.step(one, around))

    def note_holds(
        self, note: Note, member: Member, day: datetime.date | None
    ) -> bool:
        if verdict(note.when, self.facts).applies == NO:
            return False
        return membership.fits(note.where, member, self.facts, day)

    def owner(self, name: str) -> Owner:
        if name not in self._owners:
            self._owners[name] = self.facts.owner(name)
        return self._owners[name]

    def filling(self, member: Member) -> prose.Filling:
        """Give what placeholders and references stand for at a member."""
        if member not in self._fillings:
            self._fillings[member] = prose.Filling(
                self.member_values(member), self.titles
            )
        return self._fillings[member]

    def member_values(self, member: Member) -> Mapping[str, str]:
        own = {
            "deliverable": member.deliverable,
            "tracker": member.tracker,
            "branch": member.branch,
            "branch-release": member.branch_release,
            "branch-series": member.branch_series,
        }
        return {**self.values, **{k: v for k, v in own.items() if v}}

    def proof(
        self,
        step: Step,
        member: Member,
        window: tuple[datetime.date | None, datetime.date | None],
    ) -> Proven | None:
        if step.proof is None:
            return None
        options = {
            str(key): str(value) for key, value in step.proof.options.items()
        }
        role = options.get("role")
        if role is not None:
            real = self.guide.role_under(role, self.facts.leadership)
            found = self.facts.role(real) if real else None
            options["on-record"] = (
                str(found.on_record) if found and found.on_record else ""
            )
        return prove(
            str(step.proof.rule),
            options,
            self.facts.records,
            options.get("deliverable") or member.deliverable,
            self.facts.events,
            window,
        )


def _plain_prose(text: str, step: Step) -> prose.Prose:
    """Make prose of a title or message, which holds no markup."""
    place = step.position
    words = prose.Text(text, place)
    return prose.Prose((prose.Paragraph((words,), text, place),), place)


def _text(words: str | None) -> str | None:
    """Give words without the place of theirs that a reader may tell."""
    return str(words) if words else None
