# SPDX-License-Identifier: Apache-2.0
"""The same input gives the same output: however, wherever, whenever built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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
#: One page takes longer to read than all that are read beside it.
_SLOWLY = """
import os, time

def wait(app, docname, source):
    if docname == os.environ.get("SLOW"):
        time.sleep(0.7)

def setup(app):
    app.connect("source-read", wait)
    return {"parallel_read_safe": True}
"""


def pages() -> dict[str, str]:
    """Return enough documents that Sphinx really reads in parallel.

    Each has mistakes of all kinds, Sphinx's and ours.
    """
    found = {
        f"page{number}.rst": f"Page {number}\n======\n\n"
        ".. procedure:: releasing\n   :no-index:\n\n"
        f"   A :nonsense:`word` and :ref:`nobody{number}`.\n\n"
        f".. milestone:: no-{number}\n\n"
        f".. ffe-policy:: no-{number}\n\n"
        "See :liaison:step:`cutt`, :liaison:date:`rc11`.\n"
        for number in range(9)
    }
    found["guide.rst"] = tiny.GUIDE_PAGE.replace(
        "   .. ffe-policy:: late\n", ""
    )
    found["other.rst"] = (
        "Other\n=====\n\n.. procedure:: releasing\n\n.. milestone:: no\n"
    )
    found["2030.1.cycle.yaml"] = (
        tiny.CYCLE + "  nonsense: {skipped: x}\ntitel: Idle\n"
    )
    found["conf.py"] = tiny.CONF + 'language = "de"\n' + _SLOWLY
    return found


def built(
    folder: Path,
    *arguments: str,
    seed: str = "1",
    zone: str = "UTC",
    day: float = 0,
    slow: str = "",
) -> tuple[dict[str, bytes], list[str]]:
    """Build in a process of its own; return all files, and the warnings."""
    source, out = tiny.write(folder / "source", **pages()), folder / "out"
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
            "SLOW": slow,
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
    return files, done.stderr.replace(str(source), "SOURCE").split("\n")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return built(tmp_path_factory.mktemp("first"))


def test_the_first_build_has_warnings_to_compare(first: Any) -> None:
    warnings = "\n".join(first[1])
    for subtype in (
        *("liaison.not-shown", "liaison.shown-twice"),
        *("liaison.unknown-step", "liaison.unknown-section"),
        *("liaison.unknown-policy", "liaison.unknown-event"),
        *("liaison.unknown-item", "liaison.unknown-key"),
        *("docutils", "ref.ref"),
    ):
        assert f"[{subtype}]" in warnings
    assert first[0]["objects.inv"]


@pytest.mark.parametrize(
    ("arguments", "how"),
    [
        # Whichever process is done first.
        (("-j", "3"), {"seed": "3", "slow": "2030.1"}),
        ((), {"seed": "2", "zone": "America/Adak", "day": 12_345_678}),
    ],
)
def test_another_build_is_the_same(
    first: Any, tmp_path: Path, arguments: tuple[str, ...], how: dict[str, Any]
) -> None:
    files, warnings = built(tmp_path, *arguments, **how)
    assert files.keys() == first[0].keys()
    assert [name for name in files if files[name] != first[0][name]] == []
    # Sphinx logs those of pages as its processes are done.
    assert sorted(warnings) == sorted(first[1])
    # Those of the guide and the cycle files have an order.
    of_inputs = [
        [one for one in told if ".yaml:" in one]
        for told in (warnings, first[1])
    ]
    assert of_inputs[0] == of_inputs[1]
