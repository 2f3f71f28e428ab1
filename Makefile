# Everything from a fresh clone: only Python 3.11 or later with pip, and a package registry, must be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PREPARED := $(VENV)/.prepared
CASE := out/afghanistan-2021
SINCE := 2021-08-15
DAY := 2021-09-08
TRAINS := $(VENV)/training
BENCH := ../shared/bench

BUILT := src/fogline/desk/static/built
WEB := $(BUILT)/.built

.PHONY: run test check desk soak train bench lock web clean

run: $(PREPARED)  ## set up, read the bundled example, show the situation and write it as a page
	@mkdir -p out && cp -R examples/afghanistan-2021 out/
	$(BIN)/fogline add $(CASE) $(CASE)/reports
	$(BIN)/fogline read $(CASE)
	$(BIN)/fogline situation $(CASE) --on $(DAY) --format text
	$(BIN)/fogline report $(CASE) --out out/situation.html --since $(SINCE) --until $(DAY)
	@command -v npm >/dev/null && $(MAKE) --no-print-directory web || echo "without npm the desk's map stands still"
	@echo && echo "Look around in it: $(BIN)/fogline serve $(CASE)" && echo "Open this in a browser: $(CURDIR)/out/situation.html"

test: $(PREPARED)  ## all tests but the long ones
	$(BIN)/python -m pytest -m "not soak and not floor"

web: $(WEB)  ## build the scripts of the desk's pages; they work without, but the map stands still

desk: $(PREPARED) $(WEB)  ## drive the desk in a browser, on a copy of the example; with PICTURES=FOLDER take pictures
	cd web && FOGLINE=$(CURDIR)/$(BIN)/fogline PICTURES=$(abspath $(PICTURES)) npm run --silent check

check: $(PREPARED) desk  ## style, types, the desk in a browser, quality floors; prints what is found and right in every language
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest -m floor
	FOGLINE_SCHEMA_EXAMPLES=2000 $(BIN)/python -m pytest tests/desk/test_schema.py
	$(BIN)/python bench/run.py --data $(BENCH) --only reports parity

soak: $(PREPARED)  ## the long tests
	$(BIN)/python -m pytest -m soak

# Half of the training's time would go into giving memory back to the system and asking for it again.
KEEP_MEMORY := MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_MMAP_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=500000000

train: $(TRAINS)  ## train the tagger, fit the weights of the parse and those that join the two
	$(KEEP_MEMORY) PYTHONPATH=$(TRAINS) $(BIN)/python training/train.py --corpora $(BENCH)
	PYTHONPATH=$(TRAINS) $(BIN)/python training/fit_weights.py --corpora $(BENCH) --skip-folds
	PYTHONPATH=$(TRAINS) $(BIN)/python training/fit_join.py --corpora $(BENCH)

bench: $(PREPARED)  ## print all measurements
	$(BIN)/python bench/run.py --data $(BENCH)

lock: $(INSTALLED)  ## resolve requirements.lock anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra tagger --extra desk --group dev --universal --python-version 3.11 --generate-hashes \
	  --upgrade --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock

$(WEB): web/package-lock.json web/build.mjs web/tsconfig.json $(wildcard web/src/*.ts)
	@command -v npm >/dev/null || { echo "npm is needed to build the desk's scripts: install Node.js 20 or later"; exit 1; }
	cd web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build
	@touch $@

clean:  ## remove what was set up and made
	rm -rf $(VENV) $(BUILT) web/node_modules out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: install it, or call make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: call make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# PyTorch as it fits this machine and scikit-learn, so not in the lock, and out of the way of everything else, which would start slower with it.
$(TRAINS): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --target $@ "torch>=2.4" "scikit-learn>=1.5"

$(PREPARED): $(INSTALLED) $(wildcard src/fogline/data/world/* src/fogline/data/tagger/* src/fogline/naming/gaz_*.py)
	$(BIN)/fogline doctor --prepare
	@touch $@
