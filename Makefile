# Two promises (README): `make run` and `make test`, both on a fresh Debian 12 with Python 3.11, git and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PROFILE ?=
WORKERS ?= 3

.PHONY: run test check types together alone torture format bench screens screenshots lock translations clean

run: .venv/.runtime                 ## install what is missing, open the workstation on an embedded centre
	@$(BIN)/paddock $(if $(PROFILE),--profile "$(PROFILE)")

test: .venv/.development            ## install what is missing, run every check
	@$(MAKE) --no-print-directory check

check:                              ## the whole gate, on an installed tree: what fails quickly first
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	@! grep -rnwE 'FIX''ME|TO''DO' --include='*.py' paddock tests benchmarks tools || (echo 'unfinished work above' >&2; exit 1)
	@$(MAKE) --no-print-directory --keep-going -j 2 types together; failed=$$?; \
	$(MAKE) --no-print-directory alone && exit $$failed

types:
	$(BIN)/mypy

together:                           ## three workers on two cores: much of a test is waiting for another process
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations 40 -m 'not alone'

alone:
	$(BIN)/python -m pytest -q -m alone tests/ui

torture: .venv/.development         ## the tests that are believed for their number: kills, flipped bytes, swaps under load
	PADDOCK_TORTURE=1 $(BIN)/python -m pytest -q -m torture

format:
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/.development           ## one table: ratio against a raw baseline, and the goal
	$(BIN)/python -m benchmarks

screens: .venv/.development         ## render every screen and gallery page in every dress (the gate: in two); compare with the kept sheets
	PADDOCK_EVERY_PICTURE=1 $(BIN)/python -m pytest -q tests/screens

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
