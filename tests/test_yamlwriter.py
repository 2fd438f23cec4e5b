# SPDX-License-Identifier: Apache-2.0
"""What is written is read back as it was, or not written at all.

How calendars and records look is in the tests of their imports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.fields import (
    MapOf,
    Nullable,
    Record,
    Text,
    key,
    read_yaml,
)


@dataclass(frozen=True)
class Names:
    names: Mapping[str, str | None] = key(
        MapOf(Text("a name"), Nullable(Text())), {}
    )


SHAPE = Record.of(Names, "names")

text = st.one_of(
    st.sampled_from(
        ("yes", "2026.10", "null", "~", "a: b", "# a", "é \u00ad😀")
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
).filter(str.strip)


@given(st.builds(Names, st.dictionaries(text, st.none() | text)))
def test_text_that_is_written_is_read_back(written: Names) -> None:
    content = yamlwriter.dump(written).encode()
    assert read_yaml(SHAPE, content, "names.yaml") == (written, [])


def test_text_that_others_take_for_something_else_is_quoted() -> None:
    for word in ("true", "False", "yes", "NO", "on", "off", "y", "n", "Null"):
        content = yamlwriter.dump(Names({"a": word}))
        assert content == f'names:\n  a: "{word}"\n'


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    content = yamlwriter.dump(Names({"no": "a b", "x": None}), "# A\n")
    assert content == '# A\nnames:\n  "no": a b\n  x: null\n'
    assert yamlwriter.save(path, content, SHAPE) is True
    assert yamlwriter.save(path, content, SHAPE) is False
    for name in ("a\nb", " ", "\ud800"):
        other = yamlwriter.dump(Names({name: "x"}))
        problem = yamlwriter.save(path, other, SHAPE)
        assert "could not be read back" in str(problem)
    assert path.read_text(encoding="utf-8") == content
