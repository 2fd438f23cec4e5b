# SPDX-License-Identifier: Apache-2.0
"""What the parts of a guide say wrongly of each other is reported."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.checks import check_guide
from watcher_liaison_guide.guide.model import Deliverable, Guide, Project

HEAD = {
    "guide": "title: A guide\nsections: [phase, procedure]\n",
    "project": "team: a\ntitle: A\n",
    "roles": "one: {title: One}\n",
    "phase": """\
id: phase
title: A phase
window: {week: rc1}
steps:
  - id: first
    text: Do it.
    owner: one
  - id: second
    use: procedure
    owner: one
""",
    "procedure": """\
id: procedure
title: A procedure
steps:
  - id: inner
    text: Do a part of it.
""",
}


def problems_of(folder: Path, **changed: str) -> list[str]:
    """Write a guide with some files changed, and return its problems."""
    for name, content in {**HEAD, **changed}.items():
        path = folder / f"{name}.yaml"
        if name in ("phase", "procedure"):
            path = folder / "sections" / path.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return [
        str(one).replace(f"{folder}/", "") for one in load_guide(folder)[1]
    ]


def phase(steps: str, more: str = "") -> dict[str, str]:
    return {
        "phase": f"id: phase\ntitle: A phase\nwindow: {{week: rc1}}\n{more}"
        f"steps:\n  - {{id: second, use: procedure, owner: one}}\n{steps}"
    }


def step(*fields: str) -> dict[str, str]:
    return phase(f"  - {{id: a, {', '.join(fields)}}}\n")


def text(words: str) -> dict[str, str]:
    return phase("", f"text: '{words}'\n")


def procedure(fields: str) -> dict[str, str]:
    return {
        "procedure": "id: procedure\ntitle: P\nsteps:\n"
        f"  - {{id: inner, {fields}}}\n"
    }


def named(**terms: str) -> dict[str, str]:
    """Return the terms, each with a text that is its own."""
    lines = (f"{name}: {{{keys}}}\n" for name, keys in terms.items())
    return {"terms": "".join(lines)}


DO, GO = "text: Do it.", "text: Go."
TWO_ROLES = {"roles": "one: {title: One}\ntwo: {title: Two}\n"}
PART = "parts: [{id: part, title: T}]\n"
BRANCH_END = "window: {due: branch-phase - 1w fri}"

CLEAN: dict[str, dict[str, str]] = {
    "the guide of these tests": {},
    "an event has no owner": step("text: It happens.", "kind: event"),
    "a step in a step has its owner": step(
        GO, "owner: one", "steps: [{id: c, text: Go.}]"
    ),
    "where is of what uses a procedure": procedure(
        "text: Go., where: {type: service}"
    ),
    "a text names a role": {
        **TWO_ROLES,
        **text("See :liaison:role:`two`."),
    },
    "a text has a term": {
        **named(a="title: frost, text: Cold."),
        **text("Wait for frost."),
    },
    "a text has a term in another form": {
        **named(a="title: frost, text: Cold."),
        **text("Frosts come."),
    },
    "a text refers to a term": {
        **named(a="title: frost, text: Cold."),
        **text("See :term:`x <frost>`."),
    },
    "no acronyms": text("``XYZ`` {release} An ID. AxB X"),
    "an alias explains an acronym": {
        **named(a="title: frost, aliases: [XYZ], text: Cold."),
        **text("The XYZ is a frost."),
    },
    "an item of a cycle is not looked for": text(
        "See :liaison:item:`2027.1/a`."
    ),
    "a part is a section to texts": phase(
        "", f"{PART}text: See :liaison:section:`part`.\n"
    ),
    "each branch has an end": step(
        DO, "owner: one", "each: branch", BRANCH_END
    ),
}


@pytest.mark.parametrize("what", CLEAN)
def test_what_is_right_is_not_reported(what: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, **CLEAN[what]) == []


#: Files, and the one problem of them, to its end or to an ellipsis.
WRONG: list[tuple[dict[str, str], str]] = [
    (
        step(DO),
        "sections/phase.yaml:6:10: warning: step-without-owner: Nobody owns "
        'the step "a". Give it an "owner".',
    ),
    # Nothing uses the procedure, so that it needs owners.
    (
        {"phase": HEAD["phase"].replace("use: procedure", "text: Do it.")},
        "sections/procedure.yaml:4:9: warning: step-without-owner: …",
    ),
    (
        step(GO, "owner: one", "where: {type: service}"),
        'sections/phase.yaml:6:43: error: bad-value: The step "a" has '
        '"where" without "each". Say of what it chooses with "each".',
    ),
    (
        phase("  - {id: inner, text: Go., owner: one}\n"),
        "sections/procedure.yaml:4:9: error: duplicate-identifier: The id "
        '"inner" is taken by …',
    ),
    (
        phase("", "parts: [{id: procedure, title: T}]\n"),
        "sections/procedure.yaml:1:5: error: duplicate-identifier: …",
    ),
    (
        {
            **phase("", "anchors: [x]\n"),
            "project": "team: a\ntitle: A\nanchors: [x]\n",
        },
        "sections/phase.yaml:4:11: error: duplicate-identifier: …",
    ),
    (
        named(
            a="title: rc, text: See :term:`b`.",
            b="abbr: RC, text: See :term:`a`.",
        ),
        'terms.yaml:2:1: error: duplicate-identifier: "rc" is a name of the '
        'term "a" already.',
    ),
    (
        {"roles": "one: {kind: group}\n"},
        'roles.yaml:1:1: error: missing-key: The role "one" lacks "title" '
        '(or "is").',
    ),
    (
        named(a="text: Words."),
        'terms.yaml:1:1: error: missing-key: The term "a" lacks "abbr" or '
        '"title".',
    ),
    (
        TWO_ROLES,
        'roles.yaml:2:1: warning: unused-role: Nothing uses the role "two". '
        "Use it or remove it.",
    ),
    # Its own text is no use of it.
    (
        named(a="title: frost, text: A frost is cold."),
        'terms.yaml:1:1: warning: unused-term: No text uses the term "frost". '
        "Use it or remove it.",
    ),
    # What is unused is not reported beside an error.
    (
        {**TWO_ROLES, **text("See :liaison:role:`too`.")},
        "sections/phase.yaml:4:12: error: unknown-role: …",
    ),
    # Once, wherever it is written.
    (
        text("The XYZ and *more* XYZs."),
        "sections/phase.yaml:4:8: warning: undefined-acronym: The glossary "
        'does not explain "XYZ". Add it to terms.yaml, or write it out.',
    ),
    (
        {
            "roles": "one: {is: {ptl: two, distributed: three}}\n"
            "two: {is: {ptl: three, distributed: three}}\n"
            "three: {title: T}\n"
        },
        'roles.yaml:1:17: error: circular-reference: "two" is itself a name '
        "for other roles. Name a role that people can have.",
    ),
    (
        {
            "events": "a: {falls-back: b}\nb: {falls-back: c}\n"
            "c: {falls-back: b}\n"
        },
        'events.yaml:3:17: error: circular-reference: The event "b" falls '
        "back to itself in the end.",
    ),
    (
        procedure("use: procedure"),
        "sections/procedure.yaml:4:22: error: circular-reference: The "
        'procedure "procedure" uses itself in the end.',
    ),
    (
        {
            "phase": "id: phase\ntitle: A phase\nwindow: {week: rc1}\n",
            **procedure("use: phase, owner: one"),
        },
        'sections/procedure.yaml:4:22: error: unknown-section: "phase" has a '
        "window, so it is a phase. Only a section without a window can be "
        "used.",
    ),
    # To steps, a part is no section.
    (
        phase("  - {id: a, use: part, owner: one}\n", PART),
        "sections/phase.yaml:7:18: error: unknown-section: …",
    ),
    (
        step(DO, "owner: one", BRANCH_END),
        "sections/phase.yaml:6:53: error: unknown-event: There is no event "
        '"branch-phase".',
    ),
    (
        step(DO, "owner: one", "each: deliverable", BRANCH_END),
        "sections/phase.yaml:6:72: error: unknown-event: There is no event "
        '"branch-phase".',
    ),
    *(
        (
            text(f"See :{role}:`no`."),
            f"sections/phase.yaml:4:12: error: {code}: {message}",
        )
        for role, code, message in (
            ("term", "unknown-term", 'There is no term "no".'),
            ("liaison:role", "unknown-role", 'There is no role "no".'),
            ("liaison:step", "unknown-step", 'There is no step "no".'),
            (
                "liaison:section",
                "unknown-section",
                'There is no section "no".',
            ),
            (
                "liaison:precedence",
                "unknown-precedence",
                'There is no precedence "no".',
            ),
            ("liaison:policy", "unknown-policy", 'There is no policy "no".'),
            ("liaison:date", "unknown-event", 'There is no event "no".'),
        )
    ),
]


@pytest.mark.parametrize(("files", "problem"), WRONG)
def test_what_is_wrong_is_reported_once_in_its_place(
    files: dict[str, str], problem: str, tmp_path: Path
) -> None:
    found = problems_of(tmp_path, **files)
    if problem.endswith("…"):
        found = [one[: len(problem) - 1] + "…" for one in found]
    assert found == [problem]


# -- what a guide need not say


def test_a_team_is_named_like_its_first_deliverable(tmp_path: Path) -> None:
    project = "deliverables:\n  a: {title: A, url: 'https://example.org/'}\n"
    assert problems_of(tmp_path, project=project) == []
    guide, _ = load_guide(tmp_path)
    assert guide is not None
    assert (guide.project.team, guide.project.title) == ("a", "a")


def test_a_step_leaves_its_owners_to_the_procedure_it_uses(
    tmp_path: Path,
) -> None:
    uses = HEAD["phase"].replace("    use: procedure\n    owner: one\n", "")
    files = {
        "phase": f"{uses}    use: procedure\n",
        **procedure("text: Look., owner: one"),
    }
    assert problems_of(tmp_path, **files) == []


# -- large and odd guides


def test_many_uses_of_many_procedures_are_looked_through_in_time(
    tmp_path: Path,
) -> None:
    names = [f"p{number}" for number in range(40)]
    (tmp_path / "sections").mkdir()
    for name, after in zip(names, [*names[1:], None], strict=True):
        use = f"use: {after}" if after else DO
        (tmp_path / "sections" / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: {name}\nsteps:\n"
            f"  - {{id: {name}-a, {use}, owner: one}}\n"
            f"  - {{id: {name}-b, {use}, owner: one}}\n"
        )
    listed = ", ".join([*names, "phase", "procedure"])
    guide = f"title: A\nsections: [{listed}]\n"
    assert problems_of(tmp_path, guide=guide) == []


def test_thousands_of_terms_are_looked_for_at_once(tmp_path: Path) -> None:
    terms = "".join(
        f"t{n}: {{title: Term {n}, text: See term {n + 1}.}}\n"
        for n in range(5_000)
    )
    begin = time.process_time()
    assert problems_of(tmp_path, terms=terms) == [
        'terms.yaml:1:1: warning: unused-term: No text uses the term "Term 0".'
        " Use it or remove it."
    ]
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    ("team", "deliverable", "advice"),
    [
        ("novva", "nova", ['Did you mean "nova"?']),
        ("Nova", "nova", []),
        ("oslo", "oslo.db", []),
        ("Puppet OpenStack", "puppet-nova", []),
        ("telemetry", "ceilometer", []),
    ],
)
def test_a_misspelt_team_is_reported(
    team: str, deliverable: str, advice: list[Any]
) -> None:
    facts = {deliverable: Deliverable(title="x", url="x")}
    found = check_guide(Guide("a", "A", Project(team, deliverables=facts)))
    assert [one.advice for one in found] == advice
