# make run    start Drumbeat with the playground in the browser
# make test   run the tests
#             (EVERY_VARIANT=1: the long ones too, and on every database, platform and width of a page; else on one;
#             EVERY_EXAMPLE=1: more examples of what should hold for all)
# make test-msteams-client  a stand-up in Microsoft's own test client, pictures in build/msteams_client (needs Chromium, node)
# make faults kill it 216 times, take its database and clock away, count what is lost or doubled (20 minutes)
# make soak   a simulated quarter of 2,000 teams, checked after every day, in build/soak.md (an hour)
# make bench  measure it beside bare peers in the same run: a table, a chart and benchmarks/results.json
# make check  format, lint, types, import contracts, dead code
# make setup  prepare .venv only
# make gallery  pictures of every card on every platform, in build/gallery (needs Chromium, node)

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
# Where this is set, every process that the tests start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-msteams-client bench faults soak check setup format lock gallery clean

run: $(STAMP)
	@$(BIN)/drumbeat run

test: $(STAMP)
	@$(BIN)/python -m tests.browser
	$(BIN)/pytest -q -n auto --dist worksteal

test-msteams-client: $(STAMP)
	@$(BIN)/python -m tests.browser
	$(BIN)/pytest -q tests/msteams_client/stand_up.py

bench: $(STAMP)
	$(BIN)/python -m benchmarks

faults: $(STAMP)
	FAULT_RUNS=216 $(BIN)/pytest -q -n 2 --dist worksteal tests/faults

soak: $(STAMP)
	$(BIN)/python -m tests.soak

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture
	$(BIN)/pytest -q tests/test_readme.py tests/test_repository.py tests/platforms/test_manifests.py

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install -q --disable-pip-version-check uv==$$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync -q --compile-bytecode --require-hashes requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --no-deps -e .
	@touch $(STAMP)

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# After a change of the dependencies in pyproject.toml.
lock:
	$(COMPILE) --extra sentences --group dev -o requirements.lock
	$(COMPILE) --group image -c requirements.lock -o requirements-run.lock

COMPILE = $(BIN)/uv pip compile -q pyproject.toml --extra traces --extra model --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header

gallery: $(STAMP)
	$(BIN)/python -m tests.gallery.draw build/gallery

clean:
	rm -rf .venv build *.egg-info drumbeat.db*
