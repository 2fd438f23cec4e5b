# SPDX-License-Identifier: Apache-2.0
"""Shapes of YAML values: one table reads a file and makes its JSON Schema.

A shape reads a positioned value into what the model wants, reports every
problem it finds, and describes itself as JSON Schema. A value that cannot
be used is read as ``INVALID``, which the shape around it leaves out.
"""

from watcher_liaison_guide.fields.records import ByKey, MapOf, Record
from watcher_liaison_guide.fields.scalars import (
    IDENTIFIER,
    Boolean,
    Choice,
    Date,
    Integer,
    ProseText,
    Single,
    TemplateText,
    Text,
    identifier,
    name,
    unquoted,
    url,
)
from watcher_liaison_guide.fields.shapes import (
    INVALID,
    ByKind,
    Field,
    ListOf,
    Made,
    Named,
    Nullable,
    Shape,
    anchored,
    declared_fields,
    is_null,
    json_schema,
    key,
    read_yaml,
    required,
    to_json,
    wrong_type,
)
