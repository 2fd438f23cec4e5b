# SPDX-License-Identifier: Apache-2.0
"""The same input gives the same output: however, wherever, whenever built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sphinxext import tiny

#: Sphinx's program with another clock.
_ON_ANOTHER_DAY = """
import sys, time
now = time.time
time.time = lambda: now() + {day}
for name in ("localtime", "gmtime"):
    def other(seconds=None, known=getattr(time, name)):
        return known(time.time() if seconds is None else seconds)
    setattr(time, name, other)
from sphinx.cmd.build import main
sys.exit(main(sys.argv[1:]))
"""
ROOT = Path(__file__).parents[2]


def built(
    folder: Path,
    *arguments: str,
    seed: str = "1",
    zone: str = "UTC",
    day: float = 0,
) -> tuple[dict[str, bytes], str]:
    """Build in a process of its own; give all files, and the warnings."""
    source, out = folder / "source", folder / "out"
    if not source.exists():
        # Enough documents that Sphinx really reads in parallel.
        pages = {
            f"page{number}.rst": f"Page {number}\n======\n\n"
            f".. procedure:: releasing\n   :no-index:\n\n"
            f"See :liaison:step:`cutt`, :liaison:date:`rc1`.\n"
            for number in range(9)
        }
        pages["guide.rst"] = tiny.GUIDE_PAGE.replace(
            "   .. ffe-policy:: late\n", ""
        )
        pages["other.rst"] = (
            "Other\n=====\n\n.. procedure:: releasing\n\n.. milestone:: no\n"
        )
        pages["2030.1.cycle.yaml"] = tiny.CYCLE + "  nonsense: {skipped: x}\n"
        tiny.write(source, **pages)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _ON_ANOTHER_DAY.format(day=day),
            "-q",
            *arguments,
            str(source),
            str(out),
        ],
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
        and ".doctrees" not in path.parts
        and path.name != ".buildinfo"
    }
    return files, done.stderr.replace(str(source), "SOURCE")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return built(tmp_path_factory.mktemp("first"))


def test_the_first_build_has_warnings_to_compare(first) -> None:  # type: ignore[no-untyped-def]
    warnings = first[1]
    for subtype in (
        "liaison.not-shown",
        "liaison.shown-twice",
        "liaison.unknown-step",
        "liaison.unknown-section",
        "liaison.unknown-item",
    ):
        assert subtype in warnings
    assert first[0]["objects.inv"]


@pytest.mark.parametrize(
    ("arguments", "seed", "zone", "day"),
    [
        ((), "2", "UTC", 0),
        (("-j", "2"), "1", "UTC", 0),
        (("-j", "3"), "3", "UTC", 0),
        ((), "1", "Pacific/Kiritimati", 0),
        ((), "1", "America/Adak", 12_345_678),
    ],
)
def test_another_build_is_the_same(  # type: ignore[no-untyped-def]
    first,
    tmp_path: Path,
    arguments: tuple[str, ...],
    seed: str,
    zone: str,
    day: float,
) -> None:
    files, warnings = built(
        tmp_path, *arguments, seed=seed, zone=zone, day=day
    )
    assert files.keys() == first[0].keys()
    assert [name for name in files if files[name] != first[0][name]] == []
    if "-j" in arguments:
        # Workers tell their warnings as they go.
        assert sorted(warnings.split("\n")) == sorted(first[1].split("\n"))
    else:
        assert warnings == first[1]
