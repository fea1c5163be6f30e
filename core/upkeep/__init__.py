# SPDX-License-Identifier: GPL-2.0-or-later
"""Verbs about the file itself: create, migrate, back up, check, sum up."""
