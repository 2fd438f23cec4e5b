# SPDX-License-Identifier: Apache-2.0
"""The guide: its model, its files, and what must hold in them."""

from watcher_liaison_guide.guide.loading import load_guide
from watcher_liaison_guide.guide.model import Guide

__all__ = ["Guide", "load_guide"]
