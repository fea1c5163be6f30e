# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything without a widget: runs under qgis_process, in a background task and in a test."""
