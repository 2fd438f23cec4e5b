# SPDX-License-Identifier: Apache-2.0
"""Steps, and the sections and parts that contain them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from watcher_liaison_guide.calendar.expressions import WINDOW, Window
from watcher_liaison_guide.fields import (
    ByKey,
    ByKind,
    Choice,
    Field,
    ListOf,
    Made,
    Named,
    Record,
    TemplateText,
    Text,
    declared_fields,
    identifier,
    key,
    required,
)
from watcher_liaison_guide.guide.shapes import (
    DELIVERABLE,
    ID,
    PROSE,
    ROLE,
    TITLE,
    WHEN,
    WHERE,
    Condition,
    Note,
    Placed,
    Where,
    anchors_key,
    notes_key,
)
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import Prose, Template
from watcher_liaison_guide.yamlreader import PositionedText


@dataclass(frozen=True)
class Command(Placed):
    """What to type; ``repository`` is the repository to type it in."""

    run: Template = key(TemplateText(), help="One line or many.")
    repository: Template | None = key(
        TemplateText(), None, "The repository to run it in.", name="in"
    )


COMMAND = ByKind(
    "a command",
    scalar=Made(TemplateText(), Command),
    mapping=Record.of(Command, "a command"),
)


@dataclass(frozen=True)
class StepLink(Placed):
    """Where a step leads: an address, a document, or a named link."""

    text: Template | None = key(TemplateText(), None, "The text to show.")
    url: Template | None = key(TemplateText(address=True), None)
    doc: str | None = key(
        Text("a document name", r"/?[\w./-]+"),
        None,
        "The page to link to if the documentation has it.",
    )
    link: str | None = key(
        identifier(names="link"),
        None,
        "A named link of the project, perhaps filled by the cycle file.",
    )


_TEXT, _URL, _DOC, _LINK = declared_fields(StepLink)
_NAMED = Record("a link", (required(_LINK), _TEXT), StepLink)
_ADDRESS = Record("a link", (required(_TEXT), required(_URL), _DOC), StepLink)
LINK = ByKey(choices=(("link", _NAMED),), otherwise=_ADDRESS)


@dataclass(frozen=True)
class DutyOf(Placed):
    """The holder of a precedence's duty, as an owner."""

    precedence: str = key(
        identifier(names="precedence"), help="Its tiers choose who acts."
    )
    duty: str | None = key(ID, None, "One of its duties.")


OWNER = ByKind("an owner", scalar=ROLE, mapping=Record.of(DutyOf, "an owner"))


@dataclass(frozen=True)
class Proof(Placed):
    """How a record can prove a step done: a rule and its options."""

    rule: str
    options: Mapping[str, str] = field(default_factory=dict)


_DELIVERABLE = Field(
    "deliverable", DELIVERABLE, help="Default: the item's own."
)
PROOF_RULES: dict[str, tuple[Field, ...]] = {
    "released": (
        _DELIVERABLE,
        Field("kind", Choice(("rc", "final", "any")), True),
    ),
    "branch-exists": (_DELIVERABLE,),
    "highlights-present": (_DELIVERABLE,),
    "release-notes-link": (_DELIVERABLE,),
    "liaison-on-record": (Field("role", ROLE, True),),
    "event-scheduled": (
        Field("event", identifier("an event id", "event"), True),
    ),
}


def _proof(position: Position, **values: Any) -> Proof | None:
    for rule in PROOF_RULES:
        options = values[rule.replace("-", "_")]
        if options is not None:
            word = PositionedText(rule, position)
            return Proof(word, options, position=position)
    return None


PROOF = Record(
    "a proof",
    tuple(
        Field(
            rule,
            Record(f'the rule "{rule}"', options, dict, with_position=False),
        )
        for rule, options in PROOF_RULES.items()
    ),
    _proof,
    one_of=(tuple(PROOF_RULES),),
)
#: Steps contain steps: this refers to the shape that is defined below.
STEP_NAMED = Named("step", lambda: STEP)


