# SPDX-License-Identifier: Apache-2.0
"""The closed subset of reStructuredText that texts in YAML are written in.

Paragraphs, bullet lists, ``literal``, *emphasis*, anonymous links with their
address, a few cross-reference roles and ``{placeholder}``. Whatever else
docutils would read as markup is a problem at its place, so that the nodes
made here and the nodes docutils would make always mean the same.
"""

from watcher_liaison_guide.prose.blocks import parse
from watcher_liaison_guide.prose.inline import (
    PLACEHOLDERS,
    READER_PLACEHOLDERS,
    ROLES,
    parse_template,
)
from watcher_liaison_guide.prose.nodes import (
    Block,
    Bullets,
    Emphasis,
    Filling,
    Inline,
    Link,
    Literal,
    Origin,
    Paragraph,
    Part,
    Placeholder,
    Prose,
    Reference,
    Template,
    Text,
    fill,
    fill_template,
    first_clause,
    placeholders,
    plain_inline,
    plain_parts,
    walk,
    with_paragraphs,
)
