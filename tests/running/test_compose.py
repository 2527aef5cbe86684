"""The files for containers agree with the code and with each other; they are not run here."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import main
from bot.settings import Settings
from tests.fakes.surroundings import ROOT
from tests.platforms.slack_bench import KEY

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
OURS = [name for name, service in SERVICES.items() if service.get("build")]
SETTINGS = {str(field.alias) for field in Settings.model_fields.values()}
TEXTS = (
    "".join((ROOT / name).read_text("utf-8") for name in ("compose.yaml", "Dockerfile")) + CADDYFILE
)


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(r"\b(?:DRUMBEAT|SLACK|OTEL)_[A-Z_]+\b", TEXTS))
    assert named and named - SETTINGS == set()


def test_one_process_listens_and_one_works() -> None:
    assert [SERVICES[name]["command"][-1] for name in OURS] == ["web", "worker"]


@pytest.mark.parametrize("name", OURS)
def test_the_command_is_one_of_ours(name: str) -> None:
    command: Any = get_command(main)
    verb, *words = SERVICES[name]["command"]
    command.commands[verb].make_context(verb, list(words)).close()
    entry = re.search(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.MULTILINE)
    assert entry and json.loads(entry[1]) == ["drumbeat"]


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_ones_it_starts_with(name: str) -> None:
    given = {key: value for key, value in SERVICES[name]["environment"].items() if key in SETTINGS}
    settings = Settings.model_validate(
        {**given, "SLACK_BOT_TOKEN": "x", "DRUMBEAT_SECRET_KEYS": KEY}
    )
    assert settings.env == "production" and not settings.has_playground
    assert settings.database_url.startswith("postgresql://drumbeat@database/")
    assert SERVICES["database"]["environment"]["POSTGRES_USER"] == "drumbeat"


def test_the_ports_agree() -> None:
    port = SERVICES["web"]["environment"]["DRUMBEAT_PORT"]
    assert re.findall(r"reverse_proxy (\S+)", CADDYFILE) == [f"web:{port}"]
    assert f"EXPOSE {port}" in DOCKERFILE and f"127.0.0.1:{port}/readyz" in DOCKERFILE
    # Only the proxy can be reached from outside.
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_figures_stay_inside() -> None:
    outside = re.search(r"path (.*)", CADDYFILE)
    assert outside and outside[1].split() == ["/slack/*", "/healthz"]
    assert "respond 404" in CADDYFILE


def test_whether_each_is_well_is_looked_at() -> None:
    assert "HEALTHCHECK" in DOCKERFILE
    assert [
        name for name in SERVICES if name not in OURS and "healthcheck" not in SERVICES[name]
    ] == []
    for name in OURS:
        assert SERVICES[name]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_no_secret_is_in_them() -> None:
    given = [value for service in SERVICES.values() for value in service["environment"].items()]
    secrets = [value for name, value in given if "PASSWORD" in name]
    assert secrets and all(value.startswith("${POSTGRES_PASSWORD:?") for value in secrets)
    assert re.findall(r"xox[bp]-|xapp-|://\w+:\w+@", TEXTS) == []


def test_the_image_runs_as_nobody_special_and_installs_what_is_locked() -> None:
    steps = re.findall(r"^(\w+) (.*)$", DOCKERFILE, re.MULTILINE)
    assert steps[0] == ("FROM", "python:3.11-slim")
    assert dict(steps)["USER"] == "drumbeat"
    installs = [words for step, words in steps if step == "RUN" and "pip install" in words]
    assert "--require-hashes -r requirements-run.lock" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1] and len(installs) == 2


def test_all_that_is_copied_is_there_and_let_in() -> None:
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE)]
    names = {name for words in copied for name in words}
    let_in = set(re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE))
    assert names == let_in
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert (ROOT / "deploy" / "Caddyfile").is_file()
    packages = re.search(r"include = \[(.*)\]", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert packages and {name.strip(' "*') for name in packages[1].split(",")} <= names


def test_what_runs_is_what_is_tested() -> None:
    run, tested = (pins(f"requirements{name}.lock") for name in ("-run", ""))
    assert {name for name in run if run[name] != tested.get(name)} == {"setuptools"}
    assert "pytest" not in run and "opentelemetry-sdk" in run


def pins(name: str) -> dict[str, str]:
    """Each package with its version and its hashes."""
    text = (ROOT / name).read_text("utf-8")
    found = re.findall(
        r"^([a-z0-9-]+)(==[^\n]*\\\n(?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE
    )
    return dict(found)
