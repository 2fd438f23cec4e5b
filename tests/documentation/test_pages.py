# SPDX-License-Identifier: Apache-2.0
"""Holds the documentation to the program: examples, options, keys."""

import argparse
import configparser
import contextlib
import io
import re
import shlex
import shutil
import textwrap
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from tests.cli.test_refresh import MOVED, RELEASED
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE, ITEM
from watcher_liaison_guide.cli import main as command_line
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.schemas import SCHEMAS
from watcher_liaison_guide.sphinxext.config import PREFIX, SETTINGS

SOURCE = Path(__file__).parents[2] / "doc" / "source"
CYCLE_EXAMPLE = SOURCE / "reference" / "example-cycle.yaml"
SECTION_EXAMPLE = SOURCE / "how-to" / "example-section.yaml"
PAGES = sorted(
    path.relative_to(SOURCE).as_posix()
    for folder in ("how-to", "explanation", "contributor", "reference")
    for path in (SOURCE / folder).glob("*.rst")
)
#: Words in commands that stand for something a reader puts there.
STAND_INS = ("CYCLE", "DIR", "OLD", "NEW", "NAME", "[", "…", "~")


def text_of(page: str) -> str:
    return (SOURCE / page).read_text(encoding="utf-8")


def section_of(page: str, title: str) -> str:
    """Return a page from a heading on."""
    return page[page.index(f"\n{title}\n{'=' * len(title)}\n") :]


def printed_by(words: list[str]) -> tuple[int, str]:
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        return command_line.main(words), printed.getvalue()


# -- examples


@pytest.fixture()
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that has the example as the cycle file of 2027.1."""
    folder = tmp_path / DEFAULT_CYCLES
    folder.mkdir(parents=True)
    shutil.copy(CYCLE_EXAMPLE, folder / "2027.1.cycle.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_of_a_cycle_file_is_free_of_problems(place: Path) -> None:
    checklist, problems = Library().checklist("2027.1")
    assert checklist is not None
    assert problems == []
    states = {item.id: item.state for item in checklist.walk()}
    assert states["ptg-retrospective"] == "done"
    assert states["m1-stable/watcher/2026.2"] == "done"
    assert states["ptg-group-photo"] == "skipped"


def guide_with_the_example(place: Path, text: str) -> list[str]:
    """Write a guide with a section; return the words that check it."""
    guide = shutil.copytree(EMBEDDED_GUIDES / "openstack", place / "guide")
    (guide / "sections" / "example.yaml").write_text(text, "utf-8")
    head = (guide / "guide.yaml").read_text("utf-8")
    listed = head.replace(
        "  - cycle-start\n", "  - cycle-start\n  - example\n"
    )
    (guide / "guide.yaml").write_text(listed, "utf-8")
    return ["check", "guide"]


def test_the_example_of_a_section_is_free_of_problems(place: Path) -> None:
    text = SECTION_EXAMPLE.read_text("utf-8")
    status, printed = printed_by(guide_with_the_example(place, text))
    assert status == 0, printed


# -- the command line


def parsers(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield the parser of each command, such as "calendar show"."""
    if parser._subparsers is None:
        yield before.strip(), parser
        return
    choices: Mapping[str, argparse.ArgumentParser] = next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    for name, inner in choices.items():
        yield from parsers(inner, f"{before}{name} ")


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


def blocks(page: str, kind: str) -> list[str]:
    """Return the code blocks of one kind on a page, without captions."""
    pattern = (
        rf"(?m)^( *)\.\. code-block:: {kind}\n(?:\1   :.*\n)*"
        r"\n((?:\1   .*\n|\n)+)"
    )
    found = re.finditer(pattern, text_of(page))
    return [textwrap.dedent(match[2]).strip("\n") + "\n" for match in found]


def sessions(page: str) -> list[tuple[list[str], str]]:
    """Return our commands of a page, each with the output that is shown."""
    found = []
    for block in blocks(page, "console"):
        text = block.rstrip("\n").replace("\\\n", " ")
        for step in re.split(r"(?m)^\$ ", text)[1:]:
            command, _, shown = step.partition("\n")
            words = shlex.split(command.partition(" > ")[0])
            if words[0] == "watcher-liaison-guide":
                found.append((words[1:], shown.rstrip("\n")))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_each_command_on_a_page_prints_what_the_page_shows(
    page: str, place: Path
) -> None:
    for words, shown in sessions(page):
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
        status, printed = printed_by(words)
        assert status in (0, 1), printed
        assert not shown or matches(printed, shown), printed


