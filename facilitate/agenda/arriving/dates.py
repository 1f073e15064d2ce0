"""Days in what people wrote: `Dita e parë, 18 mars 2027`, `Day 2 – Friday 19 March`, `e enjte, 18.03.2027`, `18–19 March 2027`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ...lib.days import FIRST_YEAR, LAST_YEAR
from ...lib.text import plain_text

_MONTH_NAMES = {
    number: names.split()
    for number, names in enumerate(
        (
            "january enero janar janarit jan januar gennaio janvier januara јануари јануар јануара",
            "february febrero shkurt shkurtit feb shk februar febbraio fevrier februara фебруари фебруар фебруара",
            "march mart mars marsit mar marz marzo март",
            "april abril prill prillit apr pri aprile avril aprila април априла",
            "may mayo maj majit mai maggio мај",
            "june junio qershor qershorit jun qer juni giugno juin juna јуни јун јуна",
            "july julio korrik korrikut jul kor juli luglio juillet jula јули јул јула",
            "august avgust gusht gushtit aug gush agosto aout avgusta август августа",
            "september septiembre septembar shtator shtatorit sep sept sht shtat settembre septembre septembra септември септембар септембра",
            "october octubre oktobar tetor tetorit oct tet oktober ottobre octobre oktobra октомври октобар октобра",
            "november noviembre novembar nentor nentorit nov nen novembre novembra ноември новембар новембра",
            "december diciembre decembar dhjetor dhjetorit dec dhj dezember dicembre decembre decembra декември децембар децембра",
        ),
        1,
    )
}
_NAMES_TOO = {"marta": 3, "maja": 5, "марта": 3, "маја": 5}
"""Months as Serbian has them in a date that people are called as well: only with a year."""
_MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names} | _NAMES_TOO
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday hene henen henes mon montag lunedi lundi ponedeljak ponedjeljak понеделник понедељак",
            "tuesday thuesday tuseday marte marten martes tue tues dienstag martedi mardi utorak вторник уторак",
            "wednesday wensday wednsday wendesday merkure merkuren merkures wed mittwoch mercoledi mercredi sreda sredu srijeda srijedu среда среду",
            "thursday thurday thrusday enjte enjten enjtes thu thur thurs donnerstag giovedi jeudi cetvrtak четврток четвртак",
            "friday premte premten premtes fri freitag venerdi vendredi petak петок петак",
            "saturday shtune shtunen shtunes sat samstag sabato samedi subota subotu сабота субота",
            "sunday diele dielen dieles diel sun sonntag domenica dimanche nedelja nedelju nedjelja nedjelju недела недеља",
        )
    )
    for name in names.split()
}
_ORDINALS = {
    "one": 1,
    "first": 1,
    "pare": 1,
    "i": 1,
    "1": 1,
    "1st": 1,
    "two": 2,
    "second": 2,
    "dyte": 2,
    "ii": 2,
    "2": 2,
    "three": 3,
    "third": 3,
    "trete": 3,
    "iii": 3,
    "3": 3,
    "four": 4,
    "fourth": 4,
    "katert": 4,
    "iv": 4,
    "4": 4,
    "five": 5,
    "fifth": 5,
    "peste": 5,
    "v": 5,
    "5": 5,
    "six": 6,
    "gjashte": 6,
    "vi": 6,
    "6": 6,
    "seven": 7,
    "7": 7,
    **{word: 1 for word in ("erster", "prvi", "прв", "први", "1.")},
    **{word: 2 for word in ("zweiter", "drugi", "втор", "други", "2.")},
    **{word: 3 for word in ("dritter", "treci", "трет", "трећи", "3.")},
}
_ELSEWHERE = r"(?:tag|dan|ден|дан)"
_NTH = (
    r"(?:(?:first|second|third|fourth)\s+day|(?:erster|zweiter|dritter|prvi|drugi|treci|прв|втор|трет|први|други|трећи|[123]\.)\s+"
    rf"{_ELSEWHERE})\b"
)
"""`Second day`, `Erster Tag`, `2. dan`."""
_MONTH = "|".join(
    sorted((re.escape(name) for name in _MONTHS if name not in _NAMES_TOO), key=len, reverse=True)
)
_DAY_OF_WEEK = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_ST = r"(?:st|nd|rd|th)?\.?"
_PATTERNS = [
    re.compile(
        r"(?<![\d./-])(?P<d>\d{1,2})\s?[-–]\s?(?P<d2>\d{1,2})\s?[/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4})(?![\d:])"
    ),
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<![\d.])(?P<d>\d{1,2})\s?(?P<sep>[./-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?![\d:])"
    ),
    re.compile(r"(?<![\d./])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})(?![\d/:])"),
    re.compile(
        r"(?<![\d.])(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{2})(?![\d:]|\s?[–-]\s?\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}}){_ST}(?:\s?(?:-|–|—|/|dhe|and|to|deri(?: me| ne)?)\s?(?P<d2>\d{{1,2}}){_ST})?\s*(?:of\s+|de\s+)?[-\s]?(?P<mn>{_MONTH})\b\.?,?"
        r"(?:[\s-]*(?P<y>\d{4}))?"
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})\.?(?:\s?[-–]\s?(?P<d2>\d{{1,2}})\.?)?\s*(?P<mn>{'|'.join(_NAMES_TOO)})\s+(?P<y>\d{{4}})"
    ),
    re.compile(
        rf"\b(?P<mn>{_MONTH})\b\.?\s*(?P<d>\d{{1,2}})(?!\d|[:.]\d){_ST}(?:\s?(?:-|–|—|to|and)\s?(?P<d2>\d{{1,2}})(?!\d|[:.]\d){_ST})?,?(?:\s*(?P<y>\d{{4}}))?"
    ),
]
_SHORT = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\s?[./]\s?(?P<m>\d{1,2})\.?(?![\d:]|\s?[-–]\s?\d)")
_DAY_WORD = re.compile(
    rf"^(?:dita|dite|day|diten|dia|jour|giorno|{_ELSEWHERE})\b\s*(?:e\s+|nr\.?\s*|#)?(?P<n>[a-z]+|\d{{1,2}}(?:st|nd|rd)?)?\b|^(?={_NTH})(?P<nth>\S+)"
)
_HEADING_START = re.compile(
    rf"^(?:(?:dita|day|date|data|diten|dia|jour|giorno|{_ELSEWHERE})\b|e\s+(?:{_DAY_OF_WEEK})\b|(?:{_DAY_OF_WEEK})\b|{_NTH})"
)
_FILLER = re.compile(
    rf"\b(?:dita|dite|day|diten|tag|am|den|dan|ден|дан|date|data|programi|program|programme|agenda|schedule|orari|e|i|me|on|of|the|per|for|viti|vit|first|second|third|fourth|pare|dyte|trete|katert|one|two|three|four|"
    rf"{_DAY_OF_WEEK}|iv|iii|ii)\b"
)
_NUMBERED = re.compile(
    r"\b(?:dita|diten|day|dia|jour|giorno|tag|dan|ден|дан)\s+(?:e\s+)?\d{1,2}(?![\d./-]|\s+[a-z])"
)
"""`Day 1`, whose number is no date."""
_THROUGH = re.compile(r"\s?(?:-|–|—|\bto\b|\bderi(?: me| ne| më)?\b)\s?")
"""Between the first and the last day: `10/14/2019 - 10/16/2019`."""
LONGEST, LONGEST_LOOKED_AT = 140, 600
"""Characters of a line that begins a day, and of one in which a date is looked for."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as it is written: `last` where it is a span; `bad`: there is no such day; `off`: another weekday stands beside it."""

    on: date | None
    last: date | None = None
    bad: bool = False
    off: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class DayHeading:
    """A line that begins a day: its date where it has one, which day in order it says it is, and what else it says."""

    on: date | None
    number: int | None
    bad: bool = False
    off: bool = False


