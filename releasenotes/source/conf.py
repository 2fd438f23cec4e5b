# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration of the release notes."""

project = "watcher-liaison-guide release notes"
author = "OpenStack contributors"
copyright = author

extensions = ["reno.sphinxext"]

html_theme = "sphinx_rtd_theme"
html_title = project
