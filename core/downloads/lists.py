# SPDX-License-Identifier: GPL-2.0-or-later
"""Which images are to be downloaded: those of a layer of frames, or of a list."""

from __future__ import annotations

from pathlib import Path

from qgis.core import NULL, QgsFeatureRequest, QgsFeatureSource, QgsFeedback

from ..csvfile import open_csv, read_chunks
from ..errors import Cancelled, InputError
from ..reading.images import FrameImage
from ..sessions.dois import bare_doi
from ..translation import tr

VERSION, PATH = "version_doi", "relative_file_path"
_OTHER_NAMES = ("frames_doi", "frame_doi")
"""What the exported tables call the version."""

LISTS = (".csv", ".txt", ".tsv")


def images_of_list(path: Path) -> tuple[list[FrameImage], list[InputError]]:
    """The images of a CSV with `version_doi` (or `frames_doi`, as exported) and `relative_file_path`.

    Returns them, and what is wrong with rows that name none.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    file = open_csv(path)
    named = [file.column(name) for name in (VERSION, *_OTHER_NAMES)]
    doi_column = next((name for name in named if name), None) or file.required_column(VERSION)
    path_column = file.required_column(PATH)
    images: list[FrameImage] = []
    problems: list[InputError] = []
    for chunk in read_chunks(file, [doi_column, path_column]):
        for row, doi, place in zip(chunk.index, chunk[doi_column], chunk[path_column]):
            empty = next(
                (
                    name
                    for name, cell in ((doi_column, doi), (path_column, place))
                    if not isinstance(cell, str)
                ),
                "",
            )
            number = None if empty else bare_doi(doi)
            if empty:
                problems.append(InputError(tr("is empty."), file=path, row=int(row), column=empty))
            elif number is None:
                problems.append(
                    InputError(
                        tr("“{}” is no DOI of Zenodo.").format(doi),
                        file=path, row=int(row), column=doi_column,
                    )
                )  # fmt: skip
            else:
                images.append(FrameImage(number, place.strip()))
    return images, problems


def images_of_layer(source: QgsFeatureSource, feedback: QgsFeedback) -> list[FrameImage]:
    """The images of the features of a layer of frames.

    Raises:
        InputError: it has no column for the version or the path.
    """
    names = source.fields().names()
    column = next((name for name in (VERSION, *_OTHER_NAMES) if name in names), None)
    missing = VERSION if column is None else PATH if PATH not in names else ""
    if column is None or missing:
        raise InputError(
            tr("“{layer}” is no layer of frames: it has no column {column}.").format(
                layer=source.sourceName(), column=missing
            ),
            advice=tr(
                "Choose the layer “Frames” of an atlas, or a CSV with version_doi and relative_file_path."
            ),
        )
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([column, PATH], source.fields())
    images = []
    for feature in source.getFeatures(request):
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        doi, place = feature[column], feature[PATH]
        text = "" if doi == NULL or doi is None else str(doi)
        images.append(
            FrameImage(bare_doi(text) or text, "" if place == NULL or place is None else str(place))
        )
    return images
