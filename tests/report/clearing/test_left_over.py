"""What no rule has a pattern for is marked where one person is spoken of, and nothing around it."""

import pytest

from facilitate.report.clearing.finding import find_passages
from facilitate.report.clearing.names import known_names

NOBODY = known_names(())


def unmarked(text: str) -> str:
    """The text with `…` for each passage."""
    for one in reversed(find_passages(text, NOBODY)):
        text = f"{text[: one.start]}…{text[one.end :]}"
    return text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Mirela, 15, bites her nails bloody.", "…, …, …."),
        ("Vajza 13 vjeçe flinte te halla, në qilim pranë sobës.", "Vajza … flinte …, në …."),
        (
            "The children's father came back from Belgium with a new wife.",
            "The … came back from … with a ….",
        ),
        ("E shoqja e farmacistit mban syze dielli në dimër.", "… … …."),
        ("My husband's family locked me in a barn.", "…'s … me …."),
        ("The safe house is on the third floor above the pharmacy.", "The safe house …."),
    ],
)
def test_what_one_person_does_and_has_is_marked_without_a_rule_for_it(text: str, rest: str) -> None:
    assert unmarked(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "Zogjtë këndonin në oborr.",
        "The committee met on 12 March and agreed on the minutes.",
        "Lunch is served at the Hotel Colosseo, Rruga Kavaja, at 13:00.",
        "Present: A. Kola (Ministry), B. Dushku (IOM), C. Prela (Municipality of Lezha).",
        "Mbledhja u shtye për në qershor.",
        "Example: a 16-year-old leaves home. What do you do first?",
        "Shembull: një vajzë 16 vjeçe largohet nga shtëpia.",
        "Gra dhe vajza nga 12 komuna morën pjesë në kursin e rrobaqepësisë.",
        "Eight per cent of girls marry before they turn 18.",
    ],
)
def test_what_many_do_and_what_is_made_up_is_left_alone(text: str) -> None:
    assert find_passages(text, NOBODY) == ()


def test_sentences_around_a_story_stay_as_they_are() -> None:
    before = "The table agreed on a shared form and on one telephone number."
    story = "Mirela, 15, was sold by her cousin in Bari and bites her nails bloody."
    after = "The municipality pays for the room, and the ministry for the coffee."
    found = find_passages(f"{before} {story} {after}", NOBODY)
    assert found
    assert all(len(before) < one.start and one.end <= len(before) + 1 + len(story) for one in found)


def test_for_example_makes_nobody_up() -> None:
    assert [
        one.found for one in find_passages("For example, the girl was sold by her uncle.", NOBODY)
    ] == [
        "was sold",
        "her uncle",
    ]
