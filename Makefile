# make demo     build the seed corpus and say what to open
# make test     pass all checks and tests
# make bench    measure speed against the bare spaCy parse, memory, and agreement with gold
# make readme   let the README show what the commands print now
# Each works from a clean checkout; PYTHON names the interpreter to start from (3.11 or newer).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: demo test lint types bench readme clean

demo: $(VENV)/.installed
	$(BIN)/kgraph build seeds -o output

test: $(VENV)/.developing lint types
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.developing
	$(BIN)/mypy

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	command -v npm >/dev/null && npm install --silent --no-save --prefix $(VENV) n3 || true
	touch $@

bench: $(VENV)/.developing
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.reading scores

readme: $(VENV)/.developing
	KGRAPH_WRITE_README=1 $(BIN)/pytest -q tests/test_readme.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
