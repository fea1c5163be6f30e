# SPDX-License-Identifier: GPL-2.0-or-later
"""OpenDroneMap's options and their defaults (release 3), to tell those that a survey changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FALSE = """
    3d_tiles auto_boundary bg_removal build_overviews cog dem_euclidean_map dsm dtm fast_orthophoto force_gps
    gltf ignore_gsd merge_skip_blending no_gpu optimize_disk_space orthophoto_cutline orthophoto_kmz
    orthophoto_no_tiled orthophoto_png pc_classify pc_copc pc_csv pc_ept pc_las pc_rectify
    pc_skip_geometric rerun_all rolling_shutter sfm_no_partial skip_3dmodel skip_band_alignment
    skip_orthophoto skip_report sky_removal sm_no_align texturing_keep_unseen_faces
    texturing_single_material texturing_skip_global_seam_leveling tiles time use_3dmesh use_exif
    use_fixed_camera_params use_hybrid_bundle_adjustment
"""
_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(_FALSE.split(), False),
    "auto_boundary_distance": 0,
    "camera_lens": "auto",
    "crop": 3,
    "dem_decimation": 1,
    "dem_gapfill_steps": 3,
    "dem_resolution": 5,
    "end_with": "odm_postprocess",
    "feature_quality": "high",
    "feature_type": "dspsift",
    "gps_accuracy": 3,
    "gps_z_offset": 0,
    "matcher_neighbors": 0,
    "matcher_order": 0,
    "matcher_type": "flann",
    "merge": "all",
    "mesh_octree_depth": 11,
    "mesh_size": 200000,
    "min_num_features": 10000,
    "orthophoto_compression": "DEFLATE",
    "orthophoto_resolution": 5,
    "pc_filter": 5,
    "pc_quality": "medium",
    "pc_sample": 0,
    "primary_band": "auto",
    "radiometric_calibration": "none",
    "rolling_shutter_readout": 0,
    "sfm_algorithm": "incremental",
    "smrf_scalar": 1.25,
    "smrf_slope": 0.15,
    "smrf_threshold": 0.5,
    "smrf_window": 18.0,
    "split": 999999,
    "split_overlap": 150,
    "video_limit": 500,
    "video_resolution": 4000,
}


def differing_options(log: Mapping[str, Any]) -> dict[str, Any] | None:
    """The options of OpenDroneMap's log.json that differ from its defaults; None for a log without options.

    Options that only say where files lie or how the machine is used are left out: they have no default here.
    """
    options = log.get("options")
    if not isinstance(options, Mapping):
        return None
    return {
        name: options[name]
        for name, default in sorted(_DEFAULTS.items())
        if name in options and options[name] != default
    }
