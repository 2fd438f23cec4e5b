# SPDX-License-Identifier: Apache-2.0
"""Holds the documentation to the program: examples, options, keys."""

import argparse
import configparser
import contextlib
import runpy
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.cli.test_refresh import MOVED, RELEASED
from tests.documentation.conftest import SOURCE, blocks, edit, matches, steps
from tests.sphinxext.tiny import write_files
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE, ITEM
from watcher_liaison_guide.cli import main as command_line
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.prose import PLACEHOLDERS
from watcher_liaison_guide.schemas import SCHEMAS
from watcher_liaison_guide.sphinxext.config import PREFIX, SETTINGS

PAGES = sorted(
    path.relative_to(SOURCE).as_posix()
    for folder in ("how-to", "explanation", "contributor", "reference")
    for path in (SOURCE / folder).glob("*.rst")
)
CYCLE_FILE_OF = f"{DEFAULT_CYCLES}/{{}}.cycle.yaml"
#: Words in commands that stand for something a reader puts there.
STAND_INS = ("CYCLE", "DIR", "OLD", "NEW", "NAME", "[", "…", "~")


def text_of(page: str) -> str:
    return (SOURCE / page).read_text(encoding="utf-8")


def heading(title: str) -> str:
    return f"\n{title}\n{'=' * len(title)}\n"


def section_of(page: str, title: str) -> str:
    """Return a page from a heading on."""
    return page[page.index(heading(title)) :]


def texts(page: str, wanted: str) -> list[str]:
    return [text for kind, _, text in blocks(page) if kind == wanted]


@pytest.fixture()
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that has the example as the cycle file of 2027.1."""
    monkeypatch.chdir(tmp_path)
    example = (SOURCE / "reference/example-cycle.yaml").read_text("utf-8")
    write_files(tmp_path, {CYCLE_FILE_OF.format("2027.1"): example})
    return tmp_path


# -- the command line


def parsers(
    parser: argparse.ArgumentParser, *before: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield the parser of each command, such as "calendar show"."""
    if parser._subparsers is None:
        yield " ".join(before), parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner, *before, name)


PARSERS = dict(parsers(command_line.build_parser()))


@pytest.mark.parametrize("title", PARSERS)
def test_each_option_of_a_command_is_documented(title: str) -> None:
    page = text_of("reference/command-line.rst")
    common = page[: page.index("\nchecklist\n=")]
    own = section_of(page, title)[2 * len(title) + 3 :].partition("\n===")[0]
    for action in PARSERS[title]._actions:
        for option in set(action.option_strings) - {"-h", "--help"}:
            assert option in own + common
        choices = (action.option_strings and action.choices) or ()
        assert not [one for one in choices if f"``{one}``" not in page]


