# SPDX-License-Identifier: GPL-2.0-or-later
"""The watch over swallowed exceptions sees them; the tests' settings are their own."""

from __future__ import annotations

import logging
import threading

from qgis.core import Qgis, QgsMessageLog, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTimer


def boom() -> None:
    raise RuntimeError("boom")


def test_an_exception_in_a_slot_is_seen(no_swallowed_exception):
    QTimer.singleShot(0, boom)
    for _turn in range(5):
        QCoreApplication.processEvents()
    assert no_swallowed_exception == ["RuntimeError: boom"]
    no_swallowed_exception.clear()


def test_an_exception_in_a_thread_is_seen(no_swallowed_exception):
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    assert no_swallowed_exception == ["RuntimeError: boom"]
    no_swallowed_exception.clear()


def test_a_logged_exception_is_seen(no_swallowed_exception):
    try:
        boom()
    except RuntimeError:
        logging.getLogger("seatizen_atlas.core.somewhere").exception("it failed")
    assert len(no_swallowed_exception) == 1
    no_swallowed_exception.clear()


def test_a_traceback_in_the_message_log_is_seen(no_swallowed_exception):
    text = "Traceback (most recent call last): …"
    QgsMessageLog.logMessage(text, "Python error", Qgis.MessageLevel.Critical)
    assert no_swallowed_exception == [f"Python error: {text}"]
    no_swallowed_exception.clear()


def test_the_settings_are_the_tests_own(tmp_path_factory):
    assert QgsSettings().fileName().startswith(str(tmp_path_factory.getbasetemp()))
