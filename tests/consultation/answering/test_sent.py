"""Any combination somebody types comes through the form, is kept, and reads back equal."""

import itertools

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.forms import stakeholder_form
from facilitate.consultation.answering.queries import county_places, sent_with
from facilitate.consultation.answering.sent import SentAnswer, SentPick
from facilitate.consultation.models import Questionnaire
from facilitate.consultation.queries import choices_by_question, questions_of
from facilitate.data.db import db
from facilitate.directory.queries import all_sectors

from ..conftest import Asked, planner_today
from .conftest import Kinds

pytestmark = pytest.mark.both_databases
texts = st.text(max_size=60) | st.sampled_from(
    ["<b>hello</b>", "שלום עולם", "🕊️ 👩🏽‍🏫", "a\r\nb", "\x00", "=1+1", "Çështje"]
)
receipts = (f"hypothesis-{number:016d}" for number in itertools.count())


def test_the_same_content_is_equal() -> None:
    picks = [SentPick(2, 5, None), SentPick(1, None, 3)]
    one = SentAnswer(1, texts={3: " a\r\nb ", 4: " \x00 "}, picks=[*picks, picks[0]], name=" Ana ")
    assert one == SentAnswer(1, texts={3: "a\nb"}, picks=picks[::-1], name="Ana")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_typed_is_kept_and_reads_back_equal(
    app: Flask, asked: Asked, kinds: Kinds, data: st.DataObject
) -> None:
    c, q = kinds.choices, kinds.questions
    first, second = data.draw(texts), data.draw(texts)
    single = data.draw(st.sampled_from(["", "Monday", "Thursday", "Friday"]))
    many = data.draw(st.sets(st.sampled_from(["Shelters", "Police", "Schools"])))
    scale = data.draw(st.sampled_from(["", "1", "2", "3", "4", "5"]))
    ranked = data.draw(st.permutations(["Money", "People", "Data"]))[: data.draw(st.integers(0, 3))]
    county = data.draw(st.sampled_from(["", "kukes", "tirane", "tirane-capital"]))
    name, _dash, inside = county.partition("-")
    typed = MultiDict(
        [
            ("sector", str(asked.sectors["media"])),
            ("place", f"{asked.counties[name]}{'-capital' if inside else ''}" if name else ""),
            (f"question_{asked.questions[0]}", first),
            (f"question_{asked.questions[1]}", second),
            (kinds.name("single"), str(c[single]) if single else ""),
            *((kinds.name("multiple"), str(c[one])) for one in many),
            (kinds.name("scale"), scale),
            *((kinds.name("ranking", one), str(rank)) for rank, one in enumerate(ranked, 1)),
        ]
    )
    meant = SentAnswer(
        asked.sectors["media"],
        asked.counties[name] if name else None,
        bool(inside) if name else None,
        {asked.questions[0]: first, asked.questions[1]: second},
        [
            *([SentPick(q["single"], c[single], None)] if single else []),
            *(SentPick(q["multiple"], c[one], None) for one in many),
            *([SentPick(q["scale"], None, int(scale))] if scale else []),
            *(SentPick(q["ranking"], c[one], rank) for rank, one in enumerate(ranked, 1)),
        ],
    )
    with app.test_request_context(method="POST"):
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        questions = questions_of(questionnaire.event)
        form = stakeholder_form(
            questionnaire,
            questions,
            choices_by_question(questions),
            all_sectors(),
            county_places(),
            typed=typed,
        )
        something = bool(meant.texts or meant.picks)
        assert form.validate() == something, form.errors
        assert form.sent == meant
        if something:
            receipt = next(receipts)
            assert save_answer(questionnaire, receipt, form.sent, planner_today(), language="sq")
            assert not save_answer(
                questionnaire, receipt, form.sent, planner_today(), language="sq"
            )
            db.session.commit()
            assert sent_with(receipt) == meant
