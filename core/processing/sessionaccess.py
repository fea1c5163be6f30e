# SPDX-License-Identifier: GPL-2.0-or-later
"""`seatizen:sessionaccess`."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ..translation import tr
from .base import require_success
from .values import Values
from .zenodo import ZenodoAlgorithm

_ACTIONS = ("list", "grant", "end")


class SessionAccess(ZenodoAlgorithm):
    """Who may read restricted versions of sessions."""

    ID = "sessionaccess"
    ICON = "settings.svg"
    TAGS = ("restricted", "grant", "link", "access")

    def title(self) -> str:
        return tr("Access to restricted sessions")

    def about(self) -> str:
        return tr(
            "Lists who may read the restricted files of sessions on Zenodo, grants access and ends it: to a "
            "person with an account (such a grant has no end date), or by a link that expires. Access to a "
            "session covers all of its versions."
        )

    def declare(self) -> None:
        self.sessions = self.add_names(
            "SESSIONS",
            tr("Sessions"),
            tr("Names of sessions, separated by commas. Without them: all restricted ones of the account."),
            "20231110_REU-ST-LEU_ASV-1_04",
        )
        self.action = self.add_choice(
            "ACTION",
            tr("Action"),
            tr("“list” tells who may read, “grant” lets somebody, “end” takes it back."),
            _ACTIONS,
            "list",
        )
        self.person = self.add_text(
            "PERSON",
            tr("Person"),
            tr("A user of Zenodo, by number or name. Without one a link is made, or the links are ended."),
            "12345",
        )
        self.until = self.add_text(
            "UNTIL", tr("Until"), tr("The day on which a link expires, as YYYY-MM-DD."), "2027-01-31"
        )
        self.dry_run = self.add_dry_run()
        self.add_zenodo()
        self.add_report()
        self.gives_number("GRANTS", tr("Grants and links"))

    def perform(self, values: Values, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..publish.access import session_access

        with self.access.client(feedback) as client:
            report = session_access(
                client,
                values[self.sessions],
                values[self.action],
                feedback,
                person=values[self.person],
                until=values[self.until],
                dry_run=values[self.dry_run],
            )
        outputs = self.save_report(values, report, {"GRANTS": report.grants})
        require_success(report.failures, report.everything_failed)
        return outputs
