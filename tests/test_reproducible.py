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
#: Two machines: folder, seed of hashes, time zone, umask, processes.
MACHINES = (
    ("here", "0", "UTC", 0o022, "1"),
    ("else/where", "4242", "Asia/Tokyo", 0o077, "2"),
)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, without Sphinx's own environment."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".doctrees" not in path.parts
    }


def test_two_machines_make_the_same_files(tmp_path: Path) -> None:
    made = []
    for place, seed, zone, mask, jobs in MACHINES:
        source = tiny.write(tmp_path / place / "source")
        lib = tmp_path / place / "lib"
        shutil.copytree(
            ROOT / "watcher_liaison_guide",
            lib / "watcher_liaison_guide",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(lib),
            "SOURCE_DATE_EPOCH": "1890000000",
            "TZ": zone,
        }
        code = (
            "import os, sys\n"
            "from sphinx.cmd.build import main as sphinx\n"
            "from watcher_liaison_guide.cli.main import main\n"
            f"os.umask({mask})\n"
            "for name in ('html', 'latex'):\n"
            f"    sphinx(['-qj', '{jobs}', '-b', name, '.', '../' + name])\n"
            f"for name in {FORMATS}:\n"
            "    main(['checklist', '2030.1', '--guide', 'guide', '--data', "
            "'data', '--cycles', '.', '--today', '2029-11-20', "
            "'--format', name, '--output', "
            "f'../list.{name}'])\n"
        )
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            cwd=source,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        made.append(files_in(source.parent))
    assert {f"list.{name}" for name in FORMATS} <= made[0].keys()
    assert {"html/.buildinfo", "html/2030.1.html"} <= made[0].keys()
    assert made[0].keys() == made[1].keys()
    assert [one for one in made[0] if made[0][one] != made[1][one]] == []


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
