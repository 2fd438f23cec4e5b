# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration of the release notes."""

project = "watcher-liaison-guide release notes"
author = "OpenStack contributors"
copyright = author

extensions = ["openstackdocstheme", "reno.sphinxext"]

openstackdocs_repo_name = "openstack/watcher-liaison-guide"
openstackdocs_auto_name = False
openstackdocs_bug_project = "watcher"
html_theme = "openstackdocs"
html_title = project
