# SPDX-License-Identifier: Apache-2.0
"""Take the pictures of the documentation, in the Chromium that is installed.

Run ``tox -e screenshots`` after a change of how a cycle's page looks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

SOURCE = Path(__file__).parent / "source"
#: Page, day, and size of each picture.
PICTURES = {
    "cycle-page": ("contributor/cycles/2027.1", "2027-02-16", (1240, 900)),
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-sync"]


def build(into: Path) -> None:
    """Build the documentation in a theme that leaves the page its room."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    command += ["-D", "extensions=watcher_liaison_guide"]
    command += ["-D", "html_theme=alabaster"]
    command += ["-D", "html_theme_options.page_width=1200px"]
    command += [str(SOURCE), str(into)]
    subprocess.run(command, check=True)


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        build(Path(folder))
        browser = tool.chromium.launch(executable_path=program, args=ARGUMENTS)
        for name, (page_name, day, size) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": size[0], "height": size[1]}
            )
            page.clock.set_fixed_time(f"{day}T12:00:00Z")
            page.goto((Path(folder) / f"{page_name}.html").as_uri())
            page.screenshot(path=SOURCE / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
