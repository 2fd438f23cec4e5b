# SPDX-License-Identifier: Apache-2.0
"""The same input gives the same output: however, wherever, whenever built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
#: Enough documents that Sphinx really reads in parallel, and in each mistakes
#: of all kinds, Sphinx's and ours.
PAGES = {
    f"page{number}.rst": f"Page {number}\n======\n\n"
    ".. procedure:: releasing\n   :no-index:\n\n"
    f"   A :nonsense:`word` and :ref:`nobody{number}`.\n\n"
    f".. milestone:: no-{number}\n\n"
    f".. ffe-policy:: no-{number}\n\n"
    "See :liaison:step:`cutt`, :liaison:date:`rc11`.\n"
    for number in range(9)
}
PAGES |= {
    "guide.rst": tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", ""),
    "other.rst": "Other\n=====\n\n.. procedure:: releasing\n",
    "2030.1.cycle.yaml": f"{tiny.CYCLE}  x: {{skipped: x}}\ntitel: Idle\n",
    "conf.py": f'{tiny.CONF}language = "de"\n{_SLOWLY}',
}


def built(
    folder: Path, *arguments: str, day: float = 0, **environment: str
) -> tuple[dict[str, bytes], list[str]]:
    """Build in a process of its own; return all files, and the warnings."""
    source, out = tiny.write(folder / "source", **PAGES), folder / "out"
    done = subprocess.run(
        [
            *(sys.executable, "-c", _ON_ANOTHER_DAY.format(day=day), "-q"),
            *(*arguments, str(source), str(out)),
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
        and ".doctrees" not in path.parts
        and path.name != ".buildinfo"
    }
    return files, done.stderr.replace(str(source), "SOURCE").split("\n")


def test_another_build_is_the_same(tmp_path: Path) -> None:
    files, warnings = built(tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC")
    for subtype in (
        *("liaison.not-shown", "liaison.shown-twice"),
        *("liaison.unknown-step", "liaison.unknown-section"),
        *("liaison.unknown-policy", "liaison.unknown-event"),
        *("liaison.unknown-item", "liaison.unknown-key"),
        *("docutils", "ref.ref"),
    ):
        assert f"[{subtype}]" in "\n".join(warnings)
    others, told = built(
        tmp_path / "b",
        # Whichever process is done first.
        *("-j", "3"),
        SLOW="2030.1",
        day=12_345_678,
        PYTHONHASHSEED="2",
        TZ="America/Adak",
    )
    assert files["objects.inv"]
    assert others.keys() == files.keys()
    assert [name for name in files if others[name] != files[name]] == []
    # Sphinx logs those of pages as its processes are done.
    assert sorted(told) == sorted(warnings)
    # Those of the guide and the cycle files have an order.
    assert [one for one in told if ".yaml:" in one] == [
        one for one in warnings if ".yaml:" in one
    ]
