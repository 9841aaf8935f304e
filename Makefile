# Lắng Nghe: every target sets itself up with python3 alone.
PYTHON ?= python3
BIN := .venv/bin
AXE := build/node_modules/axe-core/axe.min.js
export LANGNGHE_AXE := $(AXE)
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes -r
OURS := $(INSTALL) --no-deps --no-build-isolation -e .
LOCK := $(BIN)/uv pip compile -q pyproject.toml --upgrade --universal --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make upgrade"
TEST := $(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder

.PHONY: demo demo-google test check docs deep coverage bench format upgrade tools clean

demo: .venv/ready ## the main job, shown on a made-up company
	$(BIN)/langnghe demo

demo-google: .venv/ready-dev ## the same in Google Sheets, without an account
	$(BIN)/python -m tests.google.demo

test: .venv/ready-dev ## the tests
	$(TEST)

check: .venv/ready-dev ## what has to hold before a change lands, besides the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check -n utf-8 -p "import docs_tables" -I . -I docs/tables README.md docs/*.md

docs: .venv/ready-dev ## print the tables of the documents anew
	$(BIN)/cog -r -n utf-8 -p "import docs_tables" -I . -I docs/tables README.md docs/*.md

deep: coverage ## long property and fault runs, thousands of examples
	HYPOTHESIS_PROFILE=deep $(TEST)

coverage: .venv/ready-dev ## the lines that the tests reach; counting them costs as much again
	$(TEST) --cov --cov-report=term-missing:skip-covered

bench: .venv/ready-dev ## speed, as ratios inside one run
	@for script in bench/bench_*.py; do echo; echo "== $$script"; $(BIN)/python $$script || exit 1; done

format: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "python3 cannot make a .venv: apt-get install python3-venv, then again" >&2; exit 1; }

.venv/ready: pyproject.toml requirements.lock .venv/bin/python
	$(LOCKED) requirements.lock
	$(OURS)
	@touch $@

.venv/ready-dev: pyproject.toml requirements-dev.lock .venv/bin/python
	$(LOCKED) requirements-dev.lock
	$(OURS)
	@touch $@ .venv/ready

upgrade: .venv/ready-dev ## newer versions of everything from elsewhere, locked by their hashes
	$(LOCK) --extra build -o requirements.lock
	$(LOCK) --extra build --extra dev -c requirements.lock -o requirements-dev.lock
	cd tests/tools && npm update --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

tools: $(AXE) ## what the tests use besides Python (as root, on Debian)
	apt-get update -q
	apt-get install -q -y --no-install-recommends chromium libreoffice-calc-nogui poppler-utils fonts-noto-core

$(AXE): tests/tools/package-lock.json
	mkdir -p build
	cp tests/tools/package.json tests/tools/package-lock.json build
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix build
	@touch $@

clean:
	rm -rf .venv build demo demo-google .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
