# SPDX-License-Identifier: Apache-2.0
"""Count lines of code: without blank lines, comments and docstrings.

``python benchmark/size.py`` lists the packages, ``--modules`` the modules.
Scripts and style sheets are listed apart; they are not part of the sum.
"""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "watcher_liaison_guide"
_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}
_WITH_DOCSTRING = (
    ast.Module,
    ast.ClassDef,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
)


def lines_of_code(source: str) -> int:
    """Return how many lines of Python *source* have code on them."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node):
            docstring = node.body[0]
            lines.difference_update(
                range(docstring.lineno, (docstring.end_lineno or 0) + 1)
            )
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", action="store_true")
    options = parser.parse_args()
    sizes = {
        path.relative_to(PACKAGE): lines_of_code(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }
    rows = {str(path): size for path, size in sizes.items()}
    if not options.modules:
        rows = Counter()
        for path, size in sizes.items():
            rows[path.parts[0]] += size
    for name, size in sorted(rows.items(), key=lambda row: row[1]):
        print(f"{size:7,}  {name}")
    print(f"{sum(sizes.values()):7,}  in {len(sizes)} modules")
    for path in sorted(PACKAGE.glob("data/static/*.*s")):
        print(f"{path.stat().st_size:7,}  bytes of {path.name}")


if __name__ == "__main__":
    main()
