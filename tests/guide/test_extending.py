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
""",
    "project.yaml": "team: nobody\nnames: {title: }\n",
    "roles.yaml": "liaison: {title: Liaison}\nlead: {title: Lead}\n",
    "terms.yaml": "rc: {abbr: RC, text: A candidate., aliases: [RC1]}\n"
    "ga: {abbr: GA, text: The release.}\n",
    "policies.yaml": "ffe: {title: Exception, opens: feature-freeze + 1d, "
    "closes: rc1, decides: lead, default: refuse}\n",
    "sections/first.yaml": """\
id: first
title: First
window: {week: milestone-1}
notes:
  - A note of the base.
steps:
  - id: one
    text: Read about {{{title}}} and its :term:`RC1`.
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
    "sections/how-to.yaml": "id: how-to\ntitle: H\ntext: See :term:`GA`.\n"
    "steps: [{id: how, text: Do it., owner: lead}]\n",
}
OWN = {
    "guide.yaml": "title: Ours\nextends: ../base\n",
    "project.yaml": "team: Our Team\ntitle: Ours\nnames: {title: Ours}\n",
}
HEAD = OWN["guide.yaml"]


def load(here: Path, files: dict[str, str]) -> tuple[Guide | None, list[str]]:
    """Load the guide OWN on BASE with some files, those of "base/" there."""
    names = {
        **{f"base/{name}": text for name, text in BASE.items()},
        **{f"own/{name}": text for name, text in OWN.items()},
        **{
            name if name.startswith("base/") else f"own/{name}": text
            for name, text in files.items()
        },
    }
    for name, text in names.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    guide, problems = load_guide(here / "own")
    return guide, [str(one).replace(f"{here}/", "") for one in problems]


def loaded(tmp_path: Path, files: dict[str, str]) -> Guide:
    """Load such a guide, in which nothing is wrong."""
    guide, problems = load(tmp_path, files)
    assert guide is not None and problems == []
    return guide


def test_a_section_has_overrides_and_steps_in_their_places(
    tmp_path: Path,
) -> None:
    first = """\
id: first
title: The first
override:
  one: {notes: {append: [Ours too.]}, optional: if needed}
  inner: {text: Do our part., notes: {append: [Ours.]}}
steps:
  - {id: half, after: one, text: Do half.}
  - {id: zero, before: one, text: Do nothing.}
  - {id: inside, after: inner, text: Do more.}
  - {id: last, text: Do the last thing.}
"""
    guide = loaded(tmp_path, {"sections/first.yaml": first})
    section, one = guide.sections["first"], guide.steps["one"]
    assert section.title == "The first"
    steps = [step.id for step in section.steps]
    assert steps == ["zero", "one", "half", "two", "last"]
    assert [step.id for step in one.steps] == ["inner", "inside"]
    notes = [note.text.plain for it in one.walk() for note in it.notes]
    assert notes == ["Remember.", "Ours too.", "Ours."]
    assert one.optional == "if needed"
    texts = [found.text and found.text.plain for found in guide.steps.values()]
    assert texts[1:4] == [
        "Read about {Ours} and its RC1.",
        "Do our part.",
        "Do more.",
    ]


def test_sections_are_added_and_reordered(tmp_path: Path) -> None:
    order = "[how-to, second, first, {add: extra, after: how-to}]"
    files = {
        "guide.yaml": f"{HEAD}sections: {order}\n",
        "sections/extra.yaml": "id: extra\ntitle: E\nwindow: {week: ptg}\n",
    }
    sections = loaded(tmp_path, files).sections
    assert list(sections) == ["how-to", "extra", "second", "first"]


def test_what_is_omitted_is_gone(tmp_path: Path) -> None:
    omit = (
        "omit: {sections: [how-to], steps: [how, inner, inner], terms: [ga], "
        "policies: [ffe]}"
    )
    guide = loaded(tmp_path, {"guide.yaml": HEAD + omit})
    assert list(guide.sections) == ["first", "second"]
    assert list(guide.steps) == ["one", "two", "three"]
    assert list(guide.terms) == ["rc"]
    assert not guide.policies
    assert str(tmp_path / "base" / "terms.yaml") in guide.files
    # Who recorded it in an earlier cycle gets this advice.
    assert guide.renamed["inner"] == "The guide omits it."


