# SPDX-License-Identifier: GPL-2.0-or-later
# Every target sets up what it needs; `make run` and `make test` work on a fresh Debian 12.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON := .venv/bin/python

.PHONY: run picture test test-matrix lint bench prove package docs scan translations setup clean

run: setup translations  ## build an atlas from the sample sessions and open QGIS on it
	$(PYTHON) .ci/show.py

picture: setup translations  ## take the pictures of README and docs again
	for view in viewer sheet; do \
		xvfb-run -a -s "-screen 0 1440x900x24" \
			$(PYTHON) .ci/show.py --view $$view --screenshot docs/images/$$view.png; \
	done
	xvfb-run -a -s "-screen 0 1440x900x24" $(PYTHON) .ci/show.py --screenshot docs/images/qgis.png

test: setup translations  ## the whole test suite
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q $(PYTEST)

test-matrix:  ## the test suite on QGIS 3.22, 3.40 and 3.44, in chroots of Debian that it makes and keeps
	.ci/matrix $(SUITES)

lint: setup  ## style, types
	status=0; .venv/bin/ruff check . || status=1; \
	MYPYPATH=.package .venv/bin/mypy --config-file pyproject.toml \
		$(addprefix -p seatizen_atlas.,core dialogs i18n) -m seatizen_atlas.plugin || status=1; \
	exit $$status

bench: setup  ## the figures of docs/benchmark.md on this machine
	QT_QPA_PLATFORM=offscreen $(PYTHON) tests/bench

prove: setup  ## the long proofs of sync and publishing: hundreds of sessions and faults, forty kills, QGIS beside it
	QT_QPA_PLATFORM=offscreen $(PYTHON) tests/prove_sync.py
	QT_QPA_PLATFORM=offscreen $(PYTHON) tests/prove_publish.py
	$(PYTHON) tests/prove_desktop.py

translations: setup  ## compile the translations
	lrelease=$$(command -v lrelease || echo /usr/lib/qt5/bin/lrelease); \
	for file in i18n/*.ts; do $$lrelease -silent "$$file"; done

package: setup  ## the zip for QGIS's plugin portal, from the last commit
	.venv/release/bin/python .ci/package.py

docs: setup  ## write the pages of docs/ that follow from the code
	.venv/bin/python .ci/document.py

scan: package  ## what the portal's scan would find in it
	.venv/release/bin/python .ci/scan.py build/seatizen_atlas.zip

setup:
	@.ci/setup

clean:
	rm -rf .venv .package build i18n/*.qm
