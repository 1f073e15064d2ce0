"""Questions the constellation and provenance are counted from."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Sector
from ...events.models import Event, Objective
from ...web.i18n import pick_wording
from ..models import (
    Answer,
    Coding,
    Passage,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
    Stance,
    Theme,
)
from ..questionnaire import is_consultation
from .choices import Picked, sum_of_sectors
from .columns import ThemeColumn, ThemesSeen
from .counting import Sources, ThemeCount, ThemeVoice, count_themes


def voices_of(event: Event) -> list[ThemeVoice]:
    """Which answers speak of which themes; sectors in the order tables show them.

    The database brings every answer down to its themes (those it is against as negative numbers), so that
    1,000 answers with 6,000 passages come as a few hundred short rows.
    """
    signed = sa.case((Coding.stance == Stance.AGAINST, -Coding.theme_id), else_=Coding.theme_id)
    said = (
        sa.select(Reply.answer_id, signed.label("theme"))
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .where(is_consultation(event.id))
        .distinct()
        .subquery()
    )
    listed = sa.func.aggregate_strings(sa.cast(said.c.theme, sa.String), ",")
    of_answer = (
        sa.select(said.c.answer_id, listed.label("themes")).group_by(said.c.answer_id).subquery()
    )
    alike = (Sector.position, Sector.key, Answer.county_id, Answer.capital, of_answer.c.themes)
    rows = db.session.execute(
        sa.select(*alike[1:], sa.func.count(Answer.id))
        .join_from(Answer, Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .outerjoin(of_answer, of_answer.c.answer_id == Answer.id)
        .where(is_consultation(event.id))
        .group_by(*alike)
        .order_by(Sector.position)
    )
    return [_voice(*row) for row in rows]


def _voice(
    sector: str, county: int | None, capital: bool | None, themes: str | None, answers: int
) -> ThemeVoice:
    signed = [int(number) for number in themes.split(",")] if themes else []
    return ThemeVoice(
        sector=sector,
        county=county,
        capital=capital,
        speaks_for=frozenset(number for number in signed if number > 0),
        against=frozenset(-number for number in signed if number < 0),
        answers=answers,
    )


def provenance_of(event: Event) -> Sources:
    """The answers behind the event's objectives, goals and themes."""
    rows = db.session.execute(
        sa.select(Theme.id, Theme.objective_id, Theme.goal_id, Objective.goal_id)
        .outerjoin(Objective, Theme.objective_id == Objective.id)
        .where(Theme.event_id == event.id, ~Theme.gone)
    ).all()
    of_objective: defaultdict[int | None, set[int]] = defaultdict(set)
    of_goal: defaultdict[int | None, set[int]] = defaultdict(set)
    for theme, objective, goal, goal_of_objective in rows:
        of_objective[objective].add(theme)
        of_goal[goal].add(theme)
        of_goal[goal_of_objective].add(theme)
    return Sources(
        voices_of(event),
        {key: frozenset(themes) for key, themes in of_objective.items() if key},
        {key: frozenset(themes) for key, themes in of_goal.items() if key},
    )


def theme_counts(event: Event) -> list[ThemeCount]:
    """The event's themes in their order, each counted by sector."""
    themes = db.session.scalars(
        sa.select(Theme.id)
        .where(Theme.event_id == event.id, ~Theme.gone)
        .order_by(Theme.position, Theme.id)
    )
    voices = voices_of(event)
    return count_themes(list(themes), list(dict.fromkeys(voice.sector for voice in voices)), voices)


def themes_by_question(event: Event, themes: Sequence[int]) -> ThemesSeen:
    """Themes against the open questions that were answered: distinct answers that speak of them there."""
    asked = db.session.execute(
        sa.select(Question.id, Question.text, sa.func.count(Reply.id))
        .join_from(Question, Questionnaire, Question.questionnaire_id == Questionnaire.id)
        .join(Reply, Reply.question_id == Question.id)
        .where(is_consultation(event.id), Question.kind == QuestionKind.OPEN)
        .group_by(Question.id)  # what else is asked for hangs on it
        .order_by(Question.position)
    ).all()
    columns = [
        ThemeColumn(key, pick_wording(text), str(number), answers, sieve={"question": key})
        for number, (key, text, answers) in enumerate(asked, 1)
    ]
    cells = {theme: {column.id: 0 for column in columns} for theme in themes}
    rows = db.session.execute(
        sa.select(Coding.theme_id, Reply.question_id, sa.func.count(sa.distinct(Reply.answer_id)))
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .where(Reply.question_id.in_([column.id for column in columns]))
        .group_by(Coding.theme_id, Reply.question_id)
    )
    for theme, question, number in rows:
        if theme in cells:
            cells[theme][question] = number
    return ThemesSeen(columns, cells)


def picks_by_sector(event: Event) -> dict[int, dict[str, Picked]]:
    """Of each question of the consultation that is not open (its id), how many answers of each sector took what."""
    return picks_where(is_consultation(event.id))


def picks_where(asked: sa.ColumnElement[bool]) -> dict[int, dict[str, Picked]]:
    """Of each question that is not open (its id), how many answers of each sector (its key) took what.

    `asked` says of which questionnaires. Under (None, None) how many took anything.
    """
    mine = (
        sa.select(Sector.key, Pick.question_id, Pick.choice_id, Pick.number, Pick.answer_id)
        .join_from(Pick, Question, Pick.question_id == Question.id)
        .join(Questionnaire, Question.questionnaire_id == Questionnaire.id)
        .join(Answer, Pick.answer_id == Answer.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .where(asked)
        .cte()
    )
    kept, of = (mine.c.key, mine.c.question_id), (mine.c.choice_id, mine.c.number)
    each = sa.select(*kept, *of, sa.func.count()).group_by(*kept, *of)
    anything = sa.select(*kept, sa.null(), sa.null(), sa.func.count(sa.distinct(mine.c.answer_id)))
    found: defaultdict[int, dict[str, Picked]] = defaultdict(dict)
    for query in (each, anything.group_by(*kept)):
        for sector, question, choice, number, answers in db.session.execute(query):
            found[question].setdefault(sector, Picked())[choice, number] = answers
    return dict(found)


def picks_by_question(event: Event) -> dict[int, Picked]:
    """Of each question that is not open (its id), how many answers took what, all sectors together."""
    return {question: sum_of_sectors(picked) for question, picked in picks_by_sector(event).items()}
