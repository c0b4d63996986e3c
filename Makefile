# Every target sets up what it needs. Start with: make demo
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all cover lint bench fuzz pictures translations notices lock bundle clean

VENV := .venv/bin
# Looked for only when .venv is to be made.
PYTHON = $(firstword $(foreach name,python3.13 python3.12 python3.11 python3.14 python3 python,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))

help:
	@echo "make demo          set up, do the main job on the sample, say what was made, open the window"
	@echo "make test          set up, then layers, lint, types and all tests"
	@echo "make test-all      the same, with the long walks: every language, more damaged files"
	@echo "make cover         the tests again, and which lines they reach"
	@echo "make setup         only build .venv, so that .venv/bin/cxdesk runs"
	@echo "make bench         the measured figures; fails on a missed one"
	@echo "make fuzz          20,000 damaged files: each opens or is refused in words"
	@echo "make pictures      remake docs/pictures"
	@echo "make translations  carry new texts into resources/translations"
	@echo "make notices       rewrite THIRD_PARTY_NOTICES.md from the installed packages"
	@echo "make bundle        a folder in dist/ that runs without Python"
	@echo "make clean         remove what these commands made"

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml .ci/set_up.py
	@test -n "$(PYTHON)" || { echo "cxdesk needs Python 3.11 or newer, and found none." >&2; exit 1; }
	@$(PYTHON) .ci/set_up.py

demo: setup
	@$(VENV)/cxdesk demo --out out/

# Thousands of small files are written for good, one after the other: in memory, where there is such a folder.
QUICK = $(shell test -w /dev/shm && [ "$$(df -Pk /dev/shm | awk 'NR==2 {print $$4}')" -gt 4000000 ] && echo TMPDIR=/dev/shm)

test: lint
	$(QUICK) QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n auto

test-all: lint
	$(QUICK) QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n auto -m "slow or not slow"

cover: setup
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n auto --cov --cov-report=term

lint: setup
	$(VENV)/ruff check .
	$(VENV)/ruff format --check --quiet .
	$(VENV)/lint-imports --no-logo
	$(VENV)/mypy

bench: setup
	@QT_QPA_PLATFORM=offscreen $(VENV)/python -m tests.bench

fuzz: setup
	@$(VENV)/python -m tests.support.fuzz --files $(or $(FILES),20000) --seed $(or $(SEED),1)

pictures: setup
	@QT_QPA_PLATFORM=offscreen $(VENV)/python -m tests.support.pictures

translations: setup
	@$(VENV)/python -m tests.support.translations

notices: setup
	@$(VENV)/python -m tests.support.notices

# Pins stay where they are; add `UPGRADE=--upgrade` to move them. No address of a registry is written.
lock: setup
	$(VENV)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header $(UPGRADE) -o requirements.lock

bundle: setup
	$(VENV)/python -m tests.support.translations --compile
	$(VENV)/pyinstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/cxdesk/cxdesk --self-test

clean:
	rm -rf .venv build dist out htmlcov .coverage* *.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis resources/translations/*.mo
	find cxdesk exports ui resources tests -name __pycache__ -type d -prune -exec rm -rf {} +
