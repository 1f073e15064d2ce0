"""What pages and papers say of small groups where they say table and café of a world café, in both languages.

Rule: a message is written once, of tables; in groups its words are exchanged one by one, the longest phrases first. A test reads every
message so and finds none that still speaks of a table or a café.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from flask import has_app_context

from ..agenda.group_forms import GroupForm
from ..agenda.kinds import StepKind
from ..web.i18n import Rewording, use_words

KEPT = frozenset(
    {
        "Café",
        "Cafés and groups of this event",
        "Café dhe grupet e kësaj veprimtarie",
        "Round tables",
        "Tryeza të rrumbullakëta",
    }
)
"""Names of rooms and lists that hold both, and furniture."""
_A_FEW = r"(?:(?:a|an|one|each|every|any|another|other|that|this|the|same|all|its|their|your|of|%\(\w+\)[sd]) )*"
ENGLISH = (
    (r"table from Excel", "list from Excel"),
    (r"\bOne line per table:", "One line per group:"),
    (r"\b(T|t)able(s?)(?: or|,) groups?\b", r"\1able\2"),
    (r"put them on the tables", "give them to the groups"),
    (r"on (the|your) table\b", r"of \1 group"),
    (r"Which tables would you like to sit at", "Which groups would you like to be in"),
    (r"Earlier cafés of this event", "Earlier groups of this event"),
    (r"\bCafé tables?\b", "Groups"),
    (r"\bcafé (table)(s?)\b", r"group\2"),
    (r"\ba café step\b", "a step in small groups"),
    (r"\b[Hh]ow a café works\b", "How group work goes"),
    (r"\bA café\b", "Group work"),
    (r"\ba café\b", "group work"),
    (r"\b(?:World café|Café)\b", "Group work"),
    (r"\b(?:world café|café)\b", "group work"),
    (rf"\bat ({_A_FEW})table", r"in \1group"),
    (rf"\bAt ({_A_FEW})table", r"In \1group"),
    (r"\bat %\(tables\)s", "in %(tables)s"),
    (r"(?<!\()\bTable", "Group"),
    (r"(?<!\()\btable", "group"),
)
ALBANIAN = (
    (r"World Café-t e mëparshme", "Grupet e mëparshme"),
    (r"\bTryezat e (?:World [Cc]afé(?:-së)?|café-së)", "Grupet"),
    (r"\b(tryezë|tryeza) (?:e|të) [Ww]orld café-së", r"\1"),
    (r"\b(k|K)jo (?:café|kafene)\b", r"\1jo punë në grupe"),
    (r"\b(k|K)ëtë (?:café|kafene)\b", r"\1ëtë punë në grupe"),
    (r"\bSi funksionon një café", "Si funksionon puna në grupe"),
    (r"\b(n|N)jë (?:World [Cc]afé|café|kafene)\b", r"\1jë punë në grupe"),
    (r"\b(n|N)ë café\b", r"\1ë punën në grupe"),
    (r"\b(nuk ka(?: as)?) (?:[Ww]orld|një) café\b", r"\1 punë në grupe"),
    (r"\bkësaj café-je\b", "kësaj pune në grupe"),
    (r"\b(?:[Ww]orld )?café-së\b", "punës në grupe"),
    (r"\b(?:[Ww]orld )?café-në\b", "punën në grupe"),
    (r"\b(?:World café-ja|Café-ja|Kafeneja)\b", "Puna në grupe"),
    (r"\b(?:world café-ja|café-ja|kafeneja|world café)\b", "puna në grupe"),
    (r"\b(?:World Café|World café|Café)\b", "Punë në grupe"),
    (r"\bcafé\b", "punë në grupe"),
    (r"\b(t|T)ryez(a|at|ën)(?: ose|,) grup(?:i|e|in)\b", r"\1ryez\2"),
    (r"\b(tryezë|tryeza|grup) ose grupe?\b", r"\1"),
    (r"rreth tryezës", "në grup"),
    (r"të njëjtën tryezë", "të njëjtin grup"),
    (r"asnjë tryezë nuk është e hapur", "asnjë grup nuk është i hapur"),
    (r"ajo tryezë nuk është e hapur", "ai grup nuk është i hapur"),
    (r"e cila nuk është e hapur", "i cili nuk është i hapur"),
    (r"por ajo (atëherë|nuk)", r"por ai \1"),
    (r"(mikpritësin|vendin|pyetjen) e saj\b", r"\1 e tij"),
    (r"tryezë të mëparshme\b", "grup të mëparshëm"),
    (r"ose është e re\.", "ose është i ri."),
    (r"\bAjo mbetet, që", "Ai mbetet, që"),
    (r"tryezës së fundit", "grupit të fundit"),
    (r"në secilën do të njihni", "në secilin do të njihni"),
    (r"cila tryezë", "cili grup"),
    (r"tryeza e çdo raundi", "grupi i çdo raundi"),
    (r"pastaj secila merr", "pastaj secili merr"),
    (r"\bajo tryezë", "ai grup"),
    (r"e hequr më pas", "i hequr më pas"),
    (r"çdo tryezë e përzier", "çdo grup i përzier"),
    (r"\b(k|K)jo tryezë", r"\1y grup"),
    (r"\bvetë tryeza\b", "vetë grupi"),
    (r"\bTryezave\b", "Grupeve"),
    (r"\btryezave\b", "grupeve"),
    (r"\btryezash\b", "grupesh"),
    (r"\bTryezat\b", "Grupet"),
    (r"\btryezat\b", "grupet"),
    (r"\bTryezën\b", "Grupin"),
    (r"\btryezën\b", "grupin"),
    (r"\btryezës\b", "grupit"),
    (r"\bTryezë\b", "Grup"),
    (r"\btryezë\b", "grup"),
    (r"\btryeze\b", "grupi"),
    (r"\bTryeza$|\bTryeza(?= %\(| \d| ka | juaj| zhvendoset)", "Grupi"),
    (r"\btryeza(?= %\(| \d| ka | juaj)", "grupi"),
    (r"\bTryeza\b", "Grupe"),
    (r"\btryeza\b", "grupe"),
)
WORDS = {
    "en": [(re.compile(pattern), words) for pattern, words in ENGLISH],
    "sq": [(re.compile(pattern), words) for pattern, words in ALBANIAN],
}


def say_of_groups(language: str, text: str) -> str:
    """A message as it is said of small groups."""
    if text in KEPT:
        return text
    for pattern, words in WORDS[language]:
        text = pattern.sub(words, text)
    return text


def words_of_kind(kind: StepKind | str) -> Rewording | None:
    """The words in which a step of that kind is spoken of; None: those of a café."""
    return say_of_groups if kind == StepKind.GROUP else None


def said_of(kind: StepKind | str, say: Callable[..., str], *about: Any) -> str:
    """What a macro says, said of a step of that kind."""
    with speaking_of(kind):
        return say(*about)


def words_for(form: GroupForm) -> Rewording | None:
    """The words in which groups of that form are spoken of."""
    return words_of_kind(StepKind.CAFE if form.is_cafe else StepKind.GROUP)


def speaking_of(kind: StepKind | str) -> AbstractContextManager[None]:
    """Inside it, what is said is said of a step of that kind."""
    return use_words(words_of_kind(kind)) if has_app_context() else nullcontext()
