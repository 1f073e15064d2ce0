"""People in what was written: names without honorific, office and institution."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...lib.albanian import ALSO_WORDS, SURE_NAMES
from ...lib.text import plain_text
from .vocabulary import ABROAD, NO_NAME, OFFICES, PEOPLE_LABEL

GIVEN = frozenset(plain_text(name) for name in (*SURE_NAMES, *ALSO_WORDS)) | ABROAD
_WORDS_TOO = frozenset(plain_text(name) for name in ALSO_WORDS)
_DEFINITE = ("i", "u", "a", "ja", "e")
"""Endings a given name alone takes in Albanian: Artani, Drita, Ermira."""
_SMALL = "a-zа-џ" + "".join(filter(str.islower, map(chr, range(0xDF, 0x250))))
_TOKEN = re.compile(rf"^[^\W\d_{_SMALL}][\w’'‘`-]*$")
"""A word with a capital, in Latin or Cyrillic: `Šejla`, and not `član`."""
_INITIAL = re.compile(r"^[^\W\d_](?:h|j|l)?\.(?:-?[^\W\d_]\.)?$")
_PARTICLE = frozenset(
    re.findall(
        r"\w+", "de van von der den da di del della la le el al bin ibn dos du ten ter zu af"
    )
)
_HONORIFIC = re.compile(
    r"^(?:z|znj|zj|zt|zoti|zonja|zonjusha|mr|mrs|ms|miss|mx|dr|prof|sir|madam|mme|herr|frau|av|ing|cllr|rep|sen|gov|sgt|insp|"
    r"supt|lord|lady|dame|dom|imam|h\.\s?e|s\.\s?e|sh\.\s?[te])\b\.?\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_PARTS = re.compile(
    r"\s*(?:,|\s(?:dhe|and|und|y|et|и|i(?=\s+[A-ZČĆŠŽĐ]\w+\s+\w+(?:ić|ski|ska)\b)|si edhe|as well as|with|me)\s|\s[&+]\s|\s/\s|/(?=[A-ZÇË]))\s*"
)
_CHUNKS = re.compile(r"\s*[;\n•·|]\s*|\s+-\s+(?=(?:z|znj|mr|ms|mrs|dr|prof)\b\.?\s)", re.IGNORECASE)
_TAIL = re.compile(r"\s+[–—-]\s+.*$|\s*:\s+.*$")
_ROLE = re.compile(r"^\s*[^\W\d][^:;,()\n]{2,30}:\s+(?=[^\W\d_a-z])")
"""`Treasurer: Susan Bright`."""
_LAST_FIRST = re.compile(r"^([^\W\d_a-z][\w’'-]+),\s*([^\W\d_a-z][\w’'-]+)$")
"""`Kola, Ana`."""
_TURNED_OF_A_HOUSE = r"([^\W\d_a-z][\w’'-]+),\s*([^\W\d_a-z][\w’'-]+)\s*\([^()]{1,80}\)"
"""`Kola, Ana (UNDP)`."""
_OF_AN_OFFICE = re.compile(
    r"(?:ist|[ktd]or|ues|tar|ant|ent|log|graf|mjek|gjyqtar|roj|nar|er|in)(?:i|ja|e|a|esha|ia)?$"
)
"""`Bibliotekistja Anila Dosti`: how a word ends that says what somebody is."""
_LETTER_LAST = re.compile(r"^[^\W\d_a-z][\w’'-]+(?:\s*[–-])?\s+[A-Z]$")
"""`Visboekzaal B`: a room, where `Africa F.` is somebody."""
MOST_WORDS = 5
MOST_LETTERS = 2_000
"""Characters of a text that names people; a longer one is about something else."""
_LETTERED = re.compile(
    r"(?:^|(?<=[,;\n]\s)|(?<=[;\n]))(?:[A-Z]|\d{1,2}|[A-Z]\d)[:)]\s+(?=[^\W\d_a-z])"
)
"""`A: Rita Silva, B: Tom West`: the group each is with."""
_OFFICE_OF = re.compile(r"([^(),;\n]+)\(([^()]{3,60})\)")
"""`CNR (Luca Ferri), NTUA (Eleni Pappa)`."""
_AFFILIATED = re.compile(
    r"(?<=[a-zç-ÿ])(?:[\d¹²³⁴-⁹*†‡]{1,2}(?:,\s?\d{1,2})*)(?=\s*(?:[,;&]|$|\s(?:and|dhe)\s))",
    re.IGNORECASE,
)
"""`Elisa Cella1, Fabio Conti2`: the institution each is with, counted below."""
_OTHERS = re.compile(r"^(?:të tjerë\w*|others|et al\.?|tbc|tbd|tba)$", re.IGNORECASE)
_ACRONYM = re.compile(r"^\s*[A-ZÇË]{2,6}\s*$")


class NamePosition(StrEnum):
    """Where names are looked for: in a column or behind a label that holds nothing else, in brackets, at the end of a text."""

    COLUMN = "column"
    BRACKET = "bracket"
    TAIL = "tail"


@dataclass(frozen=True)
class FoundName:
    """A name, and whether a given name, an initial or an honorific says that it is one."""

    text: str
    sure: bool


def read_people(text: str, standing: NamePosition = NamePosition.COLUMN) -> list[str]:
    """The people a text names, in its order; none where it is something else."""
    if len(text) > MOST_LETTERS:
        return []
    text = _AFFILIATED.sub("", text)
    if re.fullmatch(rf"\W*(?:{_TURNED_OF_A_HOUSE}[\s,;]*)+", text):
        text = "; ".join(f"{one[1]} {one[0]}" for one in re.findall(_TURNED_OF_A_HOUSE, text))
    if standing is NamePosition.COLUMN:
        text = re.sub(r"(?<=\w)\s+@(?=\w)", ", ", _LETTERED.sub("", text)).lstrip("@ ")
        small = text.split() if text.islower() else []
        text = text.title() if 0 < len(small) < 3 and is_given(small[0]) else text
        inside_each = [one for one in _OFFICE_OF.findall(text) if read_name(one[1])]
        if len(inside_each) > 1 and not any(_any_name(one[0]) for one in inside_each):
            text = ", ".join(one[1] for one in inside_each)
    found: list[FoundName] = []
    chunks = [one for one in _CHUNKS.split(_unlabelled(text)) if one.strip()]
    first_is_one, office = False, False
    if standing is NamePosition.COLUMN and (alone := _lone_names(chunks)):
        return alone
    all_turned = len(chunks) > 1 and all(_LAST_FIRST.match(one.strip()) for one in chunks)
    for number, chunk in enumerate(chunks):
        if turned := _LAST_FIRST.match(chunk.strip()):
            named = is_given(turned[2]) and (len(chunks) > 1 or plain_text(turned[1]) not in GIVEN)
            chunk = f"{turned[2]} {turned[1]}" if all_turned or named else chunk
        chunk = behind_bare_label(chunk)
        bare = _BRACKETS.sub("", _ROLE.sub("", chunk))
        inside = (
            _BRACKETS.search(chunk)
            if standing is NamePosition.COLUMN and not _any_name(bare)
            else None
        )
        listed = inside[0].strip(" ()[]") if inside else bare
        parts = [one for one in _PARTS.split(listed) if one.strip()]
        for place, part in enumerate(parts):
            if place and found and _ACRONYM.match(part) and not found[-1].text.isupper():
                office = True  # Ilda Begolli, AIDA
                continue
            if place and found and _has_acronym(part, chunk):
                office = True  # Apostolos Mangas, Hellenic Broadcasting Corporation (ERT)
                continue
            by_itself = standing is NamePosition.COLUMN or _beside_a_name(part, parts)
            name = read_name(_TAIL.sub("", part), by_itself, title_ahead=place == 0)
            after_a_name = place > 0 and bool(found)
            if name and (name.sure or not after_a_name or (len(chunks) == 1 and not office)):
                found.append(name)
                first_is_one = first_is_one or (number == 0 and place == 0)
            elif name is None and not _joined(listed, part):
                office = True
    office = office or bool(_BRACKETS.search(text)) and standing is NamePosition.TAIL
    return _kept(found, first_is_one, office, standing)


def _beside_a_name(part: str, parts: Sequence[str]) -> bool:
    """Whether a given name alone stands beside a whole one: `Joyce and Callum Reid`."""
    whole = any((name := read_name(one)) is not None and name.sure for one in parts)
    return whole and is_given(part.strip()) and all(read_name(one, alone=True) for one in parts)


def _has_acronym(part: str, text: str) -> bool:
    """Whether what is an institution's short name stands in brackets behind several words."""
    behind = text[text.find(part) + len(part) :]
    if len(part.split()) < 3 or not re.match(r"\s*\([A-ZÇË]{2,8}\)", behind):
        return False
    name = read_name(part)
    return name is None or not name.sure


