# SPDX-License-Identifier: Apache-2.0
"""What all tests share: the folder of real input, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# On a slow machine a test is slow, and not wrong.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
pytest_plugins = ("sphinx.testing.fixtures",)


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
