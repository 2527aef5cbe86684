"""A team's webhook, as it is set and told of. Plain values in, cards and forms out."""

from __future__ import annotations

from handlers.cards import (
    Bold,
    Card,
    ChoicesField,
    Field,
    Form,
    Option,
    Quote,
    Small,
    Text,
    TextField,
    plain,
    small,
    text,
)

FORM = "team.webhook"
EXAMPLE = "The address begins with https://, such as https://hooks.example.org/drumbeat."


def form(
    team: int, name: str, host: str = "", trouble: str = "", *, is_known: bool = False
) -> Form:
    """`host`: of the address that is called; `trouble`: why it can't be, just now."""
    items: list[Field | Small | Text] = [
        plain(
            f"Another program can hear of blockers in {name} – logged, escalated, resolved – and can "
            "resolve them. Private ones are never told."
        )
    ]
    if trouble:
        items.append(small(f"{host} can’t be told just now. {trouble}"))
    hint = "Leave it empty to be called only."
    if host:
        hint = f"Now one at {host}. Leave it empty to keep it; “none” ends calling."
    items.append(
        TextField(
            "address",
            "Which address shall I call?",
            hint=hint,
            placeholder="https://hooks.example.org/drumbeat",
            required=False,
        )
    )
    if is_known:
        items += [
            ChoicesField(
                "renew",
                "Has the key leaked?",
                (Option("yes", "Make a new key and a new address for calling me"),),
                required=False,
            ),
            ChoicesField(
                "ends", "Is it over?", (Option("yes", "Take the webhook away"),), required=False
            ),
        ]
    return Form(FORM, "Webhook", tuple(items), args={"team": str(team)})


def made(team: str, host: str, address: str, key: str) -> Card:
    """To who made it, once: neither is shown again."""
    calls = f"I call {host}, first with a test" if host else "I call nobody"
    return Card(
        f"The webhook of {team} is made.",
        (
            plain(
                f"The webhook of {team} is made. {calls}. I show these two once, so keep them now:"
            ),
            small("Key, which both sides sign with:"),
            Quote(key),
            small("Address for calling me:"),
            Quote(address),
            small("How to sign, and what is told how, stands in docs/webhooks.md of Drumbeat."),
        ),
    )


def kept(team: str, host: str) -> Card:
    calls = f"I call {host}." if host else "I call nobody; it can still call me."
    said = f"The webhook of {team} is as before, with its key. {calls}"
    return Card(said, (plain(said),))


def ended(team: str) -> Card:
    said = f"{team} has no webhook any more."
    return Card(said, (plain(said),))


def fails(team: str, host: str, trouble: str, *, is_new: bool) -> Card:
    title = f"The webhook of {team} at {host} does not work."
    rest = (
        "Please check the address with /team webhook. I go on trying."
        if is_new
        else "I keep what happens for three days and go on trying. /team webhook changes it."
    )
    return Card(title, (text(Bold(title), f" {trouble}"), small(rest)))
