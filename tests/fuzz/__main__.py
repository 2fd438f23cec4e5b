# SPDX-License-Identifier: Apache-2.0
"""Feed damaged input to every reader: ``python -m tests.fuzz --seconds 600``.

Each case is a number: ``--target T --case N`` runs that one again and shows
what the command printed. A case fails if the command ends in an exception or
an exit status of its own, reports a problem over several lines, writes what
it cannot read, or takes longer than ten seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.targets import TARGETS, Failure, run_case


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--case", type=int, help="run this case alone")
    parser.add_argument("--first", type=int, default=0, metavar="CASE")
    options = parser.parse_args()
    names = options.target or sorted(TARGETS)
    if options.case is not None:
        return max(_run(name, options.case, show=True) for name in names)
    counts = dict.fromkeys(names, 0)
    used = dict.fromkeys(names, 0.0)
    failed = 0
    while sum(used.values()) < options.seconds:
        # The target that had the least time so far has the next case.
        name = min(names, key=used.__getitem__)
        begin = time.process_time()
        failed += _run(name, options.first + counts[name])
        used[name] += time.process_time() - begin
        counts[name] += 1
    for name in names:
        print(f"{name}: {counts[name]} cases in {used[name]:.0f} CPU seconds")
    print(f"{sum(counts.values()) - failed} passed, {failed} failed")
    return int(failed > 0)


def _run(name: str, case: int, show: bool = False) -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            printed = run_case(name, case, Path(folder))
        except Failure as failure:
            print(f"--target {name} --case {case}: {failure}", flush=True)
            return 1
    if show:
        print(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
