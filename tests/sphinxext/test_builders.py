# SPDX-License-Identifier: Apache-2.0
"""Every builder shows the pages, without a warning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]

BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man"),
    *("texinfo", "xml", "pseudoxml", "gettext", "json", "dummy"),
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_has_nothing_to_complain_of(
    build: Build, builder: str
) -> None:
    settings = {
        "man_pages": [("index", "tiny", "Tiny", "", 7)],
        "version": "1",
        "copyright": "nobody",
    }
    assert build(builder=builder, settings=settings).warnings == []


def test_the_link_checker_asks_for_whole_addresses(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sphinx.builders import linkcheck

    asked: list[str] = []

    def check(self: Any, hyperlinks: dict[str, Any]) -> list[Any]:
        asked.extend(hyperlinks)
        return []

    monkeypatch.setattr(linkcheck.HyperlinkAvailabilityChecker, "check", check)
    built = build(builder="linkcheck")
    assert built.warnings == []
    assert "https://example.org/2030.1" in asked
    assert not [one for one in asked if "{" in one or "<" in one]


def test_text_says_what_html_shows_by_its_style(build: Build) -> None:
    built = build(builder="text")
    text = (Path(built.app.outdir) / "2030.1.txt").read_text("utf-8")
    assert "* Write the plan for tiny." in text
    assert "Done Tue 13 Nov 2029 by ada · Due Thu 15 Nov 2029" in text
    assert "In the cycle file" not in text


def test_no_note_of_ours_is_left_in_xml(build: Build) -> None:
    built = build(builder="xml")
    for name in ("guide", "2030.1"):
        text = (Path(built.app.outdir) / f"{name}.xml").read_text("utf-8")
        for note in ("liaison_values", "liaison_prose", "liaison_object"):
            assert f"{note}=" not in text


def test_the_book_has_the_timeline_as_a_picture(
    build: Build,
) -> None:
    hostile = {
        "guide/sections/planning.yaml": tiny.GUIDE[
            "sections/planning.yaml"
        ].replace("title: Planning", r"title: 'Plan_ning \input{x} 100 %'")
    }
    built = build(builder="latex", **hostile)
    (path,) = Path(built.app.outdir).glob("*.tex")
    text = path.read_text(encoding="utf-8")
    picture = text[text.index(r"\begin{picture}") :]
    picture = picture[: picture.index(r"\end{picture}")]
    assert r"Plan\_ning \textbackslash{}input\{x\} 100 \%" in picture
    assert picture.count(r"\rule") > len(("planning", "freezing"))


def test_other_formats_have_no_picture_of_latex(
    build: Build,
) -> None:
    built = build(builder="text")
    assert "picture" not in built.page("2030.1", ".txt")
