"""Text in two languages: the pair of wordings, clean input, search without accents, Albanian order, which language a text is in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"<[^>]*>")
_NOT_KEPT = re.compile(r"[\x00\ud800-\udfff]")
_SIGNS = re.compile(r"(?:[^\w\s]|[\uff9e\uff9f]){16,}")
"""Where there may be more than `MOST_MARKS`: none is a letter but two Japanese ones, and one sign is two of them at most."""
MOST_MARKS = 30
"""Accents one after the other, as in Unicode's stream-safe texts: putting more of them in order takes their number squared."""
_ALPHABET = "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh"
_PAIRS = {letter for letter in _ALPHABET.split() if len(letter) == 2}
_OWN = {"ç", "ë"}
_SQ_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET.split())}


@dataclass(frozen=True)
class Words:
    """One wording in English and in Albanian; either may be empty."""

    en: str = ""
    sq: str = ""

    def to(self, language: str) -> str:
        """The wording in that language, or in the other one where it is missing."""
        return (self.sq or self.en) if language == "sq" else (self.en or self.sq)

    def __bool__(self) -> bool:
        return bool(self.en or self.sq)


def storable_text(text: str) -> str:
    """The text without what no database keeps: NUL, and half an emoji that was cut through."""
    return text if text.isascii() and "\0" not in text else _NOT_KEPT.sub("", text)


def without_control(text: str) -> str:
    """The text without control characters, and without what no file of an office program may hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def clean_text(text: str) -> str:
    """What was typed, without control characters, half emojis and outer space, line ends as \\n, letters composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", few_marks(without_control(text))).strip()


def few_marks(text: str) -> str:
    """The text with no more than `MOST_MARKS` accents on a letter; ready to be composed or decomposed."""
    return text if text.isascii() else _SIGNS.sub(_fewer, text)


def _fewer(signs: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in signs[0]:
        more = _marks_in(sign)
        marks = marks + more if more else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _marks_in(sign: str) -> int:
    """How many accents a sign is that stands on the letter before it; 0 for any other."""
    parts = unicodedata.normalize("NFKD", sign)
    return len(parts) if unicodedata.combining(parts[0]) else 0


def plain_text(text: str) -> str:
    """The text for searching: lower case, without accents (*çështje* and *ceshtje* are the same)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", few_marks(text).casefold())
    return "".join(filterfalse(unicodedata.combining, decomposed))


@lru_cache(maxsize=4096)  # the same counties and offices are sorted on page after page
def albanian_key(text: str) -> tuple[tuple[int, str], ...]:
    """Sort key in the order of the Albanian alphabet, where ç, dh, ë, gj, ll, nj, rr, sh, th, xh, zh are letters."""
    folded = unicodedata.normalize("NFC", few_marks(text).casefold())
    key: list[tuple[int, str]] = []
    at = 0
    while at < len(folded):
        pair = folded[at : at + 2]
        letter = pair if pair in _SQ_RANK else folded[at]
        base = _SQ_RANK.get(letter, _SQ_RANK.get(plain_text(letter)))
        key.append(
            (100, letter)
            if base is None and letter.isalpha()
            else (-1 if base is None else base, letter)
        )
        at += len(letter)
    return tuple(key)


def index_letter(name: str) -> str:
    """The letter a name stands under in the Albanian alphabet: *Gjergj* under GJ, *Élodie* under E."""
    folded = name.strip().casefold()
    if folded[:2] in _PAIRS:
        return folded[:2].upper()
    return (folded[:1] if folded[:1] in _OWN else plain_text(folded)[:1]).upper()


def sort_text(text: str) -> str:
    """The order of `albanian_key` as a text that a database can keep and sort by its bytes."""
    return "".join(chr(49 + min(rank, 70)) + letter for rank, letter in albanian_key(text))


def make_slug(text: str, taken: Iterable[str] = (), *, otherwise: str = "event") -> str:
    """A short address made of the text, in lower-case ASCII, different from those taken; `otherwise` where none of its letters is Latin."""
    base = re.sub(r"[^a-z0-9]+", "-", plain_text(text)).strip("-")[:60].strip("-") or otherwise
    taken = set(taken)
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def capitalize_first(text: str) -> str:
    """A text that begins a line: its first letter a capital, the others as they are (`OJF e ftuar` stays so)."""
    return text[:1].upper() + text[1:]


def inside_sentence(name: str) -> str:
    """A name in the middle of a sentence: `Local government` begins small there, `NGO` and `A` stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def close_aside(name: str) -> str:
    """A name at the head of a sentence, with the second comma of what stands behind the first: `The committee, Korçë,` asks."""
    return f"{name}," if ", " in name else name


def before_colon(text: str) -> str:
    """What a colon leads on from, with it; a question or an exclamation has its own sign, and no second one."""
    return text if _TAG.sub("", text).rstrip().endswith(("?", "!", "…", ":")) else text + ":"


def name_initials(name: str) -> str:
    """At most two capital letters that stand for a person."""
    parts = [part for part in re.split(r"[\s-]+", name) if part]
    letters = [part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)]
    return "".join(letters).upper()


TAGS = {"en": "en-GB", "sq": "sq-AL"}
"""The languages as Word names them."""
_TEXTS = {
    "en": (
        "an and are as at be but by can each for from had has have if in is it my no not of on or our she so some "
        "that the their them there they this to us was we were what when which who will with would you"
    ),
    "sq": (
        "asnjë atë çdo dhe do duhet e ende është gjithë ia ishin ishte janë jemi jo ka kam kanë këtë kjo ku kur më na ne "
        "në nga një nuk për po por pra prej që s’ka se si sipas t’i ta tani te të tek tyre u unë"
    ),
}
_SMALL_WORDS = {code: frozenset(words.split()) for code, words in _TEXTS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def text_language(text: str) -> str:
    """`en` or `sq`; empty where the words do not tell, as of a name or a number."""
    words = [word.replace("'", "’") for word in _WORD.findall(text.lower())]
    found = {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}
    found["sq"] += sum(any(letter in "ëç" for letter in word) for word in words)
    first, second = sorted(found, key=lambda code: -found[code])
    return first if found[first] > 2 * found[second] else ""
