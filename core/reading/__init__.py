# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules that all readers of an atlas share."""
