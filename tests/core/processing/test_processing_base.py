# SPDX-License-Identifier: GPL-2.0-or-later
"""The base of the algorithms: values as scripts write them, failures as users can read them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from seatizen_atlas.core.errors import Cancelled, InputError, SeatizenError
from seatizen_atlas.core.processing import provider as provider_module
from seatizen_atlas.core.processing.base import SeatizenAlgorithm, groups, require_success
from seatizen_atlas.core.processing.filters import add_filters
from seatizen_atlas.core.processing.provider import ALGORITHMS, SeatizenProvider
from seatizen_atlas.core.processing.zenodo import ZenodoAlgorithm

WORDS = ("sand", "rock", "coral")


class Probe(ZenodoAlgorithm):
    """An algorithm that does what the test wants."""

    ID = "probe"
    GROUP = "atlas"
    work = staticmethod(lambda algorithm, values: {})

    def title(self):
        return "Probe"

    def about(self):
        return "Probes the reef's base class."

    def declare(self):
        self.atlas = self.add_atlas()
        self.flag = self.add_flag("FLAG", "Flag", "Yes or no.")
        self.number = self.add_number("NUMBER", "Number", "A number.", 12.5)
        self.some = self.add_choices("SOME", "Some", "Some words.", WORDS)
        self.one = self.add_choice("ONE", "One", "A word.", WORDS, WORDS[1])
        self.listed = self.add_file("LISTED", "List", "A list.", files="CSV (*.csv)")
        self.source = self.add_file_or_folder("SOURCE", "Source", "A file or a folder.", files="CSV (*.csv)")
        self.filters = add_filters(self)
        self.add_zenodo()
        self.add_report()
        self.gives_number("ROWS", "Rows")

    def perform(self, values, feedback):
        return type(self).work(self, values)


@pytest.fixture
def run(monkeypatch):
    def call(work, **parameters):
        monkeypatch.setattr(Probe, "work", staticmethod(work))
        algorithm = Probe().create()
        parameters.setdefault("ATLAS", "/data/some.gpkg")
        context = QgsProcessingContext()
        fine, message = algorithm.checkParameterValues(parameters, context)
        if not fine:
            raise QgsProcessingException(message)
        return algorithm.processAlgorithm(parameters, context, QgsProcessingFeedback())

    return call


@pytest.mark.parametrize(
    ("given", "expected"),
    [(True, True), (False, False), ("true", True), ("no", False), ("0", False), ("1", True), (1, True)],
)
def test_flags_as_scripts_write_them(run, given, expected):
    result = run(lambda a, values: {"it": values[a.flag]}, FLAG=given)
    assert result["it"] is expected


def test_a_flag_that_is_neither_is_refused(run):
    with pytest.raises(QgsProcessingException, match="FLAG is “maybe”, neither true nor false"):
        run(lambda a, values: values[a.flag], FLAG="maybe")


@pytest.mark.parametrize(("given", "expected"), [("12.5", 12.5), (7, 7.0), ("1e3", 1000.0)])
def test_numbers_as_text(run, given, expected):
    assert run(lambda a, values: {"it": values[a.number]}, NUMBER=given)["it"] == expected


def test_a_number_that_is_none_is_refused(run):
    with pytest.raises(QgsProcessingException, match="NUMBER is “dozen”, which is not a number"):
        run(lambda a, values: values[a.number], NUMBER="dozen")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sand", ("sand",)),
        ("coral, sand,", ("coral", "sand")),
        (["sand", "rock"], ("sand", "rock")),
        ("2,0", ("coral", "sand")),
        ("", ()),
        (None, ()),
    ],
)
def test_several_words_by_name_or_by_place(run, given, expected):
    assert run(lambda a, values: {"it": values[a.some]}, SOME=given)["it"] == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("coral", "coral"), ("0", "sand"), (2, "coral"), ("", "rock")]
)
def test_one_word_by_name_or_by_place(run, given, expected):
    """qgis_process lists the places of options in its help."""
    assert run(lambda a, values: {"it": values[a.one]}, ONE=given)["it"] == expected


@pytest.mark.parametrize("ending", ["a.CSV", "a.txt", "a.TXT", "without", "a.csv"])
def test_files_may_have_any_ending(run, tmp_path, ending):
    file = tmp_path / ending
    file.touch()
    assert run(lambda a, values: {"it": values[a.listed]}, LISTED=str(file))["it"] == file


def test_a_folder_may_stand_for_its_files(run, tmp_path):
    assert run(lambda a, values: {"it": values[a.source]}, SOURCE=str(tmp_path))["it"] == tmp_path


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"DATE_FROM": "yesterday"},
            "DATE_FROM is “yesterday”, which is not a date. Write it as in 2023-11-10.",
        ),
        ({"DATE_TO": "10/11/2023"}, "DATE_TO is “10/11/2023”, which is not a date."),
        ({"EXTENT": "55"}, "EXTENT is no rectangle that can be read. Write west,east,south,north"),
        ({"FRAMES": "1,2"}, "FRAMES is not a layer that can be read."),
        ({"AREA": "/nowhere.gpkg"}, "AREA is not a layer that can be read."),
        ({"GPS_FIX": "good"}, "GPS_FIX is “good”, which holds something else than numbers. Separate by"),
        ({"WITH_CLASSES": "Sand>=much"}, "WITH_CLASSES has “Sand>=much”, which has no number behind >=."),
        ({"ANNOTATED": "perhaps"}, "ANNOTATED has no “perhaps”. Known: annotated, unannotated."),
        ({"SOME": "sand,mud"}, "SOME has no “mud”. Known: sand, rock, coral."),
        ({"ONE": "7"}, "ONE has no “7”. Known: sand, rock, coral."),
        ({"FLAG": "maybe"}, "FLAG is “maybe”, neither true nor false."),
    ],
)
def test_what_cannot_be_read_is_told_before_the_run(wrong, message):
    fine, told = (
        Probe().create().checkParameterValues({"ATLAS": "/data/some.gpkg", **wrong}, QgsProcessingContext())
    )
    assert not fine and told.startswith(message) and "\n" not in told


def test_a_run_fails_when_every_item_does():
    require_success([], False)
    require_success(["One failed."], False)
    with pytest.raises(InputError, match=r"^One failed\.$"):
        require_success(["One failed."], True)
    with pytest.raises(InputError, match=r"^One failed\. \(2 more items failed\.\)$"):
        require_success(["One failed.", "Two.", "Three."], True)


def test_the_current_atlas_is_the_default(run, monkeypatch):
    monkeypatch.setenv("SEATIZEN_ATLAS", "/data/current.gpkg")
    assert str(run(lambda a, values: {"it": values[a.atlas]}, ATLAS=None)["it"]) == "/data/current.gpkg"


def test_without_an_atlas_the_user_is_told_what_to_set(run, monkeypatch):
    monkeypatch.delenv("SEATIZEN_ATLAS", raising=False)
    with pytest.raises(QgsProcessingException, match="No atlas was given. Set ATLAS to its GeoPackage."):
        run(lambda a, values: values[a.atlas], ATLAS=None)


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
    def work(_algorithm, _values):
        raise error

    with pytest.raises(QgsProcessingException) as caught:
        run(work)
    assert str(caught.value) == line
    assert caught.value.__cause__ is None and caught.value.__context__ is None


def test_unforeseen_failures_are_logged_whole_and_told_in_one_sentence(run, caplog, no_swallowed_exception):
    def work(_algorithm, _values):
        raise KeyError("reef")

    with pytest.raises(QgsProcessingException, match="“Probe” failed unexpectedly.*KeyError.*reef"):
        run(work)
    assert "Traceback" in caplog.text
    no_swallowed_exception.clear()


def test_reports_are_written_where_they_are_wanted(run, tmp_path):
    def work(algorithm, values):
        return algorithm.save_report(values, {"rows": 3}, {"ROWS": 3})

    target = tmp_path / "report.json"
    assert run(work) == {"ROWS": 3}
    assert run(work, REPORT=str(target)) == {"ROWS": 3, "REPORT": str(target)}
    assert json.loads(target.read_text(encoding="utf-8")) == {"rows": 3}


def test_help_has_the_description_and_every_parameter():
    text = Probe().create().shortHelpString()
    assert "the reef's base class" in text
    assert "Example: 12.5" in text
    assert "AUTH_CONFIG" in text


def test_qgis_process_tells_the_description_once_and_without_markup(qgis_process):
    text = qgis_process("help", "seatizen:exporttables").stdout
    assert text.count("Writes the tables that are published") == 1
    assert text.count("Only these platforms") == 1
    assert "<p>" not in text and "<b>" not in text


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
            assert not re.search("[<&]", definition.help()), "help is read as HTML, and as plain text"


@pytest.mark.parametrize(
    ("old", "found"),
    [
        ("zenodo-manager", {"importsessions", "migrateatlas", "exporttables", "importannotations"}),
        ("zenodo-auto-update", {"syncatlas"}),
    ],
)
def test_algorithms_are_found_by_the_names_of_the_old_scripts(provider, old, found):
    assert found <= {algorithm.name() for algorithm in provider.algorithms() if old in algorithm.tags()}


def test_every_algorithm_has_other_words_for_the_search(provider):
    assert not [algorithm.name() for algorithm in provider.algorithms() if not algorithm.tags()]


def test_a_module_with_an_algorithm_is_all_that_it_takes():
    room = Path(provider_module.__file__).parent
    modules = {
        path.stem
        for path in room.glob("*.py")
        if path.stem != "base" and '    ID = "' in path.read_text(encoding="utf-8")
    }
    assert {algorithm.ID for algorithm in ALGORITHMS} == modules


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