def find_date(text: str, near: date) -> WrittenDate | None:
    """The first date in a text. One without a year is the one nearest to `near` that has the weekday beside it."""
    text = text[:LONGEST_LOOKED_AT]
    simple = _NUMBERED.sub(lambda found: " " * len(found[0]), _same_length(text))
    weekday = _weekday_in(simple)
    matches = [found for pattern in _PATTERNS if (found := pattern.search(simple))]
    if not matches and weekday is not None and (found := _SHORT.search(simple)):
        matches = [found]
    if not matches:
        return None
    found = min(matches, key=lambda one: (one.start(), -one.end()))
    parts = found.groupdict()
    month = _MONTHS[parts["mn"]] if parts.get("mn") else int(parts["m"])
    day = int(parts["d"])
    if "mn" not in parts and month > 12 >= day:
        day, month = month, day
    if found.re is _SHORT and _is_turned(day, month, near, weekday):
        day, month = month, day
    year = _full_year(parts.get("y")) or _year_behind(simple[found.end() :], month, day)
    on = _date(year, month, day) if year else _nearest(month, day, near, weekday)
    if on is None:
        return WrittenDate(None, bad=True, start=found.start(), end=found.end())
    off = weekday is not None and on.weekday() != weekday
    last = _date(on.year, month, int(parts["d2"])) if parts.get("d2") else None
    end = found.end()
    if last is None and (more := _THROUGH.match(simple, end)):
        until = find_date(text[more.end() :], near)
        if until and until.on and not until.start and until.last is None and until.on > on:
            last, end = until.on, more.end() + until.end
    return WrittenDate(on, last, off=off, start=found.start(), end=end)