def _lone_names(chunks: Sequence[str]) -> list[str]:
    """`Caleb and Mitch`: words with a capital, one each, of which at least one is a given name."""
    parts = [part.strip(" .") for chunk in chunks for part in _PARTS.split(chunk) if part.strip()]
    turned = any(_LAST_FIRST.match(one.strip()) for one in chunks)
    if (
        len(parts) < 2
        or turned
        or not all(_TOKEN.match(one) and not one.isupper() for one in parts)
    ):
        return []
    simple = [plain_text(one) for one in parts]
    known = [
        is_given(one) and plain not in _WORDS_TOO for one, plain in zip(parts, simple, strict=True)
    ]
    if len(parts) == len(chunks[0].split(",")) == 2 and known[1] and not known[0]:
        return []  # `Leka, Drita`: one person, the family name ahead
    return list(dict.fromkeys(parts)) if any(known) and not set(simple) & NO_NAME else []


def _joined(text: str, part: str) -> bool:
    """`Load Database & Generate HAND`: what an `and` joins to what stands before it is no office of somebody named there."""
    return bool(
        re.search(r"(?:\s(?:dhe|and|und|si edhe|as well as)|\s[&+])\s+$", text[: text.find(part)])
    )


def _any_name(text: str) -> bool:
    return any(read_name(_TAIL.sub("", part), alone=True) for part in _PARTS.split(text))


