PYTHON ?= python3
PY := .venv/bin/python
export PYTHONUNBUFFERED := 1

.PHONY: run setup test lint format bench translations demo stop clean environment

run: environment  ## serve the demo county on http://127.0.0.1:8000/ (PORT= changes it)
	@exec $(PY) -m tools.serve

setup: environment  ## everything short of serving; leaves nothing running
	@$(PY) -m tools.prepare

test: environment  ## the whole suite on two processes; ARGS= goes to pytest
	@$(PY) -m tools.system browser
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: environment  ## format, lint, types, layers, templates, migrations, translations
	@$(PY) -m tools.system gettext
	@$(PY) -m tools.lint

format: environment
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format .

bench: environment  ## the benchmarks, as a table and as JSON
	@ANJU_CLUSTER=bench $(PY) -m bench

translations: environment
	@$(PY) -m tools.translations compile

demo: environment  ## load the demo county anew
	@$(PY) manage.py load_demo

stop:  ## stop databases that manage.py left running
	@for name in dev test bench; do $(PY) -m tools.postgres stop --cluster $$name; done

clean: stop  ## remove the databases and everything else that is made
	@for name in dev test bench; do $(PY) -m tools.postgres destroy --cluster $$name; done
	@rm -rf .venv .state staticfiles .postgres .pytest_cache .mypy_cache .ruff_cache

environment:
	@$(PYTHON) tools/environment.py
