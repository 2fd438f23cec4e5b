# SPDX-License-Identifier: Apache-2.0
"""The names of the repositories that facts and dates come from."""

RELEASES = "openstack/releases"
GOVERNANCE = "openstack/governance"
