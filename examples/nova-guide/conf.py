# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration of the example: Nova's guide on a page."""

project = "nova"
extensions = ["watcher_liaison_guide"]
nitpicky = True
