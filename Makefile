# Two promises (README): `make run` and `make test`, both on a fresh Debian 12 with Python 3.11, git and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PROFILE ?=

.PHONY: run test check format bench screens screenshots lock translations clean

run: .venv/.runtime                 ## install what is missing, open the workstation on an embedded centre
	@$(BIN)/paddock $(if $(PROFILE),--profile "$(PROFILE)")

test: .venv/.development            ## install what is missing, run every check
	@$(MAKE) --no-print-directory check

check:                              ## the whole gate, on an installed tree
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@! grep -rnwE 'FIX''ME|TO''DO' --include='*.py' paddock tests benchmarks tools || (echo 'unfinished work above' >&2; exit 1)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m 'not alone' --ignore tests/screens/test_pictures.py
	$(BIN)/python -m pytest -q -m alone tests/ui

format:
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/.development           ## one table: ratio against a raw baseline, and the goal
	$(BIN)/python -m benchmarks

screens: .venv/.development         ## render every screen and gallery page in every dress; compare with the kept sheets
	$(BIN)/python -m pytest -q tests/screens

screenshots: .venv/.development     ## look at every screen; keeps the sheets that make screens compares with, and the pictures of the README
	$(BIN)/python tools/screenshots.py

translations:                       ## collect texts from ui/, compile the languages
	tools/translations

lock:                               ## pin requirements with hashes; the files name no address
	tools/lock

.venv/.runtime: requirements/runtime.txt pyproject.toml tools/install
	@PYTHON=$(PYTHON) tools/install runtime

.venv/.development: .venv/.runtime requirements/development.txt
	@PYTHON=$(PYTHON) tools/install development

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
