"""Things to bring: which wordings mean the same one, and what is used again in the next step."""

import re

from ..lib.text import plain_text

_WORDS = """
bell board box camera chair clip clipboard clock computer cable easel envelope flag flipchart chart glass laptop lectern
loudspeaker marker microphone pen pencil pinboard pin pointer projector recorder ruler scissor screen sign speaker stand
stopwatch table tablecloth timer wall whiteboard
zile tabele tabela kuti kamera karrige ore kompjuter kabllo flipcart flipcarte podium altoparlant markere mikrofon
mikrofona stilolaps stilolapsa laps lapsa projektor ekran shenje tryeze gershere mbajtese
"""
AGAIN = frozenset(_WORDS.split())
"""The last or the first word of what is not used up, in English without its plural, in Albanian as it is written."""


def thing_name(english: str) -> str:
    """What a thing is called, whether one or many: without accents, capitals, hyphens and the plural."""
    words = re.sub(r"[^\w]+", " ", plain_text(english)).split()
    return " ".join([*words[:-1], _one(words[-1])]) if words else ""


def is_used_again(english: str, albanian: str) -> bool:
    """Whether the next step can have it; what we do not know is used up, so that there is never too little."""
    en = re.sub(r"\([^)]*\)| (?:for|in|on|of|with|from|to) .*", "", plain_text(english)).split()
    if en:
        return _one(en[-1]) in AGAIN
    sq = plain_text(albanian).split()
    return bool(sq) and sq[0] in AGAIN


def _one(word: str) -> str:
    """`cards` → `card`, `boxes` → `box`, `copies` → `copy`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
