"""Common services – legal review, data, IT: each with an owner, who hears of what waits for it."""

from __future__ import annotations

from handlers.blockers import course, service_views, views, whose
from handlers.blockers.service_views import Told
from handlers.cards import Form
from handlers.errors import Invalid, Refusal
from handlers.events import Commanded, FormSent, Joined, Pressed, Undeliverable
from handlers.mentions import named
from handlers.replies import Post, Reply, Show, Whisper, direct
from handlers.rights import runs_a_team
from handlers.routing import Desk, Replies, Router
from storage import blockers, deliveries, people, services
from storage.models import Blocker, Person, Service

router = Router()

LONGEST = 100
"""Characters of a name, as in the form of a blocker."""


@router.command(
    "team",
    "service",
    usage="[name @owner]",
    hint="name a common service and who hears of what waits for it",
    example="/team service Legal review @Grace",
    opens_form=True,
)
def service(desk: Desk, event: Commanded) -> Replies:
    rest = event.words.strip()[len("service") :].strip()
    owner, name = named(desk, rest, event.mentions) if rest else (None, "")
    known = services.called(desk.session, name) if name else None
    _must_name(desk, known)
    if owner is None:
        return [Show(_form(desk, known, name))]
    wrong = _wrong_name(name) or _wrong_owner(owner)
    if wrong:
        raise Refusal(f"{wrong} Say it like /team service Legal review @Grace. You typed:\n{rest}")
    if known is not None:
        return _keep(desk, known, known.name, owner, known.place)
    return _keep(desk, None, name, owner, "")


@router.command("team", "services", hint="see the common services and what waits for them")
def listed(desk: Desk, event: Commanded) -> Replies:
    return [Whisper(service_views.listed([_told(desk, each) for each in _all(desk)]))]


@router.button(service_views.CHANGE, opens_form=True)
def change(desk: Desk, event: Pressed) -> Replies:
    known = _called(desk, event.args.get("service", ""))
    _must_name(desk, known)
    return [Show(_form(desk, known))]


@router.button(service_views.NAME, opens_form=True)
def name_pressed(desk: Desk, event: Pressed) -> Replies:
    _must_name(desk, None)
    return [Show(_form(desk, None))]


@router.form(service_views.FORM)
def sent(desk: Desk, event: FormSent) -> Replies:
    said = event.args.get("service", "")
    known = _called(desk, said) if said else None
    _must_name(desk, known)
    if known and event.answers.get("ends") == "yes":
        return _end(desk, known)
    name = " ".join(event.answers.get("name", "").split())
    owner = people.called(desk.session, event.answers.get("owner", ""))
    problems: dict[str, str] = {}
    other = services.called(desk.session, name)
    if wrong := _wrong_name(name):
        problems["name"] = wrong
    elif other is not None and other is not known:
        problems["name"] = f"{other.name} is named already. Change it with /team services."
    if wrong := _wrong_owner(owner):
        problems["owner"] = wrong
    if problems or owner is None:
        raise Invalid(problems)
    return _keep(desk, known, name, owner, event.answers.get("place", ""))


@router.on(Undeliverable)
def undeliverable(desk: Desk, event: Undeliverable) -> Replies:
    """Its owner hears, once, that nothing can be shown in its channel."""
    about, found, place = event.subject.removeprefix("blocker:").partition(":at:")
    number = about.partition(":")[0]
    if event.why == "message gone":
        # Somebody deleted the card there, and everything else is well.
        return []
    blocker = blockers.by_id(desk.session, whose.number(number)) if found else None
    service = whose.service_of(desk, blocker) if blocker else None
    owner = people.by_id(desk.session, service.owner_id) if service else None
    if service is None or owner is None or owner.is_gone or service.place != event.place:
        return []
    subject = f"service:{service.key}:not in:{place}"
    return [Post(direct(owner.ref), subject, service_views.not_in(service.name, place))]


@router.on(Joined)
def joined(desk: Desk, event: Joined) -> Replies:
    """Invited to its channel, we make good what could not be shown there."""
    place = event.origin.place
    if event.is_the_bot and any(each.place == place for each in _all(desk)):
        deliveries.revive(desk.session, place, desk.now)
    return []


