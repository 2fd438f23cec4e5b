# SPDX-License-Identifier: Apache-2.0
"""What the parts of a guide say wrongly of each other is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.checks import check_guide
from watcher_liaison_guide.guide.model import Deliverable, Guide, Project
from watcher_liaison_guide.guide.unread import Unread

Told = Callable[..., list[str]]

HEAD = {
    "guide.yaml": "title: A guide\nsections: [phase, procedure]\n",
    "project.yaml": "team: a\ntitle: A\n",
    "roles.yaml": "one: {title: One}\n",
    "sections/phase.yaml": """\
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
    "sections/procedure.yaml": """\
id: procedure
title: A procedure
steps:
  - id: inner
    text: Do a part of it.
""",
}


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Give a function that writes a guide, and tells its problems."""

    def tell(**changed: str) -> list[str]:
        files = dict(HEAD)
        for name, content in changed.items():
            where = "sections/" if name in ("phase", "procedure") else ""
            files[f"{where}{name}.yaml"] = content
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return [
            str(one).replace(f"{tmp_path}/", "")
            for one in load_guide(tmp_path)[1]
        ]

    return tell


def phase(steps: str, more: str = "") -> str:
    return (
        f"id: phase\ntitle: A phase\nwindow: {{week: rc1}}\n{more}steps:\n"
        f"  - {{id: second, use: procedure, owner: one}}\n{steps}"
    )


def test_the_guide_of_these_tests_is_clean(told: Told) -> None:
    assert told() == []


# -- owners


def test_a_step_without_an_owner_is_told(told: Told) -> None:
    assert told(phase=phase("  - {id: a, text: Do it.}\n")) == [
        "sections/phase.yaml:6:10: warning: step-without-owner: Nobody owns "
        'the step "a". Give it an "owner".'
    ]


@pytest.mark.parametrize(
    "step",
    [
        "  - {id: a, text: It happens., kind: event}\n",
        "  - {id: a, text: Go., owner: one, steps: [{id: c, text: Go.}]}\n",
    ],
)
def test_events_and_steps_in_steps_need_no_owner(
    step: str, told: Told
) -> None:
    assert told(phase=phase(step)) == []


def test_a_procedure_that_nothing_uses_needs_owners(told: Told) -> None:
    found = told(phase=HEAD["sections/phase.yaml"].replace(
        "use: procedure", "text: Do it."))  # fmt: skip
    assert [one.split(" ")[2] for one in found] == ["step-without-owner:"]


def test_where_needs_each(told: Told) -> None:
    step = "  - {id: a, text: Go., owner: one, where: {type: service}}\n"
    assert told(phase=phase(step)) == [
        'sections/phase.yaml:6:43: error: bad-value: The step "a" has "where" '
        'without "each". Say of what it chooses with "each".'
    ]


def test_where_in_a_procedure_is_of_what_uses_it(told: Told) -> None:
    assert (
        told(
            procedure="id: procedure\ntitle: P\nsteps:\n"
            "  - {id: inner, text: Go., where: {type: service}}\n"
        )
        == []
    )


# -- ids


def test_two_steps_of_one_id_are_told(told: Told) -> None:
    found = told(phase=phase("  - {id: inner, text: Go., owner: one}\n"))
    (only,) = found
    assert only.startswith(
        "sections/procedure.yaml:4:9: error: duplicate-identifier: The id "
        '"inner" is taken by '
    )
    assert only.endswith(
        "sections/phase.yaml:6. Ids of steps are unique in a guide."
    )


def test_a_part_and_a_section_of_one_id_are_told(told: Told) -> None:
    found = told(phase=phase("", "parts: [{id: procedure, title: T}]\n"))
    assert [one.split(" ")[2] for one in found] == ["duplicate-identifier:"]


def test_an_anchor_in_two_places_is_told(told: Told) -> None:
    found = told(
        phase=phase("", "anchors: [x]\n"),
        project="team: a\ntitle: A\nanchors: [x]\n",
    )
    assert [one.split(" ")[:3] for one in found] == [
        ["sections/phase.yaml:4:11:", "error:", "duplicate-identifier:"]
    ]


def test_two_terms_of_one_name_are_told(told: Told) -> None:
    found = told(
        terms="a: {title: rc, text: See :term:`b`.}\n"
        "b: {abbr: RC, text: See :term:`a`.}\n"
    )
    assert found == [
        'terms.yaml:2:1: error: duplicate-identifier: "rc" is a name of the '
        'term "a" already.'
    ]


# -- roles and terms


def test_a_role_needs_a_title_or_what_it_is(told: Told) -> None:
    assert told(roles="one: {kind: group}\n") == [
        'roles.yaml:1:1: error: missing-key: The role "one" lacks "title" '
        '(or "is").'
    ]


def test_a_term_needs_a_name(told: Told) -> None:
    assert told(terms="a: {text: Words.}\n") == [
        'terms.yaml:1:1: error: missing-key: The term "a" lacks "abbr" or '
        '"title".'
    ]


def test_a_role_that_nothing_names_is_told(told: Told) -> None:
    assert told(roles="one: {title: One}\ntwo: {title: Two}\n") == [
        'roles.yaml:2:1: warning: unused-role: Nothing names the role "two". '
        "Use it or remove it."
    ]


def test_a_text_may_name_a_role(told: Told) -> None:
    assert (
        told(
            roles="one: {title: One}\ntwo: {title: Two}\n",
            phase=phase("", "text: See :liaison:role:`two`.\n"),
        )
        == []
    )


def test_a_term_that_only_its_own_text_uses_is_told(told: Told) -> None:
    assert told(terms="a: {title: frost, text: A frost is cold.}\n") == [
        'terms.yaml:1:1: warning: unused-term: No text uses the term "frost". '
        "Use it or remove it."
    ]


@pytest.mark.parametrize(
    "text", ["Wait for frost.", "Frosts come.", "See :term:`x <frost>`."]
)
def test_a_term_may_be_used_by_any_text(text: str, told: Told) -> None:
    assert (
        told(
            terms="a: {title: frost, text: Cold.}\n",
            phase=phase("", f"text: '{text}'\n"),
        )
        == []
    )


def test_what_is_unused_is_not_told_beside_an_error(told: Told) -> None:
    found = told(
        roles="one: {title: One}\ntwo: {title: Two}\n",
        phase=phase("", "text: See :liaison:role:`too`.\n"),
    )
    assert [one.split(" ")[2] for one in found] == ["unknown-role:"]


def test_an_acronym_that_is_not_explained_is_told_once(told: Told) -> None:
    assert told(phase=phase("", "text: The XYZ and the XYZs.\n")) == [
        "sections/phase.yaml:4:7: warning: undefined-acronym: The glossary "
        'does not explain "XYZ". Add it to terms.yaml, or write it out.'
    ]


@pytest.mark.parametrize(
    "text", ["``XYZ``", "{release}", "An ID.", "AxB", "X"]
)
def test_what_is_no_acronym_needs_no_term(text: str, told: Told) -> None:
    assert told(phase=phase("", f"text: '{text}'\n")) == []


def test_a_term_explains_an_acronym_by_any_name(told: Told) -> None:
    assert (
        told(
            terms="a: {title: frost, aliases: [XYZ], text: Cold.}\n",
            phase=phase("", "text: The XYZ is a frost.\n"),
        )
        == []
    )


# -- circles


def test_roles_that_stand_for_each_other_are_told(told: Told) -> None:
    found = told(
        roles="one: {is: {ptl: two, distributed: two}}\n"
        "two: {is: {ptl: three, distributed: three}}\nthree: {title: T}\n"
    )
    assert found[0] == (
        'roles.yaml:1:17: error: circular-reference: "two" is itself a '
        "name for other roles. Name a role that people can have."
    )


def test_events_that_fall_back_to_each_other_are_told_once(told: Told) -> None:
    assert told(
        events="a: {falls-back: b}\nb: {falls-back: c}\nc: {falls-back: b}\n"
    ) == [
        'events.yaml:3:17: error: circular-reference: The event "b" falls '
        "back to itself in the end."
    ]


def test_procedures_that_use_each_other_are_told_once(told: Told) -> None:
    assert told(
        procedure="id: procedure\ntitle: P\nsteps:\n"
        "  - {id: inner, use: procedure}\n"
    ) == [
        "sections/procedure.yaml:4:22: error: circular-reference: The "
        'procedure "procedure" uses itself in the end.'
    ]


def test_many_uses_of_many_procedures_are_looked_through_in_time(
    tmp_path: Path,
) -> None:
    names = [f"p{number}" for number in range(40)]
    (tmp_path / "sections").mkdir()
    (tmp_path / "guide.yaml").write_text(
        f"title: A\nsections: [{', '.join(names)}]\n"
    )
    (tmp_path / "project.yaml").write_text("team: a\ntitle: A\n")
    (tmp_path / "roles.yaml").write_text("one: {title: One}\n")
    for name, after in zip(names, [*names[1:], None], strict=True):
        use = f"use: {after}" if after else "text: Do it."
        steps = "".join(
            f"  - {{id: {name}-{letter}, {use}, owner: one}}\n"
            for letter in "ab"
        )
        (tmp_path / "sections" / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: {name}\nsteps:\n{steps}"
        )
    assert load_guide(tmp_path)[1] == []


def test_only_a_procedure_can_be_used(told: Told) -> None:
    found = told(phase=phase("  - {id: a, use: phase, owner: one}\n"))
    assert found[-1] == (
        'sections/phase.yaml:6:18: error: unknown-section: "phase" has a '
        "window, so it is a phase. Only a section without a window can be "
        "used."
    )


# -- references

REFERENCES = [
    ("term", "unknown-term", 'The glossary has no "no".'),
    ("liaison:role", "unknown-role", 'There is no role "no".'),
    ("liaison:step", "unknown-step", 'There is no step "no".'),
    ("liaison:section", "unknown-section", 'There is no section "no".'),
    (
        "liaison:precedence",
        "unknown-precedence",
        'There is no precedence "no".',
    ),
    ("liaison:policy", "unknown-policy", 'There is no policy "no".'),
    ("liaison:date", "unknown-event", 'There is no event "no".'),
]


@pytest.mark.parametrize(("role", "code", "message"), REFERENCES)
def test_a_reference_in_a_text_needs_its_target(
    role: str, code: str, message: str, told: Told
) -> None:
    assert told(phase=phase("", f"text: See :{role}:`no`.\n")) == [
        f"sections/phase.yaml:4:11: error: {code}: {message}"
    ]


def test_an_item_of_a_cycle_is_not_looked_for(told: Told) -> None:
    text = "text: See :liaison:item:`2027.1/a`.\n"
    assert told(phase=phase("", text)) == []


def test_a_part_is_a_section_to_texts_and_not_to_steps(told: Told) -> None:
    parts = "parts: [{id: part, title: T}]\n"
    text = "text: See :liaison:section:`part`.\n"
    assert told(phase=phase("", parts + text)) == []
    found = told(phase=phase("  - {id: a, use: part, owner: one}\n", parts))
    assert [one.split(" ")[2] for one in found] == ["unknown-section:"]


def test_a_near_miss_is_suggested(told: Told) -> None:
    (found,) = told(phase=phase("  - {id: a, text: Go., owner: onne}\n"))
    assert found.endswith('There is no role "onne". Did you mean "one"?')


def test_a_duty_is_one_of_its_precedence(told: Told) -> None:
    precedence = """\
