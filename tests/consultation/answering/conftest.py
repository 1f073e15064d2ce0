"""A questionnaire with every kind of question, and people invited to it."""

from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.links import make_links
from facilitate.consultation.models import Choice, Invitation, Question, QuestionKind, Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import County, District, Level, OfficeKind, Organisation, Person
from facilitate.lib.text import Words

from ...scenes import keep_scene
from ..conftest import Asked

KINDS = {
    "single": ("Which day suits you?", ["Monday", "Thursday", "Friday"]),
    "multiple": ("Which topics matter?", ["Shelters", "Police", "Schools"]),
    "scale": ("How ready is your county?", []),
    "ranking": ("What comes first?", ["Money", "People", "Data"]),
}


@dataclass(frozen=True)
class Kinds:
    """Ids of the questions by kind, of their choices by text."""

    questions: dict[str, int] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)

    def name(self, kind: str, choice: str = "") -> str:
        """The name of an input."""
        own = f"question_{self.questions[kind]}"
        return f"{own}-{self.choices[choice]}" if choice else own


@pytest.fixture
@keep_scene
def kinds(app: Flask, asked: Asked) -> Kinds:
    """One more question of each kind that is not open."""
    made = Kinds()
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        for position, (kind, (text, choices)) in enumerate(KINDS.items(), 10):
            question = Question(
                questionnaire_id=questionnaire.id,
                position=position,
                kind=QuestionKind(kind),
                text=Words(text, f"{text} sq"),
                help=Words(),
                low=Words("not at all", "aspak"),
                high=Words("fully", "plotësisht"),
            )
            db.session.add(question)
            db.session.flush()
            made.questions[kind] = question.id
            for place, choice in enumerate(choices, 1):
                row = Choice(
                    question_id=question.id, position=place, text=Words(choice, f"{choice} sq")
                )
                db.session.add(row)
                db.session.flush()
                made.choices[choice] = row.id
        db.session.commit()
    return made


@dataclass(frozen=True)
class Invited:
    """Somebody invited: the address of the link, ids, and every word that could give them away."""

    path: str
    invitation: int
    person: int | None
    traces: tuple[str, ...]


def invite_person(
    app: Flask, name: str, *, organisation: str = "", person: int | None = None
) -> Invited:
    """Invite somebody; their link speaks English."""
    email = f"{name.split()[0].lower()}@home.example"
    with app.test_request_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        row = Invitation(
            questionnaire_id=questionnaire.id,
            name=name,
            organisation=organisation,
            email=email,
            language="en",
            person_id=person,
        )
        db.session.add(row)
        db.session.flush()
        path = make_links([row])[row.id].removeprefix("http://localhost")
        db.session.commit()
        return Invited(path, row.id, person, (path.removeprefix("/i/"), email, name))


@pytest.fixture
@keep_scene
def invited(app: Flask, asked: Asked) -> Invited:
    """An address that came with a list."""
    return invite_person(app, "Zamira Testi", organisation="Shtëpia e Hapur")


@pytest.fixture
def from_directory(app: Flask, asked: Asked) -> Invited:
    """A person of the directory, of an office in the capital."""
    with app.app_context():
        county = db.session.scalars(sa.select(County).where(County.key == "tirane")).one()
        district = db.session.scalars(sa.select(District).where(District.capital)).one()
        office = Organisation(
            name="Ministria e Provës",
            kind=OfficeKind.MINISTRY,
            level=Level.CENTRAL,
            sector_id=asked.sectors["central_government"],
            county_id=county.id,
            district_id=district.id,
        )
        db.session.add(office)
        db.session.flush()
        person = Person(
            given_name="Ylli",
            family_name="Provë",
            organisation_id=office.id,
            position=Words(),
            email="ylli@office.example",
            phone="",
        )
        db.session.add(person)
        db.session.commit()
        key = person.id
    return invite_person(app, "Ylli Provë", person=key)
