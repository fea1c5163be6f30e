# SPDX-License-Identifier: GPL-2.0-or-later
"""The base of the algorithms: values as scripts write them, failures as users can read them."""

from __future__ import annotations

import json
import re

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from seatizen_atlas.core.errors import Cancelled, InputError, SeatizenError
from seatizen_atlas.core.processing.base import SeatizenAlgorithm, groups
from seatizen_atlas.core.processing.provider import ALGORITHMS, SeatizenProvider


class Probe(SeatizenAlgorithm):
    """An algorithm that does what the test wants."""

    ID = "probe"
    work = staticmethod(lambda algorithm, parameters, context: {})

    def title(self):
        return "Probe"

    def about(self):
        return "Probes the reef's <base> class."

    def declare(self):
        self.add_atlas()
        self.add_flag("FLAG", "Flag", "Yes or no.")
        self.add_text("NUMBER", "Number", "A number.", "12.5")
        self.add_zenodo()
        self.add_report()
        self.gives_number("ROWS", "Rows")

    def perform(self, parameters, context, feedback):
        return type(self).work(self, parameters, context)


@pytest.fixture
def run(monkeypatch):
    def call(work, **parameters):
        monkeypatch.setattr(Probe, "work", staticmethod(work))
        algorithm = Probe().create()
        return algorithm.processAlgorithm(parameters, QgsProcessingContext(), QgsProcessingFeedback())

    return call


@pytest.mark.parametrize(
    ("given", "expected"),
    [(True, True), (False, False), ("true", True), ("no", False), ("0", False), ("1", True), (1, True)],
)
def test_flags_as_scripts_write_them(run, given, expected):
    result = run(lambda a, p, c: {"it": a.flag(p, "FLAG", c)}, FLAG=given)
    assert result["it"] is expected


def test_a_flag_that_is_neither_is_refused(run):
    with pytest.raises(QgsProcessingException, match="FLAG is “maybe”, neither true nor false"):
        run(lambda a, p, c: a.flag(p, "FLAG", c), FLAG="maybe")


@pytest.mark.parametrize(("given", "expected"), [("12.5", 12.5), (7, 7.0), ("1e3", 1000.0)])
def test_numbers_as_text(run, given, expected):
    assert run(lambda a, p, c: {"it": a.number(p, "NUMBER", c)}, NUMBER=given)["it"] == expected


def test_a_number_that_is_none_is_refused(run):
    with pytest.raises(QgsProcessingException, match="NUMBER is “dozen”, which is not a number"):
        run(lambda a, p, c: a.number(p, "NUMBER", c), NUMBER="dozen")


def test_the_current_atlas_is_the_default(run, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ATLAS", "/data/current.gpkg")
    assert str(run(lambda a, p, c: {"it": a.atlas(p, c)})["it"]) == "/data/current.gpkg"


def test_without_an_atlas_the_user_is_told_what_to_set(run, monkeypatch):
    monkeypatch.delenv("SEATIZEN_ATLAS", raising=False)
    with pytest.raises(QgsProcessingException, match="No atlas was given. Set ATLAS to its GeoPackage."):
        run(lambda a, p, c: a.atlas(p, c))


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SeatizenError("It broke.", advice="Mend it."), "It broke. Mend it."),
        (InputError("is empty.", file="/x/a.csv", row=3), "a.csv, row 3: is empty."),
        (Cancelled("Stopped after 2 sessions."), "Stopped after 2 sessions."),
        (SeatizenError("Two\nlines."), "Two lines."),
    ],
)
def test_known_failures_are_one_line(run, error, line):
    def work(_algorithm, _parameters, _context):
        raise error

    with pytest.raises(QgsProcessingException) as caught:
        run(work)
    assert str(caught.value) == line
    assert caught.value.__cause__ is None and caught.value.__context__ is None


def test_unforeseen_failures_are_logged_whole_and_told_in_one_sentence(run, caplog, no_swallowed_exception):
    def work(_algorithm, _parameters, _context):
        raise KeyError("reef")

    with pytest.raises(QgsProcessingException, match="“Probe” failed unexpectedly.*KeyError.*reef"):
        run(work)
    assert "Traceback" in caplog.text
    no_swallowed_exception.clear()


def test_reports_are_written_where_they_are_wanted(run, tmp_path):
    def work(algorithm, parameters, context):
        return algorithm.save_report(parameters, context, {"rows": 3}, {"ROWS": 3})

    target = tmp_path / "report.json"
    assert run(work) == {"ROWS": 3}
    assert run(work, REPORT=str(target)) == {"ROWS": 3, "REPORT": str(target)}
    assert json.loads(target.read_text(encoding="utf-8")) == {"rows": 3}


def test_help_has_the_description_and_every_parameter():
    text = Probe().create().shortHelpString()
    assert "the reef's &lt;base&gt; class" in text
    assert "Example: 12.5" in text
    assert "AUTH_CONFIG" in text


@pytest.fixture
def provider(qgis_app):
    made = SeatizenProvider()
    QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


def test_every_algorithm_is_complete(provider):
    """What a stranger meets in the toolbox: names, groups, icons, help."""
    assert len(provider.algorithms()) == len(ALGORITHMS)
    for algorithm in provider.algorithms():
        name = algorithm.name()
        assert re.fullmatch(r"[a-z0-9]+", name)
        assert algorithm.displayName() and algorithm.displayName() != name
        assert algorithm.groupId() in groups() and algorithm.group()
        assert not algorithm.icon().pixmap(16, 16).isNull(), name
        assert algorithm.shortDescription()
        assert algorithm.outputDefinitions(), name
        for definition in algorithm.parameterDefinitions():
            assert re.fullmatch(r"[A-Z0-9_]+", definition.name())
            assert definition.description() and definition.help(), f"{name}: {definition.name()}"
            assert "TOKEN" not in definition.name()


def test_the_provider_is_known_by_its_name(provider):
    assert provider.id() == "seatizen"
    assert provider.name() == "Seatizen Atlas"
    assert not provider.icon().pixmap(16, 16).isNull()


def test_processing_run_reaches_an_algorithm(provider, tmp_path):
    """QGIS's own entry, which scripts call: nothing of ours may hide its methods."""
    path = tmp_path / "new.gpkg"
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("seatizen:createatlas")
    results, ok = algorithm.run({"OUTPUT": str(path)}, QgsProcessingContext(), QgsProcessingFeedback())
    assert ok and results["OUTPUT"] == str(path)
    with pytest.raises(TypeError, match="name it perform"):
        type("Hiding", (SeatizenAlgorithm,), {"run": lambda self: None})