talks:
  title: Talks
  tiers: [{roles: [one], duties: {speak: {text: Speak.}}}]
"""
    owner = "{precedence: talks, duty: sing}"
    assert told(
        precedence=precedence,
        phase=phase(f"  - {{id: a, text: Go., owner: {owner}}}\n"),
    ) == [
        "sections/phase.yaml:6:57: error: unknown-precedence: "
        '"talks" has no duty "sing".'
    ]


def test_a_name_in_a_file_with_errors_is_not_missed() -> None:
    unread = Unread(
        {
            "roles.yaml": None,
            "sections/a.yaml": None,
            "terms.yaml": frozenset({"feature freeze"}),
        }
    )
    assert unread.may_have("role", "x") and unread.may_have("step", "x")
    assert unread.may_have("procedure", "a")
    assert not unread.may_have("procedure", "x")
    assert unread.may_have("term", "Feature  freeze")
    assert not unread.may_have("term", "x")
    assert not unread.may_have("policy", "x")


def test_thousands_of_terms_are_looked_for_at_once(told: Told) -> None:
    count = 5_000
    terms = "".join(
        f"t{n}: {{title: Term {n}, text: See term {n + 1}.}}\n"
        for n in range(count)
    )
    begin = time.process_time()
    assert told(terms=terms) == [
        'terms.yaml:1:1: warning: unused-term: No text uses the term "Term 0".'
        " Use it or remove it."
    ]
    assert time.process_time() - begin < 20


def test_checking_a_guide_again_gives_the_same() -> None:
    folder = Path(__file__).parent / "data" / "whole"
    guide, _ = load_guide(folder)
    assert guide is not None
    assert check_guide(guide) == check_guide(guide) == []


@pytest.mark.parametrize(
    ("team", "deliverables", "said"),
    [
        ("novva", "nova", 'Did you mean "nova"?'),
        ("Nova", "nova", None),
        ("oslo", "oslo.db", None),
        ("Puppet OpenStack", "puppet-nova", None),
        ("telemetry", "ceilometer", None),
    ],
)
def test_a_misspelt_team_is_reported(
    team: str, deliverables: str, said: str | None
) -> None:
    project = Project(
        team=team,
        deliverables={deliverables: Deliverable(title="x", url="x")},
    )
    found = check_guide(Guide("a", "A", project))
    assert [one.advice for one in found] == ([said] if said else [])


# -- the end of a branch


def ending(*fields: str) -> str:
    return phase(
        "  - {id: first, text: Do., owner: one, " + ", ".join(fields) + "}\n"
    )


def test_a_step_for_each_branch_may_count_from_its_end(told: Told) -> None:
    assert (
        told(
            phase=ending(
                "each: branch", "window: {due: branch-phase - 1w fri}"
            )
        )
        == []
    )


@pytest.mark.parametrize("fields", [(), ("each: deliverable",)])
def test_nothing_else_has_such_an_end(
    told: Told, fields: tuple[str, ...]
) -> None:
    (problem,) = told(
        phase=ending(*fields, "window: {due: branch-phase - 1w fri}")
    )
    assert 'unknown-event: There is no event "branch-phase".' in problem