@dataclass(frozen=True)
class Step(Placed):
    """An action, which may contain steps; or the use of a procedure."""

    id: str = key(
        identifier(names="step id"), help="Unique in the guide, and permanent."
    )
    short: Template | None = key(
        TemplateText(),
        None,
        "The step on one line, an imperative of at most 48 characters.",
    )
    text: Prose | None = key(PROSE, None, "What to do.")
    use: str | None = key(
        identifier(names="procedure"), None, "A procedure that is the step."
    )
    owner: str | DutyOf | None = key(
        OWNER, None, "Who acts: a role, or a duty."
    )
    participants: tuple[str, ...] = key(
        ListOf(ROLE, alone=True),
        (),
        "Who takes part; [team] marks coordination.",
        name="with",
    )
    starts: str | None = key(ROLE, None, "Who begins it; default: the owner.")
    if_silent: Prose | None = key(PROSE, None, "What happens if nobody acts.")
    optional: str | None = key(
        Text("words"), None, 'The guide\'s words, such as "if needed".'
    )
    when: tuple[Condition, ...] = key(WHEN, (), "When the step applies.")
    each: str | None = key(
        Choice(("deliverable", "branch", "tracker")),
        None,
        "One item for each of these.",
    )
    where: Where = key(WHERE, {}, "Which of them.")
    window: Window | None = key(
        WINDOW, None, "Default: that of the step or section around it."
    )
    commands: tuple[Command, ...] = key(ListOf(COMMAND), (), "What to run.")
    links: tuple[StepLink, ...] = key(ListOf(LINK), (), "Pages to open.")
    notes: tuple[Note, ...] = notes_key()
    steps: tuple[Step, ...] = key(ListOf(STEP_NAMED), (), "Its inner steps.")
    repeat: Prose | None = key(
        PROSE, None, "How often; the checklist has one item."
    )
    about: str | None = key(
        Choice(("next",)), None, "It prepares the next cycle."
    )
    kind: str = key(
        Choice(("step", "event", "decision", "note")),
        "step",
        "Events (facts) and notes have no box to tick.",
    )
    proof: Proof | None = key(PROOF, None, "How the records prove it.")
    source: str | None = key(
        Text("an address or words", lines=True),
        None,
        "Where a duty that the first guide lacks is documented.",
    )

    def walk(self) -> Iterator[Step]:
        """Yield the step and every step in it."""
        yield self
        for step in self.steps:
            yield from step.walk()


STEP: Record = Record.of(Step, "a step", one_of=(("text", "use"),))


_SECTION_ID = identifier(names="section id")


def _steps_key() -> Any:
    return key(ListOf(STEP_NAMED), (), "The steps, in order.")


@dataclass(frozen=True)
class Part(Placed):
    """A titled group inside a section."""

    id: str = key(_SECTION_ID, help="Unlike any section's.")
    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None, "What comes before the steps.")
    window: Window | None = key(WINDOW, None, "Default: the section's.")
    steps: tuple[Step, ...] = _steps_key()
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()


PART = Record.of(Part, "a part")


@dataclass(frozen=True)
class Inherited:
    """What a guide gives to its sections, and a section to its steps."""

    owner: str | DutyOf | None = key(OWNER, None, "Who acts.")
    when: tuple[Condition, ...] = key(WHEN, (), "When they apply.")


@dataclass(frozen=True)
class Section(Placed):
    """A phase when it has a window, a procedure when it has none."""

    id: str = key(_SECTION_ID, help="The name of its file.")
    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None, "What comes before the steps.")
    window: Window | None = key(WINDOW, None, "With a window it is a phase.")
    owner: str | DutyOf | None = key(
        OWNER, None, "The owner of steps without one."
    )
    when: tuple[Condition, ...] = key(
        WHEN, (), "The conditions of steps without any."
    )
    steps: tuple[Step, ...] = _steps_key()
    parts: tuple[Part, ...] = key(
        ListOf(PART),
        (),
        "Groups of steps with a title; they come after the steps.",
    )
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()

    @property
    def is_phase(self) -> bool:
        return self.window is not None

    @property
    def top_steps(self) -> tuple[Step, ...]:
        """The section's own steps and those of its parts, in order."""
        return self.steps + tuple(
            step for part in self.parts for step in part.steps
        )

    def walk(self) -> Iterator[Step]:
        """Yield every step of the section, nested ones included."""
        for step in self.top_steps:
            yield from step.walk()


SECTION = Record.of(Section, "a section")
