"""Albanian for sentences the planner composes: names in the case a sentence needs, salutations, numbers in words.

A name the rules do not know gives None, and the sentence is then built so that it needs no case (“Drejtuar: UNICEF”).
Rules as in “Gramatika e gjuhës shqipe” I (Academy of Sciences, Tirana): definite singular of the noun, and the
linking article, which follows its noun's case: “së” or “të” right behind it, “të” wherever another word stands between.

Given names that are common in Albania and among its neighbours, as they are written in `given_names.txt`.
"""

import re
import tomllib
from enum import StrEnum
from importlib.resources import files


class Case(StrEnum):
    """The cases sentences need. The dative form is also the genitive's, behind its article."""

    NOMINATIVE = "nominative"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"


_LISTS = tomllib.loads(files(__package__).joinpath("albanian.toml").read_text("utf-8"))
_HEADS, _WOMEN, _STOPS, _PLACES = (
    frozenset(_LISTS[name]) for name in ("heads", "women", "stops", "places")
)
_DECLINED = {
    name: dict(zip(Case, forms, strict=True)) for name, forms in _LISTS["declined"].items()
}

_WORD = re.compile(r"[\wçëÇË’'-]+|\s+|[^\w\s]", re.UNICODE)


def is_feminine(noun: str) -> bool:
    """Whether a definite singular noun in the nominative is feminine: those end in -a, or -ja."""
    return noun.endswith("a")


def noun_in(noun: str, case: Case) -> str:
    """A definite singular noun, given in the nominative: `Ministria` → `Ministrisë`, `Ministrinë`; `Këshilli` → `Këshillit`."""
    if case is Case.NOMINATIVE:
        return noun
    dative = case is Case.DATIVE
    if noun in _WOMEN:
        return noun[:-2] + ("es" if dative else "en")
    if noun.endswith("ja"):
        return noun[:-1] + ("es" if dative else "en")
    if noun.endswith("ia"):
        return noun[:-1] + ("së" if dative else "në")
    if noun.endswith("a"):
        return noun[:-1] + ("ës" if dative else "ën")
    return noun + ("t" if dative else "n")


def institution_in(name: str, case: Case) -> str | None:
    """The name of an institution or office in that case: `Ministria e Punës` → `Ministrisë së Punës`.

    None where its first word is none that the rules know: the sentence then has to do without a case.
    """
    words = _WORD.findall(name.strip())
    if not words or words[0] not in _HEADS:
        return None
    if case is Case.NOMINATIVE:
        return name.strip()
    done: list[str] = []
    after_head, follows, second = False, True, False
    for at, word in enumerate(words):
        # `Drejtoria …, Sektori …`: both stand in the case, but for a name in quotes
        beside = words[at - 2 : at - 1] == [","] and words[:at].count("“") == words[:at].count("”")
        if word in _HEADS and (not done or (follows and second) or beside):
            done.append(noun_in(word, case))
            head, after_head, follows, second = word, True, True, False
        elif not follows or word.isspace():
            done.append(word)
        elif word in ("e", "i"):
            done.append(_article(head, case, adjacent=after_head))
            after_head = False
        elif word.lower() in _STOPS or not word[0].isalnum():
            follows = False
            done.append(word)
        else:
            done.append(word)
            after_head, second = False, word in ("dhe", "ose")
    return "".join(done)


def _article(head: str, case: Case, *, adjacent: bool) -> str:
    if not adjacent:
        return "të"
    if case is Case.ACCUSATIVE:
        return "e"
    return "së" if is_feminine(head) else "të"


def institution_inside(name: str) -> str:
    """An institution in the dative, inside a sentence: `Bashkisë Vlorë`; one the rules do not know: `organizatës “UNICEF”`."""
    return institution_in(name, Case.DATIVE) or f"organizatës “{name}”"


def place_in(name: str, case: Case) -> str | None:
    """A county, district or municipality, given indefinite, definite and in that case: `Tiranë` → `Tirana`, `Tiranës`, `Tiranën`.

    None for a place that is none of Albania's districts and municipalities.
    """
    if name in _DECLINED:
        return _DECLINED[name][case]
    if name not in _PLACES:
        return None
    if name.endswith("ër"):
        stem = f"{name[:-2]}r"
    elif name.endswith("ë"):
        stem = name[:-1]
    else:
        return noun_in(f"{name}i", case)
    return stem + {Case.NOMINATIVE: "a", Case.DATIVE: "ës", Case.ACCUSATIVE: "ën"}[case]


def number_in_words(number: int, *, of_feminine: bool = False) -> str:
    """A whole number as a letter writes it: up to ten in words, then in figures. Three has two forms: tre burra, tri gra."""
    if number == 3 and of_feminine:
        return "tri"
    words: list[str] = _LISTS["numbers"]
    return words[number] if 0 <= number < len(words) else str(number)


def letter_salutation(name: str, *, woman: bool | None) -> str:
    """How a letter begins: `E nderuara znj. Kuka`, `I nderuar z. Hoxha`; both forms and the whole name where the gender is not known.

    A name of one word is kept: nobody is called by a surname that may be a given name.
    """
    if woman is None:
        return f"I/E nderuar {name}"
    parts = name.split()
    called = parts[-1] if len(parts) > 1 else name
    return f"E nderuara znj. {called}" if woman else f"I nderuar z. {called}"


def fill_salutation(text: str, placeholder: str, name: str, *, woman: bool | None) -> str:
    """A letter's text with its own `I/E nderuar {name}` written for this person; the rest of the text stays as it is."""
    both = re.compile(rf"I/[eE] nderuar[ae]? {re.escape(placeholder)}")
    return both.sub(lambda _: letter_salutation(name, woman=woman), text)


def read_name_list(package: str, name: str) -> tuple[list[str], list[str]]:
    """The words of a list that lies in a package; those of lines that begin with `~` apart."""
    lines = (files(package) / name).read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith(("#", "~")) for word in line.split()]
    return words, [word for line in lines if line.startswith("~") for word in line[1:].split()]


SURE_NAMES, ALSO_WORDS = read_name_list(__package__, "given_names.txt")
"""Names that are nothing else, and those that are words as well."""
