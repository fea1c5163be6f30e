# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures that can be defended: people against models, people against people, one year against another."""
