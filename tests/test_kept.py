# SPDX-License-Identifier: Apache-2.0
"""Results kept between runs are given back for the same inputs alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from watcher_liaison_guide import kept

# Where files have no owners, nothing is kept at all.
pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="nobody is told from anybody here"
)
RESULT = ("result", ["of", "inputs"])


@pytest.fixture
def keeper(tmp_path: Path) -> kept.Keeper:
    """Give a keeper with one result."""
    made = kept.Keeper(tmp_path / "results")
    made.store("name", b"inputs", RESULT)
    return made


def of(folder: Path, ending: str = "") -> bytes:
    """Give the inputs that a folder is."""
    inputs = kept.Inputs("asked")
    inputs.add(folder, ending)
    return bytes(inputs)


def test_a_result_is_given_back_for_the_same_inputs(
    keeper: kept.Keeper,
) -> None:
    assert keeper.load("name", b"inputs") == RESULT
    for inputs in (b"", b"input", b"inputS", b"inputs and more"):
        assert keeper.load("name", inputs) is None
    assert keeper.load("another", b"inputs") is None


def test_names_that_share_a_file_do_no_harm(
    keeper: kept.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zlib.crc32", lambda data: 0)
    keeper.store("one", b"one", 1)
    keeper.store("two", b"two", 2)
    assert keeper.load("one", b"one") is None
    assert keeper.load("two", b"two") == 2


@pytest.mark.parametrize("place", ["head", "inputs", "pickle", "end", "empty"])
def test_a_damaged_file_is_passed_over_and_made_again(
    keeper: kept.Keeper, place: str
) -> None:
    path = keeper.path("name")
    data = bytearray(path.read_bytes())
    if place == "end":
        del data[-3:]
    elif place == "empty":
        data.clear()
    else:
        data[{"head": 3, "inputs": 40, "pickle": -4}[place]] ^= 1
    path.write_bytes(data)
    assert keeper.load("name", b"inputs") is None
    keeper.store("name", b"inputs", RESULT)
    assert keeper.load("name", b"inputs") == RESULT


def test_a_pickle_that_fails_is_passed_over(keeper: kept.Keeper) -> None:
    path = keeper.path("name")
    head = path.read_bytes().partition(b"\n")[0] + b"\n"
    made = b"not a pickle"
    lengths = kept._lengths(b"inputs", made)
    path.write_bytes(head + lengths + b"inputs" + made)
    assert keeper.load("name", b"inputs") is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_not_read(
    keeper: kept.Keeper, mode: int
) -> None:
    keeper.path("name").chmod(mode)
    assert keeper.load("name", b"inputs") is None


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_can_write_into_is_not_used(
    keeper: kept.Keeper, mode: int
) -> None:
    folder = keeper.path("name").parent
    folder.chmod(mode)
    assert keeper.load("name", b"inputs") is None
    keeper.store("another", b"inputs", RESULT)
    assert not keeper.path("another").exists()


def test_what_another_user_owns_is_not_read(
    keeper: kept.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert keeper.load("name", b"inputs") is None
    keeper.store("another", b"inputs", RESULT)
    assert not keeper.path("another").exists()


def test_only_the_owner_can_read_what_is_kept(keeper: kept.Keeper) -> None:
    path = keeper.path("name")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_links_and_pipes_are_not_read(keeper: kept.Keeper) -> None:
    path = keeper.path("name")
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")
    assert keeper.load("name", b"inputs") is None
    path.unlink()
    os.mkfifo(path, 0o600)
    assert keeper.load("name", b"inputs") is None


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeper = kept.Keeper(tmp_path / "file" / "results")
    keeper.store("name", b"inputs", RESULT)
    assert keeper.load("name", b"inputs") is None


def test_old_results_make_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = kept.Keeper(tmp_path / "results")
    for number in range(kept.MAXIMUM_COUNT + 2):
        keeper.store(str(number), b"", number)
        os.utime(keeper.path(str(number)), (number, number))
    left = tmp_path / "results" / ".left.part"
    new = tmp_path / "results" / ".new.part"
    left.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(left, (0, 0))
    keeper.store("last", b"", "last")
    assert keeper.load("0", b"") is None
    assert keeper.load("5", b"") == 5
    assert keeper.load("last", b"") == "last"
    names = sorted(path.name for path in left.parent.iterdir())
    assert len(names) == kept.MAXIMUM_COUNT + 1
    assert ".new.part" in names
    monkeypatch.setattr(kept, "MAXIMUM_BYTES", 70)
    keeper.store("newest", b"", "newest")
    assert keeper.load("newest", b"") == "newest"
    assert keeper.load("last", b"") is None
    keeper.store("large", b"", "x" * 100)
    assert keeper.load("large", b"") is None


def test_processes_may_keep_the_same_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from watcher_liaison_guide import kept\n"
        "keeper = kept.Keeper(Path(sys.argv[1]))\n"
        "for number in range(200):\n"
        "    result = [sys.argv[2]] * 10000\n"
        "    keeper.store('name', b'inputs', result)\n"
        "    found = keeper.load('name', b'inputs')\n"
        "    assert found in (['a'] * 10000, ['b'] * 10000), found\n"
    )
    folder = str(tmp_path / "results")
    running = [
        subprocess.Popen([sys.executable, "-c", code, folder, name])
        for name in "ab"
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(list((tmp_path / "results").iterdir())) == 1


def test_the_switch_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.keeper() is not None
    monkeypatch.setenv(kept.SWITCH, "1")
    assert kept.keeper() is None


# -- inputs


def test_a_home_that_is_not_there_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    assert kept.keeper() is None
    (tmp_path / "home").mkdir()
    assert kept.keeper() is not None


def test_content_counts_and_not_its_day(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b")
    status = path.stat()
    before = of(tmp_path)
    os.utime(path, (0, 0))
    assert of(tmp_path) == before
    path.write_text("a: c")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert of(tmp_path) != before


def test_names_count(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: b")
    before = of(tmp_path)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "folder").mkdir()
    assert of(tmp_path) != before
    assert of(tmp_path, ".yaml") == before
    (tmp_path / "a.yaml").rename(tmp_path / "c.yaml")
    assert of(tmp_path, ".yaml") != before
    assert of(tmp_path / "none") != of(tmp_path / "nowhere")


def test_what_may_have_no_end_is_no_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(OSError, match="not a file"):
        of(tmp_path)
    (tmp_path / "pipe.yaml").unlink()
    (tmp_path / "large").write_bytes(b" " * (kept.MAXIMUM_INPUT_BYTES + 1))
    with pytest.raises(OSError, match="too large"):
        of(tmp_path)


def test_another_program_makes_other_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    code = package / "inner" / "module.py"
    code.write_text("a = 1")
    monkeypatch.setattr(kept, "_PACKAGE", str(package))
    before = of(tmp_path)
    assert of(tmp_path) == before
    code.write_text("a = 12")
    changed = of(tmp_path)
    assert changed != before
    os.utime(code, (time.time() - 5, time.time() - 5))
    assert of(tmp_path) != changed
    monkeypatch.setattr(sys, "version", "another")
    assert of(tmp_path) != before
