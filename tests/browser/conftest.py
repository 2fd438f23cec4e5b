# SPDX-License-Identifier: Apache-2.0
"""Pages in the Chromium that is installed; none is fetched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.checklist.cycles import checklist_of
from tests.export.samples import sample
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.html import checklist_to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def missing(reason: str) -> None:
    """Skip with the reason; where a browser was promised, fail."""
    if os.environ.get("CI") and os.environ.get("LIAISON_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium, or skip where it or Playwright is not there."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        missing("Chromium is not installed; CHROMIUM may name another")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program)
        yield started
        started.close()


def real() -> Checklist:
    """Return the checklist of 2027.1, with nothing recorded."""
    return checklist_of("2027.1")


Open = Callable[..., "Page"]


@pytest.fixture
def open_folder(browser: Browser) -> Iterator[Open]:
    """Yield a function that opens a page of a folder, and nothing else."""
    contexts: list[Any] = []

    def open_(
        folder: Path,
        name: str,
        day: str,
        width: int = 1000,
        height: int = 800,
        hash: str = "",
        policy: str = "",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)

        def answer(route: Any) -> None:
            place, _, asked = route.request.url.partition("//docs.test/")
            path = folder / asked.partition("?")[0]
            if place == "http:" and path.is_file():
                headers = {"content-security-policy": policy} if policy else {}
                route.fulfill(path=path, headers=headers)
            else:
                route.abort()

        context.route("**/*", answer)
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        page.told = []
        page.on("pageerror", lambda one: page.told.append(("error", one)))
        page.on("console", lambda one: page.told.append((one.type, one.text)))
        address = f"http://docs.test/{name}.html"
        page.goto(f"{address}#{hash}" if hash else address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_folder: Open, tmp_path: Path) -> Iterator[Open]:
    """Yield a function that opens a checklist's page.

    No page may write an error to the console, such as that something it asks
    for is not there.
    """
    pages: list[Page] = []

    def open_(
        checklist: Checklist | str | None = None,
        day: str = "2026-11-17",
        **options: Any,
    ) -> Page:
        if not isinstance(checklist, str):
            checklist = checklist_to_html(checklist or sample())
        path = tmp_path / "checklist.html"
        path.write_text(checklist, encoding="utf-8")
        pages.append(open_folder(tmp_path, "checklist", day, **options))
        return pages[-1]

    yield open_
    told = [one for page in pages for one in page.told]
    assert not [one for one in told if one[0] in ("error", "warning")]


def unfold(page: Page) -> Page:
    """Return a page with nothing folded away."""
    page.eval_on_selector_all(
        "details", "all => all.forEach(one => { one.open = true; })"
    )
    return page


#: Finds the rule, the place and the words of what is wrong with a page.
Axe = Callable[..., Iterator[tuple[str, str, str]]]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Return a function that yields what axe-core finds wrong."""
    try:
        from axe_playwright_python.sync_playwright import Axe as Runner
    except ImportError:
        missing("axe-playwright-python is not installed")

    def run(
        page: Page, parts: str = ":root", *without: str
    ) -> Iterator[tuple[str, str, str]]:
        rules = {rule: {"enabled": False} for rule in without}
        found = Runner().run(page, {"include": parts}, {"rules": rules})
        for one in found.response["violations"]:
            for node in one["nodes"]:
                yield one["id"], node["target"][-1], node["failureSummary"]

    return run
