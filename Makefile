# Leerlijn. Two commands are enough: make demo, make test.
SHELL := bash
PORT ?= 8000
PYTHON_IN_VENV := .venv/bin/python
PYTEST_ARGS ?=
# Two at a time, a file at a time, in the order that tests/conftest.py gives: the longest first. With PostgreSQL three:
# a test waits a quarter of its time for the database.
TOGETHER := -n $(if $(DATABASE_URL),3,2) --dist loadfile --no-loadscope-reorder

.PHONY: help demo demo-reset test fuzz timing check pin
.DEFAULT_GOAL := help

help: ## What there is to run
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: ## The demo region at http://localhost:8000/ (another port: make demo PORT=8123)
	@bash scripts/venv.sh requirements.txt
	@PORT=$(PORT) $(PYTHON_IN_VENV) manage.py demo

demo-reset: ## Throw the demo's database and files away and start anew
	@bash scripts/venv.sh requirements.txt
	@PORT=$(PORT) $(PYTHON_IN_VENV) manage.py demo --reset

test: ## The suite (DATABASE_URL=postgres://… for PostgreSQL; EVERYTHING=1 also what the other database tells as well)
	@bash scripts/venv.sh requirements-dev.txt
	@# Apart: the browser's driver keeps an event loop in its thread, beside which Django refuses its database.
	@$(PYTHON_IN_VENV) -m pytest tests --ignore=tests/browser $(TOGETHER) $(PYTEST_ARGS)
	@$(PYTHON_IN_VENV) -m pytest tests/browser $(TOGETHER) $(PYTEST_ARGS)

fuzz: ## 10,000 malformed requests: none may end in a 500 or take over two seconds (takes about a quarter of an hour)
	@bash scripts/venv.sh requirements-dev.txt
	@EVERYTHING=1 FUZZ=10002 $(PYTHON_IN_VENV) -m pytest tests/portal/test_fuzz.py -s $(PYTEST_ARGS)

timing: ## How long sign-in takes for a known and for an unknown address, as ratios (TIMES=200)
	@bash scripts/venv.sh requirements-dev.txt
	@$(PYTHON_IN_VENV) -m pytest tests/portal/timing_of_sign_in.py -s $(PYTEST_ARGS)

check: ## Say what is wrong with format, lint, types, floors, templates, migrations, deployment settings
	@bash scripts/venv.sh requirements-dev.txt
	@bash scripts/check.sh

pin: ## Compile requirements*.in into hashed requirements*.txt
	@bash scripts/venv.sh requirements-dev.txt
	@for name in requirements requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links $$name.in -o $$name.txt; done
