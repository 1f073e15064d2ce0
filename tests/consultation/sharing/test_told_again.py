"""The page, its Word file and the report told one after the other: nobody is told by comparing two of them."""

from itertools import combinations
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.consultation.constellation.counting import ThemeVoice, count_speakers, count_themes
from facilitate.consultation.models import Answer, Coding, Passage, Questionnaire, Reply, Theme
from facilitate.consultation.sharing.actions import note_counts_told
from facilitate.consultation.sharing.summary import (
    SectorPart,
    shown_choices,
    shown_many,
    shown_parts,
    shown_ranking,
    shown_source,
    shown_theme,
)
from facilitate.consultation.telling import CountsTelling, ToldPlace
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.models import Event
from facilitate.lib.coarsening import is_too_few

from .conftest import Told

STATE = "/events/spring/consultation/share/state"
SECTORS = ["central_government", "local_government", "civil_society", "donor"]
NAMES = {key: key.title() for key in SECTORS}
THEMES = (1, 2, 3)
Cells = dict[tuple[str, ...], int | None]


def numbers(page: Any) -> Cells:
    """Every number of people on a published page."""
    found: Cells = {("answers",): page["answers"], ("invited",): page["invited"]}
    found |= {("part", one["key"]): one["answers"] for one in page["parts"]}
    for theme in page["themes"]:
        name = str(theme["theme"])
        found[name, "all"] = theme["answers"]
        keys = [part["key"] for part in page["parts"]]
        found |= {(name, key): number for key, number in zip(keys, theme["numbers"], strict=True)}
        found |= {(name, "side", str(n)): number for n, number in enumerate(theme["sides"] or ())}
    for number, result in enumerate(page["results"]):
        found["result", str(number)] = result["answers"]
        found |= {("result", str(number), line["name"]): line["number"] for line in result["lines"]}
    for aim in page["aims"]:
        found["aim", aim["code"]] = aim["source"]["answers"]
        found |= {
            ("aim", aim["code"], key): number for key, number in aim["source"]["groups"].items()
        }
    return found


def told_apart(one: Cells, other: Cells) -> list[tuple[str, ...]]:
    """The numbers that differ by one or two people."""
    pairs = {key: (one[key], other[key]) for key in one.keys() & other.keys()}
    return [
        key
        for key, (a, b) in pairs.items()
        if a is not None and b is not None and is_too_few(abs(a - b))
    ]


def more_answers(app: Flask, sectors: list[str], theme: int = 0) -> None:
    """One more answer of each of these sectors, which speaks of one theme and answers as the first one did."""
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        like = db.session.scalars(sa.select(Answer).order_by(Answer.id)).first()
        themes = db.session.scalars(sa.select(Theme.id).order_by(Theme.position)).all()
        reply = db.session.scalars(sa.select(Reply).where(Reply.answer_id == like.id)).first()
        assert like is not None
        assert reply is not None
        for key in sectors:
            sector = db.session.scalars(sa.select(Sector.id).where(Sector.key == key)).one()
            number = db.session.scalar(sa.select(sa.func.count(Answer.id)))
            answer = Answer(
                questionnaire_id=questionnaire.id,
                sector_id=sector,
                receipt=f"one-more-{number:010}",
                given_on=like.given_on,
                language="sq",
            )
            db.session.add(answer)
            db.session.flush()
            said = Reply(
                answer_id=answer.id,
                question_id=reply.question_id,
                text="Duam trajnim.",
                folded="duam trajnim.",
            )
            db.session.add(said)
            db.session.flush()
            passage = Passage(reply_id=said.id, start=0, end=len(said.text))
            db.session.add(passage)
            db.session.flush()
            db.session.add(Coding(passage_id=passage.id, theme_id=themes[theme]))
        db.session.commit()


def published(app: Flask) -> Cells:
    with app.app_context():
        told = db.session.scalars(sa.select(Questionnaire.told)).one()
        assert told is not None
        assert [one["answers"] for one in told["sq"]["themes"]] == [
            one["answers"] for one in told["en"]["themes"]
        ]
        return numbers(told["en"])


def publish(*people: FlaskClient) -> list[int]:
    return [one.post(STATE, data={"to": "published"}).status_code for one in people]


