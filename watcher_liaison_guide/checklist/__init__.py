# SPDX-License-Identifier: Apache-2.0
"""What applies in one cycle, when, to whom, and what is done."""

from watcher_liaison_guide.checklist.building import build_checklist
from watcher_liaison_guide.checklist.cycle_file import load_cycle_file
from watcher_liaison_guide.checklist.model import Checklist, CycleFile, Item

__all__ = [
    "Checklist",
    "CycleFile",
    "Item",
    "build_checklist",
    "load_cycle_file",
]
