# SPDX-License-Identifier: Apache-2.0
"""Runs the command line for ``python -m watcher_liaison_guide``."""

import sys

from watcher_liaison_guide.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
