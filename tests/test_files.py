# SPDX-License-Identifier: Apache-2.0
"""Files stay whole whatever happens to the process that writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from watcher_liaison_guide import files

ROOT = Path(__file__).parents[1]
OLD = b"old\n" * 9999
NEW = b"new\n" * 12345

#: Writes NAMES in FOLDER, again and again from the same beginning, in a
#: process that ends before or after the first call of a C function, then
#: the second, and so on until one lives to the end. Whatever reaches the
#: operating system does so within such a call.
KILLED = """
import os, sys
from pathlib import Path
from watcher_liaison_guide import files

folder, names = Path(sys.argv[1]), sys.argv[2:]
old, new = b"old\\n" * 9999, b"new\\n" * 12345

def write(content):
    for name in names:
        files.write(folder / name, content)

def run(moment):
    seen = 0
    def count(frame, event, argument):
        nonlocal seen
        if event in ("c_call", "c_return"):
            seen += 1
            if seen == moment:
                os._exit(9)
    sys.setprofile(count)
    write(new)
    sys.setprofile(None)
    os._exit(0)

states = set()
moment = 0
killed = True
while killed:
    write(old)
    moment += 1
    child = os.fork()
    if child == 0:
        run(moment)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    found = []
    for name in names:
        content = (folder / name).read_bytes()
        assert content in (old, new), (moment, name, len(content))
        found.append(content == new)
    # One after the other, in order.
    assert found == sorted(found, reverse=True), (moment, found)
    states.add(sum(found))
    assert sorted(folder.glob("*.yaml")) == [folder / n for n in names]
    # The next run takes away what a killed one left.
    write(old)
    assert sorted(folder.iterdir()) == [folder / n for n in names]
assert states == set(range(len(names) + 1)), states
print(moment)
"""


def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )


# Windows has no fork.
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_a_kill_at_any_moment_leaves_each_file_old_or_new(
    tmp_path: Path,
) -> None:
    done = run(KILLED, str(tmp_path), "a.yaml", "b.yaml")
    assert done.returncode == 0, done.stderr
    # Two files; for each at least: make, write, flush, sync, close,
    # rename, before and after.
    assert int(done.stdout) > 2 * 6 * 2


@pytest.mark.parametrize("failing", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_a_failure_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    error: BaseException,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)

    def fail(*arguments: object, **keywords: object) -> None:
        raise error

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(type(error)):
        files.write(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_is_removed_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a[1].yaml"
    path.write_bytes(OLD)
    others = [
        tmp_path / name
        for name in (".b.yaml.1f.part", ".a1.yaml.1f.part", "a[1].yaml.part")
    ]
    for content in (OLD, NEW):
        for name in (*others, tmp_path / ".a[1].yaml.00ff11ee22dd.part"):
            name.write_bytes(b"n")
        files.write(path, content)
        assert sorted(tmp_path.iterdir()) == sorted([*others, path])


def test_runs_that_write_one_file_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    contents = [f"{number}\n".encode() * 999 for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda one: files.write(path, one), contents))
    assert all(written)
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.yaml"
    assert files.write(path, NEW) is True
    assert path.read_bytes() == NEW
    before = path.stat()
    assert files.write(path, NEW) is False
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_any(
    tmp_path: Path,
) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "other"
    other.write_bytes(NEW)
    files.write(path, OLD)
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o640)
    files.write(path, NEW)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_bytes(OLD)
    link.symlink_to(path)
    assert files.write(link, NEW) is True
    assert link.is_symlink()
    assert path.read_bytes() == NEW


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    # As root, a file put in the place of /dev/null would break the machine.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert files.write(pipe, OLD) is True
        assert os.read(reader, len(OLD)) == OLD
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
