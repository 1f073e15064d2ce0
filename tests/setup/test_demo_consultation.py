"""The demo's consultation: what was said, what the team read in it, what was decided, who was asked."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.models import (
    LATER,
    Answer,
    Choice,
    Coding,
    Invitation,
    Letter,
    LetterKind,
    Origin,
    Passage,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
    SentLetter,
    Stance,
    Theme,
)
from facilitate.consultation.questionnaire import is_consultation
from facilitate.data.content import PACKAGE, read_toml
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import AgreementStatus, Event, Goal, Objective
from facilitate.lib.text import Words, plain_text
from facilitate.mail.outbox import Message, MessageState
from facilitate.objectives.models import Presentation, PresentationSpeaker, PresentationTheme
from facilitate.setup.demo.answers import find_words
from facilitate.setup.demo.picks import Likings

from .loaded import TODAY

pytestmark = pytest.mark.both_databases
FOLDER = PACKAGE / "setup" / "demo"
ROWS: list[dict[str, Any]] = read_toml(FOLDER / "answers.toml")["answers"]
FILES = [read_toml(FOLDER / name) for name in ("consultation.toml", "north.toml")]


def asked(slug: str = "annual-next") -> Questionnaire:
    query = sa.select(Questionnaire).join(Event, is_consultation(Event.id))
    return db.session.scalars(query.where(Event.slug == slug)).one()


def answers() -> list[Answer]:
    mine = sa.select(Answer).where(Answer.questionnaire_id == asked().id).order_by(Answer.id)
    return list(db.session.scalars(mine))


def test_sixty_eight_people_answered(demo: Flask) -> None:
    with demo.app_context():
        found = answers()
        assert Counter(answer.language for answer in found) == {"sq": 34, "en": 34}
        assert Counter(answer.origin for answer in found) == {Origin.WEB: 62, Origin.PAPER: 6}
        assert len({answer.sector_id for answer in found}) == 10
        assert len({answer.county_id for answer in found if answer.county_id}) == 12
        assert {answer.county_id is None for answer in found if answer.capital is None} == {True}
        assert sum(answer.capital is True for answer in found) == 14
        texts = db.session.scalars(sa.select(Reply.text)).all()
        assert len(set(texts)) == len(texts)
        replies = db.session.scalars(sa.select(Reply))
        assert all(reply.folded == plain_text(reply.text) for reply in replies)


def test_what_is_asked_takes_three_minutes(demo: Flask) -> None:
    with demo.app_context():
        questionnaire = asked()
        questions = db.session.scalars(
            sa.select(Question)
            .where(Question.questionnaire_id == questionnaire.id)
            .order_by(Question.position)
        ).all()
        assert [question.kind for question in questions] == [
            QuestionKind.OPEN,
            QuestionKind.OPEN,
            QuestionKind.SCALE,
            QuestionKind.MULTIPLE,
        ]
        assert (questionnaire.opens_on, questionnaire.closes_on) == (
            TODAY - timedelta(days=25),
            TODAY + timedelta(days=10),
        )
        assert (questionnaire.named, questionnaire.closed, questionnaire.told) == (
            False,
            False,
            None,
        )
        assert all(questionnaire.opens_on <= answer.given_on < TODAY for answer in answers())


def test_each_passage_is_the_words_of_the_file(demo: Flask) -> None:
    with demo.app_context():
        mine = sa.select(Passage).join(Reply).join(Answer)
        mine = mine.where(Answer.questionnaire_id == asked().id)
        found = Counter(
            (
                passage.reply.text[passage.start : passage.end],
                passage.quote,
                frozenset(
                    (name, stance)
                    for name, stance in db.session.execute(
                        sa.select(Theme.name, Coding.stance)
                        .join_from(Coding, Theme)
                        .where(Coding.passage_id == passage.id)
                    )
                ),
            )
            for passage in db.session.scalars(mine)
        )
    themes = {row["key"]: Words(row["en"], row["sq"]) for row in FILES[0]["themes"]}
    assert found == Counter(
        (
            marked["words"],
            marked.get("quote", False),
            frozenset(
                [(themes[key], Stance.FOR) for key in marked.get("themes", ())]
                + [(themes[key], Stance.AGAINST) for key in marked.get("against", ())]
            ),
        )
        for row in ROWS
        for marked in row["passages"]
    )
    assert all(words.strip() == words != "" for words, _quote, _themes in found)
    assert all(themes for _words, _quote, themes in found)


def test_every_theme_was_heard_and_two_are_contested(demo: Flask) -> None:
    with demo.app_context():
        voices = db.session.execute(
            sa.select(Theme.position, Coding.stance, Answer.id)
            .join_from(Coding, Theme)
            .join(Passage, Coding.passage_id == Passage.id)
            .join(Reply)
            .join(Answer)
            .where(Answer.questionnaire_id == asked().id)
            .distinct()
        ).all()
    speaks_for = Counter(position for position, stance, _ in voices if stance is Stance.FOR)
    against = Counter(position for position, stance, _ in voices if stance is Stance.AGAINST)
    assert speaks_for == {1: 10, 2: 11, 3: 12, 4: 12, 5: 11, 6: 8, 7: 13, 8: 14}
    assert against == {4: 4, 8: 3}


def test_reading_is_nearly_done(demo: Flask) -> None:
    with demo.app_context():
        found = answers()
        readers = Counter(answer.read_by.name if answer.read_by else "" for answer in found)
        assert readers == {"Artan Bregu": 21, "Blerina Kaçori": 22, "Mirela Shkurti": 21, "": 4}
        coders = (
            sa.select(Coding.user_id).join(Passage, Coding.passage_id == Passage.id).join(Reply)
        )
        mine = coders.join(Answer).where(Answer.questionnaire_id == asked().id)
        same = mine.where(Coding.user_id == Answer.read_by_id)
        assert len(db.session.scalars(same).all()) == len(db.session.scalars(mine).all()) == 156
        replies = sa.select(Reply.id).join(Answer).where(Answer.questionnaire_id == asked().id)
        left = replies.where(~sa.exists().where(Passage.reply_id == Reply.id))
        assert len(db.session.scalars(left).all()) == 16
        quotes = sa.select(Answer.language).join(Reply).join(Passage).where(Passage.quote)
        quotes = quotes.where(Answer.questionnaire_id == asked().id)
        assert Counter(db.session.scalars(quotes)) == {"sq": 7, "en": 8}


def test_government_is_more_content_than_ngos(demo: Flask) -> None:
    with demo.app_context():
        numbers = db.session.execute(
            sa.select(Sector.key, County.key, Pick.number)
            .join_from(Pick, Answer)
            .join(Question, Pick.question_id == Question.id)
            .join(Sector)
            .join(County)
            .where(Question.kind == QuestionKind.SCALE)
        ).all()
        multiple = db.session.execute(
            sa.select(Choice.text, Pick.number)
            .join_from(Pick, Choice)
            .join(Question, Choice.question_id == Question.id)
            .join(Questionnaire, Question.questionnaire_id == Questionnaire.id)
            .where(Question.kind == QuestionKind.MULTIPLE, ~Questionnaire.purpose.in_(LATER))
        ).all()

    def average(*keys: str) -> float:
        given = [number for sector, county, number in numbers if sector in keys or county in keys]
        return sum(given) / len(given)

    assert {number for _sector, _county, number in numbers} == {1, 2, 3, 4, 5}
    assert average("central_government", "local_government") > average("civil_society") + 1
    assert average("korce", "shkoder") > average("kukes", "gjirokaster", "berat") + 1
    ticked = Counter(text.en for text, _number in multiple)
    assert (len(ticked), ticked.most_common(1)[0][0]) == (
        6,
        "World café: talks at tables that change",
    )
    assert {number for _text, number in multiple} == {None}


def test_ticks_are_the_same_every_time() -> None:
    first, second = Likings(), Likings()
    assert [first.ticks(row) for row in ROWS] == [second.ticks(row) for row in ROWS]


def test_the_north_group_put_three_matters_in_order(demo: Flask) -> None:
    with demo.app_context():
        ranks = db.session.execute(
            sa.select(Answer.id, Pick.number)
            .join_from(Pick, Answer)
            .where(Answer.questionnaire_id == asked("north-2").id)
            .order_by(Answer.id, Pick.number)
        ).all()
    assert [number for _answer, number in ranks] == [1, 2, 3] * 14


def test_what_was_decided_so_far(demo: Flask) -> None:
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()

        def statuses(
            of: type[Goal] | type[Objective] | type[Presentation],
        ) -> list[AgreementStatus]:
            mine = sa.select(of).where(of.event_id == event.id).order_by(of.position)
            return [row.status for row in db.session.scalars(mine)]

        agreed, proposed, idea = (
            AgreementStatus.AGREED,
            AgreementStatus.PROPOSED,
            AgreementStatus.IDEA,
        )
        assert statuses(Goal) == [agreed, agreed, proposed]
        assert statuses(Objective) == [agreed, agreed, agreed, proposed, agreed, idea]
        assert statuses(Presentation) == [agreed, agreed, agreed, proposed, proposed, idea]
        objectives = db.session.scalars(
            sa.select(Objective).where(Objective.event_id == event.id)
        ).all()
        assert all(
            objective.goal and objective.goal.event_id == event.id for objective in objectives
        )
        speakers = Counter(db.session.scalars(sa.select(PresentationSpeaker.presentation_id)))
        assert sorted(speakers.values()) == [1, 2, 2, 2, 3, 3]
        assert set(db.session.scalars(sa.select(PresentationTheme.presentation_id))) == set(
            speakers
        )
        mine = sa.select(Theme).where(Theme.event_id == event.id)
        themes = db.session.scalars(mine.order_by(Theme.position)).all()
        assert [theme.name.en for theme in themes if theme.objective is None] == [
            "Meetings that decide something",
            "Work, rent and aid after the shelter",
        ]
        assert {theme.colour for theme in themes} == set(range(1, 9))


def test_what_2008_was_about_came_from_what_people_asked_for(demo: Flask) -> None:
    """Fifteen of twenty speak of travel, as the notes of the day say; what nobody made an objective of is there too."""
    with demo.app_context():
        before = asked("annual-2008")
        voices = sa.select(Theme.position, sa.func.count(Answer.id.distinct()))
        voices = voices.join_from(Theme, Coding).join(Passage, Coding.passage_id == Passage.id)
        voices = voices.join(Reply).join(Answer).where(Answer.questionnaire_id == before.id)
        heard = db.session.execute(voices.group_by(Theme.position).order_by(Theme.position)).all()
        assert [tuple(row) for row in heard] == [(1, 15), (2, 5), (3, 5), (4, 5), (5, 3)]
        themes = sa.select(Theme).where(Theme.event_id == before.event_id)
        found = db.session.scalars(themes.order_by(Theme.position)).all()
        assert [one.objective.code if one.objective else "" for one in found] == [
            "O3",
            "O1",
            "O2",
            "O3",
            "",
        ]


def test_a_hundred_and_ten_were_asked_personally(demo: Flask) -> None:
    with demo.app_context():
        mine = Invitation.questionnaire_id == asked().id
        invitations = db.session.scalars(
            sa.select(Invitation).where(mine).order_by(Invitation.id)
        ).all()
        assert len({invitation.email for invitation in invitations}) == 110
        assert len({invitation.organisation for invitation in invitations}) == 110
        assert all(
            invitation.person and invitation.person.name == invitation.name
            for invitation in invitations
        )
        assert sum(invitation.answered for invitation in invitations) == 41
        mails = db.session.execute(
            sa.select(Invitation, Message)
            .join_from(SentLetter, Message)
            .join(Invitation)
            .where(mine)
        ).all()
        assert Counter(mail.state for _, mail in mails) == {
            MessageState.SENT: 108,
            MessageState.FAILED: 2,
        }
        for invitation, mail in mails:
            assert mail.to == invitation.email
            assert (mail.created_at.date(), mail.body) == (TODAY - timedelta(days=19), "")
            if mail.state is MessageState.FAILED:
                assert mail.error.startswith("55")
                assert invitation.email in mail.error
                assert (invitation.answered, mail.sent_at) == (False, None)
        letters = db.session.scalars(
            sa.select(Letter).where(Letter.questionnaire_id == asked().id)
        ).all()
        assert {letter.kind for letter in letters} == set(LetterKind)


def wordings(value: Any) -> Iterator[tuple[str, str]]:
    """Every pair of wordings in a file: English, Albanian."""
    if isinstance(value, list):
        for part in value:
            yield from wordings(part)
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "en" or key.endswith("_en"):
                yield part, value[f"{key[:-2]}sq"]
            yield from wordings(part)


@pytest.mark.parametrize("table", FILES, ids=["consultation", "north"])
def test_everything_is_in_both_languages(table: dict[str, Any]) -> None:
    pairs = list(wordings(table))
    assert len(pairs) > 6
    assert [
        pair
        for pair in pairs
        if bool(pair[0].strip()) != bool(pair[1].strip()) or pair[0] == pair[1] != ""
    ] == []


def test_nobody_is_named() -> None:
    names = read_toml(FOLDER / "names.toml")
    given = "|".join(map(re.escape, names["given_f"] + names["given_m"]))
    texts = [row[part] for row in ROWS for part in ("first", "second")]
    texts += [row["know"] for row in FILES[1]["answers"]]
    assert [text for text in texts if re.search(rf"\b(?:{given}) [A-ZÇË]|@|\d{{3}}", text)] == []


def test_words_are_found_where_they_stand() -> None:
    assert find_words("çështje", "Një çështje e hapur.") == (4, 11)


@pytest.mark.parametrize("words", ["", "closed", "e"])
def test_words_that_are_not_there_or_twice_are_told_with_the_text(words: str) -> None:
    with pytest.raises(ValueError, match="Të gjitha janë të hapura"):
        find_words(words, "Të gjitha janë të hapura" + " e e")