def matches(printed: str, shown: str) -> bool:
    """Whether output is as shown, "…" being anything."""
    pattern = "\n".join(re.escape(line) for line in shown.split("\n"))
    pattern = re.sub(r"(?m)^…$", "(?s:.*)", pattern)
    pattern = pattern.replace("…", "(?s:.*)")
    return re.fullmatch(pattern, printed.rstrip("\n")) is not None


# -- other blocks


def misspelled_item(place: Path) -> list[str]:
    path = place / DEFAULT_CYCLES / "2027.1.cycle.yaml"
    text = path.read_text("utf-8").replace("retrospective:", "retrospectiv:")
    path.write_text(text, "utf-8")
    return ["check"]


def misspelled_role(place: Path) -> list[str]:
    text = SECTION_EXAMPLE.read_text("utf-8").replace("liaison\n", "liason\n")
    return guide_with_the_example(place, text)


def another_leadership(place: Path) -> list[str]:
    file = place / DEFAULT_CYCLES / "2025.2.cycle.yaml"
    file.write_text('cycle: "2025.2"\n', "utf-8")
    return ["check"]


def a_new_event(place: Path) -> list[str]:
    text = Library().calendars.files()["2026.2"].read_text("utf-8")
    before, _, after = text.partition("  ptg:\n")
    rest = after[after.index("  milestone-1:\n") :]
    (place / "old.yaml").write_text(before + rest, "utf-8")
    return ["calendar", "diff", "old.yaml", "2026.2", "--today=2026-02-05"]


@pytest.mark.parametrize(
    ("page", "prepare"),
    [
        ("reference/cycle-files.rst", misspelled_item),
        ("how-to/change-the-guide.rst", misspelled_role),
        ("explanation/records.rst", another_leadership),
        ("how-to/schedule-changed.rst", a_new_event),
    ],
)
def test_each_report_on_a_page_is_what_the_program_prints(
    page: str, prepare: Callable[[Path], list[str]], place: Path
) -> None:
    (shown,) = blocks(page, "text")
    words = " ".join(shown.split()).removesuffix(" …")
    assert words in " ".join(printed_by(prepare(place))[1].split())


def test_the_commit_message_on_a_page_is_that_of_a_refresh() -> None:
    (shown,) = blocks("how-to/keep-dates-current.rst", "text")
    for line in (MOVED, RELEASED):
        assert " ".join(line.split()) in " ".join(shown.split())


@pytest.mark.parametrize("page", [*PAGES, "tutorial/index.rst"])
def test_each_snippet_can_be_read(page: str, tmp_path: Path) -> None:
    for text in blocks(page, "python"):
        compile(text, page, "exec")
    for text in blocks(page, "toml"):
        tomllib.loads(text)
    for text in blocks(page, "ini"):
        configparser.ConfigParser(interpolation=None).read_string(text)
    keys = {field.key for field in CYCLE_FILE.fields}
    guide, _ = Library().guide()
    for text in blocks(page, "yaml"):
        value = yaml.safe_load(text)
        if isinstance(value, dict) and keys >= set(value):
            path = tmp_path / "2027.1.cycle.yaml"
            path.write_text(f'cycle: "2027.1"\n{text}', "utf-8")
            assert load_cycle_file(path, guide)[1] == []


# -- keys and settings


def keys_of(part: str) -> dict[str, object]:
    """Return the keys of a part of the JSON, "" of the whole."""
    schema = SCHEMAS["checklist"]()
    shape = schema["properties"][part] if part else schema
    shape = shape.get("items", shape)
    if "$ref" in shape:
        shape = schema["$defs"][shape["$ref"].rpartition("/")[2]]
    keys: dict[str, object] = shape["properties"]
    return keys


def test_each_key_and_setting_is_documented() -> None:
    page = text_of("reference/cycle-files.rst")
    for field in CYCLE_FILE.fields:
        section_of(page, field.key)
    for record in (ITEM.otherwise, *(shape for _, shape in ITEM.choices)):
        for field in record.fields:
            assert f"``{field.key}``" in page
    page = text_of("reference/configuration.rst")
    for name in SETTINGS:
        assert f".. confval:: {PREFIX}{name}\n" in page
    page = text_of("reference/command-line.rst")
    for name in SCHEMAS:
        assert f"``{name}``" in page
    page = text_of("reference/json.rst")
    for part in ("", "cycle", "events", "items"):
        section = section_of(page, part) if part else page
        for key in keys_of(part):
            assert f"``{key}``" in section
