from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        str(words)
        for report in terminalreporter.getreports("passed")
        for name, words in report.user_properties
        if name == "taken over"
    ]
    if told:
        terminalreporter.section("taken over")
        terminalreporter.write_line("\n".join(told))
