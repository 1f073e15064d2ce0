"""What a report is assembled from, what never gets into it, and that what the team writes survives."""

from datetime import date

import pytest
import sqlalchemy as sa

from facilitate.agenda.models import LiveAction, Step, StepSpeaker
from facilitate.budget.models import Contribution, ContributionKind, PledgeStatus
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import AgreementStatus, Objective
from facilitate.lib.text import Words
from facilitate.notes.models import DecisionMethod, NoteAction, NoteDecision, NoteKind, NoteLine
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Registration, Standing
from facilitate.release.models import TextSource, Verdict
from facilitate.report.clearing.outgoing import findings_of
from facilitate.report.models import SectionText
from facilitate.report.proceedings import Bullets, Exhibit, ReportQuote, Trail
from facilitate.report.writing.assembling import report_of
from facilitate.report.writing.markup import blocks_to_text
from facilitate.report.writing.outline import report_outline
from tests.consultation.evaluating.conftest import give_answer, make_evaluation
from tests.directory.rows import add_office, add_worker

from ... import moment
from ..conftest import NOW, report_event


def texts(code: str = "en") -> str:
    """Everything a report says, as one text."""
    report = report_of(report_event(), code)
    return "\n".join([report.title, *report.cover, *(f"{one}" for one in report.walk())])


def section(key: str, code: str = "en"):
    return report_of(report_event(), code).section(key)


@pytest.fixture
def came(app, cast):
    """Puts somebody on the list of those who came; gives the ids of the person and the participation."""

    def put(
        given: str,
        family: str,
        *,
        agreed: bool = False,
        county: str = "",
        sector: str = "civil_society",
    ):
        with app.app_context():
            where = (
                add_office(f"Zyra e {given}", sector=sector, county=county)
                if county
                else add_office(f"Zyra e {given}", sector=sector)
            )
            one = add_worker(f"{given} {family}", where)
            row = invite_to_event(report_event(), one, Standing.ATTENDED)
            db.session.flush()
            db.session.add(
                Registration(participation_id=row.id, token=f"t{row.id}", in_list=agreed)
            )
            db.session.commit()
            return one.id, row.id

    return put


def test_points_and_quotes_stand_in_their_session(app, opening, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    say("Na duhet benzinë.", kind=NoteKind.QUOTE)
    say("Kush paguan?", kind=NoteKind.QUESTION)
    with app.app_context():
        found = section(f"session-{opening}", "sq")
        assert found.title == "Hapja"
        assert Bullets(("Referimi zgjat gjashtë muaj.",)) in found.blocks
        assert ReportQuote("Na duhet benzinë.") in found.blocks
        assert "- Kush paguan?" in blocks_to_text(found.blocks)


def test_nothing_private_unreleased_or_removed_is_in_it(app, opening, say, verdict) -> None:
    say("TREGOJE kështu.", withheld=True)
    say("KJO U HOQ.", removed_at=NOW)
    undecided = say("Elira ka ardhur nga fshati.")
    say("Kjo mbetet.")
    with app.app_context():
        for code in ("en", "sq"):
            told = texts(code)
            assert "Kjo mbetet." in told
            assert [word for word in ("TREGOJE", "KJO U HOQ", "Elira") if word in told] == []
    verdict(undecided, "Elira", Verdict.REMOVE)
    with app.app_context():
        told = texts()
        assert ("Elira" in told, "[…] ka ardhur nga fshati." in told) == (False, True)


def test_who_said_it_is_told_only_as_far_as_it_points_to_nobody(app, opening, say, came) -> None:
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector.id).where(Sector.key == "civil_society")).one()
        county = db.session.scalars(sa.select(County).where(County.key == "kukes")).one()
        county_id = county.id
    silent, _row = came("Agim", "Hysi", county="kukes")
    agreed, _row = came("Bora", "Leka", county="kukes", agreed=True)
    for person_id in (silent, agreed):
        say(
            f"Fjalë {person_id}",
            kind=NoteKind.QUOTE,
            person_id=person_id,
            sector_id=sector,
            county_id=county_id,
        )
    with app.app_context():
        quotes = [
            one for one in section(f"session-{opening}").blocks if isinstance(one, ReportQuote)
        ]
        assert [one.who for one in quotes] == ["", "Bora Leka"]  # two people are too few to be told
    came("Drita", "Marku", county="kukes")
    with app.app_context():
        quotes = [
            one for one in section(f"session-{opening}").blocks if isinstance(one, ReportQuote)
        ]
        assert [one.who for one in quotes] == ["Civil society, Kukës", "Bora Leka"]


