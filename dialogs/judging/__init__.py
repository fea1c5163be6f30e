# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures that can be defended, looked at: tables, pictures, and the frames behind them."""
