# SPDX-License-Identifier: Apache-2.0
"""A guide that extends another one: what it takes, and what it gets wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import Guide

BASE = {
    "guide.yaml": """\
title: Base
defaults: {owner: liaison}
sections: [first, second, how-to]
renamed: {gone: one}
""",
    "project.yaml": """\
team: nobody
names: {title: , channel: }
channels: {irc: {title: Channel, text: "{channel}"}}
""",
    "roles.yaml": """\
liaison: {title: Liaison}
lead: {title: Lead}
""",
    "terms.yaml": """\
rc: {abbr: RC, text: A candidate.}
ga: {abbr: GA, text: The release.}
""",
    "policies.yaml": """\
ffe:
  title: Exception
  opens: feature-freeze + 1d
  closes: rc1
  decides: lead
  default: refuse
""",
    "sections/first.yaml": """\
id: first
title: First
window: {week: milestone-1}
notes:
  - A note of the base.
steps:
  - id: one
    text: Read about {title} and its :term:`RC`.
    notes: [Remember.]
    steps:
      - {id: inner, text: Do the inner part.}
  - {id: two, text: Do the second thing., owner: lead}
""",
    "sections/second.yaml": """\
id: second
title: Second
owner: lead
window: {week: milestone-2}
steps:
  - {id: three, text: Do the third thing.}
""",
    "sections/how-to.yaml": """\
id: how-to
title: How to
text: See :term:`GA`.
""",
}
OWN = {
    "guide.yaml": "title: Ours\nextends: ../base\n",
    "project.yaml": """\
team: Our Team
names: {title: Ours, channel: "#ours"}
deliverables:
  ours: {title: Ours, url: "https://opendev.org/openstack/ours"}
""",
}


def own_guide(more: str) -> str:
    return f"title: Ours\nextends: ../base\n{more}"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(tmp_path: Path, **own: str) -> tuple[Guide | None, list[str]]:
    """Load a guide on BASE; *own* are its files, ``_`` for ``/``."""
    base = {
        f"{name.removeprefix('base_')}.yaml": text
        for name, text in own.items()
        if name.startswith("base_")
    }
    written(tmp_path / "base", {**BASE, **base})
    files = {
        f"{name.replace('_', '/')}.yaml": text
        for name, text in own.items()
        if not name.startswith("base_")
    }
    folder = written(tmp_path / "own", {**OWN, **files})
    guide, problems = load_guide(folder)
    shown = [
        str(one).replace(f"{folder}/", "").replace(f"{tmp_path}/", "")
        for one in problems
    ]
    return guide, shown


def loaded(tmp_path: Path, **own: str) -> Guide:
    """Load a guide on BASE in which nothing is wrong."""
    guide, problems = load(tmp_path, **own)
    assert problems == []
    assert guide is not None
    return guide


def text(guide: Guide, step: str) -> str:
    found = guide.steps[step].text
    assert found is not None
    return found.plain


def test_all_of_the_base_is_there_with_the_teams_names(tmp_path: Path) -> None:
    guide = loaded(tmp_path)
    assert guide.title == "Ours"
    assert list(guide.sections) == ["first", "second", "how-to"]
    assert text(guide, "one") == "Read about Ours and its RC."
    # Without a text the test fails, as it should.
    assert guide.project.channels["irc"].text.plain == "#ours"  # type: ignore[union-attr]
    assert guide.steps["one"].position.path.endswith(
        "base/sections/first.yaml"
    )
    assert guide.renamed == {"gone": "one"}


def test_sections_and_the_guide_give_their_owner(tmp_path: Path) -> None:
    guide = loaded(tmp_path)
    owners = {name: step.owner for name, step in guide.steps.items()}
    assert owners == {
        "one": "liaison",
        "inner": None,  # that of the step around it
        "two": "lead",
        "three": "lead",
    }


def test_an_override_replaces_keys_and_appends_to_lists(
    tmp_path: Path,
) -> None:
    guide = loaded(
        tmp_path,
        sections_first="""\
id: first
override:
  one: {notes: {append: [Ours too.]}, optional: if needed}
  inner: {text: Do our part.}
""",
    )
    step = guide.steps["one"]
    assert [note.text.plain for note in step.notes] == [
        "Remember.",
        "Ours too.",
    ]
    assert step.optional == "if needed"
    assert text(guide, "one") == "Read about Ours and its RC."
    assert text(guide, "inner") == "Do our part."


def test_steps_are_added_in_their_place(tmp_path: Path) -> None:
    guide = loaded(
        tmp_path,
        sections_first="""\
id: first
title: The first
steps:
  - {id: half, after: one, text: Do half.}
  - {id: zero, before: one, text: Do nothing.}
  - {id: inside, after: inner, text: Do more.}
  - {id: last, text: Do the last thing.}
