"""One row of everything an event may have, with the words that must not leave marked."""

from datetime import date, timedelta

import sqlalchemy as sa

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step, StepComment, StepSpeaker
from facilitate.budget.models import (
    BudgetSetting,
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    Rate,
)
from facilitate.cafe.actions import cafe_of
from facilitate.cafe.models import (
    Bond,
    CafeGuest,
    CafeNote,
    CafePair,
    CafeSeating,
    CafeTable,
    SeatingCause,
)
from facilitate.checklists.models import TaskComment, TaskLink
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.directory.models import (
    County,
    Gender,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words
from facilitate.notes.models import (
    NoteAction,
    NoteDecision,
    NoteKind,
    NoteLine,
    NotePhoto,
    NoteStructure,
)
from facilitate.participation.models import DoorLink, Participation, Registration, Standing
from facilitate.practice.models import Lesson, LessonLink, PracticeSheet
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.report.models import (
    Attachment,
    InterestedParty,
    Proceedings,
    SectionText,
)

from ...notes.photos.pictures import draw_paper, picture_bytes
from ..conftest import NOW

HIDDEN = "Fshehur"
"""What begins every word that must not leave."""
AGENDA = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {"kind": "plenary", "title_en": "Opening", "title_sq": "Hapja", "minutes": 30},
                {"kind": "cafe", "title_en": "Café", "title_sq": "Café-ja", "minutes": 90},
                {
                    "kind": "plenary",
                    "title_en": HIDDEN,
                    "title_sq": f"{HIDDEN} hapi",
                    "minutes": 20,
                },
            ],
        }
    ]
}
JPEG = picture_bytes(draw_paper(8, 6), "JPEG")


def fill_event(event: Event, cast) -> None:
    objective = Objective(
        event_id=event.id,
        position=1,
        text=Words("Refer everybody", "Të referohen të gjithë"),
        result=Words(),
    )
    db.session.add(objective)
    db.session.flush()
    start_agenda(event, AGENDA, {}, {})
    steps = db.session.scalars(
        sa.select(Step).where(Step.event_id == event.id).order_by(Step.id)
    ).all()
    opening, cafe_step, hidden = steps
    hidden.removed_at = NOW
    db.session.add(
        StepComment(event_id=event.id, step_id=opening.id, at=NOW, text=f"{HIDDEN} koment")
    )
    people = _people(event)
    db.session.add(
        StepSpeaker(step_id=opening.id, position=1, name=people[0].name, person_id=people[0].id)
    )
    _cafe(event, cafe_step, objective)
    _checklist(event, cast)
    _money(event)
    _said(event, opening, objective, people)
    _rest(event, opening, cast)


def _people(event: Event) -> list[Person]:
    sector = db.session.scalars(sa.select(Sector).where(Sector.key == "civil_society")).one()
    county = db.session.scalars(sa.select(County).where(County.key == "kukes")).one()
    office = Organisation(
        name="Qendra “Vatra”", kind=OfficeKind.NGO, level=Level.COUNTY, sector=sector, county=county
    )
    db.session.add(office)
    people = [
        Person(
            given_name=given,
            family_name="Leka",
            organisation=office,
            position=Words("Director", "Drejtore"),
            email=f"{HIDDEN.lower()}.{given.lower()}@vatra.example",
            phone="+355 69 123 4567",
            gender=Gender.WOMAN,
        )
        for given in ("Ana", "Besa", "Ciljeta", "Ana")
    ]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        row = Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=office.id,
            sector_id=sector.id,
            county_id=county.id,
            standing=Standing.ATTENDED,
        )
        db.session.add(row)
        db.session.flush()
        needs = {
            "diet": f"{HIDDEN} dieta",
            "access": f"{HIDDEN} karrige",
            "remark": f"{HIDDEN} shënim",
        }
        registration = Registration(
            participation_id=row.id, token=f"{HIDDEN}{row.id}", in_list=person is people[0]
        )
        for name, text in needs.items():
            setattr(registration, name, text)
        db.session.add(registration)
    return people


