"""What the planner says of an event's or forum's sheet, from plain values; and two pages whatever is written."""

import io
from datetime import date

import docx
import pytest
from flask import Flask

from facilitate.events.models import EventKind, Role
from facilitate.forums.territory import Territory
from facilitate.lib.text import Words
from facilitate.practice.sheets.facts import EventFacts, ForumFacts, Learned, Settled
from facilitate.practice.sheets.known import known_of_event, known_of_forum
from facilitate.practice.sheets.word import (
    FIRST_PAGE,
    SheetPaper,
    SheetPart,
    sheet_to_word,
    shorten_lines,
)
from facilitate.web.i18n import use_language

SPRING = (EventKind.CONFERENCE, date(2027, 3, 18), date(2027, 3, 19), "Tiranë")


def sector(name: str, number: int) -> tuple[Words, int]:
    return (Words(name, name), number)


def known(app: Flask, **more: object) -> dict[str, list[str]]:
    with app.app_context(), use_language("en"):
        return known_of_event(EventFacts(*SPRING, **more))  # type: ignore[arg-type]


def test_results_tell_who_came_and_what_was_promised(app: Flask) -> None:
    came = (sector("Local government", 40), sector("Civil society", 38), sector("Other", 30))
    said = known(app, came=108, sectors=came, decisions=1, actions=7, actions_done=3, evaluated=61)
    assert said["results"] == [
        "108 people took part: 37% local government, 35% civil society.",
        "1 decision was taken.",
        "3 of 7 promised actions are done.",
        "61 people told us afterwards how it was.",
    ]


@pytest.mark.parametrize(
    ("sectors", "ending"),
    [
        ((("Government", 2), ("Civil society", 1)), "part."),
        ((("Government", 6), ("Civil society", 5), ("Media", 1)), "part."),
        ((("Government", 6), ("Civil society", 6)), "50% civil society."),
    ],
)
def test_no_share_betrays_a_group_of_fewer_than_three(
    app: Flask, sectors: tuple, ending: str
) -> None:
    rows = tuple(sector(*one) for one in sectors)
    [said] = known(app, came=sum(number for _name, number in rows), sectors=rows)["results"]
    assert said.endswith(ending)


def test_how_it_was_done_what_it_took_and_what_it_hangs_together_with(app: Flask) -> None:
    said = known(
        app,
        team=(
            (Role.ORGANISER, "Arta Hoxha"),
            (Role.LEAD_FACILITATOR, "Besnik Kola"),
            (Role.NOTE_TAKER, "Dritan Gjoka"),
        ),
        steps=28,
        techniques=(Words("World café", "World café"),),
        tables=11,
        rounds=3,
        tasks=80,
        tasks_done=78,
        created=date(2026, 12, 1),
        expected=110,
        builds_on=(Words("Annual 2026", "Vjetorja 2026"),),
        consulted=68,
    )
    assert said["implementation"] == [
        "Led by Besnik Kola.",
        "The team: 1 facilitator, 1 note-taker.",
        "28 steps in 2 days.",
        "Techniques: World café.",
        "World café: 11 tables, 3 rounds.",
        "78 of 80 checklist tasks are done.",
    ]
    assert said["cost"] == [
        "Prepared over about 4 months.",
        "Size: 2 days, a team of 3, planned for 110, 80 tasks.",
    ]
    assert said["complementary"] == [
        "Builds on: Annual 2026.",
        "68 stakeholders answered the consultation before it.",
    ]
    assert said["contacts"] == ["Organiser: Arta Hoxha", "Lead facilitator: Besnik Kola"]


def test_answers_before_starting_and_lessons_fill_their_fields(app: Flask) -> None:
    said = known(
        app,
        settled=(
            Settled(True, Words("Backing", "Mbështetje"), "the minister signs"),
            Settled(False, Words("Who sponsors it?", "Kush?"), ""),
        ),
        lessons=(
            Learned(Words("Shorter panels", ""), False),
            Learned(Words("", "Grupet e vogla"), True),
        ),
    )
    assert said["prerequisites"] == ["Backing – the minister signs"]
    assert said["questions"] == ["Who sponsors it?"]
    assert said["lessons"] == ["Keep: Grupet e vogla", "Do differently: Shorter panels"]


def paper(letters: int) -> SheetPaper:
    text = ("Teams speak for ten minutes. " * (letters // 29 + 1))[:letters]
    parts = [SheetPart(f"Field {number}", [text], [text[:80]]) for number in range(10)]
    return SheetPaper("en", "Spring conference", "18–19 March 2027", parts, date(2027, 4, 1))


@pytest.mark.parametrize("letters", [0, 200, 900, 20_000])
def test_the_sheet_keeps_its_order_and_its_two_pages(app: Flask, letters: int) -> None:
    with app.app_context():
        file = docx.Document(io.BytesIO(sheet_to_word(paper(letters))))
    headings = [one.text for one in file.paragraphs if one.style and one.style.name == "Heading 3"]
    assert headings[:10] == [f"Field {number}" for number in range(10)]
    breaks = [one.text for one in file.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == [f"Field {FIRST_PAGE}"]
    assert sum(len(one.text) for one in file.paragraphs) < 11_000  # what two pages hold


def test_what_is_cut_ends_after_a_sentence_or_a_word() -> None:
    assert shorten_lines(["Two teams. They came late and left."], 28) == [
        "Two teams. They came late …"
    ]
    assert shorten_lines(["Two teams came. They left."], 20) == ["Two teams came. …"]
    assert shorten_lines(["One.", "Two and more of it"], 4) == ["One. …"]
    assert shorten_lines(["One."], 4) == ["One."]


@pytest.mark.parametrize(
    ("passed", "told"), [(0, "none passed up yet."), (1, "1 passed up, 0 answered.")]
)
def test_a_forum_s_needs_of_which_none_was_passed_up(app: Flask, passed: int, told: str) -> None:
    facts = ForumFacts(Words("group"), Territory(), Words(), problems=2, passed=passed)
    with app.test_request_context(), use_language("en"):
        assert known_of_forum(facts)["results"] == [f"2 problems and needs written down, {told}"]
