# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures and sessions back from Zenodo."""