def _cafe(event: Event, step: Step, objective: Objective) -> None:
    cafe = cafe_of(step.id)
    cafe.token = f"{HIDDEN}kafe"
    db.session.flush()
    db.session.execute(sa.delete(CafeTable).where(CafeTable.cafe_id == cafe.id))
    tables = [
        CafeTable(
            cafe_id=cafe.id,
            number=number,
            question=Words("Who refers?", "Kush referon?"),
            token=f"{HIDDEN}{number}",
        )
        for number in (1, 2)
    ]
    db.session.add_all(tables)
    rows = db.session.scalars(
        sa.select(Participation.id)
        .where(Participation.event_id == event.id)
        .order_by(Participation.id)
    ).all()
    db.session.flush()
    walk_in = CafeGuest(
        cafe_id=cafe.id, given_name="Dorian", family_name="Cami", wishes=[tables[1].id], absent=[2]
    )
    guest = CafeGuest(cafe_id=cafe.id, participation_id=rows[0])
    db.session.add_all([walk_in, guest])
    db.session.flush()
    db.session.add(CafePair(cafe_id=cafe.id, kind=Bond.APART, a_id=guest.id, b_id=walk_in.id))
    keys = [f"p{row}" for row in rows]
    content = {
        "tables": [table.id for table in tables],
        "rounds": [[keys[:2], [*keys[2:], f"w{walk_in.id}"]], [keys[2:], keys[:2]]],
        "locked": sorted([[1, keys[3]], [1, keys[0]]]),
        "locked_rounds": [],
        "metrics": {"repeats": 0},
        "why": [
            {
                "kind": "pair",
                "text": "",
                "who": [keys[0], "donor"],
                "table": 1,
                "round": 1,
                "number": None,
            }
        ],
        "how": {"priority": "meet"},
    }
    for did, undone in ((SeatingCause.SEATED, False), (SeatingCause.MOVED, True)):
        about = {"who": [keys[0]], "round": 1, "table": 2, "after": 0}
        db.session.add(
            CafeSeating(
                cafe_id=cafe.id, at=NOW, did=did, about=about, content=content, undone=undone
            )
        )
    for number, (text, more) in enumerate(
        [("Policia referon brenda një dite.", {}), (f"{HIDDEN} pikë.", {"removed_at": NOW})], 1
    ):
        db.session.add(
            CafeNote(
                cafe_id=cafe.id,
                table_id=tables[0].id,
                table_number=1,
                round=1,
                question=Words(),
                position=number,
                text=text,
                key=f"k{number}",
                at=NOW,
                objective_id=objective.id,
                **more,
            )
        )


def _checklist(event: Event, cast) -> None:
    tasks = start_checklist(event, date(2027, 1, 4), {})
    tasks[3].removed_at, tasks[3].title = NOW, Words(f"{HIDDEN} task", f"{HIDDEN} detyrë")
    tasks[4].after_id = tasks[9].id  # points at a row that comes later
    tasks[5].owner_id = cast.members["staff"]
    tasks[6].extra = {"Kati": "2"}
    db.session.add(TaskComment(task_id=tasks[0].id, at=NOW, text=f"{HIDDEN} koment"))
    db.session.add(TaskLink(task_id=tasks[0].id, at=NOW, address=f"https://share.example/{HIDDEN}"))


def _money(event: Event) -> None:
    common = {"event_id": event.id, "currency": "EUR"}
    line = CostLine(
        **common,
        code="C1",
        position=1,
        category=CostCategory.VENUE,
        title=Words("Hall", "Salla"),
        unit_cents=50_000,
    )
    gone = CostLine(
        **common,
        code="C2",
        position=2,
        category=CostCategory.FEES,
        title=Words(HIDDEN, HIDDEN),
        removed_at=NOW,
    )
    db.session.add_all([line, gone, BudgetSetting(event_id=event.id)])
    db.session.add(
        Rate(
            event_id=event.id,
            currency="ALL",
            worth=101_000_000,
            on=date(2027, 3, 1),
            source="Banka",
        )
    )
    db.session.flush()
    db.session.add(
        Contribution(
            **common,
            code="G1",
            position=1,
            kind=ContributionKind.CASH,
            giver="Fondacioni",
            title=Words(),
            line_id=line.id,
        )
    )
    db.session.add(
        Contribution(
            **common,
            code="G2",
            position=2,
            kind=ContributionKind.CASH,
            giver="Tjetër",
            title=Words(),
            line_id=gone.id,
        )
    )


