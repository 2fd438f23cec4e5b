# SPDX-License-Identifier: Apache-2.0
"""Each kind of mistake names the right file and line, on each kind of page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]

PLANNING = "guide/sections/planning.yaml"
FREEZING = "guide/sections/freezing.yaml"


def in_planning(old: str, new: str) -> dict[str, str]:
    text = tiny.GUIDE["sections/planning.yaml"]
    assert old in text
    return {PLANNING: text.replace(old, new)}


#: Mistakes in the YAML: what to change, and the one warning to come of it.
IN_YAML = {
    "a misspelt role": (
        in_planning("with: [helper]", "with: [helpr]"),
        f'{PLANNING}:16:16: WARNING: There is no role "helpr". Did you mean '
        '"helper"? [liaison.unknown-role]',
    ),
    "a missing key": (
        in_planning("  - id: ask-lead\n    text", "  - text"),
        f'{PLANNING}:34:5: WARNING: A step lacks the key "id". '
        "[liaison.missing-key]",
    ),
    "an unknown key": (
        in_planning("optional: if", "opttional: if"),
        f'{PLANNING}:33:5: WARNING: A step has no key "opttional". Did you '
        'mean "optional"? [liaison.unknown-key]',
    ),
    "a duplicate key": (
        in_planning(
            "    owner: lead\n", "    owner: lead\n    owner: liaison\n"
        ),
        f'{PLANNING}:37:5: WARNING: The key "owner" stands here already on '
        "line 36. Keep one of the two. [liaison.duplicate-key]",
    ),
    "an unknown term": (
        in_planning("the :term:`freeze`", "the :term:`freze`"),
        f'{PLANNING}:6:29: WARNING: The glossary has no "freze". Did you '
        'mean "freeze"? [liaison.unknown-term]',
    ),
    "markup outside of prose": (
        in_planning("Talk.", "Talk **now**."),
        f"{PLANNING}:25:24: WARNING: Strong emphasis is not part of prose. "
        "Use *one* asterisk. [liaison.prose-markup]",
    ),
    "an undefined label": (
        in_planning("Ask the lead.", "Ask :ref:`the lead <nobody>`."),
        f"{PLANNING}:35: WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    "an unknown document": (
        in_planning("Ask the lead.", "Ask :doc:`the lead </nobody>`."),
        f"{PLANNING}:35: WARNING: unknown document: '/nobody' [ref.doc]",
    ),
}

#: Pages on which the section stands, and no second warning may come of it.
HOSTS: dict[str, dict[str, str | None]] = {
    "a page": {},
    "an include": {
        "guide.rst": "The guide\n=========\n\n.. include:: included.txt\n",
        "included.txt": tiny.GUIDE_PAGE.split("\n", 3)[3],
    },
    "a nested section": {
        "guide.rst": tiny.GUIDE_PAGE.replace(
            ".. milestone:: planning\n",
            "In\n==\n\nDeep\n----\n\n.. milestone:: planning\n",
        ),
    },
}


def without_cycle(warnings: list[str]) -> list[str]:
    """Leave out what the cycle's page says of the same text again."""
    return list(dict.fromkeys(warnings))


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("mistake", IN_YAML)
def test_a_mistake_in_yaml_is_told_at_its_place(
    build: Build, mistake: str, host: str
) -> None:
    changed, told = IN_YAML[mistake]
    built = build(**{**HOSTS[host], **changed})
    assert without_cycle(built.warnings) == [told]


@pytest.mark.parametrize("mistake", IN_YAML)
def test_a_mistake_in_yaml_is_told_where_only_a_cycle_shows_it(
    build: Build, mistake: str
) -> None:
    changed, told = IN_YAML[mistake]
    built = build(
        **{
            "guide.rst": None,
            "other.rst": "Other\n=====\n",
            "index.rst": "Top\n===\n\n.. toctree::\n\n   other\n   2030.1\n",
            **changed,
        }
    )
    assert built.warnings == [told]


#: Mistakes in what stands under a directive: text, line in it, message.
IN_CONTENT = {
    "an unknown role": (
        "A :nonsense:`word`.",
        0,
        'ERROR: Unknown interpreted text role "nonsense". [docutils]',
    ),
    "broken inline markup": (
        "First.\n\nA *word.",
        2,
        "WARNING: Inline emphasis start-string without end-string. [docutils]",
    ),
    "an unknown directive": (
        ".. nonsense::",
        0,
        'ERROR: Unknown directive type "nonsense".',
    ),
    "an undefined label": (
        "First.\n\nSee :ref:`nobody`.",
        2,
        "WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    "an unknown term": (
        "A :term:`nonsense`.",
        0,
        "WARNING: term not in glossary: 'nonsense' [ref.term]",
    ),
    "an unknown step": (
        "See\n:liaison:step:`cutt`.",
        0,
        'WARNING: No page shows the step "cutt". Did you mean "cut"? '
        "[liaison.unknown-step]",
    ),
    "an unknown event": (
        "On :liaison:date:`milestone-11`.",
        0,
        'WARNING: There is no event "milestone-11". Did you mean '
        '"milestone-1"? [liaison.unknown-event]',
    ),
}

