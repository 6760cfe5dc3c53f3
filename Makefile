# Everything that is needed is set up in .venv by the first target that needs it.
# Wants: make, and Python 3.11 or newer (PYTHON=python3.12 to choose one).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint evaluate clean

help:
	@echo "make demo      run novads over the announcements in corpus/dev and score it"
	@echo "make test      run the tests"
	@echo "make lint      ruff, mypy and the import contracts"
	@echo "make evaluate  score novads over the corpus, against the committed floors"
	@echo "make clean     remove .venv and what was built"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "novads needs Python 3.11 or newer; say PYTHON=… to choose one" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
	  --editable '.[dev]'
	@touch $(READY)

demo: $(READY)
	$(BIN)/python evaluate.py corpus plain --split dev --out out/demo/articles.jsonl
	$(BIN)/python run.py out/demo/articles.jsonl --out out/demo
	$(BIN)/python evaluate.py --split dev

test: $(READY)
	$(BIN)/python -m pytest -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(READY)
	$(BIN)/python evaluate.py --floors

clean:
	rm -rf $(VENV) out build dist
