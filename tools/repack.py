# SPDX-License-Identifier: Apache-2.0
"""Write archives again, so that the same content makes the same bytes.

``python tools/repack.py FOLDER`` takes its wheels, sdists and epubs. What
setuptools and Sphinx put into them depends on the clock, the user and the
umask. Afterwards all times are SOURCE_DATE_EPOCH, and all modes are alike.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path

#: The earliest time that a zip file can have.
EPOCH = max(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), 315532800)


def mode_of(mode: int) -> int:
    """Return the mode of a file or directory, as of umask 022."""
    return 0o755 if mode & 0o100 else 0o644


def repack_zip(content: bytes) -> bytes:
    """Return a zip file with its members in their order."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for one in old.infolist():
            info = zipfile.ZipInfo(one.filename, time.gmtime(EPOCH)[:6])
            info.compress_type = one.compress_type
            info.external_attr = (
                0o100000 | mode_of(one.external_attr >> 16)
            ) << 16
            new.writestr(info, old.read(one))
    return made.getvalue()


def repack_tar(content: bytes) -> bytes:
    """Return a compressed tar file with its members sorted."""
    made = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content)) as old,
        tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for one in sorted(old.getmembers(), key=lambda one: one.name):
            info = tarfile.TarInfo(one.name)
            info.type, info.linkname, info.size = (
                one.type,
                one.linkname,
                one.size,
            )
            info.mode, info.mtime = mode_of(one.mode), EPOCH
            new.addfile(info, old.extractfile(one) if one.isreg() else None)
    return gzip.compress(made.getvalue(), mtime=EPOCH)


def main() -> None:
    kinds = {"*.whl": repack_zip, "*.epub": repack_zip, "*.gz": repack_tar}
    for pattern, repack in kinds.items():
        for path in Path(sys.argv[1]).glob(pattern):
            path.write_bytes(repack(path.read_bytes()))


if __name__ == "__main__":
    main()
