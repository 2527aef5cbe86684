from __future__ import annotations

import pytest

from tests.faults.figures import TABLE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TABLE.rows:
        terminalreporter.section("killed and started again")
        terminalreporter.write_line(str(TABLE))
