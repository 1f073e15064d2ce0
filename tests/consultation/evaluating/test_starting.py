"""What a new evaluation holds: the usual questions in both languages, and the days it is open."""

from datetime import date

import pytest

from facilitate.consultation.evaluating.results import OVERALL
from facilitate.consultation.evaluating.starting import starting_evaluation, usual_questions
from facilitate.consultation.models import QuestionKind
from facilitate.consultation.questionnaire import answering_minutes
from facilitate.lib.text import Words

TITLE = Words("Spring", "Pranvera")


def test_every_usual_question_is_complete_in_both_languages() -> None:
    questions = usual_questions()
    keys = [question.key for question in questions]
    assert len(keys) == len(set(keys))
    assert OVERALL in keys
    for question in questions:
        ends = [question.low, question.high] if question.kind is QuestionKind.SCALE else []
        for wording in (question.text, *ends, *question.choices):
            assert wording.en, question.key
            assert wording.sq, question.key
        assert bool(question.help.en) == bool(question.help.sq)
        assert bool(question.choices) == question.kind.has_choices


def test_it_takes_as_long_as_the_page_says_before_it_is_made() -> None:
    """“Eight questions are ready … It takes about four minutes”."""
    questions = usual_questions()
    assert len(questions) == 8
    assert answering_minutes(question.kind is QuestionKind.OPEN for question in questions) == 4


def test_it_names_the_event() -> None:
    text = starting_evaluation(TITLE, date(2027, 3, 19), date(2027, 1, 1))
    assert "“Spring”" in text.intro.en
    assert "“Pranvera”" in text.intro.sq


@pytest.mark.parametrize(
    ("today", "opens_on", "closes_on"),
    [
        (date(2027, 1, 1), date(2027, 3, 19), date(2027, 4, 2)),
        (date(2027, 4, 2), date(2027, 3, 19), date(2027, 4, 2)),
        (date(2027, 4, 3), date(2027, 4, 3), date(2027, 4, 17)),
    ],
)
def test_it_opens_on_the_last_day_and_closes_two_weeks_later(
    today: date, opens_on: date, closes_on: date
) -> None:
    text = starting_evaluation(TITLE, date(2027, 3, 19), today)
    assert (text.opens_on, text.closes_on) == (opens_on, closes_on)