@pytest.mark.both_databases
def test_one_more_answer_changes_no_number(
    app: Flask, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    assert publish(organiser, lead) == [302, 302]
    first = published(app)
    more_answers(app, ["donor"])
    assert publish(organiser, lead) == [302, 302]
    assert published(app) == first
    more_answers(app, ["donor", "civil_society"])
    assert publish(organiser, lead) == [302, 302]
    then = published(app)
    assert (first["answers",], then["answers",]) == (39, 42)
    assert told_apart(first, then) == []


@pytest.mark.both_databases
def test_what_left_with_the_report_counts_as_told(
    app: Flask, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        note_counts_told(event)
        db.session.commit()
    more_answers(app, ["media"])
    publish(organiser, lead)
    assert published(app)["answers",] == 39
    organiser.post(STATE, data={"to": "hidden"})
    more_answers(app, ["media"])
    publish(organiser, lead)
    assert published(app)["answers",] == 39


@pytest.mark.both_databases
def test_a_page_published_before_its_counts_were_kept_is_judged_with(
    app: Flask, organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    publish(organiser, lead)
    first = published(app)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(counted={}))
        db.session.commit()
    more_answers(app, ["local_government"])
    publish(organiser, lead)
    then = published(app)
    kept = [key for key in first if key[0] not in ("result", "aim")]
    assert {key: then[key] for key in kept} == {key: first[key] for key in kept}


voice = st.builds(
    ThemeVoice,
    st.sampled_from(SECTORS),
    st.none(),
    st.none(),
    st.frozensets(st.sampled_from(THEMES)),
    st.frozensets(st.sampled_from(THEMES)),
    st.integers(1, 3),
)


def told_of(heard: list[ThemeVoice], telling: CountsTelling) -> Cells:
    """Every number the page would tell of these voices, by the product's own functions."""
    parts: dict[str, int] = {}
    for one in heard:
        parts[one.sector] = parts.get(one.sector, 0) + one.answers
    answers, shown = shown_parts(
        [SectorPart(key, "", "", "", number) for key, number in parts.items()], telling
    )
    found: Cells = {("answers",): answers} | {("part", one.key): one.answers for one in shown}
    for row in count_themes(list(THEMES), list(parts), heard):
        theme = shown_theme(row, "", "", NAMES, [], telling, answers)
        found[str(row.theme), "all"] = theme.answers
        found |= {(str(row.theme), key): n for key, n in zip(NAMES, theme.numbers, strict=True)}
        found |= {
            (str(row.theme), "side", str(n)): number for n, number in enumerate(theme.sides or ())
        }
    for themes in ({1}, {1, 2}):
        source = shown_source(count_speakers(themes, heard), themes, telling, answers)
        name = "+".join(map(str, themes))
        found["aim", name] = source.answers
        found |= {("aim", name, group): number for group, number in source.groups.items()}
    first = [sum(one.answers for one in heard if n in one.speaks_for) for n in THEMES]
    second = [sum(one.answers for one in heard if n in one.against) for n in THEMES]
    names = [str(n) for n in THEMES]
    for key, result in {
        "single": shown_choices(
            "", names, first, ToldPlace("single", telling=telling, most=answers)
        ),
        "many": shown_many(
            "", names, first, sum(parts.values()), ToldPlace("many", telling=telling, most=answers)
        ),
        "ranked": shown_ranking(
            "",
            names,
            [{1: a, 2: b} for a, b in zip(first, second, strict=True)],
            ToldPlace("ranked", telling=telling),
        ),
    }.items():
        found[key, "all"] = result.answers
        found |= {(key, line.name): line.number for line in result.lines}
    return found


@settings(max_examples=50, deadline=None)
@given(st.lists(voice, min_size=8, max_size=30), st.lists(st.lists(voice, max_size=4), max_size=4))
def test_no_sequence_of_pages_tells_of_one_or_two(
    first: list[ThemeVoice], later: list[list[ThemeVoice]]
) -> None:
    counted: Any = {}
    heard, pages = list(first), []
    for more in [[], *later]:
        heard += more
        telling = CountsTelling(counted)
        pages.append(told_of(heard, telling))
        counted = telling.added()
    for one, other in combinations(pages, 2):
        assert told_apart(one, other) == []
    assert [
        number
        for page in pages
        for number in page.values()
        if number is not None and is_too_few(number)
    ] == []


def test_without_what_was_told_before_one_person_shows() -> None:
    """The search finds something where there is something."""
    heard = [ThemeVoice(key, None, None, frozenset([1]), frozenset(), 7) for key in SECTORS]
    one = told_of(heard, CountsTelling())
    other = told_of(
        [*heard, ThemeVoice("donor", None, None, frozenset([1]), frozenset(), 1)], CountsTelling()
    )
    assert ("part", "donor") in told_apart(one, other)
