# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas as layers of a project."""
