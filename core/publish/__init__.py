# SPDX-License-Identifier: GPL-2.0-or-later
"""Sessions and the atlas to Zenodo: what goes up, how it is described, and how it gets there without fear."""
