"""`python -m tests.fakes.slack --port 4000 --app http://127.0.0.1:3000/slack/events`: a Slack with Acme in it."""

import argparse
import asyncio
import contextlib
import json

from .running import FakeSlack


async def live(port: int, app: str | None, limits_on: bool) -> None:
    async with FakeSlack.running(
        port=port, app_url=app, limits_on=limits_on, control=True
    ) as slack:
        people = [slack.add_person(name, tz=tz) for name, tz in PEOPLE]
        channel = slack.add_channel("team", people)
        known = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.workspace.token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_APP_TOKEN": slack.app_token,
            "people": {one.real_name: one.id for one in people},
            "channel": channel.id,
            "control": f"{slack.url}/_control/",
        }
        print(json.dumps(known, indent=2), flush=True)
        await asyncio.Event().wait()


PEOPLE = [
    ("Ada", "Europe/Amsterdam"),
    ("Ben", "America/New_York"),
    ("Chika", "Asia/Tokyo"),
    ("Dana", "Asia/Kolkata"),
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.fakes.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--app", help="where the bot listens; leave it out for Socket Mode")
    parser.add_argument("--limits", action="store_true", help="answer 429 beyond Slack's rates")
    asked = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(live(asked.port, asked.app, asked.limits))


if __name__ == "__main__":
    main()
