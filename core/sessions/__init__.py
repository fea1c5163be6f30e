# SPDX-License-Identifier: GPL-2.0-or-later
"""A session, wherever it lies: its name, its files, its frames, and their way into the atlas."""
