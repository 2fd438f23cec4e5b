# SPDX-License-Identifier: Apache-2.0
"""A small project with a guide of its own, which knows no Watcher."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CONF = """\
extensions = ["watcher_liaison_guide"]
liaison_guide = "guide"
liaison_data = "data"
exclude_patterns = ["included*", "x/lost*"]
nitpicky = True
# The theme that is built fastest.
html_theme = "basic"
# Sphinx's default from 8.0 on.
show_warning_types = True
"""

GUIDE = {
    "guide.yaml": """\
title: Tiny guide
text: |
  See :term:`freeze` and :term:`REL` first.
sections: [planning, freezing, releasing]
""",
    "project.yaml": """\
team: tiny
title: Tiny's repositories
deliverables:
  tiny:
    title: The tiny service
    text: It does little.
    url: https://example.org/tiny
  tiny-client: {title: The tiny client, url: "https://example.org/client"}
links: {notes: {title: Notes}}
expects: {leadership: ptl}
""",
    "roles.yaml": """\
liaison: {title: Tiny liaison, text: Does it.}
lead: {title: Tiny lead}
authority: {is: {distributed: liaison, ptl: lead}}
helper: {title: Tiny helper}
""",
    "precedence.yaml": """\
helping:
  title: Who helps
  tiers:
    - {roles: [helper], if-appointed: true, duties: {talk: {text: Talks.}}}
    - {roles: [liaison]}
""",
    "policies.yaml": """\
late:
  title: Late work
  opens: feature-freeze + 1d
  closes: rc1
  decides: authority
  default: refuse
  announce: announce-late
""",
    "terms.yaml": """\
freeze: {title: freeze, text: Nothing moves., aliases: [frozen]}
release:
  abbr: REL
  expands: Real Enough Literature
  text: What is out. See :term:`freeze`.
  see: [freeze]
""",
    "sections/planning.yaml": """\
id: planning
title: Planning
anchors: [old-planning]
window: {week: milestone-1}
text: |
  Plan {release} before the :term:`freeze`.
parts:
  - id: meeting
    title: Meeting
    steps:
      - id: meet
        text: |
          Meet with {{everybody}} about {series}; see
          :liaison:step:`cut`.
        owner: authority
        with: [helper]
        commands:
          - run: meet --cycle {release}
            in: tiny/tools
        links:
          - {link: notes}
          - {text: "About {release}", url: "https://example.org/{release}"}
        steps:
          - id: talk
            text: Talk.
            owner: {precedence: helping, duty: talk}
steps:
  - id: plan
    text: Write the plan for {deliverable}.
    owner: liaison
    each: deliverable
    if-silent: Nothing happens.
    optional: if you like
  - id: ask-lead
    text: Ask the lead.
    owner: lead
    when: {leadership: ptl}
""",
    "sections/freezing.yaml": """\
id: freezing
title: Freezing
window: {from: feature-freeze, to: rc1}
steps:
  - id: announce-late
    text: |
      Say how late work is decided, see :liaison:policy:`late`; the day is
      :liaison:date:`feature-freeze`.
    owner: liaison
  - id: do-release
    use: releasing
    owner: liaison
""",
    "sections/releasing.yaml": """\
id: releasing
title: Releasing
steps:
  - id: cut
    text: Cut the release.
    owner: liaison
    commands: [cut it]
""",
}

GUIDE_PAGE = """\
The guide
=========

.. guide-overview::

.. milestone:: planning

   .. liaison-precedence:: helping

.. milestone:: freezing

   .. ffe-policy:: late

.. procedure:: releasing

.. project-context:: tiny

Words
=====

.. glossary-term::
"""

CALENDAR = """\
cycle: {series: zzyzx, release: "2030.1", status: development, slurp: true, release-date: 2030-04-03}
source: {repository: openstack/releases, commit: null, date: null}
weeks:
  - {name: R-20, start: 2029-11-12, end: 2029-11-16}
events:
  milestone-1:
    key: z-1
    basis: stated
    occurrences:
      - {from: 2029-11-12, to: 2029-11-16, due: 2029-11-15, week: R-20}
  feature-freeze:
    key: z-ff
    basis: thursday-rule
    occurrences:
      - {from: 2030-02-25, to: 2030-03-01, due: 2030-02-28, week: R-5}
  rc1:
    key: z-rc1
    basis: week
    occurrences:
      - {from: 2030-03-11, to: 2030-03-15, due: 2030-03-14, week: R-3}
"""  # noqa: E501
#: That of the cycle before, a year earlier.
CALENDAR_BEFORE = (
    CALENDAR.replace("zzyzx", "yyy")
    .replace("2030.1", "2029.2")
    .replace("2030-", "2029-")
)

CYCLE = """\
cycle: "2030.1"
links: {notes: "https://example.org/notes"}
items:
  plan/tiny: {done: 2029-11-13, by: ada}
"""

#: What the records say of the cycle's leadership, and nothing else.
RECORDS = """\
cycle: {series: zzyzx, release: "2030.1"}
sources: []
leadership: {model: ptl, source: governance}
liaisons: {}
carried-from: null
series: []
deliverables: {}
"""

INDEX = """\
Top
===

.. toctree::

   guide
   2030.1
   other

.. this-week::

.. cycle-index::
"""

PROJECT = {
    "conf.py": CONF,
    "index.rst": INDEX,
    "guide.rst": GUIDE_PAGE,
    "other.rst": "Other\n=====\n\nSee :liaison:step:`cut`.\n",
    "2030.1.cycle.yaml": CYCLE,
    "data/calendars/2030.1.yaml": CALENDAR,
    **{f"guide/{name}": text for name, text in GUIDE.items()},
}


def write(folder: Path, **changed: str | None) -> Path:
    """Write the project, with files changed by ``**{...}``, into *folder*."""
    write_files(folder, {**PROJECT, **changed})
    return folder


def write_files(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write files, with their directories; one that is None is left out.

    A file that has its text keeps its time.
    """
    for name, text in files.items():
        path = folder / name
        is_there = path.is_file() and path.read_text("utf-8") == text
        if text is None or is_there:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