def test_only_those_who_agreed_are_named(app, came) -> None:
    for given, agreed in (("Agim", False), ("Bora", True), ("Drita", True)):
        came(given, "Hysi", agreed=agreed)
    with app.app_context():
        found = section("participants")
        table = found.exhibits["participants-table"].blocks[0]
        assert table.rows == (("Bora Hysi", "Zyra e Bora"), ("Drita Hysi", "Zyra e Drita"))
        assert "Agim" not in texts()


def test_what_was_asked_leads_to_steps_decisions_and_actions(app, cast, opening, say) -> None:
    line = say("Mblidhemi çdo muaj.", kind=NoteKind.DECISION)
    with app.app_context():
        event = report_event()
        add_objective(
            event,
            Words("Meet every month", "Mblidhemi çdo muaj"),
            Words("Minutes", "Procesverbale"),
        )
        db.session.flush()
        objective = db.session.scalars(sa.select(Objective)).one()
        objective.status = AgreementStatus.AGREED
        more = {"event_id": event.id, "objective_id": objective.id, "step_id": opening, "at": NOW}
        decision = NoteDecision(
            **more,
            line_id=line,
            text="Mblidhemi çdo muaj.",
            how=DecisionMethod.OBJECTIONS,
            objections="Jo në gusht.",
        )
        action = NoteAction(
            **more,
            text="Gjejmë sallën.",
            owner_name="Prefektura",
            due_on=date(2027, 4, 1),
            token="tok-1",
        )
        db.session.add_all([decision, action])
        db.session.commit()
        ids = decision.id, action.id
    with app.app_context():
        trail = section("asked").exhibits["asked-trails"].blocks[0]
        assert isinstance(trail, Trail)
        assert not any(one.empty == "nothing was written down" for one in trail.stations)
        links = {link.mark: link.text for one in trail.stations for link in one.links if link.mark}
        assert links[f"decision-{ids[0]}"] == "Mblidhemi çdo muaj."
        assert links[f"action-{ids[1]}"] == "Gjejmë sallën. (still open)"
        deeds = section("deeds").exhibits
        decided, promised = deeds["decisions-table"].blocks[0], deeds["actions-table"].blocks[0]
        assert decided.marks == (f"decision-{ids[0]}",)
        assert "Objections: Jo në gusht." in decided.rows[0][1]
        assert promised.rows[0][1:] == ("Prefektura", "1 April 2027", "still open")
        db.session.get_one(NoteLine, line).withheld = True  # and so what was made of it
        db.session.commit()
    with app.app_context():
        assert ("Mblidhemi çdo muaj." in texts(), "Gjejmë sallën." in texts()) == (False, True)


def test_sponsors_are_named_without_sums_and_employers_counted(app, cast) -> None:
    with app.app_context():
        for number, (giver, kind) in enumerate(
            (
                ("Fondacioni Ura", ContributionKind.CASH),
                ("Bashkia Kukës", ContributionKind.EMPLOYER),
            ),
            1,
        ):
            db.session.add(
                Contribution(
                    event_id=cast.event_id,
                    code=f"B{number}",
                    position=number,
                    giver=giver,
                    kind=kind,
                    title=Words("Coffee", "Kafe"),
                    unit_cents=123_456,
                    currency="EUR",
                )
            )
        db.session.commit()
    with app.app_context():
        told = f"{section('sponsors')}"
        assert (
            "Fondacioni Ura" in told,
            "Bashkia Kukës" in told,
            "1 employer has promised to pay for" in told,
        ) == (
            True,
            False,
            True,
        )
        assert (
            "1234" in told,
            "have been promised by" in told,
            "gave money, rooms, work or things" in told,
        ) == (
            False,
            True,
            False,
        )
        db.session.execute(sa.update(Contribution).values(pledge=PledgeStatus.CONFIRMED))
        event = report_event()
        event.first_day = event.last_day = moment.planner_today()
        db.session.commit()
    with app.app_context():
        told = f"{section('sponsors')}"
        assert ("gave money, rooms, work or things" in told, "1 employer paid for" in told) == (
            True,
            True,
        )
        assert "promised" not in told


