# SPDX-License-Identifier: Apache-2.0
"""The fields of every file of a guide; the reader and the schema use them."""

from __future__ import annotations

from typing import Any

from watcher_liaison_guide.calendar.expression_fields import (
    EXPRESSION,
    WINDOW,
)
from watcher_liaison_guide.fields import (
    Boolean,
    ByKey,
    ByKind,
    Choice,
    Field,
    ListOf,
    MapOf,
    Named,
    ProseText,
    Record,
    Shape,
    TemplateText,
    Text,
    identifier,
    json_schema,
    name,
    url,
)
from watcher_liaison_guide.guide import model
from watcher_liaison_guide.guide.conditions import WHEN, WHERE
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import PositionedText

PROSE = ProseText()
TITLE = Text("a title")
ID = identifier()
ROLE = identifier("a role id")
ANCHORS = Field(
    "anchors",
    ListOf(Text("an HTML id", r"[A-Za-z][A-Za-z0-9_.-]*")),
    default=(),
    help="Ids of an earlier published page that must keep working.",
)

_LONG_NOTE = Record(
    "a note",
    (
        Field("text", PROSE, True),
        Field("when", WHEN, default=(), help="Shown only then."),
        Field("where", WHERE, default={}, help="Shown only there."),
    ),
    model.Note,
)


class _NoteText(ProseText):
    """A note that is nothing but prose."""

    def read(self, value: Any, place: Any, problems: Any) -> Any:
        found = super().read(value, place, problems)
        return model.Note(found, position=value.position) if found else found


NOTE = ByKind("a note", scalar=_NoteText(), mapping=_LONG_NOTE)
NOTES = Field(
    "notes", ListOf(NOTE), default=(), help="Remarks, shown after the rest."
)


class _CommandText(TemplateText):
    """A command that is nothing but its line."""

    def read(self, value: Any, place: Any, problems: Any) -> Any:
        found = super().read(value, place, problems)
        return (
            model.Command(found, position=value.position) if found else found
        )


COMMAND = ByKind(
    "a command",
    scalar=_CommandText(),
    mapping=Record(
        "a command",
        (
            Field("run", TemplateText(), True, help="One line or many."),
            Field(
                "in",
                TemplateText(),
                attribute="repository",
                help="The repository to run it in.",
            ),
        ),
        model.Command,
    ),
)

LINK = ByKey(
    choices=(
        (
            "link",
            Record(
                "a link",
                (
                    Field(
                        "link",
                        ID,
                        True,
                        help="A named link of the "
                        "project, perhaps filled by the cycle file.",
                    ),
                    Field("text", TemplateText()),
                ),
                model.StepLink,
            ),
        ),
    ),
    otherwise=Record(
        "a link",
        (
            Field("text", TemplateText(), True, help="Its words."),
            Field("url", TemplateText(address=True), True),
            Field(
                "doc",
                Text("a document name", r"/?[\w./-]+"),
                help="Used instead where the documentation has it.",
            ),
        ),
        model.StepLink,
    ),
)

OWNER = ByKind(
    "an owner",
    scalar=ROLE,
    mapping=Record(
        "an owner",
        (
            Field("precedence", ID, True, help="Whose tiers say who acts."),
            Field("duty", ID, help="The one of its duties that is meant."),
        ),
        model.DutyOf,
    ),
)


def _rule(rule: str, options: tuple[Field, ...]) -> Record:
    """A proof rule as a mapping of its own options."""

    def build(position: Any, **values: Any) -> dict[str, Any]:
        return {
            key.replace("_", "-"): value
            for key, value in values.items()
            if value is not None
        }

    return Record(f'the rule "{rule}"', options, build)


_DELIVERABLE = Field(
    "deliverable", name("a deliverable"), help="Default: the item's own."
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
    "event-scheduled": (Field("event", identifier("an event id"), True),),
}


def _proof(position: Any, **values: Any) -> model.Proof | None:
    for rule in PROOF_RULES:
        options = values.get(rule.replace("-", "_"))
        if options is not None:
            return model.Proof(
                PositionedText(rule, position), options, position
            )
    return None


PROOF = Record(
    "a proof",
    tuple(
        Field(rule, _rule(rule, options))
        for rule, options in PROOF_RULES.items()
    ),
    _proof,
    one_of=(tuple(PROOF_RULES),),
)


def _step(**values: Any) -> model.Step:
    values["kind"] = str(values["kind"])
    for key in ("each", "about"):
        values[key] = str(values[key]) if values[key] else None
    return model.Step(**values)


