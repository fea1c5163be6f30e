# SPDX-License-Identifier: GPL-2.0-or-later
"""Which frames are meant."""
