# Developer and user commands. `make` alone lists them.
# Everything is installed in .venv and written under var/ (or DEBOUCHES_HOME); nothing else is touched.

.DEFAULT_GOAL := help
.SUFFIXES:
SHELL := /bin/sh

BIN := .venv/bin
STAMP := .venv/.setup-done

# The newest versions with the longest record first; a shim that answers « not found » is skipped.
PYTHON ?=
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python
RECENT_ENOUGH := import sys, venv; sys.exit(sys.version_info < (3, 11))

# What a harvest, a build and the site import.
USED := crawler.corpus, crawler.runs.context, debouches.cli, index.generations.lifecycle, spacy.matcher, web.serving.serve

.PHONY: help
help: ## Affiche cette liste
	@printf 'Usage : make COMMANDE\n\n'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

.PHONY: run
run: $(STAMP) ## Récolte, construit l'index et sert le site sur http://127.0.0.1:8000 (PORT=… le change)
	@$(BIN)/debouches run

.PHONY: test
test: $(STAMP) lint ## Vérifie le code (ruff, mypy) puis passe tous les tests, sur tous les cœurs
	$(BIN)/pytest --numprocesses=auto --maxprocesses=8 --dist=loadfile

.PHONY: test-es
test-es: $(STAMP) ## Passe les tests de contrat sur un vrai Elasticsearch, ou dit pourquoi il n'y en a pas
	@.ci/test-es

.PHONY: lint
lint: $(STAMP) ## Vérifie le code seulement (ruff, mypy)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: setup
setup: $(STAMP) ## Installe seulement ; ne refait rien si rien n'a changé
	@echo "Installation à jour dans .venv."

.PHONY: format
format: $(STAMP) ## Met en forme le code et corrige ce que ruff sait corriger
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: generated
generated: $(STAMP) ## Réécrit les fichiers engendrés (mappings/generated, docs/reglages.md, web/api/exemples.yml)
	$(BIN)/debouches format --ecrire
	$(BIN)/debouches settings --ecrire
	$(BIN)/python -m tests.web.exemples

.PHONY: lock
lock: $(STAMP) ## Réécrit requirements.lock (et celui du site seul) après un changement de pyproject.toml
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	printf 'hatchling\neditables\n' | $(BIN)/python -m uv pip compile --upgrade --quiet --universal \
		--python-version 3.11 --extra dev --generate-hashes --custom-compile-command 'make lock' \
		--output-file requirements.lock pyproject.toml -
	printf 'hatchling\neditables\n' | $(BIN)/python -m uv pip compile --quiet --universal \
		--python-version 3.11 --constraints requirements.lock --generate-hashes --custom-compile-command 'make lock' \
		--output-file requirements-site.lock pyproject.toml -

.PHONY: clean
clean: ## Supprime l'installation et les caches ; garde les données de var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# hatchling and editables are in the lock: installing the project itself downloads nothing more.
# --no-compile: a third less to wait for. What the program uses is compiled by importing it once, even where the
# environment asks Python to keep nothing (PYTHONDONTWRITEBYTECODE, usual in containers): every start would then
# compile a thousand modules, and take twice as long.
$(STAMP): requirements.lock pyproject.toml
	@python=; \
	for candidate in $(CANDIDATES); do \
	    if "$$candidate" -c '$(RECENT_ENOUGH)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "Il manque Python 3.11 ou plus récent (avec le module venv)." >&2; \
	    echo "Trouvé : $$(python3 --version 2>&1 | head -n 1)." >&2; \
	    echo "Debian ou Ubuntu : sudo apt install python3 python3-venv ; ailleurs : https://www.python.org/downloads/" >&2; \
	    echo "S'il est installé à un autre endroit : make setup PYTHON=/chemin/vers/python3" >&2; \
	    exit 1; \
	fi; \
	if ! $(BIN)/python -c '$(RECENT_ENOUGH)' >/dev/null 2>&1; then \
	    echo "Création de .venv avec $$("$$python" --version)."; \
	    "$$python" -m venv --clear .venv || { \
	        echo "La création de .venv a échoué. Debian ou Ubuntu : sudo apt install python3-venv" >&2; exit 1; }; \
	fi
	@echo "Installation des dépendances verrouillées dans .venv (une minute environ la première fois)."
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check \
	    --require-hashes -r requirements.lock \
	    || { echo "L'installation a échoué : lire le message de pip ci-dessus. Rien n'est perdu : relancer la commande." >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c 'import $(USED)'
	@touch $@
