"""Whether a card is one Teams shows as it is meant. Problems name the path to what is wrong."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from ..world import JSON
from . import rules
from .elements import ACTIONS, CARD, ELEMENTS, PARTS, Spec

Surface = Literal["message", "dialog"]
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
MOST_ACTIONS = 6

_AT = re.compile(r"(?<!\\)<at>(.*?)</at>", re.DOTALL)


@dataclass
class Walk:
    surface: Surface
    strict: bool
    found: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    inputs: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    """What may carry mentions: text blocks and facts."""
    targets: list[str] = field(default_factory=list)

    def no(self, path: str, problem: str) -> None:
        self.found.append(f"{path}: {problem}")


def problems(card: Any, surface: Surface = "message", strict: bool = True) -> list[str]:
    """Nothing when all is well."""
    walk = Walk(surface, strict)
    _card(walk, card, "", is_root=True)
    walk.found += [f": the id {ref!r} is there twice" for ref, many in walk.ids.items() if many > 1]
    walk.found += [f": no element {ref!r} to toggle" for ref in walk.targets if ref not in walk.ids]
    if isinstance(card, dict):
        walk.found += mention_problems(mentions_of(walk.texts), _entities(card), "")
    return walk.found


def mentions_of(texts: list[str]) -> list[str]:
    return [" ".join(name.split()) for text in texts for name in _AT.findall(text)]


def mention_problems(at: list[str], entities: list[Any], where: str) -> list[str]:
    """Each `<at>` has its entity, and each entity stands in the text."""
    found: list[str] = []
    named: set[str] = set()
    for entity in entities:
        if not isinstance(entity, dict):
            found.append(f"{where}: an entity is not an object")
            continue
        if entity.get("type") != "mention":
            continue
        who = entity.get("mentioned") or {}
        inside = re.fullmatch(r"<at>(.*)</at>", str(entity.get("text")), re.DOTALL)
        if not inside or not who.get("id") or not who.get("name"):
            found.append(
                f"{where}: a mention needs text like <at>Ada</at> and mentioned id and name"
            )
            continue
        named.add(" ".join(inside.group(1).split()))
    found += [f"{where}: <at>{name}</at> without an entity" for name in at if name not in named]
    found += [f"{where}: mentions {name}, who is not in the text" for name in named - set(at)]
    return found


def _card(walk: Walk, card: Any, path: str, is_root: bool = False) -> None:
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        walk.no(path, "not an AdaptiveCard")
        return
    if is_root and card.get("version") not in VERSIONS:
        walk.no(path, f"version {card.get('version')!r}; Teams shows up to 1.5")
    if not card.get("body") and not card.get("actions"):
        walk.no(path, "an empty card")
    _properties(walk, card, CARD, path)
    rules.card(walk, card, path)


def _properties(walk: Walk, thing: JSON, spec: Spec, path: str) -> None:
    for name in spec.required - set(thing):
        walk.no(path, f"{name} is missing")
    for name, value in thing.items():
        if name == "type":
            continue
        if name not in spec.properties:
            walk.no(path, f"unknown property {name!r}")
        elif problem := spec.properties[name](value):
            walk.no(f"{path}.{name}", problem)
    for name, holds in spec.parts.items():
        if name in thing:
            _part(walk, thing[name], holds, f"{path}.{name}")


def _part(walk: Walk, value: Any, holds: str, path: str) -> None:
    many = holds in ("elements", "actions") or holds.endswith("*")
    if many and not isinstance(value, list):
        walk.no(path, "is not a list")
        return
    for number, one in enumerate(value if many else [value]):
        here = f"{path}[{number}]" if many else path
        match holds:
            case "elements":
                _element(walk, one, here)
            case "actions":
                _action(walk, one, here)
            case "action":
                _action(walk, one, here, is_select=True)
            case "card":
                _card(walk, one, here)
            case _:
                _named(walk, one, holds.removesuffix("*"), here)
    if holds == "actions":
        primary = [one for one in value if isinstance(one, dict) and one.get("mode") != "secondary"]
        if len(primary) > MOST_ACTIONS:
            walk.no(path, f"{len(primary)} actions; {MOST_ACTIONS} are shown")


def _element(walk: Walk, element: Any, path: str) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in ELEMENTS:
        walk.no(path, f"unknown element {kind!r}")
        return
    spec = ELEMENTS[kind]
    _properties(walk, element, spec, path)
    if ref := element.get("id"):
        walk.ids[str(ref)] += 1
    if spec.is_extra and "fallback" not in element:
        walk.no(path, f"{kind} without fallback: not every client knows it")
    fallback = element.get("fallback")
    if isinstance(fallback, dict):
        # Shown instead of it, so its ids may be the same.
        inner = Walk(walk.surface, walk.strict)
        _element(inner, fallback, f"{path}.fallback")
        walk.found += inner.found
        walk.texts += inner.texts
    elif fallback not in (None, "drop"):
        walk.no(f"{path}.fallback", "neither an element nor 'drop'")
    rules.element(walk, element, path)


def _named(walk: Walk, thing: Any, kind: str, path: str) -> None:
    if kind == "TextRun" and isinstance(thing, str):
        return
    if kind == "Image":
        _element(walk, thing, path)
        return
    if not isinstance(thing, dict) or thing.get("type", kind) not in (kind, f"Input.{kind}"):
        walk.no(path, f"is not a {kind}")
        return
    if kind in ("TextRun",) and "type" not in thing:
        walk.no(path, "type is missing")
    _properties(walk, thing, PARTS[kind], path)
    if kind == "Fact":
        walk.texts += [str(thing.get("title")), str(thing.get("value"))]


def _action(walk: Walk, action: Any, path: str, is_select: bool = False) -> None:
    kind = action.get("type") if isinstance(action, dict) else None
    if kind not in ACTIONS or (is_select and kind == "Action.ShowCard"):
        walk.no(path, f"unknown action {kind!r}")
        return
    _properties(walk, action, ACTIONS[kind], path)
    if not is_select and "title" not in action:
        walk.no(path, "an action without title")
    rules.action(walk, action, path)
    fallback = action.get("fallback")
    if isinstance(fallback, dict):
        _action(walk, fallback, f"{path}.fallback", is_select)
    elif fallback not in (None, "drop"):
        walk.no(f"{path}.fallback", "neither an action nor 'drop'")


def _entities(card: JSON) -> list[Any]:
    told = card.get("msteams") or {}
    return list(told.get("entities") or []) if isinstance(told, dict) else []
