# SPDX-License-Identifier: Apache-2.0
"""The pages of a real cycle and guide, in each theme and as one file."""

from __future__ import annotations

import datetime
import importlib.util
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Axe, Open, missing, real, unfold
from tests.sphinxext.conftest import build_project
from tests.sphinxext.tiny import write_files
from watcher_liaison_guide.checklist.week import State, rows
from watcher_liaison_guide.export.html import checklist_to_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

THEMES = ("alabaster", "furo", "openstackdocs", "sphinx_rtd_theme")
ONE_FILE = "one file"
CYCLE = "2027.1"
SOURCES = {
    "conf.py": 'extensions = ["watcher_liaison_guide"]\n',
    f"{CYCLE}.cycle.yaml": f'cycle: "{CYCLE}"\nnotes: Ask nick.\n',
    "guide.rst": "Guide\n=====\n\n.. guide::\n",
    "index.rst": "Watcher\n=======\n\n.. this-week::\n\n.. cycle-index::\n\n"
    f".. toctree::\n\n   guide\n   {CYCLE}\n",
}
OURS = (
    ".liaison-about, .liaison-checklist, .liaison-guide, .liaison-phases, "
    ".liaison-this-week, .liaison-cycles"
)
#: What may be wider than the page, and scrolls.
SCROLLING = ".liaison-picture, .liaison-members, .liaison-cycles"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
#: How links look is the theme's, and axe-core blames it for each of ours.
LINKS = "link-in-text-block"
#: Before the PTG, PTG, milestone week, an empty week, freeze week, RC week,
#: release day, after the release, and the year before.
DAYS = (
    "2026-09-20",
    "2026-10-13",
    "2026-11-18",
    "2026-12-09",
    "2027-02-17",
    "2027-03-03",
    "2027-03-24",
    "2027-03-25",
    "2025-11-10",
)


