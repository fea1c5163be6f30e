# SPDX-License-Identifier: GPL-2.0-or-later
"""Human annotations of frames: files in, annotation sessions out."""
