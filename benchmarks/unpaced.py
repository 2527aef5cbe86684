"""`drumbeat …`, but as fast as it can: Slack's pace is left out, because the sink has none.

python -m benchmarks.unpaced run --role worker
"""

from __future__ import annotations

from bot.cli import main
from bot.slack.send import SlackPlatform

if __name__ == "__main__":
    SlackPlatform.pace = None
    main()
