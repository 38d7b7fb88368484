.DEFAULT_GOAL := help
.PHONY: help run setup test check format bench

PYTHON ?= python3
PORT ?= 8000
IN_VENV := .venv/bin/python

help: ## Show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  make %-13s %s\n", $$1, $$2}'

run: .venv/installed .env ## Serve the demo on http://127.0.0.1:8000 (PORT=8001 changes the port)
	@$(IN_VENV) -m aseanai.local $(PORT)

setup: .venv/installed-dev .env ## Prepare .venv with everything the other commands need

test: setup ## Run every test (T=tests/test_health.py picks some)
	@$(IN_VENV) -m tests.run test $(T)

check: setup ## Look for mistakes without running tests
	@$(IN_VENV) -m tests.run check

format: setup ## Put code in its usual form
	@$(IN_VENV) -m ruff check --fix --exit-zero . ; $(IN_VENV) -m ruff format .

bench: setup ## Measure the speed that the design promises
	@$(IN_VENV) -m tests.bench

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 run" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing the requirements"
	@$(IN_VENV) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing the requirements for development"
	@$(IN_VENV) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.env: | .venv/bin/python
	@umask 077; $(IN_VENV) -c 'import secrets; print("# Settings of this clone, made by make; never commit it.", f"SECRET_KEY={secrets.token_urlsafe(50)}", "HTTPS_ONLY=false", "STATIC_COLLECTED=false", "SIGN_UP_OPEN=true", sep="\n")' > $@
