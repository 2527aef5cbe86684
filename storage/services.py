"""Common services: what several teams need, and who hears of what waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select, update

from storage.blockers import OPEN
from storage.models import Blocker, Service


def everything(session: Session) -> Sequence[Service]:
    """By name."""
    return session.exec(select(Service).order_by(Service.name)).all()


def by_id(session: Session, service_id: int) -> Service | None:
    return session.get(Service, service_id)


def called(session: Session, name: str) -> Service | None:
    """The one of that name, however it is capitalised."""
    wanted = " ".join(name.split()).casefold()
    return next((each for each in everything(session) if each.name.casefold() == wanted), None)


def owned_by(session: Session, person_id: int) -> Sequence[Service]:
    return session.exec(
        select(Service).where(Service.owner_id == person_id).order_by(Service.name)
    ).all()


def name_one(session: Session, name: str, owner_id: int, place: str) -> Service:
    service = Service(name=name, owner_id=owner_id, place=place)
    session.add(service)
    session.flush()
    return service


def waiting(session: Session, service_id: int, *, is_open: bool = True) -> Sequence[Blocker]:
    """What waits for it, the oldest first."""
    query = select(Blocker).where(Blocker.waits_for_service_id == service_id)
    if is_open:
        query = query.where(col(Blocker.status).in_(OPEN))
    return session.exec(query.order_by(col(Blocker.raised_at), col(Blocker.id))).all()


def nameless(session: Session) -> Sequence[Blocker]:
    """Open ones that wait for a service nobody has named."""
    return session.exec(
        select(Blocker)
        .where(
            Blocker.waits_for == "service",
            col(Blocker.waits_for_service_id).is_(None),
            col(Blocker.status).in_(OPEN),
        )
        .order_by(col(Blocker.id))
    ).all()


def drop(session: Session, service: Service) -> None:
    """What waits for it still says so, by name."""
    session.exec(
        update(Blocker)
        .where(col(Blocker.waits_for_service_id) == service.key)
        .values(waits_for_service_id=None)
    )
    session.delete(service)
    session.flush()
