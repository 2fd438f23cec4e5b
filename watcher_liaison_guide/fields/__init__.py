# SPDX-License-Identifier: Apache-2.0
"""Shapes of YAML values: one table reads a file and makes its JSON Schema.

A shape reads a positioned value into what the model wants, tells every
problem it finds, and describes itself as JSON Schema. A value that cannot
be used is read as ``INVALID``, which the shape around it leaves out.
"""

from watcher_liaison_guide.fields.scalars import (
    IDENTIFIER,
    NAME,
    Boolean,
    Choice,
    Date,
    Integer,
    ProseText,
    TemplateText,
    Text,
    identifier,
    name,
    url,
)
from watcher_liaison_guide.fields.shapes import (
    INVALID,
    Shape,
    anchored,
    is_null,
    text_of,
    to_json,
)
from watcher_liaison_guide.fields.structures import (
    ByKey,
    ByKind,
    Field,
    ListOf,
    Made,
    MapOf,
    Named,
    Nullable,
    Record,
    declared_fields,
    json_schema,
    key,
)

__all__ = [
    "IDENTIFIER",
    "INVALID",
    "NAME",
    "Boolean",
    "ByKey",
    "ByKind",
    "Choice",
    "Date",
    "Field",
    "Integer",
    "ListOf",
    "Made",
    "MapOf",
    "Named",
    "Nullable",
    "ProseText",
    "Record",
    "Shape",
    "TemplateText",
    "Text",
    "anchored",
    "declared_fields",
    "identifier",
    "is_null",
    "json_schema",
    "key",
    "name",
    "text_of",
    "to_json",
    "url",
]
