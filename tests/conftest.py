# SPDX-License-Identifier: Apache-2.0
"""What all tests share: the folder of real input, where there is one."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.fetch_server import Server, running
from watcher_liaison_guide import library
from watcher_liaison_guide.embedded import PACKAGE_DATA

# On a slow machine a test is slow, and not wrong.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
pytest_plugins = ("sphinx.testing.fixtures",)

# Looking for garbage among all that is imported took a third of the time.
gc.set_threshold(100_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def read_once() -> Iterator[None]:
    """Have what is in the package read once, and not by each test."""

    def once(load: Any) -> Any:
        known: dict[Path, Any] = {}

        def read(source: Any) -> Any:
            path = getattr(source, "folder", source)
            if PACKAGE_DATA not in path.parents:
                return load(source)
            if path not in known:
                known[path] = load(source)
            if not isinstance(known[path], tuple):
                return known[path]
            found, problems = known[path]
            return found, [*problems]

        return read

    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_guide_files", "guide_of", "load_records"):
            patch.setattr(library, name, once(getattr(library, name)))
        yield


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real schedules and records, or skip.

    It is named by WATCHER_LIAISON_SHARED, or lies beside the checkout; in
    CI its absence is a failure.
    """
    named = os.environ.get("WATCHER_LIAISON_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if (folder / "data" / "openstack-releases").is_dir():
        return folder
    reason = (
        "real schedules are not here: set WATCHER_LIAISON_SHARED, or lay "
        "them beside the checkout as ../shared"
    )
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
