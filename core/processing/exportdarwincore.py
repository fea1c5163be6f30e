# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:exportdarwincore`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)

from ..translation import tr
from .base import SeatizenAlgorithm
from .values import Values

if TYPE_CHECKING:
    from ..http.client import HttpClient
    from ..http.network import NetworkSettings

_GBIF_URL = "https://api.gbif.org"
_LICENCES = ("CC-BY-4.0", "CC-BY-NC-4.0", "CC0-1.0")


class ExportDarwinCore(SeatizenAlgorithm):
    """The annotations for GBIF and OBIS."""

    ID = "exportdarwincore"
    GROUP = "exports"
    ICON = "taxon.svg"
    TAGS = ("zenodo-manager", "dwca", "gbif", "obis", "darwin core")
    gbif_url: str
    network: NetworkSettings

    def title(self) -> str:
        return tr("Export Darwin Core")

    def about(self) -> str:
        return tr(
            "Writes the annotations as a Darwin Core archive that GBIF and OBIS accept: sessions and frames "
            "as events, taxa as occurrences (present or absent), the substrate as measurements, images as "
            "media. GBIF is asked once for each taxon; its answers are kept in the atlas. The archive is "
            "checked at the end, and what was found is listed."
        )

    def declare(self) -> None:
        self.atlas = self.add_atlas()
        self.output = self.add_output_file(
            "OUTPUT",
            tr("Archive"),
            tr("The zip file to write; an existing one is replaced."),
            "/data/seatizen_dwca.zip",
            files=tr("Darwin Core archive (*.zip)"),
        )
        licence = QgsProcessingParameterString("LICENSE", tr("Licence"))
        licence.setMetadata({"widget_wrapper": {"value_hints": list(_LICENCES)}})
        self.licence = self.add(
            licence,
            Values.text,
            tr("CC0-1.0, CC-BY-4.0 or CC-BY-NC-4.0. Without it: that of the metadata file, else CC-BY-4.0."),
            "CC-BY-4.0",
            optional=True,
        )
        self.taxa = self.add_file(
            "TAXA",
            tr("Mapping of taxa"),
            tr(
                "A CSV file that says which taxon a label stands for, where GBIF's key is missing or wrong: "
                "columns label (a name or an id), scientificName and kingdom or gbifKey, and optionally "
                "scientificNameID (a WoRMS LSID), taxonRank, phylum, class, order, family, genus."
            ),
            "/data/taxa.csv",
            files="CSV (*.csv)",
        )
        self.predictions = self.add_flag(
            "PREDICTIONS",
            tr("With predictions"),
            tr("Add what the last model predicts where nobody has annotated the taxon, marked as such."),
        )
        self.metadata = self.add_file(
            "METADATA_JSON",
            tr("Metadata"),
            tr(
                "A JSON file with any of title, abstract, creators, contact, license, rights_holder, "
                "institution, institution_id, dataset_id, keywords, language, sampling_protocols and times."
            ),
            "/data/metadata.json",
            files="JSON (*.json)",
        )
        self.gbif_address = self.add(
            QgsProcessingParameterString("GBIF_URL", tr("GBIF address"), defaultValue=_GBIF_URL),
            Values.text,
            tr("Base address of GBIF's API."),
            _GBIF_URL,
            optional=True,
            advanced=True,
        )
        self.gives_number("EVENTS", tr("Events"))
        self.gives_number("OCCURRENCES", tr("Occurrences"))

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the network settings on the main thread. GBIF gets no token."""
        from ..http.network import read_network_settings

        self.gbif_url = Values(self, parameters, context)[self.gbif_address] or _GBIF_URL
        self.network = read_network_settings(self.gbif_url)
        return True

    def gbif(self, feedback: QgsProcessingFeedback) -> HttpClient:
        """A client of GBIF, on any thread."""
        from ..exports.darwincore.taxonomy import GBIF
        from ..http.client import HttpClient

        return HttpClient(self.gbif_url, GBIF, network=self.network, feedback=feedback)

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..exports.darwincore.export import export_darwin_core
        from ..exports.darwincore.metadata import read_metadata
        from ..exports.darwincore.taxonomy import GbifSource

        with self.gbif(feedback) as client:
            report = export_darwin_core(
                values[self.atlas],
                values[self.output],
                metadata=read_metadata(values[self.metadata], values[self.licence]),
                source=GbifSource(client),
                taxa=values[self.taxa],
                predictions=values[self.predictions],
                feedback=feedback,
            )
        feedback.pushInfo(
            tr(
                "{events} events, {occurrences} occurrences, {measurements} measurements, {media} media."
            ).format(
                events=report.events,
                occurrences=report.occurrences,
                measurements=report.measurements,
                media=report.media,
            )
        )
        return {"OUTPUT": str(report.path), "EVENTS": report.events, "OCCURRENCES": report.occurrences}
