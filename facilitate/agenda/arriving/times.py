"""Clock times in what people wrote: `9h30`, `09.30 – 10.15`, `2.15 pm`, `nga ora 9 deri në 10`."""

import re
from dataclasses import dataclass

from .number_words import hours_in_figures

HALF = r"a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|paradite\b|pasdite\b|e\s+mëngjesit\b|e\s+pasdites\b|e\s+mbrëmjes\b"
_MINUTE = r"[:.hH](?:\s(?!\d{1,2}[:.hH]\d))?[0-5]\d(?::[0-5]\d(?!\d))?"
_HOUR = r"(?:2[0-4]|[01]?\d)"
CLOCK = rf"(?<![\d.,/:]){_HOUR}(?:{_MINUTE}|\s?[hH]\b(?!\s?[0-5]\d))?(?![\d/]|[.:,]\d|\s?%)(?:\s?(?:{HALF}))?"
"""A time of day; an hour alone is one only where something else says so."""
BETWEEN = r"\s*(?:-|–|—|−|‑|→|~|/|\bto\b|\btill?\b|\buntil\b|\bderi(?:\s+(?:në|ne|te|më))?\b|\band\b(?=\s*\d{1,2}[:.])|\.\.+)\s*(?:(?:në\s+)?ora(?:n|s)?\s+)?"
_BEFORE = (
    r"(?:(?:\b(?:ca|approx|approximately|about|around|rreth|circa)\b\.?|~)\s*)?"
    r"(?:\b(?:nga|prej|from|between|at|në|ne|kl\.?|um|ab)\s+)?(?:\b(?:ora|orën|ore|oren|orës|time|koha)\b\s*:?\s*)?"
)
_O_CLOCK = r"\s*(?:(?:h|hrs?|uhr|o[’']?clock|orë)\b\.?)?"
_NUMBERED = (
    r"(?!\d{1,2}\s*[-–—]\s*\d{1,2}[:.h][0-5]\d\s*(?:to|deri(?: në)?|[-–—])\s*\d{1,2}[:.h][0-5]\d)"
)
"""`Session 1 - 09.00 to 10.30`: the number ahead of two times is none."""
_WORDED = (
    r"(?<!\w)(?:12\s+)?(?:noon|midday|midnight|mesdita|mesditë|mesditën|mesnata|mesnatë|mesnatën)\b"
)
"""The two times of day that have a name: at either end of a span."""
RANGE = (
    rf"{_BEFORE}{_NUMBERED}(?P<start>{CLOCK}|{_WORDED}){_O_CLOCK}{BETWEEN}"
    rf"(?P<end>{CLOCK}|{_WORDED})(?!-\d){_O_CLOCK}"
)
_FOUR = (
    r"(?<![\d.,])(?P<start>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?hrs?)?\s?(?:-|–|—|\bto\b|\bderi(?:\s+(?:në|ne|më))?\b)\s?"
    r"(?P<end>(?:[01]\d|2[0-3])[0-5]\d)(?!\d)\s*(?:hrs?\b)?"
)
_FOUR_ALONE = r"(?<![\d.,])(?P<start>0[6-9][0-5]\d|1\d[0-5]\d(?=\s*(?:hrs?\b|h\b|--|[-–—]\s+[^\W\d])))(?!\d)\s*(?:(?:hrs?|h)\b)?"
_SURE = rf"(?P<start>(?<![\d.,/:])(?:{_HOUR}{_MINUTE}(?![\d/]|[.:]\d)(?:\s?(?:{HALF}))?|{_HOUR}\s?(?:{HALF})|{_HOUR}\s?[hH]\b(?!\s?\d)))"
_WITH_WORD = rf"\b(?:në\s+orën|ora|orën|at|kl\.?)\s+(?P<start>{CLOCK})"
_OPEN = r"^[\s(\[*_#]*"
_ZONE_NAME = (
    r"(?-i:UTC|GMT|BST|IST|JST|SAST|NZ[DS]T|AE[DS]T|CES?T|EES?T|WES?T|[ECMP][SD]?T)"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?(?![\w&-]|/\S)"
)
_ZONE = (
    rf"(?:\s*[(\[]?\s*{_ZONE_NAME}"
    rf"(?:\s*[)\]]?\s*[/(\[|=,]\s*{CLOCK}(?:{BETWEEN}{CLOCK})?\s*{_ZONE_NAME}\s*[)\]]?)*)?"
)
"""`10:00 am PDT`, `15:30 (CET)`: the zone a time is told in, which is none of the title, and the same time in others."""
_CLOSE = rf"{_ZONE}\s*[)\]*_]*\s*"
_RANGES = [re.compile(_OPEN + one + _CLOSE, re.IGNORECASE) for one in (RANGE, _FOUR)]
_STARTS = [
    re.compile(_OPEN + one + _CLOSE, re.IGNORECASE)
    for one in (
        rf"(?:{_WITH_WORD})",
        rf"{_BEFORE}{_SURE}{_O_CLOCK}",
        _FOUR_ALONE,
        rf"(?P<start>{_WORDED})(?=\s*(?:[:|\t]|[–—-]\s))",
    )
]
_RANGE_ANYWHERE = re.compile(rf"[(\[]?\s*{RANGE}{_ZONE}\s*[)\]]?", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:[,;:@(\[|\t]|\s[–—-]\s|\s{{2,}}|\bat\b|\bnë orën\b|\bora\b)\s*{_SURE}{_ZONE}\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_BRACKETED_AT_END = re.compile(rf"[(\[]\s*{RANGE}{_ZONE}\s*[)\]]\W*$", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|mbaron|përfundon)\s+(?:at\s+|në\s+(?:orën\s+)?)?$", re.IGNORECASE)
"""`end at 9:20`: no start."""
_WITH_WORD_ANYWHERE = re.compile(_WITH_WORD, re.IGNORECASE)
_OF_HALF = re.compile(rf"(?<![\d.,/:])(?P<start>{_HOUR}(?:{_MINUTE})?\s?(?:{HALF}))", re.IGNORECASE)
_WITH_COLON = re.compile(rf"(?<![\d.,/:])(?P<start>{_HOUR}:[0-5]\d)(?![\d:]|\s?[-–—])")
_UNTIL = re.compile(
    rf"[\s,;(–—-]*\b(?:until|till|(?:(?<=[(–—-])|(?<=[(–—-]\s))(?:ends?(?:\s+at)?|finish(?:es)?(?:\s+at)?)|(?:(?<=[(–—-])|(?<=[(–—-]\s))(?:mbaron|përfundon)(?:\s+n[ëe])?(?:\s+or[ëe]n)?|"
    rf"deri(?:\s+(?:në|ne|më|te))?(?:\s+or[ëe]n)?)\s+(?P<start>{_HOUR}(?:{_MINUTE}\s?(?:{HALF})?|\s?(?:{HALF})))\s*\)?(?=\s*(?:[,;:.–—(]|$))",
    re.IGNORECASE,
)
_UNTIL_AT_START = re.compile(
    rf"^\W*(?:until|till|deri(?:\s+(?:në|ne|më|te))?(?:\s+or[ëe]n)?)\s+(?P<end>{_HOUR}(?:{_MINUTE}\s?(?:{HALF})?|\s?(?:{HALF})))\s*[:,–—-]\s*(?=\w)",
    re.IGNORECASE,
)


_SPOKEN = re.compile(
    r"(?P<ahead>^[\s(\[*_]*|\b(?:ora|orën|oren|ore|nga|deri|në|ne|te|më)\s+|[-–—]\s*)(?P<hour>1?\d|2[0-3])\s+(?P<how>e|pa)\s+(?:një\s+|nje\s+)?"
    r"(?P<minute>gjysmë|gjysme|çerek|cerek|[0-5]?\d)\b"
    r"(?!\s*(?:%|min|jan|shk|mar|pri|maj|qer|kor|gus|sht|tet|nën|nen|dhj))",
    re.IGNORECASE,
)
"""`9 e 30`, `dymbëdhjetë e gjysmë` in figures, `10 pa 15`: as the time is told in Albanian."""
_SLIPPED = re.compile(r"(?<=\d)(?:\.:|:\.|::)(?=[0-5]\d)")
"""`9.:15`: two signs for one."""
_SPACED = re.compile(r"(?<=\d)\s[hH]\s(?=[0-5]\d(?!\d))")
"""`10 h 00`, as it is written in French."""
_PARTS = {"gjysmë": 30, "gjysme": 30, "çerek": 15, "cerek": 15}
LONGEST_LOOKED_AT = 600
"""Characters from the beginning of a line in which a time is looked for."""


@dataclass(frozen=True)
class WrittenClock:
    """A time as it is written, in minutes after midnight. `sure`: it says itself which half of the day it means."""

    minute: int
    sure: bool = False


@dataclass(frozen=True)
class WrittenSpan:
    """When something is, as far as it says; `rest` is the text without it."""

    start: WrittenClock | None = None
    end: WrittenClock | None = None
    minutes: int | None = None
    rest: str = ""


def is_named_clock(text: str) -> bool:
    """Whether a text is a time of day that has a name, and nothing else: `Noon`, `mesditë`."""
    return re.fullmatch(_WORDED, text.strip(), re.IGNORECASE) is not None


def parse_clock(text: str) -> WrittenClock | None:
    """A time of day that was matched as one."""
    typed = text.strip().lower()
    if typed.endswith(("midnight", "mesnata", "mesnatë", "mesnatën")):
        return WrittenClock(0, True)
    if typed.endswith(("midday", "mesdita", "mesditë", "mesditën")) or typed == "noon":
        return WrittenClock(720, True)
    if re.fullmatch(r"\d{4}", typed):
        return WrittenClock(int(typed[:2]) * 60 + int(typed[2:]), True)
    found = re.match(r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?", typed)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = re.sub(r"[\s.]", "", typed[found.end() :])
    if hour == 24 and minute == 0:
        return WrittenClock(0, True)
    if hour > 23:
        return None
    if half.startswith(("pm", "noon", "pasdite", "epasdites", "embremjes", "embrëmjes")):
        return WrittenClock((hour % 12 + 12) * 60 + minute, True)
    if half.startswith(("am", "paradite", "emengjesit", "emëngjesit")):
        return WrittenClock(hour % 12 * 60 + minute, True)
    return WrittenClock(hour * 60 + minute, hour > 12 or hour == 0)


def _span(found: re.Match[str], rest: str) -> WrittenSpan | None:
    """The two ends of what was matched; a half of the day that only the second one names counts for both."""
    start = parse_clock(found["start"])
    if start is None:
        return None
    written = found.groupdict().get("end")
    end = parse_clock(written) if written else None
    half = re.compile(HALF, re.IGNORECASE)
    if (
        end
        and written
        and half.search(written)
        and not half.search(found["start"])
        and not start.sure
    ):
        later = WrittenClock((start.minute + 720) % 1440, True)
        afternoon = end.minute >= 720
        if afternoon and start.minute < 720 and later.minute < end.minute:
            start = later
    first_alone = half.search(found["start"]) and written and not half.search(written)
    if (
        end
        and first_alone
        and not end.sure
        and start.minute >= 720
        and end.minute + 720 > start.minute
    ):
        end = WrittenClock((end.minute + 720) % 1440, True)
    if end and end.minute == 0 and 300 <= start.minute < 720 and _TWELVE_AM.match(written or ""):
        end = WrittenClock(720, True)  # `11 am - 12 am`, as people write noon
    if end and start.minute == 0 and 720 < end.minute <= 1080 and _TWELVE_AM.match(found["start"]):
        start = WrittenClock(720, True)
    return WrittenSpan(start, end, None, rest)


_TWELVE_AM = re.compile(r"12(?:[:.]00)?\s?a\.?m", re.IGNORECASE)


def _as_written(text: str) -> str:
    """The text with the times at its beginning in figures, where they are told as one speaks."""

    def written(found: re.Match[str]) -> str:
        told = found["minute"].lower()
        minute = _PARTS[told] if told in _PARTS else int(told)
        hour, before = int(found["hour"]), found["how"].lower() == "pa" and minute > 0
        if before:  # 1 pa 10 is 12:50
            hour, minute = (hour - 1 if hour > 1 else hour + 11), 60 - minute
        return f"{found['ahead']}{hour}:{minute:02d}"

    head = _SPACED.sub("h", hours_in_figures(text[:60]))
    return _SPOKEN.sub(written, _SLIPPED.sub(":", head)) + text[60:]


def span_at_start(text: str, loose: bool = False) -> WrittenSpan | None:
    """The time a line begins with, and the rest of it. An hour alone counts in a span, or with `ora`, `pm`, `h`.

    `loose`: two bare numbers are a span of hours whatever word follows, as where the lines around say so.
    """
    text = _as_written(text)
    start = text[:LONGEST_LOOKED_AT]
    for pattern in (*_RANGES, *_STARTS):
        found = pattern.match(start)
        if found and (span := _span(found, text[found.end() :])):
            return span if loose or not _is_plain_count(found, text) else None
    if (ends := _UNTIL_AT_START.match(start)) and (end := parse_clock(ends["end"])):
        return WrittenSpan(end=end, rest=text[ends.end() :])
    return None


def _is_plain_count(found: re.Match[str], text: str) -> bool:
    """`5-10 participants`, `2–3 ide`: two bare numbers that a small word follows are no hours."""
    written = found[0].strip()
    bare = re.fullmatch(r"(\d{1,2})\s*[-–—/]\s*(\d{1,2})", written)
    after = text[found.end() :].lstrip()
    return bool(bare) and (not after or after[0].islower() or after[0].isdigit())


def span_anywhere(text: str) -> WrittenSpan | None:
    """A span of time somewhere in a line, or a time that ends it; the rest is what stands around it."""
    if len(text) > LONGEST_LOOKED_AT:
        return None
    for found in _RANGE_ANYWHERE.finditer(text):
        written = found[0]
        if re.search(r"[:.h]\d|[ap]\.?m|ora", written, re.IGNORECASE) and (
            span := _span(found, "")
        ):
            ahead, behind = text[: found.start()], text[found.end() :]
            dash = re.search(r"\s([–—-])\s*$", ahead) if re.match(r"\s*[–—-]\s", behind) else None
            comma = re.match(r"\s*\)?,\s", behind) and re.search(r"\w[\s(]*$", ahead)
            between = f" {dash[1]} " if dash else ", " if comma else " "
            around = f"{ahead.rstrip(' ,;:–—-|@(')}{between}{behind.lstrip(' ,;:–—-|)')}"
            return WrittenSpan(span.start, span.end, None, around.strip())
    found_end = _AT_END.search(text)
    if found_end and _ENDS.search(text[: found_end.start("start")]):
        return None
    if found_end and (span := _span(found_end, "")):
        return WrittenSpan(span.start, None, None, text[: found_end.start()].rstrip(" ,;:–—-|@("))
    return None


def span_in_brackets(text: str) -> WrittenSpan | None:
    """The span a text ends with in brackets: `Opening (9:00 – 9:30)`."""
    found = _BRACKETED_AT_END.search(text[:LONGEST_LOOKED_AT])
    return _span(found, text[: found.start()]) if found and found.start() else None


def span_after_word(text: str) -> WrittenSpan | None:
    """A time that `ora` or `at` stands before, wherever it is."""
    found = _WITH_WORD_ANYWHERE.search(text)
    return _span(found, "") if found else None


def span_in_head(text: str) -> WrittenSpan | None:
    """A time beside a date, wherever it is: `ora 9`, `Thursday, 6.30pm, Village Hall`, `19.1.2027 · 13:00 · online`."""
    looked_at = text[:LONGEST_LOOKED_AT]
    if (found := span_after_word(looked_at)) is not None:
        return found
    one = _OF_HALF.search(looked_at) or _WITH_COLON.search(looked_at)
    return _span(one, "") if one else None


def end_within(text: str) -> tuple[WrittenClock, str] | None:
    """`…, until 16:45`: when something ends, and the text without it."""
    found = _UNTIL.search(text[:LONGEST_LOOKED_AT])
    end = parse_clock(found["start"]) if found and found.start() else None
    return (end, f"{text[: found.start()]}{text[found.end() :]}") if found and end else None


def end_alone(text: str) -> WrittenClock | None:
    """When something ends, where a text says that and nothing else: `until 21:00`, `deri në orën 21:00`."""
    found = end_within(f"| {text.strip()}")
    return found[0] if found and found[1] == "|" else None
