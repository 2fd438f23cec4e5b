# SPDX-License-Identifier: Apache-2.0
"""What the script makes of a checklist's page."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Axe, Open, real, unfold
from tests.checklist.cycles import checklist_of, recorded
from tests.export.samples import HOSTILE, HOSTILE_TEXT, sample
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.selecting import for_role
from watcher_liaison_guide.checklist.week import State, rows, week
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.formats import Markdown
from watcher_liaison_guide.export.html import checklist_to_html

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CLIENT = "m1-client/python-watcherclient"
D = datetime.date


def box(page: Page, item: str) -> Locator:
    """Return the box of an item; each item has one at most."""
    return page.locator(f'[data-item="{item}"]')


def shown(page: Page, checklist: Checklist, *states: str) -> list[str]:
    """Return the ids of the items of rows that are shown as of a state."""
    found: list[int] = page.eval_on_selector_all(
        f'[data-of="{" ".join(states)}"] > [data-liaison-row]:not([hidden])',
        "all => all.map(one => Number(one.dataset.liaisonRow))",
    )
    every = rows(checklist)
    return [item.id for number in found for item in every[number].items]


def words(page: Page, place: str) -> str:
    return " ".join(page.inner_text(place).split())


def copied(page: Page, name: str) -> str:
    """Return what a button puts into the clipboard."""
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {configurable: true,"
        "value: {writeText: async (text) => { window.copied = text; }}})"
    )
    page.locator("button:visible", has_text=name).first.click()
    page.wait_for_function("window.copied !== undefined")
    text: str = page.evaluate("window.copied")
    return text


# -- the same week as everywhere

#: Days before or after a cycle's release, and the role that looks at each.
DAYS = (
    (-370, ""),
    (-190, "release-liaison"),
    (-160, ""),
    (-125, "ptl"),
    (-100, "release-liaison"),
    (-69, ""),
    (-34, "ptl"),
    (-20, ""),
    (0, "release-liaison"),
    (6, ""),
)


@pytest.mark.parametrize("release", ["2025.2", "2026.2", "2027.1"])
def test_the_script_shows_and_copies_the_week_of_thirty_days(
    open_page: Open, release: str
) -> None:
    checklist = checklist_of(release)
    page = open_page(checklist)
    number = sum(item.is_counted for item in checklist.items)
    assert page.text_content(".liaison-count") == f"{number} steps"
    released = checklist.cycle.release_date
    assert released is not None
    for offset, role in DAYS:
        day = released + datetime.timedelta(days=offset)
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.goto(page.url.partition("?")[0] + f"?role={role}")
        narrowed = for_role(checklist, role) if role else checklist
        found = week(narrowed, day)
        for states in (
            (State.LATE, State.THIS_WEEK),
            (State.NEXT_WEEK,),
            (State.UNDER_WAY,),
            (State.RECURRING,),
        ):
            wanted = [
                item.id for row in found.having(*states) for item in row.items
            ]
            names = [state.value for state in states]
            assert shown(page, checklist, *names) == wanted, (day, states)
        gone = len(found.having(State.WITHOUT_RECORD))
        number = page.text_content(".liaison-gone > summary") or ""
        assert number.partition(" ")[0] == str(gone), day
        text, number = re.subn(
            r"- The steps of the (last|next) cycle are on its own page\n",
            "",
            copied(page, "Copy for the meeting"),
        )
        assert text == write_agenda(Markdown(), found)
        # The cycle has begun, or is about to end.
        is_near = not -140 < offset < -35
        assert number == is_near, day


def test_a_week_without_work_says_so(open_page: Open, tmp_path: Path) -> None:
    page = open_page(real(), day="2026-12-09")
    box(page, "m2-new-deliverables").evaluate("one => one.click()")
    assert "Next deadline: Thu 14 Jan, 2 " in words(page, ".liaison-week")
    # A page for one role offers no other.
    page = open_page(for_role(real(), "ptl"), day="2026-11-17")
    assert page.locator("[name=role] option").count() == 2
    page.clock.set_fixed_time("2030-11-17T12:00:00Z")
    assert ", 1334 days ago\n" in copied(page, "Copy for the meeting")
    page = open_page(real(), day="2027-03-30")
    assert "6 days ago This cycle is over." in words(page, ".liaison-status")
    assert page.locator('[data-liaison-state="late"]').count() == 0
    page = open_page(recorded(tmp_path, release="2027.2")[0])
    page.get_by_role("button", name="By owner").click()
    assert page.locator(".liaison-phase:visible").count() > 1


def test_today_is_said_and_goes_on_at_midnight(open_page: Open) -> None:
    page = open_page(real(), day="2026-11-19", timezone_id="Pacific/Apia")
    status = page.inner_text(".liaison-status")
    assert "in 125 days" in status and "Now: Milestone 1" in status
    assert page.locator(".liaison-strip-today").is_visible()
    assert "◆ Milestone 1" in page.inner_text(".liaison-week")
    item = page.locator(
        f'.liaison-item:has(> .liaison-row > [data-item="{CLIENT}"])'
    )
    assert item.locator(".liaison-state").first.inner_text() == "to do"
    page.clock.set_fixed_time("2026-11-20T00:00:01Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert item.locator(".liaison-state").first.inner_text() == "late"
    assert "in 124 days" in page.inner_text(".liaison-status")


def test_dates_have_an_age(open_page: Open) -> None:
    source = real().source
    assert source is not None
    source = dataclasses.replace(source, date=D(2026, 11, 1))
    page = open_page(dataclasses.replace(real(), source=source))
    for day, age in (("02", "1 day"), ("22", "21 days"), ("23", "22 days")):
        page.clock.set_fixed_time(f"2026-11-{day}T12:00:00Z")
        page.reload()
        told = f"Dates of Sun 1 Nov 2026, {age} old · OpenStack's"
        assert told in words(page, ".liaison-age")
        stale = page.locator(".liaison-age .liaison-is-stale")
        assert stale.count() == (day == "23")


# -- ticks


def test_ticks_become_a_record(open_page: Open, tmp_path: Path) -> None:
    # As on a page that shows a cycle below other things.
    html = checklist_to_html(real()).replace("h1>", "h2>")
    html = html.replace("<main>", "<main>" + "<p>Words.</p>" * 99)
    html = re.sub("(<td|<li [^>]*) id=", r"\1 x=", html)
    page = open_page(html, day="2026-11-18")
    assert page.evaluate("scrollY") == 0
    assert page.locator('.liaison-moved [href="#"]').count() == 0
    group = box(page, "m1-stable")
    item = page.locator('[x="m1-stable"]')
    item.locator(".liaison-members > summary").click()
    box(page, "m1-stable/watcher/2026.1").check()
    assert group.evaluate("one => one.indeterminate")
    progress = item.locator(".liaison-members .liaison-progress")
    assert progress.inner_text() == "1 of 9 done"
    group.check()
    assert item.locator("td input:not(:checked)").count() == 0
    box(page, CLIENT).check()
    # With the three steps in it, but no others of its group.
    box(page, "lp-repeat-deliverables/watcher").dispatch_event("click")
    page.locator(".liaison-filters > summary").click()
    page.get_by_role("button", name="Copy my ticks as a record").click()
    assert words(page, ".liaison-said") == "Enter your name first."
    page.keyboard.type('ada: "x"')
    page.keyboard.press("Tab")
    page.reload()
    page.locator(".liaison-filters > summary").click()
    text = copied(page, "Copy my ticks as a record")
    assert len(text.splitlines()) == 15
    built, problems = recorded(tmp_path, text, today=None)
    assert problems == []
    done = [one for one in built.walk() if one.state == "done" and one.record]
    assert {one.id for one in done} == {
        line.split(":")[0].strip() for line in text.splitlines()[1:]
    }
    other = open_page(built, day="2026-11-19")
    assert box(other, "m1-stable").count() == 0
    cell = other.locator("#m1-stable-watcher-2026-1")
    assert cell.text_content() == 'Done Wed 18 Nov 2026 by ada: "x"'
    other.goto(f"{other.url}?state=recorded&view=phases")
    assert other.locator("#m1-client-python-watcherclient").is_visible()
    some = ":is(#m1-stable, #cs-liaisons, #summit-opt-out):not([hidden])"
    assert other.locator(some).count() == 1
    group.uncheck()
    assert item.locator("td input:checked").count() == 0


def test_a_step_is_done_without_parts_due_later(open_page: Open) -> None:
    page = open_page(real(), day="2027-03-03")
    state = page.locator("#rc-todo-etherpad > .liaison-row > .liaison-state")
    assert state.inner_text() == "late"
    box(page, "rc-todo-etherpad").check()
    assert state.inner_text() == "ticked"
    assert not box(page, "rc-todo-etherpad/rc-todo-track").is_checked()
    page.reload()
    assert box(page, "rc-todo-etherpad").is_checked()


def test_a_phase_is_marked_as_done(open_page: Open) -> None:
    page = open_page(real(), day="2027-01-13")
    page.locator(".liaison-gone > summary").click()
    before = page.text_content(".liaison-gone > summary") or ""
    page.get_by_role("button", name="Mark as done: Start of the cycle").click()
    after = page.text_content(".liaison-gone > summary") or ""
    assert int(before.split()[0]) - int(after.split()[0]) == 5
    assert "liaison-said" in page.evaluate("document.activeElement.className")
    page.reload()
    assert page.text_content(".liaison-gone > summary") == after
    page.goto(f"{page.url}?state=ticked")
    assert page.text_content(".liaison-count") == "5 steps"


def test_ticks_of_two_windows_and_versions_stay(open_page: Open) -> None:
    page = open_page(real())
    new = "liaison-ticks:watcher:2027.1"
    guide = page.get_attribute(".liaison-checklist", "data-liaison-guide")
    old = new.replace("watcher", guide or "")
    page.evaluate("k => localStorage.setItem(k, '[\"cs-liaisons\"]')", old)
    page.reload()
    assert box(page, "cs-liaisons").is_checked()
    assert page.evaluate("key => localStorage.getItem(key)", old) is None
    other = page.context.new_page()
    other.goto(page.url)
    box(page, CLIENT).check()
    other.locator(f'[data-item="{CLIENT}"]:checked').wait_for(state="attached")
    box(other, "m1-stable").check()
    page.reload()
    assert box(page, CLIENT).is_checked()
    assert box(page, "m1-stable").is_checked()
    for content in ("{", "{}", "null", '[1, {"a": 2}]'):
        page.evaluate("([k, v]) => localStorage.setItem(k, v)", [new, content])
        page.reload()
        box(page, CLIENT).check()
        assert box(page, CLIENT).is_checked()


def test_without_storage_ticks_last_with_the_page(open_page: Open) -> None:
    page = open_page(real(), day="2026-11-18")
    page.evaluate("() => { Storage.prototype.setItem = null; }")
    box(page, CLIENT).check()
    assert page.locator(".liaison-lost").is_visible()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.reload()
    box(page, CLIENT).check()
    assert box(page, CLIENT).is_checked()
    progress = "#phase-milestone-1 .liaison-progress >> nth=0"
    assert words(page, progress) == "1 of 2 done"
    assert page.locator(".liaison-lost").is_visible()


def test_ticks_go_to_a_file_and_back(open_page: Open, tmp_path: Path) -> None:
    page = open_page(real(), day="2026-11-18")
    box(page, CLIENT).check()
    page.locator(".liaison-filters > summary").click()
    page.locator(".liaison-nick").fill("ada")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export my ticks").click()
    path = tmp_path / "ticks.json"
    download.value.save_as(path)
    assert download.value.suggested_filename == "watcher-2027.1-ticks.json"
    box(page, CLIENT).uncheck()
    page.locator(".liaison-nick").fill("")
    page.set_input_files("input[type=file]", path)
    page.locator(f'[data-item="{CLIENT}"]:checked').wait_for()
    assert page.locator(".liaison-nick").input_value() == "ada"
    other = path.read_text(encoding="utf-8").replace("2027.1", "2026.2")
    path.write_text(other, encoding="utf-8")
    page.set_input_files("input[type=file]", path)
    page.get_by_text("This file has no ticks.").wait_for()


# -- views and filters


def test_views_and_role_live_in_the_address(open_page: Open) -> None:
    page = open_page(real(), day="2026-11-18")
    page.get_by_role("button", name="By owner").click()
    assert page.url.endswith("?view=owner")
    page.locator("[name=role]").select_option("ptl")
    assert page.url.endswith("?view=owner&role=ptl")
    heads = page.locator(".liaison-live section > h2:visible")
    assert heads.first.inner_text() == "Project team lead"
    assert page.get_by_text("Close all blueprints").first.is_hidden()
    page.reload()
    assert page.locator("[name=role]").input_value() == "ptl"
    page.go_back()
    assert page.locator("[name=role]").input_value() == ""
    page.go_back()
    assert page.locator(".liaison-week").is_visible()
    page.goto(f"{page.url}?role=nobody")
    assert page.locator("[name=role] :checked").inner_text() == "everyone"
    # The role is remembered, but never against the address.
    page.goto(page.url.partition("?")[0])
    assert page.locator("[name=role]").input_value() == "ptl"
    page.get_by_role("button", name="All phases").click()
    assert page.locator(".liaison-moved").count() == 0


def test_filters_narrow_and_the_focus_goes_on(open_page: Open) -> None:
    page = open_page(real(), day="2026-11-18")
    page.locator(".liaison-filters > summary").click()
    every = page.inner_text(".liaison-count")
    page.locator("[name=deliverable]").select_option("watcher-dashboard")
    assert page.locator("#m1-stable").is_visible()
    assert box(page, CLIENT).is_hidden()
    page.get_by_role("button", name="Show all").click()
    assert page.inner_text(".liaison-count") == every
    page.locator("[name=text]").fill("stable branches")
    page.locator("[name=text]").blur()
    page.reload()
    assert page.locator("#m1-stable").is_visible()
    assert box(page, CLIENT).is_hidden()
    page.get_by_role("button", name="Show all").click()
    page.locator("[name=state]").select_option("open")
    box(page, CLIENT).check()
    assert box(page, CLIENT).is_hidden()
    assert page.evaluate("document.activeElement.dataset.item") == "m1-stable"
    page.get_by_role("button", name="Undo").click()
    assert box(page, CLIENT).is_visible()


@pytest.mark.parametrize(
    "name", ["m1-stable-watcher-2026-1", "summit-visit", "m1-dpl"]
)
def test_a_deep_link_opens_what_hides_it(open_page: Open, name: str) -> None:
    page = open_page(hash=name)
    assert page.locator(f"#{name}").is_visible()
    # So it does where a role is remembered, which the address gets.
    page.locator("[name=role]").select_option("release-liaison")
    page.goto(f"{page.url.partition('?')[0]}#{name}")
    assert page.locator(f"#{name}").is_visible()
    # One that leads nowhere does nothing, that of a phase opens it.
    for other in ("nothing", "%", "%3Cscript%3E", "phase-summit"):
        page.goto(f"{page.url.partition('#')[0]}#{other}")
        page.reload()
        assert page.locator(".liaison-week").is_visible()
    assert page.locator("#summit-visit").is_visible()


# -- for everybody


def test_names_are_unique_and_targets_large_enough(open_page: Open) -> None:
    page = open_page(real(), day="2026-11-18")
    names = page.eval_on_selector_all(
        "[data-item], .liaison-more > summary, .liaison-members > summary",
        "all => all.map(one => one.ariaLabel || one.textContent)",
    )
    assert len(names) == len(set(names)) and None not in names
    assert not [name for name in names if "¶" in name or len(name) > 110]
    small = page.eval_on_selector_all(
        "label.liaison-row, summary, .liaison-members label, button, select",
        "all => all.filter(one => one.offsetParent && "
        "one.getBoundingClientRect().height < 24)"
        ".map(one => one.outerHTML.slice(0, 99))",
    )
    assert small == []


@pytest.mark.parametrize("script", [True, False])
def test_print_has_week_phases_dates(open_page: Open, script: bool) -> None:
    page = open_page(real(), day="2026-11-18", java_script_enabled=script)
    if not script:
        assert page.locator(".liaison-live").is_hidden()
        assert page.locator(".liaison-strip").is_visible()
        assert page.locator(".liaison-strip-today").is_hidden()
        page.locator(".liaison-about-cycle > summary").click()
        page.locator(".liaison-dates > summary").click()
        assert page.get_by_role("row", name="Milestone 1").is_visible()
    page.emulate_media(media="print")
    if script:
        assert page.locator(".liaison-week .liaison-item").count() > 1
        assert page.locator(".liaison-folds .liaison-row").first.is_visible()
    assert page.locator(".liaison-members td").last.is_visible()
    for name in ("filters", "gone", "relative", "views"):
        assert page.locator(f".liaison-{name}").first.is_hidden()
    assert page.locator("#cs-liaisons .liaison-short").is_visible()
    assert page.locator(".liaison-dates table").is_visible()


@pytest.mark.parametrize("day", ["2026-11-17", "2027-06-01"])
def test_axe_finds_nothing(open_page: Open, axe: Axe, day: str) -> None:
    page = open_page(day=day, width=360)
    unfold(page)
    assert list(axe(page)) == []


@pytest.mark.parametrize("text", [*HOSTILE, HOSTILE_TEXT])
def test_hostile_texts_do_nothing_and_fit(open_page: Open, text: str) -> None:
    page = open_page(sample(text))
    unfold(page)
    assert page.evaluate("window.broken") is None
    inside = ".liaison-checklist :is(script, img, svg svg)"
    assert page.locator(inside).count() == 0
    links = page.eval_on_selector_all(
        "a[href]", "all => all.map(one => one.protocol)"
    )
    assert set(links) <= {"https:", "http:", "file:"}
    assert page.locator("[name=role]").count() == 1
    for width, size in ((360, 100), (640, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_script_reads_words_from_the_page(open_page: Open) -> None:
    words = "{&quot;Undo&quot;: &quot;Zurück&quot;}"
    root = '<div class="liaison-checklist"'
    html = checklist_to_html(sample()).replace('"en"', '"sr@latin"', 1)
    page = open_page(
        html.replace(root, f'{root} data-liaison-words="{words}"')
    )
    box(page, CLIENT).check()
    assert page.get_by_role("button", name="Zurück").count() == 1
