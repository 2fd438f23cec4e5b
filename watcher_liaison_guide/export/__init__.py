# SPDX-License-Identifier: Apache-2.0
"""A checklist in each format that teams use, one module per format."""
