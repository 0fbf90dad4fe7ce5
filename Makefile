# Two commands:  make demo   make test      Both set up what is missing first; again and again does no harm.
# Needs Python 3.11 or later, git and make. Nothing else: PostgreSQL and Node come as Python packages.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
SUBJECTS ?= 1000
REQUIRE_BROWSER ?=
BIN := .venv/bin
STATIC := var/static/staticfiles.json
APT := DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=20
export PORT

# No half-made file counts as made.
.DELETE_ON_ERROR:
.PHONY: help setup front database static demo test matrix holes mutants nightly browser check format bench mails drill doctor requirements clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 22

setup: front database static ## Set up: .venv, front end, database

.venv/.packages: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's own venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv; $(PYTHON) -m venv .venv; }
	@echo "Installing packages …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --requirement requirements/dev.txt
	@touch $@

.venv/.installed: pyproject.toml .venv/.packages
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

front: .venv/.installed
	@$(BIN)/python -m alongside.design.build

database: .venv/.installed
	@$(BIN)/alongside db setup

# Collected again only when a static file, a package or the settings are newer than the last time.
static: front database
	@if [ ! -f $(STATIC) ] || [ -n "$$(find src/alongside/*/static .venv/.packages src/alongside/config/settings.py -newer $(STATIC) -print -quit)" ]; then \
		$(BIN)/python -m django collectstatic --settings alongside.config.settings --no-input --clear --verbosity 0 && touch $(STATIC); \
	fi

demo: setup ## Load fictional people, serve, say where and who to sign in as (PORT=8000)
	@exec $(BIN)/alongside demo

# ALONGSIDE_REQUIRE_BROWSER makes a missing browser a failure instead of a skip.
test: setup browser ## Run all tests, those in the browser too
	@ALONGSIDE_REQUIRE_BROWSER=$(REQUIRE_BROWSER) $(BIN)/python -m pytest -n 2

# The whole proof of who sees what: hours on a small machine. Writes build/*.json.
nightly: setup ## Prove who sees what, whole: 100,000 decisions, 500 pairs of worlds, every page by every role
	@ALONGSIDE_PROFILE=nightly $(BIN)/python -m pytest -n 2 --dist loadfile tests/proof tests/journeys

matrix: setup ## Try every address as everybody; writes build/access-matrix.json
	@$(BIN)/python -m pytest -n 2 -q tests/proof/test_matrix.py

holes: setup ## Break one thing at a time and see it caught; writes build/holes.json
	@ALONGSIDE_PROFILE=nightly $(BIN)/python -m pytest -n 2 -q tests/proof/test_holes.py

mutants: .venv/.installed ## Break the law's code everywhere, once a time, and see it noticed; writes build/mutants.json
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --requirement requirements/mutants.txt
	@$(BIN)/python -m alongside.law.tests.mutants

# Any Chromium will do; the one without windows takes a third less time.
browser: .venv/.installed
	@if command -v chromium-headless-shell >/dev/null && command -v pdftotext >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests, and poppler-utils to read papers …"; \
		{ $(APT) update -qq && $(APT) install -y -qq --no-install-recommends chromium-headless-shell poppler-utils >/dev/null; } || true; \
	fi
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
		echo "*** There is no Chromium here: the browser tests are SKIPPED. On Debian: apt-get install chromium-headless-shell"; \
		test -z "$(REQUIRE_BROWSER)"; }

check: setup ## Lint, format, types, who imports whom, missing migrations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m django makemigrations --settings alongside.config.settings --check --dry-run

format: .venv/.installed ## Put the code into shape
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup ## Measure speed and memory (SUBJECTS=1000); writes build/bench.json
	@$(BIN)/alongside bench --subjects $(SUBJECTS)

mails: setup ## Send 10,000 mails to a mail server of our own, and kill who sends them nine times
	@ALONGSIDE_MAILS=10000 $(BIN)/python -m pytest -q -s src/alongside/people/tests/test_mail_server.py -k any_moment

drill: setup ## Kill database and workers under people who write, attack the audit trail; writes build/drill.json
	@$(BIN)/alongside drill
	@ALONGSIDE_ATTACKS=1000 $(BIN)/python -m pytest -q src/alongside/access/tests/test_trail.py -k every_random_attack

doctor: .venv/.installed ## Say what is configured, what is wrong, how to mend it
	@$(BIN)/alongside doctor

# Run after a change to the dependencies in pyproject.toml; uv is needed for this alone.
requirements: ## Pin the dependencies anew, by hash
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/runtime.txt
	@uv pip compile pyproject.toml --group dev --group build --constraints requirements/runtime.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/dev.txt
	@uv pip compile --group mutants --constraints requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements/mutants.txt

clean: ## Stop the databases, remove all that was installed or built; data in var/ stay
	@if [ -x $(BIN)/alongside ]; then $(BIN)/alongside db stop; ALONGSIDE_TEST=1 $(BIN)/alongside db stop; fi
	@rm -rf .venv node_modules build var/static src/alongside/design/static/design .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
