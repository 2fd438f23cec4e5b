# SPDX-License-Identifier: Apache-2.0
"""Our parts of the pages, in each theme, judged by axe-core and by width."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import missing
from tests.sphinxext import tiny

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Each theme, with the module that it comes in.
THEMES = {
    "alabaster": "alabaster",
    "furo": "furo",
    "openstackdocs": "openstackdocstheme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
}
PAGES = ("2030.1", "guide")
OURS = ".liaison-about, .liaison-checklist, .liaison-guide, .liaison-phases"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
#: How links look is the theme's, and axe-core blames it for each of ours.
#: Where colours are forced it goes on judging those that no one sees.
OF_COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="module", params=sorted(THEMES))
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give the small project as built in a theme."""
    theme = request.param
    if importlib.util.find_spec(THEMES[theme]) is None:
        missing(f"the theme {theme} is not installed")
    folder = tmp_path_factory.mktemp(theme)
    source = tiny.write(folder / "source")
    extensions = "watcher_liaison_guide"
    if theme == "openstackdocs":
        extensions += ",openstackdocstheme"
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "sphinx", "-q", "-b", "html"),
            *("-D", f"html_theme={theme}", "-D", f"extensions={extensions}"),
            *(str(source), str(folder / "out")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


def show(browser: Browser, path: Path, width: int, **look: Any) -> Page:
    """Open a page that gets nothing from anywhere else."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, **look
    )
    page = context.new_page()
    page.route(
        "**/*",
        lambda route: (
            route.continue_()
            if route.request.url.startswith("file:")
            else route.abort()
        ),
    )
    page.clock.set_fixed_time("2029-11-14T12:00:00Z")
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    return page


def is_ours(page: Page, look: str, rule: str, target: list[str]) -> bool:
    """Tell whether what axe-core found is our doing."""
    if look == "forced colours" and rule in OF_COLOURS:
        return False
    return bool(
        page.evaluate(
            """([selector, ours, link]) => {
                const found = document.querySelector(selector);
                return Boolean(found) && Boolean(found.closest(ours)) &&
                    !(link && found.closest("a"));
            }""",
            [target[-1], OURS, rule in OF_COLOURS],
        )
    )


@pytest.mark.parametrize("look", sorted(LOOKS))
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_our_parts_of_a_page(
    browser: Browser, site: Path, name: str, look: str
) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe-playwright-python is not installed")
    page = show(browser, site / f"{name}.html", 1280, **LOOKS[look])
    found = [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
        if is_ours(page, look, one["id"], node["target"])
    ]
    page.context.close()
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_ours_is_wider_than_a_small_screen(
    browser: Browser, site: Path, name: str
) -> None:
    page = show(browser, site / f"{name}.html", 360)
    wide = page.evaluate(
        """ours => [...document.querySelectorAll(ours)]
            .flatMap(one => [...one.querySelectorAll("*")])
            .filter(one => !one.closest(".liaison-picture > *") &&
                one.getBoundingClientRect().right > 360.5)
            .map(one => one.outerHTML.slice(0, 200))""",
        OURS,
    )
    page.context.close()
    assert wide == []


@pytest.mark.parametrize("name", PAGES)
def test_links_are_told_by_more_than_their_colour(
    browser: Browser, site: Path, name: str
) -> None:
    page = show(browser, site / f"{name}.html", 1280)
    plain = page.evaluate(
        """ours => [...document.querySelectorAll(ours)]
            .flatMap(one => [...one.querySelectorAll("a:not(.headerlink)")])
            .filter(one => {
                const { textDecorationLine, textDecorationColor, color } =
                    getComputedStyle(one);
                return textDecorationLine !== "underline" ||
                    textDecorationColor !== color;
            })
            .map(one => one.outerHTML)""",
        OURS,
    )
    page.context.close()
    assert plain == []


@pytest.mark.parametrize("name", PAGES)
def test_commands_are_one_box_without_what_is_cut_off(
    browser: Browser, site: Path, name: str
) -> None:
    page = show(browser, site / f"{name}.html", 360)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".liaison-command")].map(
            one => {
                const inner = one.querySelector("pre") || one;
                const space = one.clientHeight - inner.offsetHeight;
                return [inner.scrollWidth - inner.clientWidth, space];
            })"""
    )
    page.context.close()
    assert boxes
    assert all(cut <= 0 and space <= 4 for cut, space in boxes), boxes
