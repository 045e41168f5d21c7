# Two commands on a fresh machine: `make demo` plans the sample day, `make test` proves the program. Both make their own .venv.
PYTHON ?= python3
BIN := .venv/bin
DEMO := out/demo
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check clean

COMPILED := $(wildcard hatch_build.py $(addprefix src/mobiledispatch/solver/,local/legs.py local/rows.py local/kernel.py exact/growth.py compiled.pxd))

.venv/run.stamp: requirements.lock pyproject.toml $(COMPILED)
	@$(PYTHON) -c 'import sys; sys.exit("mobiledispatch needs Python 3.11 or newer; try: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from mobiledispatch.solver import compiled_form; compiled_form.IS_COMPILED or print(compiled_form.PLAIN)'
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# Road engines and a real extract for the tests: the wheels ask for a newer Python than ours may be, but what is needed
# of them are plain executables and a file.
.venv/engines.stamp: .venv/run.stamp requirements-engines.lock
	$(PIP) --target .venv/engines --upgrade --no-deps --python-version 3.12 --only-binary=:all: --require-hashes -r requirements-engines.lock
	@touch $@

# A geocoder of our own for the tests, in an environment of its own: nothing that it needs is ours.
.venv/nominatim.stamp: .venv/engines.stamp requirements-nominatim.lock
	$(PYTHON) -m venv .venv/nominatim
	.venv/nominatim/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-nominatim.lock
	@touch $@

# Exit 3 says that the day is planned although some visits are left out, as the sample day wants it.
demo: .venv/run.stamp
	@$(BIN)/mobiledispatch plan data/requests.csv --practice data/practice.toml --date 2026-11-23 --out $(DEMO) || [ $$? -eq 3 ]

test: check .venv/engines.stamp
	$(BIN)/python -m pytest

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

clean:
	rm -rf .venv out
