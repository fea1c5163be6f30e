# SPDX-License-Identifier: GPL-2.0-or-later
"""What communities hold against what the atlas remembers: plan, then run."""