@pytest.fixture(scope="module", params=[*THEMES, ONE_FILE])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of the pages as built in a theme, or as one file."""
    theme = request.param
    folder = tmp_path_factory.mktemp("site")
    if theme == ONE_FILE:
        page = checklist_to_html(real())
        (folder / f"{CYCLE}.html").write_text(page, encoding="utf-8")
        return folder
    module = "openstackdocstheme" if theme == "openstackdocs" else theme
    if importlib.util.find_spec(module) is None:
        missing(f"the theme {theme} is not installed")
    write_files(folder, SOURCES)
    extensions = ["watcher_liaison_guide"]
    if module != theme:
        extensions.append(module)
    settings = {"html_theme": theme, "extensions": extensions}
    return build_project(folder, "html", folder / "out", **settings).out


@pytest.fixture
def show(open_folder: Open, site: Path) -> Open:
    """Return a function that opens a page of the site on a day."""

    def show_(
        name: str = CYCLE,
        day: str = "2026-11-18",
        width: int = 1280,
        **options: Any,
    ) -> Page:
        if not (site / f"{name}.html").exists():
            pytest.skip("one file is the checklist alone")
        return open_folder(site, name, day, width, **options)

    return show_


#: The boxes of the words in a timeline, and what is too faint in it: its words
#: reach a contrast of 4.5:1, its lines and bars of 3:1.
TIMELINE = """() => {
    const { Color, flattenColors, getContrast } = axe.commons.color;
    const read = (text, alpha = 1) => {
        const colour = new Color();
        colour.parseString(text);
        colour.alpha *= alpha;
        return colour;
    };
    const svg = document.querySelector(".liaison-svg");
    document.documentElement.style.outlineColor = "Canvas";
    let behind = read(getComputedStyle(document.documentElement).outlineColor);
    const around = [];
    for (let at = svg; at; at = at.parentElement) around.unshift(at);
    for (const one of around)
        behind = flattenColors(
            read(getComputedStyle(one).backgroundColor), behind);
    const faint = [...svg.querySelectorAll("path, rect, line, text")]
        .filter((one) => {
            if (one.closest("mask")) return false;
            const style = getComputedStyle(one);
            let alpha = one.matches("text") ? +style.fillOpacity : 1;
            for (let at = one; at !== svg; at = at.parentElement)
                alpha *= getComputedStyle(at).opacity;
            const { stroke, fill } = style;
            const colour = read(
                one.matches("path, line") ? stroke : fill, alpha);
            return getContrast(behind, flattenColors(colour, behind)) <
                (one.matches("text") ? 4.5 : 3);
        });
    const words = svg.querySelectorAll(":scope > .liaison-svg-words text");
    const boxes = [...words].map((one) => {
        const { x, y, width, height } = one.getBBox();
        // Letters leave room in the box of their line.
        return [x, y + 2.5, x + width, y + height - 2.5];
    });
    return [boxes, faint.map((one) => one.outerHTML)];
}"""
PAGES = pytest.mark.parametrize("name", [CYCLE, "guide", "index"])


@pytest.mark.parametrize("look", sorted(LOOKS))
@PAGES
def test_axe_finds_nothing_and_links_and_timeline_can_be_seen(
    show: Open, axe: Axe, name: str, look: str
) -> None:
    page = unfold(show(name, **LOOKS[look]))
    # Where colours are forced it goes on judging those that no one sees.
    forced = ["color-contrast"] if look == "forced colours" else []
    found = [
        one
        for one in axe(page, OURS, LINKS, *forced)
        if one[0] != "color-contrast"
        or page.eval_on_selector(one[1], "one => !one.closest('a')")
    ]
    assert found == []
    # Links are told by more than their colour.
    plain = page.eval_on_selector_all(
        f":is({OURS}) a:not(.headerlink)",
        """all => all.filter((one) => {
            const style = getComputedStyle(one);
            return style.textDecorationLine !== "underline" ||
                style.textDecorationColor !== style.color;
        }).map((one) => one.outerHTML)""",
    )
    assert plain == [] or forced
    if name != CYCLE:
        return
    boxes, faint = page.evaluate(TIMELINE)
    assert faint == []
    assert len(boxes) > 20
    for one, other in itertools.combinations(boxes, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        assert beside or one[3] <= other[1] or other[3] <= one[1], (one, other)
    assert all(left >= 0 and right <= 720 for left, _, right, _ in boxes)


@PAGES
def test_a_page_fits_a_small_screen(show: Open, name: str) -> None:
    """Nothing of ours is wider, and a command is one box, nothing cut off."""
    page = unfold(show(name, width=360))
    wide = page.eval_on_selector_all(
        f":is({OURS}) :not(:is({SCROLLING}) *)",
        """all => all
            .filter((one) => one.getBoundingClientRect().right > 360.5)
            .map((one) => one.outerHTML.slice(0, 200))""",
    )
    assert wide == []
    boxes = page.eval_on_selector_all(
        ".liaison-command",
        """all => all.map((one) => {
            const inner = one.querySelector("pre") || one;
            const space = one.clientHeight - inner.offsetHeight;
            return [inner.scrollWidth - inner.clientWidth, space];
        })""",
    )
    assert boxes or name == "index"
    assert all(cut <= 0 and space <= 4 for cut, space in boxes), boxes


# -- a cycle's page


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_the_week_is_on_the_first_screen_and_a_few_tabs_away(
    show: Open, width: int, height: int
) -> None:
    page = show(width=width, height=height)
    places = {}
    for day in DAYS:
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(page.url.partition("?")[0])
        places[day] = page.eval_on_selector_all(
            ".liaison-week h2, .liaison-nothing, "
            ".liaison-week .liaison-items > li:not([hidden])",
            """all => all.filter(one => one.offsetParent).slice(0, 2)
                .map(one => (one.querySelector(".liaison-row") || one)
                    .getBoundingClientRect())
                .map(({top, bottom}) => [top, bottom])""",
        )
    low = {
        day: found
        for day, found in places.items()
        if len(found) < 2 or found[0][0] < 0 or found[1][1] > height
    }
    assert low == {}
    page.clock.set_fixed_time("2026-11-18T12:00:00Z")
    page.goto(page.url)
    page.eval_on_selector(
        ".liaison-checklist", "one => { one.tabIndex = -1; one.focus(); }"
    )
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.item"):
            break
    assert page.evaluate("document.activeElement.dataset.item")
    page.keyboard.press("Space")
    assert page.inner_text(".liaison-said").startswith("Ticked: ")
    assert page.locator("*").count() <= 3500


#: Nothing inside a page may have a style or a script of its own.
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'"


def test_a_strict_policy_stops_nothing_of_ours(show: Open, site: Path) -> None:
    # The one file has a policy of its own.
    is_one_file = not (site / "index.html").exists()
    page = show(policy="" if is_one_file else STRICT)
    page.add_init_script(
        """window.stopped = [];
        document.addEventListener("securitypolicyviolation", (event) => {
            const { target, sourceFile } = event;
            const what = `${event.effectiveDirective} ${event.blockedURI}`;
            stopped.push([target.outerHTML ?? what, sourceFile,
                target.matches?.("[class*=liaison-], [class*=liaison-] *")]);
        });"""
    )
    page.reload()
    page.locator(".liaison-week [data-item]").first.check()
    page.get_by_role("button", name="By owner").click()
    unfold(page)
    assert not [
        one
        for one in page.evaluate("stopped")
        if is_one_file or one[2] or "liaison-" in one[1]
    ]
    assert page.locator(".liaison-strip-today").is_visible()


@pytest.mark.parametrize("day", DAYS)
def test_a_front_page_has_what_is_due_or_next(show: Open, day: str) -> None:
    page = show("index", day="2026-08-20")
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    today = datetime.date.fromisoformat(day)
    found = [row for row in rows(real()) if not row.days.is_recurring]
    due = [one for one in found if one.days.this_week <= today <= one.days.due]
    late = [one for one in found if one.days.state(today) is State.LATE]
    coming = [one for one in found if one.days.this_week > today]
    if not due:
        due = [one for one in coming if one.days.due == coming[0].days.due]
    shown = page.locator(".liaison-rows > li:visible").all_inner_texts()
    shown = [one.partition(": ")[2].partition(" (")[0] for one in shown]
    assert [one.replace("’", "'") for one in shown] == [
        one.item.short for one in found if one in (*late, *due)
    ]
    place = page.locator(".liaison-cycles [data-liaison-due]:visible")
    dues = place.evaluate_all("a => a.map((one) => one.dataset.liaisonDue)")
    days = [one.due for one in real().own_events if one.due]
    left = [one for one in days if one >= today]
    assert {*dues} == {str(one) for one in left if one == min(left)}


def test_a_guide_marks_today_but_not_on_paper(show: Open) -> None:
    page = show("guide")
    mark = page.locator("#milestone-1 .liaison-mark-now, td .liaison-mark-now")
    assert mark.first.inner_text() == "now" and mark.count() > 1
    page.emulate_media(media="print")
    assert mark.first.is_hidden()