""",
    )
    section = guide.sections["first"]
    assert section.title == "The first"
    assert [step.id for step in section.steps] == [
        "zero",
        "one",
        "half",
        "two",
        "last",
    ]
    assert [step.id for step in guide.steps["one"].steps] == [
        "inner",
        "inside",
    ]


def test_sections_are_added_reordered_and_left_out(tmp_path: Path) -> None:
    extra = "id: extra\ntitle: Extra\nwindow: {week: ptg}\n"
    added = loaded(
        tmp_path,
        guide=own_guide("sections: [{add: extra, before: second}]\n"),
        sections_extra=extra,
    )
    assert list(added.sections) == ["first", "extra", "second", "how-to"]
    ordered = loaded(
        tmp_path,
        guide=own_guide(
            "sections: [how-to, second, first, {add: extra, after: how-to}]"
        ),
        sections_extra=extra,
    )
    assert list(ordered.sections) == ["how-to", "extra", "second", "first"]


def test_what_is_omitted_is_gone(tmp_path: Path) -> None:
    guide = loaded(
        tmp_path,
        guide=own_guide(
            "omit: {sections: [how-to], steps: [inner], terms: [ga], "
            "policies: [ffe]}"
        ),
    )
    assert list(guide.sections) == ["first", "second"]
    assert "inner" not in guide.steps
    assert set(guide.terms) == {"rc"}
    assert not guide.policies


OWN_STEP = "id: first\nsteps:\n  - {id: %s, %stext: Do it.}\n"


@pytest.mark.parametrize(
    ("files", "place", "message", "other"),
    [
        pytest.param(
            {"guide": "title: Ours\nextends: nosuch\n"},
            "own/guide.yaml:2:10: error: file-unreadable",
            'There is no guide "nosuch".',
            "",
            id="a base that is not there",
        ),
        pytest.param(
            {"guide": "title: Ours\nextends: ../own\n"},
            "own/guide.yaml:2:10: error: circular-reference",
            'The guide "../own" extends this one in turn.',
            "",
            id="a guide on itself",
        ),
        pytest.param(
            {"base_guide": "title: Base\nsections: []\nextends: ../own\n"},
            "base/guide.yaml:3:10: error: circular-reference",
            'The guide "../own" extends this one in turn.',
            '"guide.yaml:2" extends this guide.',
            id="a circle of two",
        ),
        pytest.param(
            {"sections_first": "id: first\noverride: {on: {text: X.}}\n"},
            "own/sections/first.yaml:2:12: error: unknown-step",
            'has no step "on". Did you mean "one"?',
            'The guide "../base" (base/sections/first.yaml:1)',
            id="an override of a step that is gone",
        ),
        pytest.param(
            {"sections_first": OWN_STEP % ("x", "after: three, ")},
            "own/sections/first.yaml:3:20: error: unknown-step",
            'has no step in this section called "three".',
            'The guide "../base" (base/sections/first.yaml:1)',
            id="after a step of another section",
        ),
        pytest.param(
            {"sections_first": OWN_STEP % ("three", "")},
            "base/sections/second.yaml:6:10: error: duplicate-identifier",
            'The id "three" is taken by sections/first.yaml:3.',
            '"guide.yaml:2" extends this guide.',
            id="a step whose id the base has",
        ),
        pytest.param(
            {
                "guide": own_guide("sections: [{add: x, before: secnd}]\n"),
                "sections_x": "id: x\ntitle: X\n",
            },
            "own/guide.yaml:3:29: error: unknown-section",
            'has no section "secnd". Did you mean "second"?',
            'The guide "../base" (base/guide.yaml:3)',
            id="a section before one that is gone",
        ),
        pytest.param(
            {"guide": own_guide("sections: [{before: second}]\n")},
            "own/guide.yaml:3:12: error: missing-key",
            'An added section lacks the key "add".',
            "",
            id="an added section without a name",
        ),
        pytest.param(
            {"guide": own_guide("omit: {steps: [onne]}\n")},
            "own/guide.yaml:3:16: error: bad-value",
            'has no step "onne". Did you mean "one"?',
            'The guide "../base" (base/guide.yaml:1)',
            id="an omission of a step that is gone",
        ),
        pytest.param(
            {"guide": own_guide("omit: {terms: [rc]}\n")},
            "base/sections/first.yaml:8:35: error: unknown-term",
            'There is no term "RC".',
            '"guide.yaml:3" leaves it out.',
            id="an omitted term that is still used",
        ),
        pytest.param(
            {
                "guide": own_guide("omit: {roles: [lead]}\n"),
                "sections_first": "id: first\noverride: "
                "{two: {owner: liaison}}\n",
                "sections_second": "id: second\nowner: liaison\n",
            },
            "base/policies.yaml:5:12: error: unknown-role",
            'There is no role "lead".',
            '"guide.yaml:3" leaves it out.',
            id="an omitted role that still decides",
        ),
        pytest.param(
            {
                "guide": own_guide("omit: {steps: [three]}\n"),
                "sections_first": "id: first\noverride: "
                "{one: {text: 'See :liaison:step:`three`.'}}\n",
            },
            "own/sections/first.yaml:2:29: error: unknown-step",
            'There is no step "three". "guide.yaml:3" leaves it out.',
            "",
            id="an omitted step to which the guide itself refers",
        ),
        pytest.param(
            {"project": "team: Our Team\nnames: {channel: '#ours'}\n"},
            "base/sections/first.yaml:8:22: error: unknown-placeholder",
            'The placeholder "{title}" is not declared.',
            'Set it in "names" of "project.yaml".',
            id="a name that is not set",
        ),
    ],
)
def test_each_mistake_is_one_message_that_names_both_places(
    tmp_path: Path,
    files: dict[str, str],
    place: str,
    message: str,
    other: str,
) -> None:
    _, problems = load(tmp_path, **files)
    (error,) = (one for one in problems if ": error: " in one)
    error = error.replace(f"{tmp_path}/", "")
    error = error if error.startswith(("own", "base")) else f"own/{error}"
    assert error.startswith(f"{place}: ")
    assert message in error
    assert other in error


def test_a_record_of_an_omitted_step_will_get_that_as_advice(
    tmp_path: Path,
) -> None:
    guide, _ = load(tmp_path, guide=own_guide("omit: {steps: [two]}\n"))
    assert guide is not None
    assert guide.renamed["two"] == "The guide omits it."
