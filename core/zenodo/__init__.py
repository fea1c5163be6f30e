# SPDX-License-Identifier: GPL-2.0-or-later
"""Zenodo over HTTP: one client, the records it reads and the archives it opens by range."""
