# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done with an atlas from the dock, the menu and the toolbar: one entry a capability.

To add one: write a module with a `VerbDialog` (or a function that takes the shell), and add a `DockAction` to
`actions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..core.translation import tr
from . import atlas_commands, download_commands, export_commands
from .shell import Shell
from .verb_dialog import VerbDialog


@dataclass(frozen=True)
class Dialog:
    """Opens a dialog, imported when somebody asks for it: QGIS starts without it.

    Args:
        place: module and class, `import_dialog.ImportDialog`.
    """

    place: str

    def __call__(self, shell: Shell) -> object:
        return self.find().present(shell)

    def find(self) -> type[VerbDialog]:
        module, _, name = self.place.rpartition(".")
        found: type[VerbDialog] = getattr(import_module(f"{__package__}.{module}"), name)
        return found


@dataclass(frozen=True)
class Dock:
    """Shows a dock; its module, imported as late as that of a dialog, has a function `open_dock`."""

    module: str

    def __call__(self, shell: Shell) -> object:
        return import_module(f"{__package__}.{self.module}").open_dock(shell)


@dataclass(frozen=True)
class DockAction:
    """One entry.

    Args:
        text: the button's text; “…” at its end when a dialog comes first.
        icon: file name in core/icons/.
        callback: called on the main thread with the shell.
        needs_atlas: without a current atlas the entry is out of reach.
        section: key of `sections()`.
        tip: one sentence for the tooltip.
        toolbar: also a button of the toolbar.
    """

    text: str
    icon: str
    callback: Callable[[Shell], object]
    needs_atlas: bool = True
    section: str = "atlas"
    tip: str = ""
    toolbar: bool = False


def sections() -> dict[str, str]:
    """Headings of the dock and parts of the menu, in order."""
    return {
        "atlas": tr("Atlas"),
        "map": tr("On the map"),
        "sessions": tr("Sessions"),
        "annotations": tr("Annotations"),
        "exports": tr("Exports"),
        "zenodo": tr("Zenodo"),
    }


def actions() -> tuple[DockAction, ...]:
    """All entries, in the order in which they are shown within their section."""
    return (
        DockAction(
            tr("Load layers"),
            "layers.svg",
            Shell.load_layers,
            tip=tr("Add the atlas's footprints, tracks and frames to the project."),
            toolbar=True,
        ),
        DockAction(
            tr("Check atlas"),
            "check.svg",
            atlas_commands.check,
            tip=tr("Look for what is wrong in the atlas; nothing is changed."),
        ),
        DockAction(
            tr("Migrate atlas…"),
            "migrate.svg",
            Dialog("migrate_dialog.MigrateDialog"),
            tip=tr("Run the scripts that the atlas has not seen yet, with a backup."),
        ),
        DockAction(
            tr("Download the published atlas…"),
            "download.svg",
            atlas_commands.download_atlas,
            needs_atlas=False,
            tip=tr("Bring the newest atlas from Zenodo and put it on the map."),
        ),
        DockAction(
            tr("Open atlas…"),
            "open.svg",
            atlas_commands.choose_atlas,
            needs_atlas=False,
            tip=tr("Choose the atlas to work with."),
        ),
        DockAction(
            tr("Create atlas…"),
            "new.svg",
            atlas_commands.new_atlas,
            needs_atlas=False,
            tip=tr("Make a new, empty atlas."),
        ),
        DockAction(
            tr("Find sessions"),
            "list.svg",
            Dock("sessions_dock"),
            section="map",
            tip=tr("A list of the sessions that knows the map: search, sort, zoom."),
            toolbar=True,
        ),
        DockAction(
            tr("Filter the map"),
            "filter.svg",
            Dock("filter_dock"),
            section="map",
            tip=tr("Show only frames of some platforms, days, classes, annotations or places."),
            toolbar=True,
        ),
        DockAction(
            tr("Frame viewer"),
            "viewer.svg",
            Dock("viewer.dock"),
            section="map",
            tip=tr("Look at the picture of a frame, its scores and annotations; walk along its track."),
            toolbar=True,
        ),
        DockAction(
            tr("Contact sheet"),
            "sheet.svg",
            Dock("viewer.contact_sheet"),
            section="map",
            tip=tr("Look at the selected or filtered frames side by side, and count what they show."),
            toolbar=True,
        ),
        DockAction(
            tr("Same place, other years"),
            "place.svg",
            Dock("viewer.same_place"),
            section="map",
            tip=tr("See what other sessions saw where a frame was taken, side by side, by date."),
        ),
        DockAction(
            tr("Import sessions…"),
            "import.svg",
            Dialog("import_dialog.ImportDialog"),
            section="sessions",
            tip=tr("Bring session folders into the atlas."),
            toolbar=True,
        ),
        DockAction(
            tr("Annotations…"),
            "annotation.svg",
            Dialog("annotations_dialog.AnnotationsDialog"),
            section="annotations",
            tip=tr("Bring files of annotations into the atlas, or take a session out again."),
        ),
        DockAction(
            tr("Agreement of model and annotators…"),
            "check.svg",
            Dialog("judging.agreement_dialog.AgreementDialog"),
            section="annotations",
            tip=tr("Hold a model, or people, against annotators: figures, and the frames behind them."),
        ),
        DockAction(
            tr("Export tables…"),
            "export.svg",
            export_commands.export_tables,
            section="exports",
            tip=tr("Write the derived tables as CSV or Parquet: of all frames, or of what is selected."),
        ),
        DockAction(
            tr("Export GeoParquet…"),
            "grid.svg",
            export_commands.export_geoparquet,
            section="exports",
            tip=tr("Write frames and scores as a dataset for DuckDB, Spark and their like."),
        ),
        DockAction(
            tr("Export Darwin Core…"),
            "taxon.svg",
            export_commands.export_darwin_core,
            section="exports",
            tip=tr("Write the annotations as an archive for GBIF and OBIS."),
        ),
        DockAction(
            tr("Coverage on a grid…"),
            "grid.svg",
            export_commands.count_coverage,
            section="exports",
            tip=tr("Count frames, sessions and what the model saw in hexagons or squares."),
        ),
        DockAction(
            tr("Download frames…"),
            "download.svg",
            download_commands.download_frames,
            section="zenodo",
            tip=tr("Bring the images of the selected or filtered frames, and only those."),
        ),
        DockAction(
            tr("Download sessions…"),
            "download.svg",
            download_commands.download_sessions,
            needs_atlas=False,
            section="zenodo",
            tip=tr("Bring whole sessions, raw or processed, into the folders that they came from."),
        ),
        DockAction(
            tr("Sync with Zenodo…"),
            "sync.svg",
            Dialog("sync_dialog.SyncDialog"),
            section="zenodo",
            tip=tr("Bring in what communities on Zenodo have published or modified."),
            toolbar=True,
        ),
        DockAction(
            tr("Upload sessions to Zenodo…"),
            "upload.svg",
            Dialog("publish_dialog.PublishDialog"),
            needs_atlas=False,
            section="zenodo",
            tip=tr("Publish sessions, or update their metadata, after a look at what would change."),
        ),
        DockAction(
            tr("Publish the atlas…"),
            "upload.svg",
            Dialog("publish_atlas_dialog.PublishAtlasDialog"),
            section="zenodo",
            tip=tr("Publish a new version of the atlas with its derived files."),
        ),
        DockAction(
            tr("Access to restricted sessions…"),
            "settings.svg",
            Dialog("access_dialog.AccessDialog"),
            needs_atlas=False,
            section="zenodo",
            tip=tr("List who may read restricted sessions, grant access and end it."),
        ),
        DockAction(
            tr("Clean drafts on Zenodo…"),
            "remove.svg",
            Dialog("drafts_dialog.DraftsDialog"),
            needs_atlas=False,
            section="zenodo",
            tip=tr("List blank drafts that nobody filled, and delete them."),
        ),
    )
