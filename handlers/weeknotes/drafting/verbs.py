"""The verbs of work, with their forms. Data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.weeknotes.drafting.lexicon import in_words

Sort = Literal["finish", "build", "improve", "check", "talk", "learn", "go on"]

_REGULAR: dict[Sort, str] = {
    "finish": "fix finish complete resolve close merge release deploy deliver launch publish solve "
    "settle approve unblock restore repair finalise finalize wrap+up sign+off roll+out sort+out "
    "submit decommission retire turn+off turn+on switch+off switch+on roll+back figure+out work+out "
    "phase+out",
    "build": "add implement create develop introduce document automate connect integrate "
    "configure install prototype draft design define prepare enable record script code extend "
    "generate print hook+up wire+up translate train onboard order book sketch produce",
    "improve": "improve refactor optimise optimize update upgrade migrate move clean+up simplify "
    "rename remove replace tune polish harden reduce tidy tidy+up rework convert patch "
    "adjust change delete drop rewire restructure reorganise reorganize port consolidate extract "
    "archive tighten increase cache secure revise correct adapt bump switch separate",
    "check": "review test verify check investigate analyse analyze debug research explore evaluate "
    "measure monitor compare profile validate try try+out triage inspect examine estimate plan "
    "look+into look+at look+after listen+to audit benchmark "
    "trace reproduce refine clarify observe survey collect gather rehearse assess map prioritise prioritize",
    "talk": "discuss present demo align agree interview ask call consult pitch visit invite help "
    "support follow+up answer announce decide sync pair schedule host join attend organise "
    "organize coordinate workshop share hand+over",
    "learn": "learn realise realize discover notice",
    "go on": "continue work+on start progress carry+on kick+off pick+up resume proceed tackle "
    "iterate+on advance",
}
_IRREGULAR: dict[Sort, str] = {
    "finish": "sell:sold pay:paid ship:shipped get+done:got+done get:got win:won",
    "build": "buy:bought grow:grew hang+up:hung+up build:built write+up:wrote+up write+down:wrote+down write:wrote "
    "make:made draw:drew set+up:set+up",
    "improve": "speed+up:sped+up shut+down:shut+down put:put rewrite:rewrote split:split cut:cut rebuild:rebuilt",
    "check": "deal+with:dealt+with dig+into:dug+into find:found see:saw run:ran go+through:went+through read:read",
    "talk": "bring:brought take:took meet:met speak:spoke talk:talked send:sent hold:held give:gave choose:chose "
    "teach:taught show:showed",
    "learn": "find+out:found+out understand:understood",
    "go on": "begin:began keep+working+on:kept+working+on",
}
_DOUBLED = frozenset(
    {
        "debug",
        "plan",
        "ship",
        "drop",
        "map",
        "split",
        "cut",
        "set",
        "run",
        "wrap",
        "submit",
        "workshop",
        "shut",
        "put",
        "win",
        "dig",
    }
)

_NOUNS = in_words(
    """
test review release design deploy update report demo plan support document call check work
research estimate prototype draft patch code script design triage audit benchmark port move
change map record trace order book close cache switch upgrade bump drop answer visit pitch
sync pair workshop run show set cut split start present train survey increase delete measure
profile monitor host launch progress share pick try ask advance sketch
    """
)
"""Verbs that are as often nouns: “review of the API”, “test coverage”."""


@dataclass(frozen=True, slots=True)
class Verb:
    base: str
    past: str
    gerund: str
    sort: Sort
    is_noun_too: bool = False


def _past(base: str) -> str:
    first, _, rest = base.partition(" ")
    if first.endswith("e"):
        form = f"{first}d"
    elif first.endswith("y") and first[-2] not in "aeiou":
        form = f"{first[:-1]}ied"
    elif first in _DOUBLED:
        form = f"{first}{first[-1]}ed"
    else:
        form = f"{first}ed"
    return f"{form} {rest}".strip()


def _gerund(base: str) -> str:
    first, _, rest = base.partition(" ")
    if first.endswith("e") and not first.endswith(("ee", "oe", "ye")):
        form = f"{first[:-1]}ing"
    elif first in _DOUBLED or first in {"get", "begin"}:
        form = f"{first}{first[-1]}ing"
    else:
        form = f"{first}ing"
    return f"{form} {rest}".strip()


def regular(base: str) -> Verb:
    return Verb(base, _past(base), _gerund(base), "improve")


def _verbs() -> dict[str, tuple[Verb, Literal["base", "past", "gerund"]]]:
    """Every form that is known, and whose it is."""
    known: list[Verb] = []
    for sort, words in _REGULAR.items():
        for word in words.split():
            base = word.replace("+", " ")
            known.append(Verb(base, _past(base), _gerund(base), sort, base in _NOUNS))
    for sort, words in _IRREGULAR.items():
        for word in words.split():
            base, past = word.replace("+", " ").split(":")
            known.append(Verb(base, past, _gerund(base), sort, base in _NOUNS))
    forms: dict[str, tuple[Verb, Literal["base", "past", "gerund"]]] = {}
    for verb in known:
        forms.setdefault(verb.base, (verb, "base"))
        forms.setdefault(verb.gerund, (verb, "gerund"))
        # Where base and past are the same, what was done decides.
        forms.setdefault(verb.past, (verb, "past"))
    return forms


VERBS = _verbs()

FINISHES = ("finish", "complete", "wrap up")
RELEASES = ("release", "ship", "deliver", "launch")
SYNONYMS = (
    FINISHES,
    RELEASES,
    ("fix", "repair", "resolve", "solve"),
    ("build", "implement", "develop"),
    ("investigate", "look into", "explore"),
    ("remove", "delete", "drop"),
    ("clean up", "tidy up"),
    ("improve", "optimise", "optimize"),
)
"""Of these, teams say one where others say another."""
NARROW = ("resolve", "solve", "repair", "wrap up")
"""They do not go with everything that is fixed or finished."""

PARTICIPLES = {
    "written": "write",
    "drawn": "draw",
    "chosen": "choose",
    "given": "give",
    "shown": "show",
    "taken": "take",
    "rewritten": "rewrite",
    "rebuilt": "rebuild",
    "done": "finish",
    "ready": "finish",
    "live": "release",
    "out": "release",
    "gone": "remove",
    **{
        form: verb.base
        for form, (verb, kind) in VERBS.items()
        if kind == "past" and " " not in form
    },
}
"""What ends a line such as "login bug fixed", and the verb that is meant."""

_OF_PAST = {
    "wrote": "written",
    "drew": "drawn",
    "chose": "chosen",
    "gave": "given",
    "showed": "shown",
    "took": "taken",
    "rewrote": "rewritten",
    "saw": "seen",
    "ran": "run",
    "began": "begun",
    "grew": "grown",
}


def participle(verb: Verb) -> str:
    """As in "the docs are written"."""
    first, space, rest = verb.past.partition(" ")
    return _OF_PAST.get(first, first) + space + rest
