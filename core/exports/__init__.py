# SPDX-License-Identifier: GPL-2.0-or-later
"""Derived files: tables, GeoParquet and Darwin Core archives."""
