# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas: a GeoPackage with the metadata of every published session."""
