"""A proposal holds what differs, says it in words, and knows what somebody changed since."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.discussing.proposals import (
    ProposalLine,
    apply_proposal,
    changed_since,
    make_proposal,
    proposal_lines,
)
from facilitate.agenda.plan import PlanStep
from facilitate.lib.text import Words

STEP = PlanStep(1, 1, title=Words("Harvest", "Vjelja"), minutes=30, say=Words("Hello"))
TYPED: dict[str, Any] = {
    "minutes": 45,
    "title": STEP.title,
    "technique": "",
    "aim": Words(),
    "say": Words("Hi"),
    "do": Words(),
}


def test_only_what_differs_is_kept() -> None:
    assert make_proposal(STEP, TYPED) == {
        "minutes": 45,
        "say": {"en": "Hi", "sq": ""},
        "was": {"minutes": 30, "say": {"en": "Hello", "sq": ""}},
    }
    assert make_proposal(STEP, {"minutes": 30}) is None


def test_in_words(app: Flask) -> None:
    found = make_proposal(STEP, TYPED) or {}
    with app.test_request_context():
        assert proposal_lines(found, STEP) == [
            ProposalLine("Minutes", "30", "45 min"),
            ProposalLine("What to say (English)", "Hello", "Hi", None, True, "en"),
        ]
        assert proposal_lines(found, replace(STEP, minutes=40))[0] == ProposalLine(
            "Minutes", "30", "45 min", "40 min"
        )
        assert proposal_lines(found, replace(STEP, minutes=40), resolved=True)[0].now is None
        assert proposal_lines(make_proposal(STEP, {"technique": "world-cafe"}) or {}, STEP) == [
            ProposalLine("Technique", "", "World café")
        ]


@pytest.mark.parametrize(
    ("now", "apart"),
    [
        ({}, []),
        ({"minutes": 45}, []),
        ({"minutes": 40}, ["minutes"]),
        ({"do": Words("Wait")}, []),
        ({"minutes": 40, "say": Words("Hey")}, ["minutes", "say"]),
    ],
)
def test_what_somebody_changed_since(now: dict[str, Any], apart: list[str]) -> None:
    assert changed_since(make_proposal(STEP, TYPED) or {}, replace(STEP, **now)) == apart


WORDS = st.builds(Words, st.text(max_size=5), st.text(max_size=5))
ANY = st.fixed_dictionaries(
    {
        "minutes": st.integers(0, 1440),
        "title": WORDS,
        "technique": st.sampled_from(["", "world-cafe"]),
        "aim": WORDS,
        "say": WORDS,
        "do": WORDS,
    }
)


@given(ANY)
def test_accepted_the_step_is_as_typed(typed: dict[str, Any]) -> None:
    found = make_proposal(STEP, typed)
    assert apply_proposal(STEP, found or {}) == replace(STEP, **typed)


def test_old_and_new_in_one() -> None:
    assert ProposalLine(
        "", "Tell your name. One minute.", "Tell your name. Two minutes."
    ).pieces == [
        ("same", "Tell your name. "),
        ("out", "One minute."),
        ("in", "Two minutes."),
    ]
    assert ProposalLine("", "a " * 2000, "b").pieces == [("out", "a " * 2000), ("in", "b")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = ProposalLine("", before, after).pieces
    assert "".join(text for way, text in pieces if way != "in") == before
    assert "".join(text for way, text in pieces if way != "out") == after