def _year_behind(rest: str, month: int, day: int) -> int | None:
    """`23. septembar / 23 shtator 2027`: the year of the same date in another language beside it."""
    for pattern in _PATTERNS:
        if (again := pattern.search(rest)) and (parts := again.groupdict()).get("y"):
            same = _MONTHS[parts["mn"]] if parts.get("mn") else int(parts["m"])
            return _full_year(parts["y"]) if (same, int(parts["d"])) == (month, day) else None
    return None


def _same_length(text: str) -> str:
    """Small letters without accents, each in the place it stands in."""
    return "".join((plain_text(sign) or " ")[0] for sign in text)


def _full_year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) + (2000 if len(written) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _nearest(month: int, day: int, near: date, weekday: int | None) -> date | None:
    found = [
        one for year in range(near.year - 3, near.year + 4) if (one := _date(year, month, day))
    ]
    close = [one for one in found if abs(one.year - near.year) <= 1]
    right = [one for one in found if weekday is not None and one.weekday() == weekday]
    return min(right or close or found, key=lambda one: abs(one - near), default=None)


def _is_turned(day: int, month: int, near: date, weekday: int | None) -> bool:
    """`Monday, 4/5`: whether the weekday is that of the fifth of April, rather than of the fourth of May, near the event."""
    if day > 12 or day == month or weekday is None:
        return False
    as_month = _nearest(day, month, near, weekday)
    as_day = _nearest(month, day, near, weekday)
    if as_month is None or as_month.weekday() != weekday:
        return False
    return (
        as_day is None or as_day.weekday() != weekday or abs(as_month - near) < abs(as_day - near)
    )


def _weekday_in(simple: str) -> int | None:
    found = re.search(rf"\b(?:e\s+)?({_DAY_OF_WEEK})\b", simple)
    if not found or found[1] in ("sun", "sat", "mar", "mon", "wed") and len(simple) > 60:
        return None
    return _WEEKDAYS[found[1]]


def day_heading(text: str, near: date) -> DayHeading | None:
    """What a line says that begins a day; None for any other line."""
    if len(text) > LONGEST_LOOKED_AT:
        return None
    line = " ".join(text.split()).strip(" *_#=>-–—:.|")
    simple = _same_length(line)
    if not line or len(line) > LONGEST:
        return None
    written = find_date(line, near)
    word = _DAY_WORD.match(simple)
    number = _ORDINALS.get(word["n"] or word["nth"] or "") if word else None
    if written and written.start <= 3 and re.fullmatch(r"[^\w]*", line[: written.start]):
        return (
            DayHeading(written.on, number, written.bad, written.off)
            if not _is_sentence(line[written.end :])
            else None
        )
    if _HEADING_START.match(simple):
        if word and number is None and written is None:
            return None
        lone_weekday = written is None and word is None
        rest = _FILLER.sub(
            " ", simple[: written.start] + simple[written.end :] if written else simple
        )
        if lone_weekday and re.search(r"\w{3,}", rest):
            return None
        if simple.startswith(("date", "data")) and (written is None or re.search(r"\w{4,}", rest)):
            return None
        if _is_sentence(line):
            return None
        return DayHeading(
            written.on if written else None,
            number,
            bool(written and written.bad),
            bool(written and written.off),
        )
    if written and (
        number is not None
        or not re.search(
            r"\w{2,}", _FILLER.sub(" ", simple[: written.start] + simple[written.end :])
        )
    ):
        return DayHeading(written.on, number, written.bad, written.off)
    return None


def dated_heading(text: str, near: date) -> DayHeading | None:
    """The day that a heading ends with, with its weekday: `Overview of Thursday, 18 March 2027`."""
    simple = _same_length(" ".join(text.split()))
    written = find_date(text, near) if len(text) <= LONGEST else None
    if not written or written.on is None or written.last or _weekday_in(simple) is None:
        return None
    ends = not re.search(r"\w", " ".join(text.split())[written.end :])
    return DayHeading(written.on, None, False, written.off) if ends else None


def _is_sentence(text: str) -> bool:
    """Whether a verb's worth of words ends with a full stop."""
    return text.rstrip().endswith(".") and len(text.split()) > 7


def cell_date(value: object, near: date) -> date | None:
    """The date in a cell of a column of days."""
    if isinstance(value, datetime):
        return value.date() if FIRST_YEAR <= value.year <= LAST_YEAR else None
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    if not text or len(text) > LONGEST:
        return None
    if isinstance(value, int | float):
        return date(1899, 12, 30) + timedelta(days=int(value)) if 36_526 <= value < 73_415 else None
    written = find_date(text, near)
    if written is None and (short := _SHORT.fullmatch(text)):
        return (
            _nearest(int(short["m"]), int(short["d"]), near, None)
            if int(short["m"]) <= 12
            else None
        )
    return written.on if written else None
