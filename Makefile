# Needs Python 3.11 to 3.13 and make. Another Python: make PYTHON=python3.13 test
PYTHON  ?= python3
WORKERS ?= auto
BIN     := .venv/bin

VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
RUNTIME := .venv/runtime-$(VERSION)
DEV     := .venv/dev-$(VERSION)
PIP     := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := build/pins/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
           --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make pins'
SEED    ?= 5
# What makes no file whose name the code page lacks, and starts no other program than ours.
NARROW  := tests/checking tests/cli tests/diagnostics tests/domain tests/messages tests/reading \
           tests/reliability tests/reporting
CORE    := --include='*/domain/*,*/checking/*' --fail-under=100

.PHONY: help check test hostile format golden bench fuzz mutants pins clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

check: $(RUNTIME) ## judge data/2024.csv; 0 and 1 are both answers
	@$(BIN)/dti-targets check data/2024.csv; status=$$?; \
	case $$status in \
	0) echo "make check: status 0, an answer: no target is missed and no figure is missing." ;; \
	1) echo "make check: status 1, an answer and not a fault: a target is missed or a figure is missing." ;; \
	*) echo "make check: status $$status, so there is no answer; the lines above say why." >&2; exit $$status ;; \
	esac

test: $(DEV) ## run all that CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses=$(WORKERS) --cov
	@$(BIN)/coverage report $(CORE) >.venv/core-coverage || { cat .venv/core-coverage; exit 1; }

format: $(DEV) ## format the code and apply safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

hostile: $(DEV) ## run the tests in foreign locales, in another order, each warning an error
	@mkdir -p build/locale
	localedef -i vi_VN -f CP1258 build/locale/vi_VN.CP1258
	PYTHONHASHSEED=77 TZ=Asia/Ho_Chi_Minh COLUMNS=20 TERM=dumb LC_ALL=C \
	  $(BIN)/python -X dev -W error -m pytest --numprocesses=$(WORKERS) --shuffle=$(SEED)
	LOCPATH=$(CURDIR)/build/locale LC_ALL=vi_VN.CP1258 PYTHONUTF8=0 PYTHONIOENCODING=ascii \
	  $(BIN)/python -m pytest --numprocesses=$(WORKERS) --shuffle=$(SEED) $(NARROW)

golden: $(DEV) ## accept the present outputs as the golden files; then read the diff
	$(BIN)/pytest --update-golden

bench: $(RUNTIME) ## measure start-up and rows
	$(BIN)/python benchmarks/run.py

SECONDS ?= 1800
fuzz: $(DEV) ## fuzz the readers, half an hour each (SECONDS=60: a minute); needs Linux
	$(PIP) install 'atheris>=3,<4'
	for reader in csv yaml value; do \
	  mkdir -p build/fuzz/$$reader; \
	  $(BIN)/python fuzz/run.py $$reader -max_total_time=$(SECONDS) -max_len=4000 build/fuzz/$$reader \
	    $(wildcard data tests/examples targets $(CORPUS)) || exit 1; \
	done

mutants: $(DEV) ## change the code that judges, one place at a time; see which changes no test notices
	$(PIP) install 'mutmut>=3.8,<4'
	$(BIN)/mutmut run
	$(BIN)/mutmut results

pins: ## renew constraints/ from pyproject.toml
	$(PYTHON) -m venv --clear build/pins
	build/pins/bin/pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --extra office --group dev --output-file constraints/dev.txt
	$(COMPILE) --extra office --group build --constraints constraints/dev.txt --output-file constraints/runtime.txt
	@! grep -n '//' constraints/*.txt || { echo "make pins: constraints/ must hold no address" >&2; exit 1; }

clean: ## remove all that make has made
	rm -rf .venv build dist mutants .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# A stamp is newer than what it was installed from, so later runs install nothing.
$(RUNTIME): pyproject.toml constraints/runtime.txt
	@case "$(VERSION)" in 3.11|3.12|3.13) ;; *) \
	  echo "dti-targets needs Python 3.11, 3.12 or 3.13, for example: make PYTHON=python3.12 check" >&2; exit 1 ;; \
	esac
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --require-hashes -r constraints/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME) constraints/dev.txt
	$(PIP) install --require-hashes -r constraints/dev.txt
	@touch $@