def test_an_edited_section_survives_regeneration(app, cast, opening, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    key = f"session-{opening}"
    with app.app_context():
        source = blocks_to_text(section(key, "sq").blocks)
        db.session.add(
            SectionText(
                event_id=cast.event_id,
                section=key,
                language="sq",
                text="E shkruam vetë.",
                source=source,
                at=NOW,
            )
        )
        db.session.commit()
    say("Një pikë e re.")
    with app.app_context():
        for line in db.session.scalars(sa.select(NoteLine)):  # and even when all its sources go
            line.removed_at = NOW
        db.session.commit()
    with app.app_context():
        found = section(key, "sq")
        assert (blocks_to_text(found.blocks), found.edited) == ("E shkruam vetë.", True)
        assert section(key, "en") is None  # in the other language it is what is assembled: nothing


def test_an_edited_section_brings_back_nothing_that_was_removed(
    app, cast, opening, say, verdict
) -> None:
    say("Ajo banonte te stacioni i vjetër.", withheld=True)
    say("Kjo mbetet.")
    key = f"session-{opening}"
    with app.app_context():
        text = "Shkruar nga ne.\n\n- Ajo banonte  te stacioni i vjetër.\n- Kjo mbetet."
        row = SectionText(
            event_id=cast.event_id, section=key, language="sq", text=text, source="", at=NOW
        )
        db.session.add(row)
        db.session.commit()
        row_id, found = row.id, {one.found for one in findings_of(text, report_event())}
    for one in found:  # even where it is decided that the words may stay
        verdict(row_id, one, Verdict.KEEP, source=TextSource.SECTION)
    with app.app_context():
        assert blocks_to_text(section(key, "sq").blocks) == "Shkruar nga ne.\n\n- Kjo mbetet."


def test_an_edited_section_with_an_open_passage_waits(app, cast, opening, say) -> None:
    say("Kjo mbetet.")
    key = f"session-{opening}"
    with app.app_context():
        db.session.add(
            SectionText(
                event_id=cast.event_id,
                section=key,
                language="sq",
                text="Elira erdhi.",
                source="",
                at=NOW,
            )
        )
        db.session.commit()
    with app.app_context():
        assert "Elira" not in texts("sq")


def test_speakers_stand_with_their_organisation_and_timing_beside(app, cast, opening, came) -> None:
    who, _row = came("Bora", "Leka")
    with app.app_context():
        db.session.add(StepSpeaker(step_id=opening, person_id=who, name="Bora Leka", position=1))
        step = db.session.get_one(Step, opening)
        step.internal = False
        db.session.commit()
    with app.app_context():
        assert "Presented by: Bora Leka (Zyra e Bora)" in blocks_to_text(
            section(f"session-{opening}").blocks
        )
        assert db.session.scalar(sa.select(sa.func.count(LiveAction.id))) == 0
        assert section("evaluation") is None


def test_the_list_says_of_the_evaluation_what_the_report_holds(app, opening) -> None:
    with app.test_request_context():
        made, told = make_evaluation(report_event()), []
        for answers in (0, 1):
            for _ in range(answers):
                give_answer(made, "donor", overall=5)
            listed = "evaluation" in report_outline(report_event()).filled
            told.append((listed, section("evaluation") is not None))
    assert told == [(False, False), (True, True)]


@pytest.mark.both_databases
def test_the_list_says_of_a_postponed_idea_what_the_report_holds(app, cast) -> None:
    def held() -> tuple[bool, bool]:
        return "asked" in report_outline(report_event()).filled, section("asked") is not None

    with app.test_request_context():
        idea = add_objective(report_event(), Words("One form for all", ""), Words())
        told = [held()]
        idea.passed_to = Words("", "Ministrisë së Financave")
        db.session.flush()
        told.append(held())
    assert told == [(False, False), (True, True)]


def test_an_internal_step_is_in_no_report(app, opening, say) -> None:
    say("Vetëm për ne.")
    with app.app_context():
        db.session.get_one(Step, opening).internal = True
        db.session.commit()
    with app.app_context():
        assert ("Vetëm për ne." in texts(), "Opening" in texts()) == (False, False)


def test_exhibits_stand_where_their_line_stands(app, cast, opening) -> None:
    with app.app_context():
        db.session.add(
            SectionText(
                event_id=cast.event_id,
                section="programme",
                language="en",
                source="",
                at=NOW,
                text="Before.\n\n[[programme-table]]\n\nAfter.\n\n[[nothing]]",
            )
        )
        db.session.commit()
    with app.app_context():
        blocks = section("programme").blocks
        assert [type(one).__name__ for one in blocks] == ["Paragraph", "Exhibit", "Paragraph"]
        assert isinstance(blocks[1], Exhibit)