def _kept(
    found: list[FoundName], first_is_one: bool, office: bool, standing: NamePosition
) -> list[str]:
    sure = any(one.sure for one in found)
    if standing is NamePosition.TAIL and not (found and first_is_one and (found[0].sure or office)):
        return []
    if standing is NamePosition.BRACKET and not (found and (first_is_one or sure)):
        return []
    return list(dict.fromkeys(one.text for one in found))


def _unlabelled(text: str) -> str:
    """The text without `Moderator:` and the like; what stands behind one begins anew."""
    pieces, at = [], 0
    for found in PEOPLE_LABEL.finditer(text):
        if found["colon"]:
            pieces.append(text[at : found.start()])
            at = found.end()
    return "\n".join([*pieces, text[at:]])


def behind_bare_label(text: str) -> str:
    """`Moderon Ilir Hoxha`, `facilitator Tom West`: the text behind a label that has no colon, where somebody is named there."""
    label = PEOPLE_LABEL.match(text.strip())
    if label is None or label["colon"]:
        return text
    behind = text.strip()[label.end() :]
    name = read_name(behind.split(",")[0]) if re.match(r"[^\W\d_a-z]", behind) else None
    return behind if name and (name.sure or len(label["label"]) > len("leads")) else text


def read_name(text: str, alone: bool = False, title_ahead: bool = True) -> FoundName | None:
    """The name in a piece of text that holds one person at most; `alone`: a given name alone is one too."""
    piece = " ".join(text.replace("\u00a0", " ").split()).strip(' .,:;–—-*_“”"()[]@•')
    if not piece or _OTHERS.match(piece):
        return None
    if _LETTER_LAST.match(text.strip()) and not is_given(piece.split()[0]):
        return None
    honoured = False
    while taken := (_HONORIFIC.match(piece) or OFFICES.match(piece)):
        if taken.end() == 0 or taken.end() >= len(piece):
            break
        if not re.match(r".*[\s.]$", taken[0]):
            break
        honoured = honoured or bool(_HONORIFIC.match(piece))
        piece = piece[taken.end() :].strip()
    words = piece.split()
    if (
        len(words) > 2
        and plain_text(words[0]) not in GIVEN
        and plain_text(words[1]) in GIVEN
        and not _INITIAL.match(words[0])
        and (plain_text(words[0]) in NO_NAME or _OF_AN_OFFICE.search(plain_text(words[0])))
    ):
        words = words[1:]  # Bibliotekistja Anila Dosti
    if name := _name_of(words, honoured, alone):
        return name
    for cut in range(1, len(words) - 1):  # Ministri i Brendshëm Agim Hoxha
        if plain_text(words[cut]) in GIVEN and (name := _name_of(words[cut:], honoured, False)):
            return name
    for cut in (3, 2):  # Agim Hoxha drejtor
        if (
            len(words) > cut
            and _ends_there(words, cut, honoured)
            and (name := _name_of(words[:cut], honoured, False))
        ):
            return name
    return None