def _keep(desk: Desk, known: Service | None, name: str, owner: Person, place: str) -> Replies:
    """What waits for it, by name or already, goes on with the owner it has now."""
    before = (known.owner_id, known.place) if known else (0, "")
    if known is None:
        kept = services.name_one(desk.session, name, owner.key, place)
    else:
        kept = known
        kept.name, kept.owner_id, kept.place = name, owner.key, place
        desk.session.add(kept)
        desk.session.flush()
    replies: list[Reply] = []
    for each in (*services.waiting(desk.session, kept.key), *_by_name(desk, name)):
        blocker = blockers.held(desk.session, each.key)
        if blocker is None or blocker.status not in blockers.OPEN:
            continue
        blocker.waits_for_service_id, blocker.waits_for_name = kept.key, name
        if place != before[1]:
            replies += course.taken_back(desk, blocker, before[1])
        replies += _goes_on(desk, blocker, kept, owner, is_new=before[0] != owner.key)
    if before[0] != owner.key and owner.key != desk.person.key:
        told = service_views.named(desk.person.name, name)
        subject = f"service:{kept.key}:{owner.key}:{desk.now.isoformat()}"
        replies.append(Post(direct(owner.ref), subject, told))
    return [*replies, Whisper(service_views.kept(_told(desk, kept)))]


def _goes_on(
    desk: Desk, blocker: Blocker, service: Service, owner: Person, *, is_new: bool
) -> Replies:
    if not is_new or blocker.is_private:
        return course.go_on(desk, blocker)
    about = {"told": f"{owner.name} for {service.name}"}
    return course.happened(desk, blocker, "found", about=about, tell=[owner.key])


def _by_name(desk: Desk, name: str) -> list[Blocker]:
    wanted = name.casefold()
    found = services.nameless(desk.session)
    return [each for each in found if each.waits_for_name.casefold() == wanted]


def _end(desk: Desk, service: Service) -> Replies:
    """What waits for it still says so; nobody hears of it for that any more."""
    waiting = [each.key for each in services.waiting(desk.session, service.key)]
    name, place = service.name, service.place
    services.drop(desk.session, service)
    replies: list[Reply] = []
    for key in waiting:
        blocker = blockers.held(desk.session, key)
        if blocker is not None:
            desk.session.refresh(blocker)
            replies += [*course.taken_back(desk, blocker, place), *course.go_on(desk, blocker)]
    said = f"{name} has no owner any more. What waits for it goes to the scrum masters."
    return [*replies, Whisper(views.note(said))]


def _all(desk: Desk) -> list[Service]:
    return list(services.everything(desk.session))


def _told(desk: Desk, service: Service) -> Told:
    owner = people.by_id(desk.session, service.owner_id)
    waiting = services.waiting(desk.session, service.key)
    return Told(
        service.key,
        service.name,
        owner.name if owner and not owner.is_gone else "",
        service.place,
        # How many, not which: each is shown to whom it may be.
        len([each for each in waiting if not each.is_private]),
        _may_name(desk, service),
    )


def _form(desk: Desk, known: Service | None, name: str = "") -> Form:
    if known is None:
        return service_views.form("", name, "", "")
    owner = people.by_id(desk.session, known.owner_id)
    ref = owner.ref if owner and not owner.is_gone else ""
    return service_views.form(str(known.key), known.name, ref, known.place)


def _called(desk: Desk, said: str) -> Service:
    found = services.by_id(desk.session, whose.number(said))
    if found is None:
        raise Refusal("This service is no longer named. /team services shows those that are.")
    return found


def _may_name(desk: Desk, known: Service | None) -> bool:
    """Who runs a team; its owner may hand it on."""
    return runs_a_team(desk) or (known is not None and known.owner_id == desk.person.key)


def _must_name(desk: Desk, known: Service | None) -> None:
    if not _may_name(desk, known):
        who = (
            "A scrum master or an administrator" if known is None else "Its owner or a scrum master"
        )
        raise Refusal(f"{who} can do this. /team services shows the services there are.")


def _wrong_name(name: str) -> str:
    return "" if 0 < len(name) <= LONGEST else f"The name has 1 to {LONGEST} characters."


def _wrong_owner(owner: Person | None) -> str:
    if owner is None or owner.is_bot or owner.is_gone:
        return "I don't know this person here. Please choose somebody else."
    return "A guest can't own a common service." if owner.is_guest else ""