STEP: Record = Record(
    "a step",
    (
        Field("id", ID, True, help="Unique in the guide, and permanent."),
        Field("text", PROSE, help="What to do."),
        Field("use", ID, help="A procedure that is the step."),
        Field("owner", OWNER, help="Who acts: a role, or a duty."),
        Field(
            "with",
            ListOf(ROLE, alone=True),
            default=(),
            attribute="participants",
            help="Who takes part; [team] marks coordination.",
        ),
        Field("starts", ROLE, help="Who begins it; default: the owner."),
        Field("if-silent", PROSE, help="What happens if nobody acts."),
        Field(
            "optional",
            Text("words"),
            help='The guide\'s own word, such as "if needed".',
        ),
        Field("when", WHEN, default=(), help="When the step applies."),
        Field(
            "each",
            Choice(("deliverable", "branch", "tracker")),
            help="One item for each of these.",
        ),
        Field("where", WHERE, default={}, help="Which of them."),
        Field("window", WINDOW, help="Default: that of what it stands in."),
        Field("commands", ListOf(COMMAND), default=(), help="What to type."),
        Field("links", ListOf(LINK), default=(), help="Where it leads."),
        NOTES,
        Field(
            "steps",
            ListOf(Named("step", lambda: STEP)),
            default=(),
            help="The steps that it is made of.",
        ),
        Field("repeat", PROSE, help="How often; the item stays one."),
        Field("about", Choice(("next",)), help="It is about the next cycle."),
        Field(
            "kind",
            Choice(("step", "event", "decision")),
            default="step",
            help="An event is a fact, with nothing to tick.",
        ),
        Field("proof", PROOF, help="How a record proves it done."),
        Field(
            "source",
            Text("an address or words", lines=True),
            help="Where a duty comes from that the first guide lacks.",
        ),
    ),
    _step,
    one_of=(("text", "use"),),
    tells_whole=True,
)
STEP_NAMED = Named("step", lambda: STEP)
STEPS = Field(
    "steps", ListOf(STEP_NAMED), default=(), help="What is to be done."
)

PART = Record(
    "a part",
    (
        Field("id", ID, True, help="Unlike any section's."),
        Field("title", TITLE, True),
        Field("text", PROSE, help="What comes before the steps."),
        Field("window", WINDOW, help="Default: the section's."),
        STEPS,
        NOTES,
        ANCHORS,
    ),
    model.Part,
)
SECTION = Record(
    "a section",
    (
        Field("id", ID, True, help="The name of its file."),
        Field("title", TITLE, True),
        Field("text", PROSE, help="What comes before the steps."),
        Field("window", WINDOW, help="With a window it is a phase."),
        STEPS,
        Field(
            "parts",
            ListOf(PART),
            default=(),
            help="Groups of steps with a title; they come after the steps.",
        ),
        NOTES,
        ANCHORS,
    ),
    model.Section,
)

DELIVERABLE = Record(
    "a deliverable",
    (
        Field("title", TITLE, True),
        Field("text", PROSE),
        Field("url", url(), True, help="Its repository."),
        Field(
            "released",
            Boolean(),
            default=True,
            help="Default: true. What is never released has no file in "
            "openstack/releases.",
        ),
    ),
    model.Deliverable,
)
PLACE = Record(
    "an entry",
    (
        Field("title", TITLE),
        Field("text", PROSE),
        Field(
            "url",
            TemplateText(address=True),
            help="A link without one gets it from each cycle file.",
        ),
    ),
    model.Place,
)
EXPECTS = Record(
    "the expectations",
    (
        Field(
            "leadership",
            Choice(model.LEADERSHIPS, "a leadership"),
            help="How the team is led.",
        ),
        Field(
            "release-model",
            MapOf(
                name("a deliverable"),
                Choice(model.RELEASE_MODELS, "a release model"),
            ),
            default={},
        ),
        Field(
            "tracker",
            MapOf(name("a deliverable"), name("a tracker")),
            default={},
        ),
    ),
    model.Expectations,
    help="What the guide takes to be on record.",
)


def _project(
    team: PositionedText | None,
    title: PositionedText | None,
    position: Position,
    **values: Any,
) -> model.Project:
    """Make a project; a team's first repository bears its name."""
    if team is None:
        first = next(iter(values["deliverables"]), "")
        team = PositionedText(first, getattr(first, "position", position))
    return model.Project(team, title or team, position=position, **values)


PROJECT = Record(
    "the project",
    (
        Field(
            "team",
            name("a team"),
            help="Governance's team name; default: the first deliverable's.",
        ),
        Field("title", TITLE, help="Default: the team's name."),
        Field("text", PROSE),
        NOTES,
        ANCHORS,
        Field(
            "deliverables",
            MapOf(name("a deliverable"), DELIVERABLE, pass_key=True),
            default={},
        ),
        Field(
            "trackers",
            MapOf(name("a tracker"), PLACE, pass_key=True),
            default={},
        ),
        Field("channels", MapOf(ID, PLACE, pass_key=True), default={}),
        Field("links", MapOf(ID, PLACE, pass_key=True), default={}),
        Field("expects", EXPECTS, default=model.Expectations()),
    ),
    _project,
)

BY_LEADERSHIP = Record(
    "the roles by leadership",
    tuple(Field(word, ROLE, True) for word in model.LEADERSHIPS),
    lambda position, **roles: roles,
)


def _role(**values: Any) -> model.Role:
    values["kind"] = str(values["kind"])
    return model.Role(**values)


