"""`/team webhook`: what a team tells to the outside, and how it is told from there."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import addresses, outgoing
from handlers.connections import rules, webhook_views
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Uninstalled, WebhookTried
from handlers.replies import Post, Reply, Show, Whisper, direct
from handlers.rights import team_of_form, team_to_run
from handlers.routing import Desk, Replies, Router
from storage import link_secrets, teams, webhooks
from storage.models import Team, Webhook, WebhookCall

NONE = "none"
TELL_AFTER = timedelta(hours=1)
"""So long it may fail before the team hears of it."""


def router_for(address: str) -> Router:
    """`address` is where the world reaches us."""
    router = Router()

    @router.command(
        "team",
        "webhook",
        hint="tell another program of blockers, and let it resolve them",
        opens_form=True,
    )
    def ask(desk: Desk, event: Commanded) -> Replies:
        team = team_to_run(desk, event.origin.place, "/team webhook")
        known = webhooks.of_team(desk.session, team.key)
        if known is None:
            return [Show(webhook_views.form(team.key, team.name))]
        return [
            Show(webhook_views.form(team.key, team.name, known.host, known.trouble, is_known=True))
        ]

    @router.form(webhook_views.FORM)
    def sent(desk: Desk, event: FormSent) -> Replies:
        team = team_of_form(desk, event.args.get("team", ""))
        known = webhooks.of_team(desk.session, team.key)
        if event.answers.get("ends") == "yes":
            if known is not None:
                webhooks.drop(desk.session, known)
            return [Whisper(webhook_views.ended(team.name))]
        said = event.answers.get("address", "").strip()
        stops = said.casefold() == NONE
        if said and not stops and (wrong := addresses.problem(desk, said, webhook_views.EXAMPLE)):
            raise Invalid({"address": wrong})
        opened = desk.seals.open(known.sealed) if known and desk.seals else None
        if known is None or opened is None or event.answers.get("renew") == "yes":
            before = opened["address"] if opened else ""
            return _make(desk, team, "" if stops else said or before, address)
        return _change(desk, team, known, opened, said, stops=stops)

    @router.on(WebhookTried)
    def tried(desk: Desk, event: WebhookTried) -> Replies:
        call = webhooks.call(desk.session, event.call)
        webhook = webhooks.by_id(desk.session, call.webhook_id) if call else None
        if call is None or webhook is None or call.state != "waiting":
            # Another one, or none, by now.
            return []
        desk.session.add_all([call, webhook])
        call.attempts += 1
        if not event.trouble:
            call.state, webhook.failing_since, webhook.trouble = "told", None, ""
            webhook.told_at = None
            return []
        webhook.failing_since, webhook.trouble = webhook.failing_since or desk.now, event.trouble
        if rules.is_given_up(call.at, desk.now):
            call.state = "given up"
        else:
            call.not_before = desk.now + rules.pause(call.attempts)
        return _failing(desk, webhook, call, webhook.failing_since)

    @router.on(Uninstalled)
    def uninstalled(desk: Desk, event: Uninstalled) -> Replies:
        """The secrets go at once, as the tokens do."""
        webhooks.drop_all(desk.session)
        return []

    return router


def _make(desk: Desk, team: Team, url: str, address: str) -> Replies:
    """With a key and an incoming address that are new; shown this once."""
    if desk.seals is None:
        raise Refusal("I have no key to keep it safe with: DRUMBEAT_SECRET_KEYS is not set.")
    key = link_secrets.fresh()
    sealed = desk.seals.close({"address": url, "key": key})
    host = addresses.host_of(url)
    secret = webhooks.make(desk.session, team.key, sealed, host, desk.now)
    _try_out(desk, team)
    return [Whisper(webhook_views.made(team.name, host, f"{address}/hooks/{secret}", key))]


def _change(
    desk: Desk, team: Team, known: Webhook, opened: dict[str, str], said: str, *, stops: bool
) -> Replies:
    """Key and incoming address stay as they are."""
    assert desk.seals is not None
    if said:
        opened["address"] = "" if stops else said
        known.sealed = desk.seals.close(opened)
        known.host = addresses.host_of(opened["address"])
        known.failing_since, known.trouble, known.told_at = None, "", None
        desk.session.add(known)
        desk.session.flush()
        _try_out(desk, team)
    return [Whisper(webhook_views.kept(team.name, known.host))]


def _try_out(desk: Desk, team: Team) -> None:
    """Whether it works is known now, not when the first blocker comes."""
    outgoing.hand_out(desk, team.key, "ping", {"team": team.name})


def _failing(desk: Desk, webhook: Webhook, call: WebhookCall, since: datetime) -> list[Reply]:
    """Told at once where it never worked, else after a while, and once."""
    is_new = call.kind == "ping"
    if webhook.told_at is not None or not (is_new or desk.now - since >= TELL_AFTER):
        return []
    webhook.told_at = desk.now
    team = teams.by_id(desk.session, webhook.team_id)
    assert team is not None
    card = webhook_views.fails(team.name, webhook.host, webhook.trouble, is_new=is_new)
    subject = f"webhook:{webhook.key}:fails:{desk.now.isoformat()}"
    return [
        Post(direct(each.ref), f"{subject}:{each.key}", card)
        for each in teams.scrum_masters(desk.session, team.key)
    ]
