# SPDX-License-Identifier: Apache-2.0
"""Facts of record: leadership, people, release models, releases."""

from watcher_liaison_guide.records.model import Records, load_records
from watcher_liaison_guide.records.status import branches_on, status_on

__all__ = ["Records", "branches_on", "load_records", "status_on"]
