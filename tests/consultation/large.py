"""A large consultation, put in quickly: 1,000 answers, 2,000 replies, 6,000 coded passages, 12 themes."""

import secrets
from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from facilitate.consultation.models import (
    Answer,
    Coding,
    Passage,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
    Stance,
    Theme,
)
from facilitate.consultation.questionnaire import is_consultation
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words, plain_text

from .. import moment

ANSWERS, PER_REPLY = 1000, 3
"""How many answers, and how many coded passages in each of an answer's two replies."""

# Each theme: its name, and sentences people write about it. The last of each is left without a theme now and then.
THEMES = {
    Words("Keep trained people in post", "Të trajnuarit të qëndrojnë në detyrë"): [
        "Policët e trajnuar lëvizin çdo vit në një detyrë tjetër.",
        "Trained officers are moved to another post every year.",
        "Stafi i trajnuar largohet nga detyra pas zgjedhjeve.",
    ],
    Words("One contact list that is true", "Një listë kontaktesh e saktë"): [
        "Lista e kontakteve është e vjetër dhe numrat e telefonit nuk përgjigjen.",
        "We need one contact list with phone numbers that answer.",
        "Duam një listë kontaktesh që përditësohet çdo tre muaj.",
    ],
    Words("Schools see it first", "Shkollat e shohin të parat"): [
        "Mësuesit e shohin të parët kur një nxënës mungon në shkollë.",
        "Teachers notice first when a pupil is missing from school.",
        "Psikologët e shkollave duhet të jenë në tryezën teknike.",
    ],
    Words("Money after the donors", "Paratë pas donatorëve"): [
        "Kur mbaron projekti i donatorit, qendra mbetet pa buxhet.",
        "When the donor's project ends the shelter has no budget.",
        "Bashkia duhet të ketë një zë buxheti për strehimin.",
    ],
    Words("What may the press publish", "Çfarë mund të botojë shtypi"): [
        "Gazetarët botojnë emra dhe fotografi pa leje.",
        "Journalists publish names and photographs without permission.",
        "Duhen rregulla për shtypin dhe televizionin vendor.",
    ],
    Words("Cases across county borders", "Rastet përtej kufijve të qarkut"): [
        "Rasti humbet kur personi kalon në një qark tjetër.",
        "A case is lost when the person moves to another county.",
        "Qarqet fqinje duhet t'i kalojnë rastet njëra-tjetrës me shkrim.",
    ],
    Words("Work and training for women", "Punë dhe kurse për gratë"): [
        "Kurset profesionale duhet të çojnë në një vend pune.",
        "Vocational courses have to lead to a paid job.",
        "Zyra e punës nuk ka vende pune në zonat rurale.",
    ],
    Words("A road to the villages", "Rruga drejt fshatrave"): [
        "Në fshatrat e thella nuk shkon asnjë punonjës social.",
        "No social worker reaches the mountain villages in winter.",
        "Na duhet një automjet për të shkuar në komuna.",
    ],
    Words("Legal aid that is free", "Ndihmë juridike falas"): [
        "Avokati falas vjen vonë ose nuk vjen fare në gjyq.",
        "Free legal aid comes late, or never, to the court.",
        "Prokuroria dhe avokatët duhet të takohen rregullisht.",
    ],
    Words("Protect those who testify", "Mbrojtje për dëshmitarët"): [
        "Dëshmitarët kanë frikë sepse mbrojtja mbaron me gjyqin.",
        "Witnesses are afraid because protection ends with the trial.",
        "Ligji për mbrojtjen e dëshmitarëve nuk zbatohet.",
    ],
    Words("Data that everybody shares", "Të dhëna që i kanë të gjithë"): [
        "Çdo zyrë mban statistika të veta dhe shifrat nuk përputhen.",
        "Every office keeps statistics of its own and the figures differ.",
        "Një raport i përbashkët çdo gjashtë muaj do të ndihmonte.",
    ],
    Words("Meet more than once a year", "Të takohemi më shumë se një herë në vit"): [
        "Komiteti rajonal nuk është mbledhur që vitin e kaluar.",
        "The regional committee has not met since last year.",
        "Takimet duhet të kenë axhendë dhe procesverbal.",
    ],
}
LOOSE = [
    "Faleminderit për pyetjen.",
    "Nothing else for now.",
    "Shpresoj që konferenca të jetë e dobishme! 🙂",
]


def fill_large(event: Event, answers: int = ANSWERS) -> None:
    """Put the answers, their passages and themes into the event's questionnaire (made if there is none).

    Twelve themes, two replies an answer, three coded passages a reply; about one passage in ten speaks
    against its theme. The same every time. Flushes; the caller commits.
    """
    chance = Random(2008)
    questionnaire = _questionnaire(event)
    themes = _themes(event)
    _answers(questionnaire, answers, chance)
    receipts = (
        sa.select(Answer.id).where(Answer.receipt.startswith("large-")).order_by(Answer.receipt)
    )
    ids = db.session.scalars(receipts).all()
    open_ones = sa.select(Question.id).where(
        Question.questionnaire_id == questionnaire.id, Question.kind == QuestionKind.OPEN
    )
    asked = db.session.scalars(open_ones.order_by(Question.position)).all()[:2]
    written = {(answer, question): _written(chance) for answer in ids for question in asked}
    _insert(
        Reply,
        [
            {"answer_id": answer, "question_id": question, "text": text, "folded": plain_text(text)}
            for (answer, question), (text, _marks) in written.items()
        ],
    )
    _code(ids, written, themes, chance)
    db.session.flush()


