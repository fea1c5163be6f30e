# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the Zenodo room share."""

from __future__ import annotations

import pytest
from seatizen_atlas.core.http.client import HttpClient


@pytest.fixture(autouse=True)
def clients_are_closed(monkeypatch):
    """No test leaves an open connection to the garbage collector, which would warn in a later one."""
    made: list[HttpClient] = []
    initialise = HttpClient.__init__

    def initialise_and_remember(client, *arguments, **options):
        initialise(client, *arguments, **options)
        made.append(client)

    monkeypatch.setattr(HttpClient, "__init__", initialise_and_remember)
    yield
    for client in made:
        client.close()
