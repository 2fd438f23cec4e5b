# SPDX-License-Identifier: Apache-2.0
"""What the parts of a guide say wrongly of each other is reported."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import FILES

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
    (folder / "sections").mkdir()
    for name, content in {**HEAD, **changed}.items():
        place = folder if name in FILES else folder / "sections"
        ending = "" if name.endswith(".yml") else ".yaml"
        (place / f"{name}{ending}").write_text(content, encoding="utf-8")
    found = load_guide(folder)[1]
    return [str(one).replace(f"{folder}/", "") for one in found]


def phase(steps: str, more: str = "") -> dict[str, str]:
    return {
        "phase": f"id: phase\ntitle: A phase\nwindow: {{week: rc1}}\n{more}"
        f"steps:\n  - {{id: second, use: procedure, owner: one}}\n{steps}"
    }


def step(fields: str) -> dict[str, str]:
    return phase(f"  - {{id: a, {fields}}}\n")


def text(words: str) -> dict[str, str]:
    return phase("", f"text: '{words}'\n")


def procedure(fields: str) -> dict[str, str]:
    return {
        "procedure": "id: procedure\ntitle: P\nsteps:\n"
        f"  - {{id: inner, {fields}}}\n"
    }


def team(name: str, deliverable: str) -> dict[str, str]:
    return {
        "project": f"team: {name}\ntitle: T\ndeliverables: "
        f"{{{deliverable}: {{title: D, url: https://example.org}}}}\n"
    }


TWO_ROLES = {"roles": "one: {title: One}\ntwo: {title: Two}\n"}
FROST = {"terms": "a: {title: frost, aliases: [XYZ], text: Cold.}\n"}
PART = "parts: [{id: part, title: The frost}]\n"
BRANCH_END = "owner: one, text: Go., window: {due: branch-phase - 1w fri}"
NO_BRANCH = 'error: unknown-event: There is no event "branch-phase".'

#: Files with which nothing is wrong.
CLEAN: dict[str, dict[str, str]] = {
    "the guide of these tests": {},
    "an event has no owner": step("text: It happens., kind: event"),
    "a step leaves its owners to the procedure that it uses": {
        "phase": HEAD["phase"].removesuffix("    owner: one\n"),
        **procedure("text: Look., owner: one"),
    },
    "where is of a procedure": procedure("text: Go., where: {type: service}"),
    "a text names a role": TWO_ROLES | text("See :liaison:role:`two`."),
    "a text has a term": FROST | text("Wait for frost."),
    "a text has a term in another form": FROST | text("Frosts come."),
    "a text has a term in another case": FROST | text("See :term:`FROST`."),
    "a term has an alias": FROST | text("The XYZ is a frost."),
    "no acronyms": text("``ABC`` {release} An ID. AxB X"),
    "an item of a cycle": text("See :liaison:item:`2027.1/a`."),
    "a part is a section to texts, and its title has a term": FROST
    | phase("", f"{PART}text: See :liaison:section:`part`.\n"),
    "a team and a deliverable of its name": team("Nova", "nova"),
    "a team and a longer name": team("Puppet OpenStack", "puppet-nova"),
    "a team and another name": team("telemetry", "ceilometer"),
    "each branch has an end": step(f"each: branch, {BRANCH_END}"),
}
#: Files, and the one problem of them, to its end or to an ellipsis.
CASES: dict[str, tuple[dict[str, str], str]] = {
    **{name: (files, "") for name, files in CLEAN.items()},
    "a step without an owner": (
        step("text: Go."),
        "sections/phase.yaml:6:10: warning: step-without-owner: Nobody owns "
        'the step "a". Give it an "owner".',
    ),
    "a procedure that nothing uses needs owners": (
        {"phase": HEAD["phase"].replace("use: procedure", "text: Do it.")},
        "sections/procedure.yaml:4:9: warning: step-without-owner: …",
    ),
    "an id of a step twice": (
        phase("  - {id: inner, text: Go., owner: one}\n"),
        "sections/procedure.yaml:4:9: error: duplicate-identifier: …",
    ),
    "an id of a section and a part": (
        phase("", "parts: [{id: procedure, title: T}]\n"),
        "sections/procedure.yaml:1:5: error: duplicate-identifier: …",
    ),
    "an anchor twice": (
        phase("", "anchors: [x]\n")
        | {"project": "team: a\ntitle: A\nanchors: [x]\n"},
        "sections/phase.yaml:4:11: error: duplicate-identifier: …",
    ),
    "a name of two terms": (
        {
            "terms": "a: {title: rc, text: See :term:`b`.}\n"
            "b: {abbr: RC, text: See :term:`a`.}\n"
        },
        'terms.yaml:2:1: error: duplicate-identifier: "rc" is a name of th…',
    ),
    "a role that nothing uses": (
        TWO_ROLES | phase("  - {id: two, text: Go., owner: one}\n"),
        'roles.yaml:2:1: warning: unused-role: Nothing uses the role "two". '
        "Use it or remove it.",
    ),
    "a term that only its own text uses": (
        {"terms": "a: {title: hoar frost, text: Hoar frost.}\n"}
        | text("A frost comes."),
        'terms.yaml:1:1: warning: unused-term: No text uses the term "hoar '
        'frost". Use it or remove it.',
    ),
    "what is unused is not reported beside an error": (
        TWO_ROLES | text("See :liaison:role:`too`."),
        "sections/phase.yaml:4:12: error: unknown-role: …",
    ),
    "an acronym that is written twice": (
        text("The XYZ and *more* XYZs."),
        "sections/phase.yaml:4:8: warning: undefined-acronym: The glossary "
        'does not explain "XYZ". Add it to terms.yaml, or write it out.',
    ),
    "a role that stands for one that does": (
        {
            "roles": "one: {is: {ptl: two, distributed: three}}\n"
            "two: {is: {ptl: three, distributed: three}}\n"
            "three: {title: T}\n"
        },
        'roles.yaml:1:17: error: circular-reference: "two" is itself a name '
        "for other roles. Name a role that people can have.",
    ),
    "events that fall back to each other": (
        {
            "events": "a: {falls-back: b}\nb: {falls-back: c}\n"
            "c: {falls-back: b}\n"
        },
        'events.yaml:3:17: error: circular-reference: The event "b" …',
    ),
    "a procedure that uses itself": (
        procedure("use: procedure"),
        "sections/procedure.yaml:4:22: error: circular-reference: The pro…",
    ),
    "a phase that a step uses": (
        {"phase": "id: phase\ntitle: A phase\nwindow: {week: rc1}\n"}
        | procedure("use: phase, owner: one"),
        'sections/procedure.yaml:4:22: error: unknown-section: "phase" has …',
    ),
    "a part is no section to steps": (
        phase("  - {id: a, use: part, owner: one}\n", PART),
        "sections/phase.yaml:7:18: error: unknown-section: …",
    ),
    "a section that is not named like its file": (
        {"phase": HEAD["phase"].replace("id: phase", "id: face")},
        "sections/phase.yaml:1:5: error: bad-identifier: The id of the "
        'section is "face", its file is "phase.yaml". Rename the file to '
        '"face.yaml".',
    ),
    "a section that is listed twice": (
        {"guide": "title: A\nsections: [phase, phase, procedure]\n"},
        "guide.yaml:2:19: error: duplicate-identifier: The section "
        '"phase" is listed twice.',
    ),
    "a section that is not there": (
        {"guide": "title: A\nsections: [fase, procedure]\n"},
        "guide.yaml:2:12: error: unknown-section: There is no file "
        '"sections/fase.yaml". Did you mean "phase"?',
    ),
    "a section that is not listed": (
        {"guide": "title: A\nsections: [procedure]\n"},
        "sections/phase.yaml:1:5: warning: unused-section: The section "
        '"phase" is not listed in guide.yaml. Add it to "sections", in '
        "document order.",
    ),
    "a team that is misspelt": (
        team("novva", "nova"),
        'project.yaml:1:7: warning: unknown-team: The team is "novva", the '
        'deliverable "nova". Did you mean "nova"?',
    ),
    "a window of two kinds": (
        step("text: Go., owner: one, window: {week: rc1, to: rc1}"),
        'sections/phase.yaml:6:56: error: bad-window: A window has either "w…',
    ),
    "only branches end": (
        step(f"each: deliverable, {BRANCH_END}"),
        f"sections/phase.yaml:6:69: {NO_BRANCH}",
    ),
}
for fact, kind in {
    "role": "role",
    "event": "event",
    "exception": "policy",
}.items():
    CASES[f"a condition on a {kind} that is not there"] = (
        step(f"text: Go., owner: one, when: {{{fact}.no: none}}"),
        f"sections/phase.yaml:6:43: error: unknown-{kind}: There is no {kind} "
        '"no".',
    )
NO_CONDITION = "43: error: unknown-key: There is no condition"
for rest, problem in {
    "when: {nosuch.a: 1}": f'{NO_CONDITION} "nosuch.a". It takes leadership, '
    "slurp, next.slurp, judgement, role.ID, event.ID, exception.ID.",
    "when: {role.B_: none}": f'{NO_CONDITION} "role.B_". …',
    "when: {leadershp: ptl}": f'{NO_CONDITION} "leadershp". Did you mean "le…',
    "when: {leadership: king}": "55: error: bad-value: …",
    "when: {role.one: open}": "53: error: bad-value: …",
    "when: {slurp: maybe}": "50: error: wrong-type: …",
    "when: [slurp]": "42: error: wrong-type: Expected conditions, found a "
    "list. Write {leadership: ptl}.",
    "when: ": "36: error: wrong-type: …",
    "where: {type: service}": '43: error: bad-value: The step "a" has "whe…',
    "each: branch, where: {type: x}": '64: error: bad-value: "x" is not a …',
    "each: tracker, where: {status: future}": "58: error: bad-value: The …",
}.items():
    CASES[rest] = (
        step(f"text: Go., owner: one, {rest}"),
        f"sections/phase.yaml:6:{problem}",
    )
for kind, content, problem in (
    ("roles", "one: {kind: group}", '1: error: missing-key: The role "one" …'),
    ("roles", "one: {title: A, on-record: relase}", "28: error: bad-value: …"),
    ("terms", "a: {text: Words.}", '1: error: missing-key: The term "a" lac…'),
):
    CASES[content] = {kind: f"{content}\n"}, f"{kind}.yaml:1:{problem}"
for name, advice in {
    "sections/rc.yml": 'Rename it to "rc.yaml".',
    "roles.yml": 'Did you mean "roles.yaml"?',
}.items():
    CASES[f"the file {name}"] = (
        {f"../{name}": "x: y"},
        f"{name}: warning: unread-file: No file of a guide has this name, so "
        f"nothing reads it. {advice}",
    )
for kind in ("role", "step", "section", "precedence", "policy", "event"):
    role = "date" if kind == "event" else kind
    CASES[f"a text names a {kind} that is not there"] = (
        text(f"See :liaison:{role}:`no`."),
        f"sections/phase.yaml:4:12: error: unknown-{kind}: There is no {kind} "
        '"no".',
    )


@pytest.mark.parametrize(("files", "problem"), CASES.values(), ids=CASES)
def test_what_is_wrong_is_reported_once_in_its_place(
    files: dict[str, str], problem: str, tmp_path: Path
) -> None:
    found = problems_of(tmp_path, **files)
    if problem.endswith("…"):
        found = [one[: len(problem) - 1] + "…" for one in found]
    assert found == ([problem] if problem else [])


def test_many_uses_of_many_procedures_are_looked_through_in_time(
    tmp_path: Path,
) -> None:
    names = [f"p{number}" for number in range(40)]
    files = {
        name: f"id: {name}\ntitle: {name}\nsteps:\n"
        f"  - {{id: {name}-a, use: {after}, owner: one}}\n"
        f"  - {{id: {name}-b, use: {after}, owner: one}}\n"
        for name, after in itertools.pairwise([*names, "procedure"])
    }
    listed = ", ".join([*names, "phase", "procedure"])
    files["guide"] = f"title: A\nsections: [{listed}]\n"
    assert problems_of(tmp_path, **files) == []