def are_sure(names: Sequence[str]) -> bool:
    """Whether a given name, an initial or an honorific says of all that they are names."""
    return all((found := read_name(one)) is not None and found.sure for one in names)


def name_alone(text: str) -> list[str]:
    """Who a title names that is somebody's name and nothing else: `9:30 Agim Hoxha`."""
    found = read_name(text) if 1 < len(text.split()) <= 4 else None
    return [text] if found and found.sure and found.text == text else []


def is_given(word: str) -> bool:
    """Whether a word is a given name, also with the ending it takes where it stands alone."""
    simple = plain_text(word)
    return simple in GIVEN or any(
        simple.endswith(end) and simple[: -len(end)] in GIVEN
        for end in _DEFINITE
        if len(simple) > len(end) + 2
    )


def given_alone(text: str, sure: bool = False) -> list[str]:
    """`Drita, Ilir`: given names alone, where all are; `sure`: one of them at least is no word as well."""
    pieces = [
        one.strip(" .") for one in re.split(r",|;|\s(?:dhe|and|&|\+)\s|/", text) if one.strip(" .")
    ]
    return (
        pieces
        if pieces
        and all(
            is_given(one) and one[0].isupper() and plain_text(one) not in NO_NAME for one in pieces
        )
        and not (sure and all(plain_text(one) in _WORDS_TOO for one in pieces))
        else []
    )


def _ends_there(words: list[str], cut: int, honoured: bool) -> bool:
    """Whether what stands behind that many words is an office, not more of the name."""
    given = plain_text(words[0]) in GIVEN
    return (
        (given or honoured)
        and not _TOKEN.match(words[cut])
        or given
        and plain_text(words[cut]) in NO_NAME
    )


def _name_of(words: list[str], honoured: bool, alone: bool) -> FoundName | None:
    if not 1 <= len(words) <= MOST_WORDS:
        return None
    if len(words) > 1 and any(re.search(r"[’'‘`]s$", one) for one in words):
        return None  # King's College
    if not all(
        _TOKEN.match(one) or _INITIAL.match(one) or (number and one in _PARTICLE)
        for number, one in enumerate(words)
    ):
        return None
    given = plain_text(words[0]) in GIVEN
    initial = bool(_INITIAL.match(words[0])) and len(words) > 1
    for number, one in enumerate(words):
        if plain_text(one) in NO_NAME and not (
            (given and number and len(words) > 1 and plain_text(one) in ("west", "north", "park"))
            or (honoured and not number and len(words) > 1)  # Ms. Vlora Berisha
        ):
            return None
        if (
            one.isupper()
            and len(one) > 1
            and not _INITIAL.match(one)
            and not given
            and not honoured
            and not _all_upper(words)
        ):
            return None
    if len(words) == 1:
        single = words[0]
        fine = honoured or (alone and is_given(single))
        return FoundName(single, True) if fine else None
    if _all_upper(words) and not (given or honoured):
        return None
    return FoundName(" ".join(words), given or honoured or initial)


def _all_upper(words: list[str]) -> bool:
    return all(one.isupper() for one in words if len(one) > 2)
