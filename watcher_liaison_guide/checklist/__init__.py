# SPDX-License-Identifier: Apache-2.0
"""What applies in one cycle, when, to whom, and what is done."""
