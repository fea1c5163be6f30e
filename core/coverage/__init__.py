# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the surveys have been and what the model saw there, on a grid."""
