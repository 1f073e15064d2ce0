"""Finding what was learned: without accents, all words, the sentence it stands in; what it really took."""

from datetime import date

from flask import Flask

from facilitate.agenda.lessons import Key, StepTiming
from facilitate.lib.text import Words, plain_text
from facilitate.practice.searching.finding import (
    LearnedSearch,
    LearnedSource,
    SaidLesson,
    WrittenField,
    lessons_to_compare,
    matching_lessons,
    matching_sheets,
    near_lessons,
    sentences_around,
    words_to_find,
)
from facilitate.practice.wording import duration_hint
from facilitate.web.i18n import use_language

SPRING, AUTUMN = (
    LearnedSource(key, Words(key.title(), key.title()), day)
    for key, day in (("spring", date(2027, 3, 18)), ("autumn", date(2026, 10, 1)))
)


def said(
    number: int, text: str, source: LearnedSource = SPRING, technique: str = "", kind: str = ""
) -> SaidLesson:
    return SaidLesson(number, source, Words("", text), False, technique, kind, plain_text(text))


ROWS = [
    said(1, "Çështja e kohës: panele më të shkurtra", technique="donors-panel", kind="panel"),
    said(2, "Koha e kafesë", AUTUMN, technique="world-cafe", kind="cafe"),
    said(3, "Ftesat një muaj para", AUTUMN),
]


def numbers(**wanted: object) -> list[int]:
    return [row.id for row in matching_lessons(LearnedSearch(**wanted), ROWS)]  # type: ignore[arg-type]


def test_lessons_are_found_by_words_technique_kind_and_event() -> None:
    assert numbers() == [1, 2, 3]
    assert numbers(words=words_to_find("ceshtja PANELE")) == [1]
    assert numbers(words=words_to_find("koh")) == [1, 2]
    assert numbers(words=words_to_find("koh ftesat")) == []
    assert numbers(technique="world-cafe") == [2]
    assert numbers(step_kind="panel") == [1]
    assert numbers(source="autumn") == [2, 3]


def test_lessons_near_in_meaning_are_those_that_do_not_hold_the_words() -> None:
    wanted = LearnedSearch(words=words_to_find("panele"), technique="")
    others = lessons_to_compare(wanted, ROWS)
    assert [row.id for row in others] == [2, 3]
    scores = {"Koha e kafesë": 0.31, "Ftesat një muaj para": 0.9}
    assert [row.id for row in near_lessons(others, scores)] == [3, 2]
    assert near_lessons(others, {}) == lessons_to_compare(LearnedSearch(), ROWS) == []


def test_sheets_are_found_in_either_language_with_the_sentence() -> None:
    rows = [
        WrittenField(
            SPRING, "results", Words("One. Two teams came. Three.", "Një. Erdhën dy skuadra. Tri.")
        ),
        WrittenField(AUTUMN, "cost", Words("Little money.", "")),
    ]
    [hit] = matching_sheets(LearnedSearch(words=words_to_find("skuadra")), rows, "en")
    assert (hit.source, hit.name, hit.text) == (SPRING, "results", "… Erdhën dy skuadra. …")
    [hit] = matching_sheets(LearnedSearch(words=words_to_find("te")), rows[:1], "en")
    assert hit.text == "… Two teams came. …"
    assert matching_sheets(LearnedSearch(), rows, "en") == []
    assert matching_sheets(LearnedSearch(words=("money",), source="spring"), rows, "en") == []
    assert (
        matching_sheets(LearnedSearch(words=("money",), technique="world-cafe"), rows, "en") == []
    )


def test_words_apart_are_shown_with_what_is_left_out_between() -> None:
    assert sentences_around("A b. C d. E f. G h.", ["b", "f"]) == "A b. … E f. …"
    assert sentences_around("A b. C d.", ["b", "d"]) == "A b. C d."


def taking(
    event: int, minutes: int, technique: str = "world-cafe", title: str = "Café"
) -> StepTiming:
    return StepTiming(event, 1, 1, Key.of(technique, Words(title, "")), "cafe", 60, minutes)


def test_the_latest_event_that_took_longer_or_less_is_named(app: Flask) -> None:
    events = {8: Words("Annual 2008", ""), 6: Words("Annual 2006", "")}
    cafe = Key.of("world-cafe", Words("Anything", ""))
    with app.app_context(), use_language("en"):
        history = [taking(6, 75), taking(8, 61), taking(5, 90)]
        assert (
            duration_hint(cafe, history, events)
            == "Annual 2006: it took 15 minutes longer than planned."
        )
        assert (
            duration_hint(cafe, [taking(8, 56)], events)
            == "Annual 2008: it took 4 minutes less than planned."
        )
        assert duration_hint(cafe, [taking(5, 90)], events) == ""  # an event the reader may not see
        assert duration_hint(Key.of("", Words("Café", "")), [taking(8, 70, "")], events) != ""
        assert duration_hint(Key.of("fishbowl", Words("Café", "")), [taking(8, 70)], events) == ""
