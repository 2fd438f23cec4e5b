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
from watcher_liaison_guide.guide import find_guide, load_guide
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import Problem
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


def parser_of(*words: str) -> argparse.ArgumentParser:
    """Return the parser of a command, such as "calendar", "show"."""
    parser = command_line.build_parser()
    for word in words:
        parser = choices_of(parser)[word]
    return parser


def choices_of(
    parser: argparse.ArgumentParser,
) -> Mapping[str, argparse.ArgumentParser]:
    (choices,) = (
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return choices


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
    library = Library()
    guide, _ = library.guide()
    path = place / DEFAULT_CYCLES / "2027.1.cycle.yaml"
    assert load_cycle_file(path, guide)[1] == []
    checklist, problems = library.checklist("2027.1")
    assert checklist is not None
    assert problems == []
    states = {item.id: item.state for item in checklist.walk()}
    assert states["ptg-retrospective"] == "done"
    assert states["m1-stable/watcher/2026.2"] == "done"
    assert states["ptg-group-photo"] == "skipped"


def test_the_example_of_a_section_is_free_of_problems(tmp_path: Path) -> None:
    folder = find_guide("openstack")
    assert not isinstance(folder, Problem)
    copied = tmp_path / "guide"
    shutil.copytree(folder, copied)
    shutil.copy(SECTION_EXAMPLE, copied / "sections" / "example.yaml")
    head = copied / "guide.yaml"
    listed = head.read_text(encoding="utf-8").replace(
        "  - cycle-start\n", "  - cycle-start\n  - example\n"
    )
    head.write_text(listed, encoding="utf-8")
    assert load_guide(copied)[1] == []


def test_the_keys_of_a_cycle_file_and_its_items_are_explained() -> None:
    page = text_of("reference/cycle-files.rst")
    for name in (field.key for field in CYCLE_FILE.fields):
        assert f"\n{name}\n{'=' * len(name)}\n" in page
    records = [ITEM.otherwise, *(shape for _, shape in ITEM.choices)]
    names = {field.key for record in records for field in record.fields}
    assert not [name for name in names if f"``{name}``" not in page]


# -- the command line


def titles(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Yield each command in full, such as "calendar show"."""
    for name, inner in choices_of(parser).items():
        if inner._subparsers is None:
            yield before + name
        else:
            yield from titles(inner, f"{before}{name} ")


@pytest.mark.parametrize("title", [*titles(command_line.build_parser())])
def test_each_option_of_a_command_is_documented(title: str) -> None:
    page = text_of("reference/command-line.rst")
    start = page.index(f"\n{title}\n{'=' * len(title)}\n")
    end = page.find("\n===", start + 2 * len(title) + 3)
    common = page[: page.index("\nchecklist\n=")]
    section = page[start : end if end > 0 else None] + common
    for action in parser_of(*title.split())._actions:
        options = [one for one in action.option_strings if one != "-h"]
        for option in options:
            assert option == "--help" or option in section
        choices = (action.option_strings and action.choices) or ()
        assert not [one for one in choices if f"``{one}``" not in page]


def consoles(page: str) -> Iterator[list[str]]:
    """Return the lines of each console block of a page."""
    pattern = r"(?m)^( *)\.\. code-block:: console\n\n((?:\1   .*\n|\n)+)"
    for match in re.finditer(pattern, text_of(page)):
        indent = len(match[1]) + 3
        block = match[2].rstrip("\n").replace("\\\n", " ")
        yield [line[indent:] for line in block.split("\n")]


def sessions(page: str) -> list[tuple[list[str], list[str]]]:
    """Return our commands of a page, each with the output that is shown."""
    found: list[tuple[list[str], list[str]]] = []
    for lines in consoles(page):
        ours = False
        for line in lines:
            if line.startswith("$ "):
                words = shlex.split(line[2:].partition(" > ")[0])
                ours = words[0] == "watcher-liaison-guide"
                if ours:
                    found.append((words[1:], []))
            elif ours:
                found[-1][1].append(line)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_each_command_on_a_page_is_one_of_the_program(page: str) -> None:
    for words, _ in sessions(page):
        real = [word for word in words if not word.startswith("[")]
        if real[-1] == "NAME":
            real[-1] = sorted(SCHEMAS)[0]
        command_line.build_parser().parse_args(real)


def runnable(words: list[str]) -> bool:
    """Whether a command needs neither a network nor a reader."""
    if {"import", "lint", "diff"} & set(words[:2]):
        return False
    return not any(word.startswith(STAND_INS) for word in words)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not page.startswith("reference/")]
)
def test_each_command_on_a_page_prints_what_the_page_shows(
    page: str, place: Path
) -> None:
    for words, shown in sessions(page):
        if not runnable(words):
            continue
        printed = io.StringIO()
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            status = command_line.main(words)
        assert status in (0, 1), printed.getvalue()
        if shown:
            assert matches(printed.getvalue(), shown), printed.getvalue()


def matches(printed: str, shown: list[str]) -> bool:
    """Whether output is as shown, "…" being anything."""
    pattern = "\n".join(re.escape(line.rstrip()) for line in shown)
    pattern = re.sub(r"(?m)^…$", "(?s:.*)", pattern)
    pattern = pattern.replace("…", "(?s:.*)")
    return re.fullmatch(pattern, printed.rstrip("\n")) is not None


# -- other blocks


def blocks(page: str, kind: str) -> list[str]:
    """Return the code blocks of one kind on a page, without captions."""
    pattern = (
        rf"(?m)^( *)\.\. code-block:: {kind}\n(?:\1   :.*\n)*"
        r"\n((?:\1   .*\n|\n)+)"
    )
    found = re.finditer(pattern, text_of(page))
    return [textwrap.dedent(match[2]).strip("\n") + "\n" for match in found]


def misspelled_item(place: Path) -> list[str]:
    path = place / DEFAULT_CYCLES / "2027.1.cycle.yaml"
    text = path.read_text("utf-8").replace("retrospective:", "retrospectiv:")
    path.write_text(text, "utf-8")
    return ["check"]


def misspelled_role(place: Path) -> list[str]:
    folder = find_guide("openstack")
    assert not isinstance(folder, Problem)
    copied = shutil.copytree(folder, place / "guide")
    text = SECTION_EXAMPLE.read_text("utf-8").replace("liaison\n", "liason\n")
    (copied / "sections" / "example.yaml").write_text(text, "utf-8")
    return ["check", "guide"]


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
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        command_line.main(prepare(place))
    words = " ".join(shown.split()).removesuffix(" …")
    assert words in " ".join(printed.getvalue().split())


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


# -- the extension and the JSON


def test_each_setting_and_schema_is_documented() -> None:
    page = text_of("reference/configuration.rst")
    for name in SETTINGS:
        assert f".. confval:: {PREFIX}{name}\n" in page
    page = text_of("reference/command-line.rst")
    assert not [name for name in SCHEMAS if f"``{name}``" not in page]


def test_each_key_of_the_json_is_documented() -> None:
    schema = SCHEMAS["checklist"]()
    page = text_of("reference/json.rst")
    assert not [
        key for key in schema["properties"] if f"``{key}``" not in page
    ]
    for part in ("cycle", "events", "items"):
        shape = schema["properties"][part]
        if shape.get("type") == "array":
            shape = shape["items"]
        if "$ref" in shape:
            shape = schema["$defs"][shape["$ref"].rpartition("/")[2]]
        section = page[page.index(f"\n{part}\n{'=' * len(part)}\n") :]
        keys = shape["properties"]
        assert not [key for key in keys if f"``{key}``" not in section]
