# The project's commands; `make help` lists them. Needs Python 3.11 or newer and nothing else.

VENV := .venv
BIN := $(VENV)/bin
PACKAGES := $(dir $(wildcard packages/*/pyproject.toml))
SAMPLE := packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf
CODE := $(wildcard packages/*/src) tests bench tools samples
# Node comes by pip, in the version that the constraints name.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web --silent
PAGE := packages/chatdoc-server/src/chatdoc_server/web/index.html
PAGE_SOURCE := $(shell find web -type f -not -path '*/node_modules/*')

HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= data
# A folder with pdfs/ and questions.jsonl to measure on.
DATA ?=
SAMPLE_SET := .cache/sample-set
# Two tests at a time, a file's tests in one process: some start whole servers, and files share them.
PYTEST_ARGS ?= -n 2 --dist loadfile

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test lint format client client-check docs sample pins bench clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

install: $(VENV)/.installed $(PAGE) ## put the server and the client into .venv

install-dev: $(VENV)/.installed-dev $(PAGE) ## the same, with what tests and generators need

run: install ## start the service (HOST, PORT, DATA_DIR); an empty folder gets a sample document
	@exec $(BIN)/chatdoc-server serve --host $(HOST) --port $(PORT) --data-dir $(DATA_DIR) --local-sign-in \
		--sample $(SAMPLE)

test: install-dev web/node_modules/.package-lock.json ## run all tests (PYTEST_ARGS)
	tools/install-test-packages.sh
	$(NPM) run test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: install-dev web/node_modules/.package-lock.json client-check ## style, types, import order, and that generated files are up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python tools/check_pins.py
	$(BIN)/python -m tools.generate_docs --check
	$(BIN)/python -m samples.build --check
	$(NPM) run check
	$(NPM) run lint
	$(NPM) run types:check

format: $(VENV)/.installed-dev ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

client: $(VENV)/.installed-dev web/node_modules/.package-lock.json ## generate the client, and the page's types, from the OpenAPI document
	$(BIN)/python tools/generate_client.py
	$(NPM) run types

client-check: $(VENV)/.installed-dev
	$(BIN)/python tools/generate_client.py --check

docs: $(VENV)/.installed-dev ## write the generated pages of docs/ anew
	$(BIN)/python -m tools.generate_docs

sample: $(VENV)/.installed-dev ## build the sample document anew
	$(BIN)/python -m samples.build

pins: $(VENV)/.installed-dev ## write constraints.txt anew after a change of dependencies
	tools/pin.sh

bench: $(VENV)/.installed-dev ## measure parsing, search and answers on the sample, or on DATA; see docs/benchmarks.md
	$(if $(DATA),,$(BIN)/python -m samples.evaluation $(SAMPLE_SET))
	$(BIN)/python -m bench.parse_speed $(or $(DATA),$(SAMPLE_SET))/pdfs
	$(BIN)/python -m bench.retrieval $(or $(DATA),$(SAMPLE_SET))
	$(BIN)/python -m bench.answers $(or $(DATA),$(SAMPLE_SET))

clean: ## remove the virtual environment and the built page; data stays
	rm -rf $(VENV) web/node_modules $(dir $(PAGE))

web/node_modules/.package-lock.json: web/package-lock.json | $(VENV)/.installed-dev
	$(NPM) ci
	@touch $@

# Installing the server builds its page.
$(PAGE): $(PAGE_SOURCE) | $(VENV)/.installed
	$(PIP_INSTALL) --no-deps --build-constraint constraints.txt --editable packages/chatdoc-server
	@touch $@

$(VENV)/.created: tools/create-venv.sh
	tools/create-venv.sh $(VENV)
	@touch $@

$(VENV)/.installed: constraints.txt $(PACKAGES:=pyproject.toml) $(VENV)/.created
	@echo "Installing into $(VENV); this takes a minute or two the first time."
	$(PIP_INSTALL) pip
	$(PIP_INSTALL) --build-constraint constraints.txt $(PACKAGES:%=--editable %)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements-no-deps.txt $(VENV)/.installed
	$(PIP_INSTALL) --build-constraint constraints.txt --requirement requirements-dev.txt
	$(PIP_INSTALL) --no-deps --requirement requirements-no-deps.txt
	@touch $@