def _questionnaire(event: Event) -> Questionnaire:
    row = db.session.scalar(sa.select(Questionnaire).where(is_consultation(event.id)))
    if row is None:
        today = moment.planner_today()
        row = Questionnaire(
            event_id=event.id,
            token=secrets.token_urlsafe(8),
            title=Words("What do you want?", "Çfarë doni?"),
            intro=Words(),
            opens_on=today - timedelta(days=30),
            closes_on=today + timedelta(days=30),
        )
        db.session.add(row)
        db.session.flush()
        for position, text in enumerate(
            [
                Words("What do you want to do?", "Çfarë doni të bëni?"),
                Words("To learn?", "Të mësoni?"),
            ],
            1,
        ):
            db.session.add(
                Question(
                    questionnaire_id=row.id,
                    position=position,
                    text=text,
                    help=Words(),
                    required=True,
                )
            )
        db.session.flush()
    return row


def _themes(event: Event) -> list[int]:
    last = (
        db.session.scalar(sa.select(sa.func.max(Theme.position)).where(Theme.event_id == event.id))
        or 0
    )
    _insert(
        Theme,
        [
            {
                "event_id": event.id,
                "position": last + number + 1,
                "name": name,
                "colour": number,
                "version": 1,
            }
            for number, name in enumerate(THEMES)
        ],
    )
    made = sa.select(Theme.id).where(Theme.event_id == event.id, Theme.position > last)
    return list(db.session.scalars(made.order_by(Theme.position)))


def _answers(questionnaire: Questionnaire, number: int, chance: Random) -> None:
    sectors = db.session.scalars(sa.select(Sector.id).order_by(Sector.position)).all()
    counties = db.session.scalars(sa.select(County.id).order_by(County.id)).all()
    readers = db.session.scalars(
        sa.select(Member.user_id).where(Member.event_id == questionnaire.event_id)
    ).all()
    _insert(
        Answer,
        [
            {
                "questionnaire_id": questionnaire.id,
                "receipt": f"large-{at:06}",
                "language": "sq" if chance.random() < 0.7 else "en",
                "sector_id": chance.choice(sectors[:8]),
                "county_id": chance.choice(counties) if at % 12 else None,
                "capital": chance.random() < 0.3 if at % 12 else None,
                "given_on": moment.planner_today() - timedelta(days=at % 20),
                "read_by_id": chance.choice(readers) if readers and at % 4 else None,
            }
            for at in range(number)
        ],
    )


def _written(chance: Random) -> tuple[str, list[tuple[int, int, int]]]:
    """A text, and the (start, end, number of the theme) of its coded sentences."""
    pool = list(THEMES.values())
    text, marks = "", []
    for number in chance.sample(range(len(pool)), PER_REPLY):
        sentence = chance.choice(pool[number])
        marks.append((len(text), len(text) + len(sentence), number))
        text += sentence + chance.choice([" ", "\n"])
    # One more that nobody has coded yet: half of them speak of a theme.
    more = chance.choice(pool)[-1] if chance.random() < 0.5 else chance.choice(LOOSE)
    return text + more, marks


def _code(ids: Any, written: dict[Any, Any], themes: list[int], chance: Random) -> None:
    replies = {
        (answer, question): key
        for key, answer, question in db.session.execute(
            sa.select(Reply.id, Reply.answer_id, Reply.question_id).where(Reply.answer_id.in_(ids))
        )
    }
    marks = {
        (replies[place], start, end): theme
        for place, (_text, found) in written.items()
        for start, end, theme in found
    }
    _insert(
        Passage,
        [
            {"reply_id": reply, "start": start, "end": end, "quote": at % 50 == 0}
            for at, (reply, start, end) in enumerate(marks)
        ],
    )
    event = sa.select(Theme.event_id).where(Theme.id == themes[0]).scalar_subquery()
    coders: list[int | None] = list(
        db.session.scalars(sa.select(Member.user_id).where(Member.event_id == event))
    ) or [None]
    mine = sa.select(Passage.id, Passage.reply_id, Passage.start, Passage.end)
    _insert(
        Coding,
        [
            {
                "passage_id": key,
                "theme_id": themes[marks[reply, start, end]],
                "stance": Stance.AGAINST if chance.random() < 0.1 else Stance.FOR,
                "user_id": chance.choice(coders),
            }
            for key, reply, start, end in db.session.execute(mine.order_by(Passage.id))
            if (reply, start, end) in marks
        ],
    )


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)