ROLES = MapOf(
    ROLE,
    Record(
        "a role",
        (
            Field("title", TITLE),
            Field("text", PROSE),
            Field(
                "on-record",
                Text("a key of the records", r"[a-z_-]+"),
                help="The governance key of its holders.",
            ),
            Field(
                "kind",
                Choice(("person", "group", "outside")),
                default="person",
                help="A group has no holder, outside is not of the team.",
            ),
            Field(
                "is",
                BY_LEADERSHIP,
                attribute="stands_for",
                default={},
                help="Which role it is under each leadership.",
            ),
            Field(
                "responsibilities",
                ListOf(PROSE),
                default=(),
                help="What the role stands for.",
            ),
        ),
        _role,
        help="A role needs a title, or the roles that it stands for.",
        tells_whole=True,
    ),
    pass_key=True,
)

DUTY = Record(
    "a duty",
    (
        Field("role", ROLE, help="Which of the tier's roles has it."),
        Field("text", PROSE),
    ),
    model.Duty,
)
TIER = Record(
    "a tier",
    (
        Field("roles", ListOf(ROLE, filled=True), True, help="Who it is."),
        Field(
            "if-appointed",
            Boolean(),
            default=False,
            help="Default: false. The tier is passed over where nobody is.",
        ),
        Field(
            "duties",
            MapOf(ID, DUTY),
            default={},
            help="A tier without duties takes those that are left.",
        ),
        Field("text", PROSE),
    ),
    model.Tier,
)
PRECEDENCE = MapOf(
    ID,
    Record(
        "a precedence",
        (
            Field("title", TITLE, True),
            Field("text", PROSE),
            NOTES,
            Field(
                "tiers",
                ListOf(TIER, filled=True),
                True,
                help="Each duty goes to the first that has its holder.",
            ),
            Field("opt-out", PROSE, help="How nobody may have to."),
            ANCHORS,
        ),
        model.Precedence,
    ),
    pass_key=True,
)

REQUEST = Record(
    "a request",
    (
        Field("place", ID, help="A named link."),
        Field("first", ID, help="A channel, before anything else."),
        Field(
            "requester-present",
            Boolean(),
            default=False,
            help="Default: false. Who asks must be there.",
        ),
        Field("text", PROSE),
    ),
    model.Request,
)
POLICIES = MapOf(
    ID,
    Record(
        "a policy",
        (
            Field("title", TITLE, True),
            Field("text", PROSE),
            Field("opens", EXPRESSION, True, help="The first day."),
            Field("closes", EXPRESSION, True, help="A hard stop."),
            Field("decides", ROLE, True, help="Who has the last word."),
            Field(
                "default",
                Choice(("refuse", "accept")),
                True,
                help="What is done unless there are reasons.",
            ),
            Field("announce", ID, help="The step that announces it."),
            Field("request", REQUEST, help="How one asks."),
            Field(
                "accept-when",
                ListOf(PROSE),
                default=(),
                help="Reasons to accept.",
            ),
            Field("refused", PROSE, help="What becomes of what is refused."),
            NOTES,
            ANCHORS,
        ),
        model.Policy,
    ),
    pass_key=True,
)

TERM = Record(
    "a term",
    (
        Field("abbr", Text("an abbreviation"), help="Shown first."),
        Field("expands", Text("words"), help="What it is short for."),
        Field("title", TITLE, help="Shown where there is no abbreviation."),
        Field("text", PROSE, True, help="What it means."),
        Field("url", url(), help="Where more is told."),
        Field("see", ListOf(ID, alone=True), default=(), help="More terms."),
        Field(
            "aliases",
            ListOf(Text("a name")),
            default=(),
            help="Other names by which texts refer to it.",
        ),
    ),
    model.Term,
    tells_whole=True,
)
TERMS = MapOf(ID, TERM, pass_key=True)
EVENTS = MapOf(
    identifier("an event id"),
    Record(
        "an event",
        (
            Field("title", TITLE),
            Field("text", PROSE),
            Field(
                "keys",
                ListOf(name("an upstream key")),
                default=(),
                help="Keys of the schedule, without the series' initial.",
            ),
            Field("falls-back", ID, help="The event it is otherwise."),
        ),
        model.GuideEvent,
    ),
    pass_key=True,
)
GUIDE = Record(
    "the guide",
    (
        Field("title", TITLE, True),
        Field("text", PROSE),
        Field("sections", ListOf(ID), True, help="In document order."),
    ),
    lambda position, **values: values,
)

#: The schema of each kind of file, by name.
FILES: dict[str, Shape] = {
    "guide": GUIDE,
    "project": PROJECT,
    "roles": ROLES,
    "precedence": PRECEDENCE,
    "policies": POLICIES,
    "terms": TERMS,
    "events": EVENTS,
    "section": SECTION,
}


def schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file named in ``FILES``."""
    named = (STEP_NAMED,) if kind == "section" else ()
    return json_schema(FILES[kind], f"{kind}.yaml of a guide", named)