_DIRECTIVE = "{heading}.. procedure:: releasing\n   :no-index:\n\n{content}"
CONTENT_HOSTS = {
    "a page": ("Other\n=====\n\n", "other.rst"),
    "a nested section": ("Other\n=====\n\nIn\n--\n\n", "other.rst"),
    "an include": ("", "included.txt"),
}


@pytest.mark.parametrize("host", CONTENT_HOSTS)
@pytest.mark.parametrize("mistake", IN_CONTENT)
def test_a_mistake_under_a_directive_is_told_at_its_line(
    build: Build, mistake: str, host: str
) -> None:
    text, line, message = IN_CONTENT[mistake]
    heading, path = CONTENT_HOSTS[host]
    content = "".join(f"   {one}".rstrip() + "\n" for one in text.split("\n"))
    page = _DIRECTIVE.format(heading=heading, content=content)
    changed = {path: page}
    if path != "other.rst":
        changed["other.rst"] = "Other\n=====\n\n.. include:: included.txt\n"
    built = build(settings={"nitpicky": True}, **changed)
    place = heading.count("\n") + 4 + line
    (warning,) = built.warnings
    # docutils names an included file relative to where it runs.
    assert warning.endswith(f"{path}:{place}: {message}")


def test_a_prologue_moves_no_line(build: Build) -> None:
    built = build(
        settings={"rst_prolog": ".. |a| replace:: b\n.. |c| replace:: d\n"},
        **{
            "other.rst": _DIRECTIVE.format(
                heading="Other\n=====\n\n", content="   A :no:`word`.\n"
            )
        },
    )
    (warning,) = built.warnings
    assert warning.startswith("other.rst:7: ERROR: Unknown interpreted text")


# -- translations


def translate(folder: Path, messages: dict[str, str]) -> None:
    """Write a catalogue of translations for all documents."""
    for domain in ("guide", "2030.1"):
        path = folder / "locale" / "pl" / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        entries = [
            f'msgid "{one}"\nmsgstr "{other}"\n'
            for one, other in messages.items()
        ]
        path.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            + "\n".join(entries),
            encoding="utf-8",
        )


TRANSLATED = {"language": "pl", "locale_dirs": ["locale"]}


def test_a_broken_translation_is_told_at_the_original_too(
    build: Build, tmp_path: Path
) -> None:
    tiny.write(tmp_path / "project")
    translate(tmp_path / "project", {"Ask the lead.": "Frag *die."})
    built = build(write=False, settings=TRANSLATED)
    ours = [one for one in built.warnings if "liaison.translation" in one]
    assert sorted(ours) == [
        # The guide's page, whose texts Sphinx reads ...
        f"{PLANNING}:35: WARNING: The translation of this text cannot be "
        "read. Write it in the markup of the original. [liaison.translation]",
        # ... and the cycle's, whose texts are read by us alone.
        f"{PLANNING}:35:11: WARNING: The translation of this text cannot be "
        "read. The emphasis that begins here does not end. Write it in the "
        "markup of the original. [liaison.translation]",
    ]
    others = [one for one in built.warnings if one not in ours]
    assert others
    assert all(one.startswith("guide.rst:35:<translated>") for one in others)


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        (
            "Frag :ref:`die <niemand>`.",
            "WARNING: undefined label: 'niemand' [ref.ref]",
        ),
        (
            "Frag :term:`niemand`.",
            "WARNING: term not in glossary: 'niemand' [ref.term]",
        ),
    ],
)
def test_a_reference_to_nothing_in_a_translation_is_told_at_the_original(
    build: Build, tmp_path: Path, translation: str, message: str
) -> None:
    tiny.write(tmp_path / "project")
    translate(tmp_path / "project", {"Ask the lead.": translation})
    built = build(
        write=False,
        settings={
            **TRANSLATED,
            "suppress_warnings": ["i18n.inconsistent_references"],
        },
    )
    found = without_cycle(built.warnings)
    assert f"{PLANNING}:35: {message}" in found


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sections/freezing.yaml", "title: ", "titel: "),
        ("policies.yaml", "  title: ", "  titel: "),
        ("precedence.yaml", "  title: ", "  titel: "),
        ("policies.yaml", "late:", "late: ]"),
    ],
)
def test_what_is_broken_in_yaml_is_not_told_again_where_it_is_shown(
    build: Build, name: str, old: str, new: str
) -> None:
    text = tiny.GUIDE[name]
    built = build(**{f"guide/{name}": text.replace(old, new, 1)})
    (warning,) = built.warnings
    assert warning.startswith(f"guide/{name}:")
