# SPDX-License-Identifier: Apache-2.0
"""Goes once nothing imports it: see :mod:`..export.guide_titles`."""

from watcher_liaison_guide.export.guide_titles import shorten

__all__ = ["shorten"]