def _said(event: Event, step: Step, objective: Objective, people: list[Person]) -> None:
    def line(number: int, text: str, kind: NoteKind = NoteKind.POINT, **more: object) -> NoteLine:
        values = {
            "step_id": step.id,
            "at": NOW + timedelta(seconds=number),
            "changed_at": NOW,
            **more,
        }
        row = NoteLine(event_id=event.id, key=f"key-{number}", kind=kind, text=text, **values)
        db.session.add(row)
        db.session.flush()
        return row

    first = line(1, "Referimi zgjat gjashtë muaj.", person_id=people[0].id)
    line(
        2, "Unaza e re mungon.", NoteKind.QUOTE, person_id=people[1].id
    )  # has not agreed to be named
    kept_back = line(3, f"{HIDDEN} rresht.", withheld=True)
    line(4, f"{HIDDEN} i hequr.", removed_at=NOW)
    named = line(5, f"{HIDDEN}ja ishte 16 vjeç.")
    for found, verdict, instead in (
        (f"{HIDDEN}ja", Verdict.REMOVE, ""),
        ("16 vjeç", Verdict.GENERALISE, "e mitur"),
    ):
        db.session.add(
            Clearing(
                event_id=event.id,
                source=TextSource.LINE,
                row_id=named.id,
                found=found,
                verdict=verdict,
                instead=instead,
                at=NOW,
            )
        )
    common = {"event_id": event.id, "at": NOW}
    db.session.add_all(
        [
            NoteDecision(
                **common,
                text="Tryeza mblidhet çdo muaj.",
                line_id=first.id,
                objective_id=objective.id,
            ),
            NoteDecision(**common, text=f"{HIDDEN} vendim", line_id=kept_back.id),
            NoteAction(
                **common,
                text="Shkruaj rregullat.",
                owner_name="Prefektura",
                token=f"{HIDDEN}v",
                step_id=step.id,
            ),
            NoteAction(
                **common, text="Bën listën e shkollave.", token=f"{HIDDEN}o", person_id=people[1].id
            ),  # has not agreed to be named
            NoteAction(**common, text=f"{HIDDEN} veprim", token=f"{HIDDEN}h", removed_at=NOW),
            NoteStructure(
                event_id=event.id, heads=[{"kind": "point", "en": "Key points", "sq": "Pika kyçe"}]
            ),
        ]
    )
    for key, alt, more in (
        ("a", "Tabela e referimit", {}),
        ("b", f"{HIDDEN} tabelë", {"withheld": True}),
        ("c", f"{HIDDEN} tjetër", {"removed_at": NOW}),
    ):
        content = JPEG if not more else JPEG + HIDDEN.encode()
        db.session.add(
            NotePhoto(
                **common,
                key=key,
                step_id=step.id,
                alt=alt,
                content=content,
                width=1,
                height=1,
                **more,
            )
        )


def _rest(event: Event, step: Step, cast) -> None:
    key = f"session-{step.id}"
    text = f"Hapja u bë në orë.\n\n[[photos-{step.id}]]"
    db.session.add(
        SectionText(
            event_id=event.id,
            section=key,
            language="sq",
            text=text,
            source="",
            at=NOW,
            by_id=cast.users["staff"],
        )
    )
    order = [
        {"key": one, "included": one != "programme"} for one in ("programme", key, "session-999999")
    ]
    db.session.add(Proceedings(event_id=event.id, sections=order, token=f"{HIDDEN}r"))
    db.session.add(
        PracticeSheet(event_id=event.id, results=Words("Rules agreed", "Rregulla të miratuara"))
    )
    for key, taken in (("l1", True), ("l2", False), ("l3", None)):
        text = "Më shumë kohë për panelin" if taken else f"{HIDDEN} mësim"
        db.session.add(
            Lesson(
                event_id=event.id,
                key=key,
                text=Words("", text),
                at=NOW,
                taken=taken,
                name=HIDDEN,
                step_id=step.id,
            )
        )
    db.session.add(
        Lesson(
            event_id=event.id,
            key="l4",
            text=Words("", f"Pyetni edhe {HIDDEN}ja."),
            at=NOW,
            taken=True,
        )
    )
    db.session.add(
        Clearing(
            event_id=event.id,
            source=TextSource.SECTION,
            row_id=0,
            found=f"{HIDDEN}ja",
            verdict=Verdict.REMOVE,
            at=NOW,
        )
    )
    db.session.add(LessonLink(event_id=event.id, token=f"{HIDDEN}m", closes_on=date(2027, 4, 1)))
    for title, public in (("Referimi", True), (f"{HIDDEN} prezantim", False)):
        content = b"%PDF-1.4 " + title.encode()
        db.session.add(
            Attachment(
                event_id=event.id,
                step_id=step.id,
                title=title,
                file_name=f"{title.casefold() if public else title}.pdf",
                media_type="application/pdf",
                size=len(content),
                content=content,
                public=public,
                at=NOW,
                by_id=cast.users["staff"],
            )
        )
    db.session.add(
        InterestedParty(event_id=event.id, name=HIDDEN, email=f"{HIDDEN.lower()}@press.example")
    )
    db.session.add(
        DoorLink(event_id=event.id, name=f"{HIDDEN} dera", token=f"{HIDDEN}d", made_at=NOW)
    )
