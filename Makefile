# Two commands matter: `make demo` and `make test`. Everything else serves them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
FOLDER ?= dist/wheels

.DEFAULT_GOAL := help
.PHONY: help setup demo test wheel wheels check format bench bench-reading bench-matching bench-procedures bench-start bench-load bench-faults messages docs clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# Each stamp is newer than the files it was made from, so a second run is quick.
$(STAMPS)/base: requirements/base.txt pyproject.toml
	@mkdir -p $(STAMPS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q src
	@touch $@

$(STAMPS)/dev: $(STAMPS)/base requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/build: $(STAMPS)/base requirements/build.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(STAMPS)/frontend: $(STAMPS)/base frontend/package.json frontend/package-lock.json $(wildcard frontend/src/* frontend/src/*/*) src/palermo/conditions/offline.js scripts/build_frontend.py scripts/messages.py
	$(BIN)/python scripts/build_frontend.py
	@touch $@

$(STAMPS)/messages: $(STAMPS)/base $(wildcard src/palermo/locale/*/LC_MESSAGES/django.po countries/*/locale/*/LC_MESSAGES/*.po)
	$(BIN)/python scripts/messages.py compile
	@touch $@

$(STAMPS)/browser: scripts/install_browser.sh
	@mkdir -p $(STAMPS)
	bash scripts/install_browser.sh
	@touch $@

$(STAMPS)/spark: $(STAMPS)/base requirements/spark.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

$(STAMPS)/java: scripts/install_java.sh
	@mkdir -p $(STAMPS)
	bash scripts/install_java.sh
	@touch $@

setup: $(STAMPS)/base $(STAMPS)/frontend $(STAMPS)/messages ## install what the program needs

demo: setup ## start the demonstration on an embedded database
	$(BIN)/palermo demo

wheel: setup $(STAMPS)/build ## build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel --directory dist

wheels: setup $(STAMPS)/build ## fill FOLDER (dist/wheels) with the wheel and all it needs, for an office without network
	$(BIN)/python scripts/collect_wheels.py $(FOLDER)

test: setup $(STAMPS)/dev $(STAMPS)/build $(STAMPS)/browser $(STAMPS)/spark $(STAMPS)/java ## run all tests: on SQLite, then what uses a database on PostgreSQL
	$(BIN)/python -m pytest -n logical
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n logical tests/integration

check: setup $(STAMPS)/dev $(STAMPS)/build ## format, lint, types, import contracts, messages; changes nothing
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/djangofmt --check src/palermo/web/templates
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/messages.py check

format: $(STAMPS)/dev ## format, and correct what a machine can correct
	$(BIN)/ruff format src tests scripts benchmarks
	$(BIN)/djangofmt src/palermo/web/templates
	$(BIN)/ruff check --fix src tests scripts benchmarks

messages: $(STAMPS)/dev ## collect new sentences into the translation files
	$(BIN)/python scripts/messages.py update

docs: setup ## write the generated reference pages again
	$(BIN)/python scripts/write_reference.py

$(STAMPS)/bench: $(STAMPS)/dev requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: bench-reading bench-matching bench-procedures bench-start ## all benchmarks

bench-reading: $(STAMPS)/dev $(STAMPS)/bench ## accuracy on the labelled passages; speed beside spaCy
	$(BIN)/python -m benchmarks.reading

bench-matching: $(STAMPS)/dev ## precision and recall of following recommendations across years
	$(BIN)/python -m benchmarks.matching

bench-procedures: $(STAMPS)/dev $(STAMPS)/bench ## one decision over many rows beside named peers
	$(BIN)/python -m benchmarks.procedures

bench-start: $(STAMPS)/dev ## processor time to start beside `import django`
	$(BIN)/python -m benchmarks.start

bench-load: $(STAMPS)/dev setup ## waits of 20 people who read and write at once on a real server
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.load --postgres

KILLS ?= 100
bench-faults: $(STAMPS)/dev setup ## kill the server KILLS times (100) on each database, fill the disk, stop the database
	$(BIN)/python -m benchmarks.faults --kills $(KILLS)

clean: ## remove what make built (data stays)
	rm -rf $(VENV) $(STAMPS) frontend/node_modules src/palermo/web/static/built dist
