# SPDX-License-Identifier: Apache-2.0
"""Packages whose modules are imported when something of them is asked for.

What a package offers stands in its ``__init__`` as if it were imported
there; a command that needs little of it does not wait for the rest.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def door(
    package: str, homes: Mapping[str, tuple[str, ...]]
) -> Callable[[str], Any]:
    """Give a package's ``__getattr__``; *homes* are modules and names."""
    found = {name: module for module, names in homes.items() for name in names}

    # Of a module, so it is a function (PEP 562).
    def __getattr__(name: str) -> Any:  # noqa: N807
        if name not in found:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}"
            )
        module = importlib.import_module(f"{package}.{found[name]}")
        value = getattr(module, name)
        setattr(sys.modules[package], name, value)  # for the next time
        return value

    return __getattr__
