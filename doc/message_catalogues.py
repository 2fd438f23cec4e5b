# SPDX-License-Identifier: Apache-2.0
"""Updates the catalogues of the Sphinx extension's own words.

``python doc/message_catalogues.py`` brings the ``.po`` files up to date with
the words in the code and writes the ``.mo`` files that Sphinx reads; a test
fails where that was forgotten.
"""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from watcher_liaison_guide.sphinxext.assets import (
    CHECKLIST_WORDS,
    GUIDE_WORDS,
)
from watcher_liaison_guide.sphinxext.words import CATALOG, LOCALE_DIR

PACKAGE = Path(__file__).parents[1] / "watcher_liaison_guide"
#: What is called with words that are shown in a page.
_CALLS = (
    "say",
    "said",
    "Message",
    "Unanswered",
    "sentence",
    "remark",
)
#: Tables of words that are translated when they are looked up.
_TABLES = re.compile(r"^_?[A-Z_]*(WORDS|MEANINGS|TITLES)$")
#: Where tables and calls with words for pages are.
_FOLDERS = ("sphinxext", "export", "checklist", "records", "calendar")
_NOT_SHOWN = ("cli", "ics.py")
#: Words that no call names: choices in files, and the heads of a table.
_CHOICES = (
    "Event",
    "When",
    "Where the date comes from",
    "open",
    "granted",
    "refused",
    "maintained",
    "unmaintained",
    "development",
    "future",
    "end of life",
    "type",
    "release model",
)


_HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# The words that the Sphinx extension itself puts into pages."""
#: A catalogue of the same words is the same file, whenever it is written.
_NO_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def messages() -> list[str]:
    """Return every text of ours that a page may show, in order."""
    found = {*CHECKLIST_WORDS, *GUIDE_WORDS, *_CHOICES}
    for folder in _FOLDERS:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(_in_calls(tree))
            found.update(_in_tables(tree))
    return sorted(text for text in found if re.search(r"[A-Za-z]", text))


def _in_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _CALLS:
            yield from _strings(node.args[0])


def _in_tables(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        target = None
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        if (
            isinstance(target, ast.Name)
            and _TABLES.match(target.id)
            and isinstance(getattr(node, "value", None), ast.Dict)
        ):
            for value in node.value.values:  # type: ignore[attr-defined]
                yield from _strings(value)


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def catalogues() -> Iterator[Path]:
    """Yield the ``.po`` file of each language."""
    yield from sorted(LOCALE_DIR.glob(f"*/LC_MESSAGES/{CATALOG}.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def update() -> None:
    """Write all catalogues: new words untranslated, unused ones gone."""
    for path in catalogues():
        old = read(path)
        new = Catalog(
            locale=old.locale,
            charset="utf-8",
            fuzzy=False,
            project="watcher-liaison-guide",
            version="1",
            header_comment=_HEADER,
            creation_date=_NO_DAY,
            revision_date=_NO_DAY,
            msgid_bugs_address="openstack-discuss@lists.openstack.org",
            last_translator="OpenStack contributors",
        )
        for text in messages():
            known = old.get(text)
            new.add(text, known.string if known else "")
        stream = BytesIO()
        write_po(stream, new, width=79, omit_header=False)
        path.write_bytes(stream.getvalue())
        with path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, new)


if __name__ == "__main__":
    update()
