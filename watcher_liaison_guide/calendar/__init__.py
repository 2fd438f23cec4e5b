# SPDX-License-Identifier: Apache-2.0
"""Release calendars: read, checked, compared, kept and counted from."""
