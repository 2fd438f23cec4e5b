# SPDX-License-Identifier: Apache-2.0
"""The same input makes the same bytes, wherever and whenever."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.sphinxext import tiny
from tools import repack

ROOT = Path(__file__).parents[1]
FORMATS = ("markdown", "etherpad", "rst", "html", "ics", "json")
#: Two machines: folder, days ahead, processes, umask and environment.
MACHINES = (
    ("here", 0, 1, 0o022, {"PYTHONHASHSEED": "0", "TZ": "UTC"}),
    (
        "else/where",
        123,
        3,
        0o077,
        # Whichever process is done first.
        {"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "SLOW": "2030.1"},
    ),
)
#: What runs on a machine: Sphinx on another day, and every export.
PROGRAM = """
import os, sys, time
now = time.time
time.time = lambda: now() + 86400 * {days}
for name in ("localtime", "gmtime"):
    def other(seconds=None, known=getattr(time, name)):
        return known(time.time() if seconds is None else seconds)
    setattr(time, name, other)
from sphinx.cmd.build import main as sphinx
from watcher_liaison_guide.cli.main import main
os.umask({mask})
sphinx(["-qj", "{jobs}", "-b", "html", ".", "../html"])
os.environ["SOURCE_DATE_EPOCH"] = "1890000000"
sphinx(["-Qj", "{jobs}", "-b", "latex", ".", "../latex"])
for name in {formats}:
    main(["checklist", "2030.1", "--guide", "guide", "--data", "data",
          "--cycles", ".", "--today", "2029-11-20", "--format", name,
          "--output", f"../list.{{name}}"])
"""
#: One page takes longer to read than all that are read beside it.
SLOWLY = """
import os, time

def wait(app, docname, source):
    if docname == os.environ.get("SLOW"):
        time.sleep(0.7)

def setup(app):
    app.connect("source-read", wait)
    return {"parallel_read_safe": True}
"""
#: Enough pages that Sphinx really reads in parallel, and in each mistakes of
#: all kinds, Sphinx's and ours.
PAGES = {
    f"page{number}.rst": f"Page {number}\n======\n\n"
    ".. procedure:: releasing\n   :no-index:\n\n"
    f"   A :nonsense:`word` and :ref:`nobody{number}`.\n\n"
    f".. milestone:: no-{number}\n\n.. ffe-policy:: no-{number}\n\n"
    "See :liaison:step:`cutt`, :liaison:date:`rc11`.\n"
    for number in range(9)
}
PAGES |= {
    "guide.rst": tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", ""),
    "other.rst": "Other\n=====\n\n.. procedure:: releasing\n",
    "2030.1.cycle.yaml": f"{tiny.CYCLE}  x: {{skipped: x}}\ntitel: Idle\n",
    "conf.py": f'{tiny.CONF}language = "de"\n{SLOWLY}',
}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, without Sphinx's own environment."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".doctrees" not in path.parts
    }


def test_two_machines_make_the_same_files_and_warnings(tmp_path: Path) -> None:
    made, told = [], []
    for place, days, jobs, mask, environment in MACHINES:
        source = tiny.write(tmp_path / place / "source", **PAGES)
        lib = tmp_path / place / "lib"
        shutil.copytree(
            ROOT / "watcher_liaison_guide",
            lib / "watcher_liaison_guide",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        code = PROGRAM.format(days=days, jobs=jobs, mask=mask, formats=FORMATS)
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            cwd=source,
            env={
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": str(lib),
                "NO_COLOR": "1",
                **environment,
            },
            capture_output=True,
            text=True,
        )
        made.append(files_in(source.parent))
        told.append(done.stderr.replace(str(source), "SOURCE").split("\n"))
    assert {f"list.{name}" for name in FORMATS} <= made[0].keys()
    assert {"html/.buildinfo", "html/2030.1.html"} <= made[0].keys()
    assert made[0].keys() == made[1].keys()
    assert [one for one in made[0] if made[0][one] != made[1][one]] == []
    for subtype in (
        *("not-shown", "shown-twice", "unknown-step", "unknown-section"),
        *("unknown-policy", "unknown-event", "unknown-item", "unknown-key"),
    ):
        assert f"[liaison.{subtype}]" in "\n".join(told[0])
    # Sphinx logs those of pages as its processes are done.
    assert sorted(told[0]) == sorted(told[1])
    # Those of the guide and the cycle files have an order.
    first, second = (
        [one for one in warnings if ".yaml:" in one] for warnings in told
    )
    assert first == second


def zipped(mode: int, year: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("mimetype", (year, 1, 1, 0, 0, 0))
        info.external_attr = mode << 16
        archive.writestr(info, "text")
    return made.getvalue()


def tarred(mode: int, year: int) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo("project/setup.py")
        info.mode, info.mtime, info.size = mode, year * 31_000_000, 4
        info.uname = str(mode)
        archive.addfile(info, io.BytesIO(b"text"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("pack", "again"),
    [(zipped, repack.repack_zip), (tarred, repack.repack_tar)],
)
def test_archives_of_one_content_are_the_same(pack, again) -> None:
    first, second = pack(0o100644, 2001), pack(0o100600, 2020)
    assert first != second
    assert again(first) == again(second)
    assert b"text" in again(first) or pack is tarred
