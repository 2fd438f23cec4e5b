# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration of this project's documentation."""

from importlib.metadata import version as version_of

project = "watcher-liaison-guide"
author = "OpenStack contributors"
copyright = author
release = version_of("watcher-liaison-guide")
version = release

extensions = ["openstackdocstheme", "watcher_liaison_guide"]
exclude_patterns = []
nitpicky = True

# The published guide is Watcher's.
liaison_guide = "watcher"

openstackdocs_repo_name = "openstack/watcher-liaison-guide"
openstackdocs_auto_name = False
openstackdocs_auto_version = False
openstackdocs_bug_project = "watcher"
openstackdocs_pdf_link = True
html_theme = "openstackdocs"
html_title = "Watcher's release liaison guide"

# The default engine loses box symbols and typographic quotes.
latex_engine = "xelatex"
# The index is small: it needs no indexer beyond the one that TeX brings.
latex_use_xindy = False
# People read it on screens, and lines with code are hard to justify.
latex_elements = {
    "extraclassoptions": "openany,oneside",
    "preamble": r"\AtBeginDocument{\raggedright}",
}
latex_documents = [
    (
        "index",
        "doc-watcher-liaison-guide.tex",
        html_title,
        author,
        "manual",
    ),
]
