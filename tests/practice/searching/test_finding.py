"""Finding what was learned: without accents, all words, the sentence it stands in; what it really took."""

from datetime import date

from flask import Flask

from facilitate.agenda.lessons import Key, Took
from facilitate.lib.text import Words, plain
from facilitate.practice.searching.finding import (
    Said,
    Source,
    Wanted,
    Written,
    around,
    lessons_for,
    sheets_for,
    words_of,
)
from facilitate.practice.searching.hinting import took
from facilitate.web.i18n import use_language

SPRING, AUTUMN = (
    Source(key, Words(key.title(), key.title()), day)
    for key, day in (("spring", date(2027, 3, 18)), ("autumn", date(2026, 10, 1)))
)


def said(
    number: int, text: str, source: Source = SPRING, technique: str = "", kind: str = ""
) -> Said:
    return Said(number, source, Words("", text), False, technique, kind, plain(text))


ROWS = [
    said(1, "Çështja e kohës: panele më të shkurtra", technique="donors-panel", kind="panel"),
    said(2, "Koha e kafesë", AUTUMN, technique="world-cafe", kind="cafe"),
    said(3, "Ftesat një muaj para", AUTUMN),
]


def numbers(**wanted: object) -> list[int]:
    return [row.id for row in lessons_for(Wanted(**wanted), ROWS)]  # type: ignore[arg-type]


def test_lessons_are_found_by_words_technique_kind_and_event() -> None:
    assert numbers() == [1, 2, 3]
    assert numbers(words=words_of("ceshtja PANELE")) == [1]
    assert numbers(words=words_of("koh")) == [1, 2]
    assert numbers(words=words_of("koh ftesat")) == []
    assert numbers(technique="world-cafe") == [2]
    assert numbers(step_kind="panel") == [1]
    assert numbers(source="autumn") == [2, 3]


def test_sheets_are_found_in_either_language_with_the_sentence() -> None:
    rows = [
        Written(
            SPRING, "results", Words("One. Two teams came. Three.", "Një. Erdhën dy skuadra. Tri.")
        ),
        Written(AUTUMN, "cost", Words("Little money.", "")),
    ]
    [hit] = sheets_for(Wanted(words=words_of("skuadra")), rows, "en")
    assert (hit.source, hit.name, hit.text) == (SPRING, "results", "… Erdhën dy skuadra. …")
    [hit] = sheets_for(Wanted(words=words_of("te")), rows[:1], "en")
    assert hit.text == "… Two teams came. …"
    assert sheets_for(Wanted(), rows, "en") == []
    assert sheets_for(Wanted(words=("money",), source="spring"), rows, "en") == []
    assert sheets_for(Wanted(words=("money",), technique="world-cafe"), rows, "en") == []


def test_words_apart_are_shown_with_what_is_left_out_between() -> None:
    assert around("A b. C d. E f. G h.", ["b", "f"]) == "A b. … E f. …"
    assert around("A b. C d.", ["b", "d"]) == "A b. C d."


def taking(event: int, minutes: int, technique: str = "world-cafe", title: str = "Café") -> Took:
    return Took(event, 1, 1, Key.of(technique, Words(title, "")), "cafe", 60, minutes)


def test_the_latest_event_that_took_longer_or_less_is_named(app: Flask) -> None:
    events = {8: Words("Annual 2008", ""), 6: Words("Annual 2006", "")}
    cafe = Key.of("world-cafe", Words("Anything", ""))
    with app.app_context(), use_language("en"):
        history = [taking(6, 75), taking(8, 61), taking(5, 90)]
        assert took(cafe, history, events) == "Annual 2006: it took 15 minutes longer than planned."
        assert (
            took(cafe, [taking(8, 56)], events)
            == "Annual 2008: it took 4 minutes less than planned."
        )
        assert took(cafe, [taking(5, 90)], events) == ""  # an event the reader may not see
        assert took(Key.of("", Words("Café", "")), [taking(8, 70, "")], events) != ""
        assert took(Key.of("fishbowl", Words("Café", "")), [taking(8, 70)], events) == ""
