# SPDX-License-Identifier: Apache-2.0
"""The whole guide as plain text, which builds without this package."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from markdown_it import MarkdownIt

from tests.sphinxext import tiny
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.embedded import PACKAGE_DATA
from watcher_liaison_guide.guide import load_guide

#: Words that would be markup if nobody escaped them.
ODD = "2. *Plan* `it`_ |a| b_ : c <d> #1 @e https://x.y \\ [f]_"
HOSTILE = {
    "guide/sections/planning.yaml": tiny.GUIDE["sections/planning.yaml"]
    .replace("title: Planning", f"title: '{ODD}'")
    .replace("optional: if you like", f"optional: '{ODD}'"),
    "guide/roles.yaml": tiny.GUIDE["roles.yaml"].replace(
        "title: Tiny lead", f"title: '{ODD}'"
    ),
    "guide/terms.yaml": tiny.GUIDE["terms.yaml"].replace(
        "abbr: REL", f"abbr: '{ODD}'"
    ),
    # A list behind a list is not its end.
    "guide/sections/freezing.yaml": """\
id: freezing
title: Freezing
steps:
  - id: announce-late
    text: |
      Say it:

      - in words

      - in *deeds*
    links: [{text: "A [link]", url: "https://example.org/a_"}]
    steps:
      - id: inner
        text: |
          - only

          - a list
  - id: do-release
    use: releasing
""",
}


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@pytest.mark.parametrize("kind", ["watcher", "hostile"])
@pytest.mark.parametrize("name", ["rst", "markdown"])
def test_the_guide_is_whole_and_means_what_it_says(
    kind: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = PACKAGE_DATA / "guides" / "watcher"
    if kind == "hostile":
        folder = tiny.write(tmp_path / "project", **HOSTILE) / "guide"
    guide, _ = load_guide(folder)
    assert guide is not None
    main(["guide", "--guide", str(folder), "--format", name])
    text = capsys.readouterr().out
    if name == "rst":
        # A warning ends it.
        tree = publish_doctree(text, settings_overrides={"halt_level": 2})
        assert not list(tree.findall(nodes.problematic))
        shown = words_of(tree.astext())
    else:
        page = MarkdownIt("commonmark").render(text)
        shown = words_of(html.unescape(re.sub(r"<[^>]+>", "", page)))
    titled = (guide.sections, guide.roles, guide.policies)
    titles = [one.title for many in titled for one in many.values()]
    titles += [guide.title, *(term.shown for term in guide.terms.values())]
    for title in filter(None, titles):
        assert words_of(title) in shown
    for step in guide.steps.values():
        if step.text and "://" not in step.text.plain:
            # A reference is shown by its title, which may be another one.
            assert words_of(step.text.plain)[:20] in shown
    if (kind, name) == ("hostile", "rst"):
        said = next(
            one
            for one in tree.findall(nodes.list_item)
            if one.astext().startswith("Say it")
        )
        lists = [one for one in said if isinstance(one, nodes.bullet_list)]
        assert [len(one) for one in lists] == [2, 1, 1]


def test_each_condition_is_said_in_words_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {
        "leadership: ptl": "Under a PTL",
        "leadership: distributed": "Under distributed leadership",
        "slurp: true": "In a SLURP cycle",
        "slurp: false": "In a non-SLURP cycle",
        "next.slurp: true": "Before a SLURP cycle",
        "next.slurp: false": "Before a non-SLURP cycle",
        "role.lead: appointed": "If appointed: ",
        "role.lead: none": "If not appointed: ",
        "event.ptg: scheduled": "If scheduled: ",
        "event.ptg: none": "If not scheduled: ",
        "exception.late: open": "While a request is open: Late work",
        "exception.late: none": "While no request is open: Late work",
        "judgement: it rains": "If it rains",
    }
    steps = "".join(
        f"  - {{id: step-{number}, text: Say it., when: {{{condition}}}}}\n"
        for number, condition in enumerate(words)
    )
    freezing = f"id: freezing\ntitle: Freezing\nsteps:\n{steps}"
    changed = {"guide/sections/freezing.yaml": freezing}
    folder = tiny.write(tmp_path / "project", **changed) / "guide"
    main(["guide", "--guide", str(folder), "--format", "rst"])
    text = capsys.readouterr().out
    said = text[text.index("Freezing\n") :].split("Say it.")[1:]
    assert len(said) == len(words)
    for condition, facts in zip(words.values(), said, strict=True):
        assert condition in facts
