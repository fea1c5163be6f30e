# SPDX-License-Identifier: GPL-2.0-or-later
"""HTTP, without a word of what it is for."""
