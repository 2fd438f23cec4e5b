# SPDX-License-Identifier: Apache-2.0
"""Files stay whole whatever happens to the process that writes them."""

from __future__ import annotations

import io
import itertools
import multiprocessing
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from watcher_liaison_guide import files

OLD = b"old\n" * 9999
NEW = b"new\n" * 12345


def write_until(moment: int, paths: list[Path]) -> None:
    """Write files; end the process before a call to the operating system."""
    seen = 0

    def count(frame: object, event: str, argument: Any) -> None:
        nonlocal seen
        if event == "c_call" and (
            argument.__self__ in (sys.modules[os.name], io)
            or isinstance(argument.__self__, io.IOBase)
        ):
            seen += 1
            if seen == moment:
                os._exit(9)

    sys.setprofile(count)
    for path in paths:
        files.write(path, NEW)
    sys.setprofile(None)


@pytest.mark.skipif(sys.platform == "win32", reason="needs os.fork")
def test_a_kill_at_any_moment_leaves_each_file_old_or_new(
    tmp_path: Path,
) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    states = set()
    for moment in itertools.count(1):
        for path in paths:
            files.write(path, OLD)
        # The next run removes what a killed one left.
        assert sorted(tmp_path.iterdir()) == paths
        child = context.Process(target=write_until, args=(moment, paths))
        child.start()
        child.join()
        assert sorted(tmp_path.glob("*.yaml")) == paths
        states.add(tuple(path.read_bytes() for path in paths))
        if child.exitcode != 9:
            break
    assert child.exitcode == 0
    # One after the other, in order.
    assert states == {(OLD, OLD), (NEW, OLD), (NEW, NEW)}
    # For each file at least: make, write, flush, sync, close, rename.
    assert moment > 2 * 6


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
        assert all(pool.map(lambda one: files.write(path, one), contents))
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX modes")
def test_a_file_is_written_only_if_it_changes_and_keeps_its_mode(
    tmp_path: Path,
) -> None:
    path, other = tmp_path / "new" / "a.yaml", tmp_path / "other"
    other.write_bytes(NEW)
    assert files.write(path, OLD)
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o640)
    before = path.stat()
    assert not files.write(path, OLD)
    assert path.stat() == before
    assert files.write(path, NEW)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_bytes(OLD)
    link.symlink_to(path)
    assert files.write(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    for link, into in ((tmp_path / "x", ""), (tmp_path / "y", "y")):
        link.symlink_to(tmp_path / "nowhere" / "a.yaml")
        with pytest.raises(OSError):
            files.write(link / into, NEW)
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    # As root, a file put in the place of /dev/null would break the machine.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert files.write(pipe, OLD)
        assert os.read(reader, len(OLD)) == OLD
    finally:
        os.close(reader)
    assert pipe.is_fifo()