@pytest.mark.parametrize("page", PAGES)
def test_each_command_on_a_page_prints_what_the_page_shows(
    page: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line, shown in steps("".join(texts(page, "console"))):
        name, *words = shlex.split(line.partition(" > ")[0])
        if name != "watcher-liaison-guide":
            continue
        real = [word for word in words if not word.startswith("[")]
        if real[-1] == "NAME":
            real[-1] = sorted(SCHEMAS)[0]
        command_line.build_parser().parse_args(real)
        if (
            page.startswith("reference/")
            or {"import", "lint", "diff"} & set(words[:2])
            or any(word.startswith(STAND_INS) for word in words)
        ):
            continue  # it needs a network, or a reader
        with contextlib.redirect_stderr(sys.stdout):
            status = command_line.main(words)
        printed = capsys.readouterr().out
        assert status in (0, 1), printed
        assert not shown or matches(printed, shown), printed


# -- other blocks


@pytest.mark.parametrize(
    ("page", "command", "file", "old", "new"),
    [
        (
            "reference/cycle-files.rst",
            "check",
            CYCLE_FILE_OF.format("2027.1"),
            "retrospective:",
            "retrospectiv:",
        ),
        (
            "how-to/change-the-guide.rst",
            "check guide",
            "guide/sections/example.yaml",
            "liaison\n    starts",
            "liason\n    starts",
        ),
        (
            "explanation/records.rst",
            "check",
            CYCLE_FILE_OF.format("2025.2"),
            "^",
            'cycle: "2025.2"\n',
        ),
        (
            "how-to/schedule-changed.rst",
            "calendar diff old.yaml 2026.2 --today=2026-02-05",
            "old.yaml",
            "(?s)  ptg:.*?(?=  milestone-1:)",
            "",
        ),
    ],
)
def test_each_report_on_a_page_is_what_a_change_of_an_example_prints(
    page: str,
    command: str,
    file: str,
    old: str,
    new: str,
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(EMBEDDED_GUIDES / "openstack", here / "guide")
    edit(here / "guide/guide.yaml", "(?m)^sections:", "sections:\n  - example")
    section = (SOURCE / "how-to/example-section.yaml").read_text("utf-8")
    calendar = Library().calendars.files()["2026.2"].read_text("utf-8")
    files = {"guide/sections/example.yaml": section, "old.yaml": calendar}
    write_files(here, files)
    assert command_line.main(command.split()) == 0
    capsys.readouterr()
    edit(here / file, old, new)
    command_line.main(command.split())
    (shown,) = texts(page, "text")
    words = " ".join(shown.split()).removesuffix(" …")
    assert words in " ".join("".join(capsys.readouterr()).split())


def test_the_commit_message_on_a_page_is_that_of_a_refresh() -> None:
    (shown,) = texts("how-to/keep-dates-current.rst", "text")
    for line in (MOVED, RELEASED):
        assert " ".join(line.split()) in " ".join(shown.split())


@pytest.mark.parametrize("page", [*PAGES, "tutorial/index.rst"])
def test_each_snippet_can_be_read(page: str, tmp_path: Path) -> None:
    for text in texts(page, "python"):
        compile(text, page, "exec")
    for text in texts(page, "toml"):
        tomllib.loads(text)
    for text in texts(page, "ini"):
        configparser.ConfigParser(interpolation=None).read_string(text)
    keys = {field.key for field in CYCLE_FILE.fields}
    for text in texts(page, "yaml"):
        value = yaml.safe_load(text)
        if isinstance(value, dict) and keys >= set(value):
            path = tmp_path / "2027.1.cycle.yaml"
            path.write_text(f'cycle: "2027.1"\n{text}', "utf-8")
            assert command_line.main(["check", str(path)]) == 0


# -- keys and settings


JSON = SCHEMAS["checklist"]()
IN_JSON = JSON["properties"]
#: The keys of each part of the JSON, "" being the whole.
KEYS = {
    "": IN_JSON,
    "cycle": IN_JSON["cycle"]["properties"],
    "events": IN_JSON["events"]["items"]["properties"],
    "items": JSON["$defs"]["item"]["properties"],
}
#: Makes the reference pages that come from tables.
MADE = runpy.run_path(str(SOURCE.parent / "reference_pages.py"))
#: What a page of the reference has to explain.
EXPLAINED = {
    "cycle-files": [
        *(heading(field.key) for field in CYCLE_FILE.fields),
        *(
            f"``{field.key}``"
            for record in (ITEM.otherwise, *(one for _, one in ITEM.choices))
            for field in record.fields
        ),
    ],
    "configuration": [f".. confval:: {PREFIX}{name}\n" for name in SETTINGS],
    "command-line": [f"``{name}``" for name in SCHEMAS],
    "problem-codes": [f"\n``{code}``\n    " for code in Code],
    "yaml-format": [f"``{name}``" for name in PLACEHOLDERS],
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_a_reference_page_explains_everything(name: str) -> None:
    """After a change of a table: ``python doc/reference_pages.py``."""
    page = text_of(f"reference/{name}.rst")
    assert [words for words in EXPLAINED[name] if words not in page] == []
    if f"{name}.rst" in MADE["PAGES"]:
        assert page == MADE["PAGES"][f"{name}.rst"]()


@pytest.mark.parametrize("part", KEYS)
def test_each_key_of_the_json_is_documented(part: str) -> None:
    page = text_of("reference/json.rst")
    section = section_of(page, part) if part else page
    assert [key for key in KEYS[part] if f"``{key}``" not in section] == []