OVERRIDE = "id: first\noverride: {one: {text: '%s'}}\n"
HALF = {"sections/first.yaml": "id: first\noverride: {on: {text: X}}\n"}
FIRST, SECOND = "base/sections/first.yaml", "base/sections/second.yaml"
NOT_IN = 'The guide "../base" (%s), which this one extends, has no'

#: Files, and what is reported, both places named.
MISTAKES: dict[str, tuple[dict[str, str], str]] = {
    "a base that is not there": (
        HALF | {"guide.yaml": "title: Ours\nextends: nosuch\n"},
        'own/guide.yaml:2:10: error: file-unreadable: There is no guide "no…',
    ),
    "a circle of two": (
        HALF | {"base/guide.yaml": "title: Base\nextends: ../own\n"},
        "base/guide.yaml:2:10: error: circular-reference: The guide "
        '"../own" extends this one in turn. "own/guide.yaml:2" extends this '
        "guide.",
    ),
    "a step whose id the base has": (
        {"sections/first.yaml": "id: first\n\nsteps: [{id: three, text: Y}]"},
        f"{SECOND}:6:10: error: duplicate-identifier: The id "
        '"three" is taken by own/sections/first.yaml:3. "own/guide.yaml:2" '
        "extends this guide. Ids of steps are unique in a guide.",
    ),
    "a section before one that is gone": (
        {
            "guide.yaml": f"{HEAD}sections: [{{add: x, before: secnd}}]\n",
            "sections/x.yaml": "id: x\ntitle: X\n",
        },
        "own/guide.yaml:3:29: error: unknown-section: "
        f'{NOT_IN % "base/guide.yaml:3"} section "secnd". Did you mean '
        '"second"?',
    ),
    "an added section without a name": (
        {"guide.yaml": f"{HEAD}sections: [{{before: second}}]\n"},
        "own/guide.yaml:3:12: error: missing-key: An added section lacks the "
        'key "add". Write {add: ID, after: ID}.',
    ),
    "an omission of a policy that is gone": (
        {"guide.yaml": f"{HEAD}omit: {{policies: [fee]}}\n"},
        "own/guide.yaml:3:19: error: bad-value: "
        f'{NOT_IN % "base/guide.yaml:1"} policy "fee". Did you mean "ffe"?',
    ),
    "an omitted term that is still used": (
        {"guide.yaml": f"{HEAD}omit: {{terms: [rc]}}\n"},
        f"{FIRST}:8: error: unknown-term: There is no term "
        '"RC1". "own/guide.yaml:3" leaves it out.',
    ),
    "an omitted step to which the guide itself refers": (
        {
            "guide.yaml": f"{HEAD}omit: {{steps: [three]}}\n",
            "sections/first.yaml": OVERRIDE % "See :liaison:step:`three`.",
        },
        "own/sections/first.yaml:2:29: error: unknown-step: There is no step "
        '"three". "own/guide.yaml:3" leaves it out.',
    ),
    "a name that is not set": (
        {"project.yaml": "team: Our Team\ntitle: Ours\n"},
        f"{FIRST}:8:24: error: unknown-placeholder: The "
        'placeholder "{title}" is not declared. "own/guide.yaml:2" extends '
        'this guide. Set it in "names" of "own/project.yaml". …',
    ),
}


GONE = f"error: unknown-step: {NOT_IN % f'{FIRST}:1'} step in this section"
for line, wrong in {
    "override: {on: {}}": f'2:12: {GONE} called "on". Did you mean "one"?',
    "steps: [{id: x, after: three, text: Y}]": f'2:24: {GONE} called "three".',
    "override: [{one: {}}]": "2:11: error: wrong-type: Expected changes by …",
    "steps: [{id: x, text: X, before: one, after: on}]": "2:46: error: bad-v…",
    "steps: {x: {text: X.}}": "2:8: error: wrong-type: Expected a list, …",
    "steps: [x]": "2:9: error: wrong-type: Expected a step, …",
}.items():
    first = {"sections/first.yaml": f"id: first\n{line}\n"}
    MISTAKES[line] = (first, f"own/sections/first.yaml:{wrong}")


@pytest.mark.parametrize(("files", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_one_message_that_names_both_places(
    files: dict[str, str], problem: str, tmp_path: Path
) -> None:
    _, problems = load(tmp_path, files)
    (error,) = (one for one in problems if ": error: " in one)
    if problem.endswith("…"):
        error = error[: len(problem) - 1] + "…"
    assert error == problem
