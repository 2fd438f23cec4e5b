# SPDX-License-Identifier: Apache-2.0
"""Facts of record: leadership, people, release models, releases."""
