# SPDX-License-Identifier: Apache-2.0
"""How long an import of all calendars takes, next to plain YAML reading.

Give the folder of openstack/releases: ``import_calendars.py FOLDER``. Each
figure is the best of several runs in new processes, so that nothing is
warm but the disk's cache; the start of Python itself is not counted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PLAIN = """
import sys, time
from pathlib import Path
import yaml
root = Path(sys.argv[1])
start = time.perf_counter()
names = [root / "data" / "series_status.yaml"]
names += sorted(root.glob("doc/source/*/schedule.yaml"))
for name in names:
    yaml.load(name.read_bytes(), Loader=yaml.CSafeLoader)
for name in sorted(root.glob("doc/source/*/schedule.rst")):
    name.read_text("utf-8")
print(time.perf_counter() - start)
"""

IMPORT = """
import sys, time
from pathlib import Path
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.sources import FolderSource
start = time.perf_counter()
outcomes, _, complete = import_calendars(
    FolderSource(Path(sys.argv[1])), Path(sys.argv[2])
)
print(time.perf_counter() - start)
assert complete and all(outcome.new for outcome in outcomes)
"""


def timed(script: str, *words: str) -> float:
    """Give the seconds that *script* says it took, in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
    )
    return float(done.stdout)


def main() -> int:
    """Print both figures and how many times longer the import takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    source = str(Path(arguments.source).resolve())
    plain, whole = [], []
    for _ in range(arguments.runs):
        plain.append(timed(PLAIN, source))
        with tempfile.TemporaryDirectory() as folder:
            whole.append(timed(IMPORT, source, folder))
    ratio = min(whole) / min(plain)
    print(f"plain reading {min(plain) * 1000:7.1f} ms")
    print(f"import        {min(whole) * 1000:7.1f} ms, {ratio:.1f} times it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
