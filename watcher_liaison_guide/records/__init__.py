# SPDX-License-Identifier: Apache-2.0
"""Facts of record: leadership, people, release models, releases."""

from typing import TYPE_CHECKING

from watcher_liaison_guide.doors import door

if TYPE_CHECKING:
    from watcher_liaison_guide.records.loading import dump, load_records
    from watcher_liaison_guide.records.model import Records
    from watcher_liaison_guide.records.status import branches_on, status_on
else:
    __getattr__ = door(
        __name__,
        {
            "loading": (
                "dump",
                "load_records",
            ),
            "model": ("Records",),
            "status": (
                "branches_on",
                "status_on",
            ),
        },
    )

__all__ = ["Records", "branches_on", "dump", "load_records", "status_on"]
