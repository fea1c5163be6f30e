# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of frames: one with its facts and scores, or many on a contact sheet."""
