# SPDX-License-Identifier: Apache-2.0
"""What the script adds to a checklist's page, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Open
from tests.export.samples import HOSTILE, HOSTILE_TEXT, sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CLIENT = "m1-client-python-watcherclient"
LOOK = "m1-stable-watcher-2026-1-stable-look"


def box(page: Page, item: str) -> Locator:
    """Give the checkbox of an item."""
    return page.locator(f"#{item} > .liaison-tick input")


def shown(page: Page) -> list[str]:
    """Give the ids of the outer items that no filter hides."""
    found: list[str] = page.eval_on_selector_all(
        ".liaison-phase > * .liaison-item, .liaison-phase > .liaison-item",
        "all => all.filter(one => !one.hidden && !one.closest('[hidden]') "
        "&& !one.parentElement.closest('.liaison-item')).map(one => one.id)",
    )
    return found


def select(page: Page, name: str, value: str) -> None:
    """Choose a value of a filter."""
    page.locator(f".liaison-controls [name={name}]").select_option(value)


# -- ticks


def test_ticks_survive_a_reload_and_are_told_apart(open_page: Open) -> None:
    page = open_page()
    box(page, CLIENT).check()
    box(page, "m2-next").check()
    box(page, "m2-next").uncheck()
    page.reload()
    assert box(page, CLIENT).is_checked()
    assert not box(page, "m2-next").is_checked()
    classes = page.locator(f"#{CLIENT}").get_attribute("class") or ""
    assert "liaison-is-ticked" in classes
    # The team's record is no tick and cannot be ticked away.
    assert box(page, "ptg-retrospective").count() == 0
    assert page.locator("#ptg-retrospective .liaison-badge-done").count() == 1
    assert "stays in this browser" in page.inner_text(".liaison-legend")


def test_ticks_are_kept_by_team_and_old_ones_move_there_once(
    open_page: Open,
) -> None:
    page = open_page()
    old, new = page.evaluate(
        """() => {
            const { liaisonGuide, liaisonTeam, liaisonCycle } =
                document.querySelector(".liaison-checklist").dataset;
            const keys = [liaisonGuide, liaisonTeam].map(
                (one) => `liaison-ticks:${one}:${liaisonCycle}`);
            localStorage.setItem(keys[0], '["m2-next"]');
            return keys;
        }"""
    )
    assert new == "liaison-ticks:watcher:2027.1"
    page.reload()
    assert box(page, "m2-next").is_checked()
    assert page.evaluate("key => localStorage.getItem(key)", old) is None
    page.evaluate("key => localStorage.setItem(key, '[]')", old)
    page.reload()
    assert box(page, "m2-next").is_checked()


def test_a_tick_settles_what_is_inside_and_counts_in_its_phase(
    open_page: Open,
) -> None:
    page = open_page(day="2026-11-25")
    progress = page.locator("#phase-milestone-1 .liaison-progress")
    assert progress.inner_text().endswith("0 of 2 done")
    assert page.locator(f"#{CLIENT}.liaison-is-overdue").count()
    box(page, "m1-stable-watcher-2026-1").check()
    assert progress.inner_text().endswith("1 of 2 done")
    box(page, CLIENT).check()
    assert progress.inner_text().endswith("2 of 2 done")
    assert not page.locator(f"#{CLIENT}.liaison-is-overdue").count()


def test_a_tick_leaves_the_words_under_a_phase_in_order(
    open_page: Open,
) -> None:
    page = open_page()
    when = page.locator("#phase-milestone-1 .liaison-when")
    before = " ".join(when.inner_text().split())
    assert before.endswith("now 0 of 2 done")
    box(page, CLIENT).check()
    after = " ".join(when.inner_text().split())
    assert after == before.replace("0 of 2", "1 of 2")


def test_ticks_of_two_windows_do_not_overwrite_each_other(
    open_page: Open,
) -> None:
    page = open_page()
    other = page.context.new_page()
    other.goto(page.url)
    box(page, CLIENT).check()
    box(other, "m2-next").check()
    # The browser tells the other window in its own time.
    box(other, CLIENT).and_(other.locator(":checked")).wait_for()
    other.reload()
    assert box(other, CLIENT).is_checked()
    assert box(other, "m2-next").is_checked()


def test_ticks_of_another_cycle_or_broken_ones_do_no_harm(
    open_page: Open,
) -> None:
    page = open_page()
    key = page.evaluate(
        "(document.querySelector('.liaison-tick input').click(),"
        " Object.keys(localStorage)[0])"
    )
    assert "2027.1" in key
    for content in ("{", "{}", "null", '[1, {"a": 2}]'):
        page.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, content])
        page.reload()
        box(page, CLIENT).check()
        assert box(page, CLIENT).is_checked()


def test_without_storage_ticks_last_as_long_as_the_page(
    open_page: Open,
) -> None:
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.reload()
    box(page, CLIENT).check()
    assert box(page, CLIENT).is_checked()
    assert "keeps no ticks" in page.inner_text(".liaison-legend")


# -- filters


def test_each_filter_narrows_and_show_all_widens(open_page: Open) -> None:
    page = open_page()
    everything = shown(page)
    assert len(everything) == 10
    select(page, "role", "event-liaison")
    assert shown(page) == ["ptg-sessions"]
    assert page.locator("#phase-milestone-1").is_hidden()
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == everything
    select(page, "deliverable", "watcher")
    assert shown(page) == ["m1-stable-watcher-2026-1"]
    assert page.inner_text(".liaison-count") == "1 of 8 steps"
    page.get_by_role("button", name="Show all").click()
    select(page, "state", "recorded")
    assert shown(page) == ["ptg-retrospective", "ptg-group-photo"]
    select(page, "state", "ticked")
    assert shown(page) == []
    box(page, CLIENT).evaluate("one => one.click()")
    assert shown(page) == [CLIENT]
    select(page, "state", "open")
    assert CLIENT not in shown(page)
    assert "m1-dpl" not in shown(page)
    assert "ptg-retrospective" not in shown(page)


def test_only_what_is_to_be_done_counts_as_a_step(open_page: Open) -> None:
    page = open_page()
    kinds = page.eval_on_selector_all(
        ".liaison-item", "all => all.map(one => one.dataset)"
    )
    assert any(one["liaisonKind"] == "event" for one in kinds)
    assert any(one["liaisonApplies"] == "no" for one in kinds)
    in_phases = [
        int(text.split()[-2])
        for text in page.locator(".liaison-progress").all_inner_texts()
    ]
    assert page.inner_text(".liaison-count") == f"{sum(in_phases)} steps"


def test_an_inner_item_keeps_its_parent_and_unfolds(open_page: Open) -> None:
    page = open_page()
    select(page, "role", "ptl")
    assert shown(page) == ["m1-stable-watcher-2026-1"]
    inner = page.locator("#m1-stable-watcher-2026-1-stable-request")
    assert inner.is_visible()
    assert page.locator(f"#{LOOK}").is_hidden()


def test_filters_offer_titles_of_roles(open_page: Open) -> None:
    options = open_page().locator("[name=role] option").all_inner_texts()
    assert options == [
        "all",
        "Event liaison",
        "Project team lead",
        "Release liaison",
    ]


def test_now_and_next_shows_what_runs_begins_soon_or_is_late(
    open_page: Open,
) -> None:
    page = open_page(day="2026-11-05")
    page.get_by_label("Now and next").check()
    assert shown(page) == [CLIENT, "m1-stable-watcher-2026-1"]
    page = open_page(day="2026-11-25")
    page.get_by_label("Now and next").check()
    assert shown(page) == [CLIENT]


# -- today


@pytest.mark.parametrize(
    ("day", "before", "after", "current"),
    [
        ("2026-09-01", None, "phase-ptg", []),
        ("2026-10-12", "phase-ptg", "phase-milestone-1", ["phase-ptg"]),
        ("2026-10-16", "phase-ptg", "phase-milestone-1", ["phase-ptg"]),
        ("2026-10-17", "phase-ptg", "phase-milestone-1", []),
        (
            "2027-03-24",
            "phase-hostile",
            "phase-summit",
            ["phase-hostile"],
        ),
        ("2027-06-01", "phase-hostile", "phase-summit", []),
    ],
)
def test_the_line_of_today_stands_where_today_falls(
    open_page: Open,
    day: str,
    before: str | None,
    after: str,
    current: list[str],
) -> None:
    page = open_page(day=day)
    line = page.locator(".liaison-today")
    assert line.count() == 1
    around = line.evaluate(
        "one => [one.previousElementSibling, one.nextElementSibling]"
        ".map(one => one && one.id)"
    )
    assert around == [before or "", after]
    assert line.locator("time").get_attribute("datetime") == day
    now = page.eval_on_selector_all(
        ".liaison-is-now", "all => all.map(one => one.id)"
    )
    assert now == current


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2026-10-11", False),
        ("2026-10-12", True),
        ("2027-03-24", True),
        ("2027-03-25", False),
    ],
)
def test_the_timeline_has_today_within_the_cycle_only(
    open_page: Open, day: str, there: bool
) -> None:
    page = open_page(day=day)
    assert page.locator(".liaison-svg-today").count() == there
    if there:
        word, whole = page.evaluate(
            "['.liaison-svg-today text', '.liaison-svg'].map(one =>"
            " document.querySelector(one).getBoundingClientRect().toJSON())"
        )
        assert whole["left"] <= word["left"]
        assert word["right"] <= whole["right"]


@pytest.mark.parametrize("colours", [None, "active"])
def test_lines_of_the_timeline_leave_room_for_words(
    open_page: Open, colours: str | None
) -> None:
    page = open_page(forced_colors=colours)
    picture = page.locator(".liaison-svg")
    assert picture.locator("[mask] .liaison-svg-today").count() == 1
    with_gaps = picture.screenshot()
    page.add_style_tag(content=".liaison-svg [mask] { mask: none }")
    through_words = picture.screenshot()
    # No colour scheme may hide the lines themselves.
    page.add_style_tag(content=".liaison-svg [mask] { display: none }")
    without_lines = picture.screenshot()
    assert len({with_gaps, through_words, without_lines}) == 3


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-17", "next deadline: Thu 19 Nov 2026, in 2 days"),
        ("2026-11-20", "overdue: 1"),
        ("2027-03-23", "release: tomorrow"),
        ("2027-03-24", "release: today"),
        ("2027-03-27", "release: 3 days ago"),
    ],
)
def test_the_countdown_says_what_is_next(
    open_page: Open, day: str, words: str
) -> None:
    text = open_page(day=day).inner_text(".liaison-now")
    assert words in text.replace("\n", " ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-01", None),
        ("2026-11-16", "in 3 days"),
        ("2026-11-19", "today"),
        ("2026-11-20", "overdue, yesterday"),
        ("2026-11-25", "overdue, 6 days ago"),
    ],
)
def test_a_deadline_is_overdue_when_its_day_is_over_in_utc(
    open_page: Open, day: str, words: str | None
) -> None:
    page = open_page(day=day, timezone_id="Pacific/Kiritimati")
    badge = page.locator(f"#{CLIENT} > .liaison-meta > .liaison-badge-now")
    assert badge.all_inner_texts() == ([words] if words else [])
    late = page.locator(f"#{CLIENT}.liaison-is-overdue").count()
    assert bool(late) == bool(words and "overdue" in words)


def test_only_what_had_to_be_done_is_overdue(
    open_page: Open,
) -> None:
    page = open_page(day="2027-06-01")
    late = page.eval_on_selector_all(
        ".liaison-is-overdue", "all => all.map(one => one.id)"
    )
    assert late == [CLIENT, "m2-next", "hostile--b-x"]


def test_a_page_left_open_goes_on_to_the_next_day(open_page: Open) -> None:
    page = open_page(day="2026-11-19")
    badge = page.locator(f"#{CLIENT} > .liaison-meta > .liaison-badge-now")
    assert badge.inner_text() == "today"
    page.clock.set_fixed_time("2026-11-20T00:00:01Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert badge.inner_text() == "overdue, yesterday"
    assert page.locator(".liaison-today").count() == 1


# -- deep links


@pytest.mark.parametrize("name", [LOOK, f"2027-1-{LOOK}"])
def test_a_deep_link_opens_what_is_folded(open_page: Open, name: str) -> None:
    page = open_page(hash=name)
    assert page.locator(f"#{LOOK}").is_visible()
    assert page.evaluate("document.activeElement.id") == LOOK


def test_a_deep_link_lifts_a_filter_that_hides_its_item(
    open_page: Open,
) -> None:
    page = open_page()
    select(page, "role", "event-liaison")
    assert page.locator(f"#{CLIENT}").is_hidden()
    page.evaluate(f"location.hash = '{CLIENT}'")
    page.wait_for_function(
        "id => document.activeElement.id === id", arg=CLIENT
    )
    assert page.locator(f"#{CLIENT}").is_visible()
    assert page.locator("[name=role]").input_value() == ""
    # The same link again, though the address stays as it is.
    select(page, "role", "event-liaison")
    page.evaluate(
        "id => { const link = document.createElement('a');"
        " link.href = '#' + id;"
        " document.querySelector('.liaison-facts').append(link);"
        " link.click() }",
        CLIENT,
    )
    assert page.locator(f"#{CLIENT}").is_visible()


def test_a_deep_link_to_what_does_not_apply_opens_its_fold(
    open_page: Open,
) -> None:
    page = open_page(hash="m1-dpl")
    assert page.locator("#m1-dpl").is_visible()


@pytest.mark.parametrize("name", ["nothing", "%", "%3Cscript%3E"])
def test_a_link_to_nothing_does_nothing(open_page: Open, name: str) -> None:
    assert len(shown(open_page(hash=name))) == 10


# -- keyboard, small screens, print, no script


def test_everything_can_be_done_with_the_keyboard(open_page: Open) -> None:
    page = open_page()
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(() => { const one = document.activeElement;"
            " return one.name || one.closest('.liaison-tick') && 'tick:' +"
            " one.closest('.liaison-item').id || one.className ||"
            " one.tagName })()"
        )
        reached.append(where)
        if where == "role":
            page.keyboard.press("End")
            assert page.locator("[name=role]").input_value()
            page.keyboard.press("Home")
        if where == f"tick:{CLIENT}":
            page.keyboard.press("Space")
            break
    assert box(page, CLIENT).is_checked()
    for name in ("liaison-picture", "role", "deliverable", "state", "now"):
        assert name in reached
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle"
    )
    assert outline != "none"


@pytest.mark.parametrize(
    ("width", "scale"), [(360, 1), (360, 3), (500, 2), (1000, 1)]
)
def test_no_page_scrolls_sideways(
    open_page: Open, width: int, scale: int
) -> None:
    page = open_page(
        sample(HOSTILE_TEXT), width=width, device_scale_factor=scale
    )
    page.evaluate(
        "for (const one of document.querySelectorAll('details'))"
        " one.open = true"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_twice_as_big_fits(open_page: Open) -> None:
    page = open_page(width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_page_is_complete_without_the_script(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator(".liaison-controls, .liaison-tick").count() == 0
    assert page.locator(".liaison-item").count() == 13
    page.locator(
        "#m1-stable-watcher-2026-1 > .liaison-steps > summary"
    ).click()
    assert page.locator(f"#{LOOK}").is_visible()
    page.locator(".liaison-dates > summary").click()
    assert page.get_by_role("row", name="Milestone 1").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_print_leaves_out_controls_and_spells_steps_out(
    open_page: Open, script: bool
) -> None:
    page = open_page(java_script_enabled=script)
    page.emulate_media(media="print")
    assert page.locator(".liaison-controls").count() == int(script)
    if script:
        assert page.locator(".liaison-controls").is_hidden()
    assert page.locator(f"#{LOOK} > .liaison-text").is_visible()
    assert page.locator(f"#{LOOK} > .liaison-more").is_hidden()
    assert len(page.pdf()) > 10_000


def test_motion_and_colours_are_left_to_the_reader(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    moving = page.eval_on_selector_all(
        ".liaison-checklist, .liaison-checklist *",
        "all => all.filter(one => parseFloat("
        "getComputedStyle(one).transitionDuration) > 0).length",
    )
    assert moving == 0


@pytest.mark.parametrize("day", ["2026-11-17", "2027-06-01"])
@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"color_scheme": "dark", "forced_colors": "active"},
        {"width": 360},
    ],
)
def test_axe_finds_nothing(
    open_page: Open,
    axe: Callable[[Page], list[str]],
    options: dict[str, object],
    day: str,
) -> None:
    page = open_page(day=day, **options)
    page.evaluate(
        "for (const one of document.querySelectorAll('details'))"
        " one.open = true"
    )
    assert axe(page) == []


# -- hostile texts


@pytest.mark.parametrize("text", [*HOSTILE, HOSTILE_TEXT])
def test_hostile_texts_do_nothing(open_page: Open, text: str) -> None:
    page = open_page(sample(text))
    page.evaluate(
        "for (const one of document.querySelectorAll('details'))"
        " one.open = true"
    )
    assert page.evaluate("window.broken") is None
    assert (
        page.locator(".liaison-checklist :is(script, img, svg svg)").count()
        == 0
    )
    links = page.eval_on_selector_all(
        "a", "all => all.map(one => one.protocol)"
    )
    assert set(links) <= {"https:", "http:", "file:"}
    assert page.locator("[name=role]").count() == 1


def test_the_script_reads_words_from_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    from watcher_liaison_guide.export.html import checklist_to_html

    path = tmp_path / "page.html"
    words = "{&quot;Show all&quot;: &quot;Alle zeigen&quot;}"
    path.write_text(
        re.sub(
            r'<div class="liaison-checklist"',
            f'<div class="liaison-checklist" data-liaison-words="{words}"',
            checklist_to_html(sample()),
        ),
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.get_by_role("button", name="Alle zeigen").count() == 1
    page.close()
