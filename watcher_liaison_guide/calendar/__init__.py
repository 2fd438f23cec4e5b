# SPDX-License-Identifier: Apache-2.0
"""Release calendars: read, checked, compared, kept and counted from."""

from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.calendar.store import load as load_calendar

__all__ = ["Calendar", "load_calendar"]
