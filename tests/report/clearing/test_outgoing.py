"""The one door: what is withheld, taken out or undecided does not pass; three statements, however much was said."""

import sqlalchemy as sa

from facilitate.agenda.models import Step
from facilitate.cafe.actions import cafe_of
from facilitate.cafe.models import Cafe, CafeNote
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteDecision, NotePhoto
from facilitate.release.models import Verdict
from facilitate.report.clearing.outgoing import outgoing_texts
from facilitate.report.models import SectionText

from ...statements import count_statements
from ..conftest import NOW, report_event


def test_only_what_is_cleared_passes(app, cast, say, verdict) -> None:
    plain = say("Referimi zgjat gjashtë muaj.", who="dikush nga Marinela Dodaj")
    kept_back, gone = say("Kjo mbetet këtu.", withheld=True), say("Kjo u hoq.", removed_at=NOW)
    waits, done = say("Elira ishte aty."), say("Valbona ishte 16 vjeç.")
    verdict(done, "Valbona", Verdict.REMOVE)
    verdict(done, "16 vjeç", Verdict.GENERALISE, "e mitur")
    with app.app_context():
        out = outgoing_texts(report_event())
    assert (out.line(plain), out.who(plain)) == ("Referimi zgjat gjashtë muaj.", "")
    assert [out.line(one) for one in (kept_back, gone, waits)] == [None, None, None]
    assert out.line(done) == "[…] ishte e mitur."
    assert (out.undecided, out.rows_undecided) == (2, 2)


def _rest(event_id: int, text: str, hidden: int) -> dict[str, int]:
    common = {"event_id": event_id, "at": NOW}
    rows = {
        "photo": NotePhoto(**common, key=f"photo-{text}", alt=text, content=b"", width=1, height=1),
        "decision": NoteDecision(**common, text=text, objections=text),
        "of_hidden": NoteDecision(**common, text=text, line_id=hidden),
        "action": NoteAction(
            **common, text=text, owner_name=text, outcome=text, token=f"token-{text}"
        ),
        "section": SectionText(**common, section=text, language="sq", text=text, source=""),
    }
    db.session.add_all(rows.values())
    db.session.flush()
    return {name: row.id for name, row in rows.items()}


def test_every_kind_of_text_passes_the_same_door(app, cast, say) -> None:
    hidden = [say("Kjo mbetet këtu.", withheld=True) for _turn in range(2)]
    with app.app_context():
        open_, waiting = (
            _rest(cast.event_id, text, line)
            for text, line in zip(("Qetësi", "Pastaj Elira"), hidden, strict=True)
        )
        db.session.commit()
        out = outgoing_texts(report_event())
    for rows, text in ((open_, "Qetësi"), (waiting, None)):
        assert [
            out.photo(rows["photo"]),
            out.decision(rows["decision"]),
            out.action(rows["action"]),
        ] == [text] * 3
        assert out.section(rows["section"]) == text
        assert [
            out.objections(rows["decision"]),
            out.owner(rows["action"]),
            out.outcome(rows["action"]),
        ] == [text or ""] * 3
        assert out.decision(rows["of_hidden"]) is None
    assert out.rows_undecided == 4


def test_it_asks_four_questions_for_any_number_of_lines(app, cast, say) -> None:
    asked = []
    for _turn in range(2):
        for number in range(3):
            say(f"Rreshti {number}, Elira.")
        with app.app_context():
            event = report_event()
            with count_statements() as statements:
                outgoing_texts(event)
            asked.append(len(statements))
    assert asked == [4, 4]


def test_cafe_notes_pass_too(app, cast, say) -> None:
    with app.app_context():
        step = db.session.scalars(sa.select(Step).where(Step.kind == "cafe")).one()
        cafe: Cafe = cafe_of(step.id)
        db.session.flush()
        notes = [
            CafeNote(
                cafe_id=cafe.id,
                table_number=1,
                round=1,
                question=Words(),
                position=1,
                text=text,
                key=text,
                at=NOW,
            )
            for text in ("Më shumë strehëza.", "Pastaj Elira.")
        ]
        db.session.add_all(notes)
        db.session.commit()
        out = outgoing_texts(report_event())
        assert [out.cafe_note(one.id) for one in notes] == ["Më shumë strehëza.", None]
