"""Nothing marked private, unreleased or removed is in anything that leaves the house: what could leak is made first."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.models import Step, StepObjective
from facilitate.cafe.actions import add_table, cafe_of
from facilitate.cafe.harvest.actions import write_note
from facilitate.cafe.models import Cafe, CafeNote, CafeTable
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.lib.text import Words
from facilitate.notes.deciding.queries import actions_of
from facilitate.notes.models import NoteAction, NoteDecision, NoteKind, NotePhoto
from facilitate.participation.actions import invite_to_event
from facilitate.participation.inviting.actions import ensure_registration
from facilitate.participation.models import Standing
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.report.following.actions import copy_to_checklist
from facilitate.report.models import Attachment, Edition, Proceedings, SectionText
from facilitate.report.releasing.actions import create_edition, release_edition
from facilitate.voting.actions import (
    close_vote,
    create_vote,
    open_vote,
    set_papers,
    withhold_word,
)
from facilitate.voting.models import StepVote, VoteKind, VoteWord

from ..directory.rows import add_office, add_worker
from ..release.sending import can_send
from ..scenes import keep_scene
from .conftest import NOW, REPORT, report_event
from .walking import addresses_of, holds_word, said_in, what_leaves

LATER = NOW + timedelta(days=1)
OUT = "Dalëjashtë"
"""In a line that is released: it has to be found, or the walk proves nothing."""
PRIVATE = {
    "withheld": "Qzwithheld",
    "taken out": "Qztakenout",
    "undecided": "Qzundecided",
    "removed": "Qzremoved",
    "generalised": "Qzgeneral",
    "said by": "Qzsaidby",
    "photo": "Qzphoto",
    "cafe": "Qzcafe",
    "decision": "Qzdecision",
    "action": "Qzaction",
    "owner": "Qzowner",
    "section": "Qzsection",
    "unreleased": "Qzunreleased",
    "annex": "Qzannex",
    "annex title": "Qztitle",
    "annex file": "Qzfile",
    "objection": "Qzobjection",
    "photo content": "Qzpixels",
    "cafe removed": "Qzgonepoint",
    "cafe generalised": "Qzwidepoint",
    "cafe undecided": "Qzopenpoint",
    "action removed": "Qzgonedeed",
    "word withheld": "Qzkeptword",
    "word undecided": "Qzopenword",
    "word removed": "Qzgoneword",
}
SAYS_NAMES = {
    "participation.export_people",
    "participation.export_people_needs",
    "participation.export_door_list_word",
    "participation.export_door_list_xlsx",
    "participation.export_certificates",
    "participation.list_at_door",
    "cafe.export_badges",
    "cafe.export_door_list",
    "cafe.export_cards",
    "guides.download_host_sheets",
    "cafe.export_room_plan",
    "cafe.export_signs",
    "participation.find_at_open_door",
    "participation.list_at_open_door",
    "report.export_archive",
    "participation.answer_invitation",
    "participation.export_invitation_letter",
}
"""What is a list of people by its nature, for the team and the door; an archive holds who took part, for another planner."""


@pytest.fixture
@keep_scene
def secrets(app: Flask, cast, say, verdict, opening) -> dict[str, list[object]]:
    """A released edition, and everything around it that must not be in it; gives values for the arguments of addresses."""
    say(f"{OUT} tha më shumë.")
    removed, general = (
        say(f"Pastaj erdhi {PRIVATE['removed']}."),
        say(f"Ajo ishte te {PRIVATE['generalised']}."),
    )
    said_by = say("Dikush foli.", who=f"nga {PRIVATE['said by']}")
    hidden = [
        say(f"{PRIVATE['withheld']} {number}", withheld=True, kind=NoteKind.QUOTE)
        for number in (1, 2)
    ]
    say(PRIVATE["taken out"], removed_at=NOW)
    for line, word, what in (
        (removed, "removed", Verdict.REMOVE),
        (said_by, "said by", Verdict.REMOVE),
    ):
        verdict(line, PRIVATE[word], what)
    verdict(general, PRIVATE["generalised"], Verdict.GENERALISE, "një zonë")
    known = _around(app, cast, hidden, opening)
    with app.app_context():
        edition = create_edition(
            report_event(), db.session.get_one(User, cast.users["organiser"]), NOW
        )
        for name in ("organiser", "facilitator"):
            release_edition(
                report_event(), edition, db.session.get_one(User, cast.users[name]), NOW
            )
        db.session.commit()
        known["edition_id"] = [edition.id]
        known["token"] = [db.session.scalars(sa.select(Proceedings.token)).one(), *known["token"]]
    after = {"at": LATER, "changed_at": LATER}
    say(PRIVATE["unreleased"], **after)
    with app.app_context():
        later = create_edition(
            report_event(), db.session.get_one(User, cast.users["organiser"]), LATER
        )
        release_edition(
            report_event(), later, db.session.get_one(User, cast.users["organiser"]), LATER
        )
        db.session.commit()
    say(f"Më pas erdhi {PRIVATE['undecided']}.", **after)
    with app.app_context():
        values = {"event_id": cast.event_id, "at": NOW}
        _point("cafe undecided")
        vote = db.session.scalars(sa.select(StepVote)).one()
        set_papers(vote, {}, 8, [f"Pastaj erdhi {PRIVATE['word undecided']}"] * 4)
        db.session.add(
            SectionText(
                **values,
                section="summary",
                language="sq",
                text=f"Sipas {PRIVATE['section']}.",
                source="",
            )
        )
        db.session.commit()
    return known


def _around(app: Flask, cast, hidden: list[int], opening: int) -> dict[str, list[object]]:
    """Photos, decisions, actions, annexes, café notes, people: each with what must not leave."""
    with app.app_context():
        event, values = report_event(), {"event_id": cast.event_id, "at": NOW, "step_id": opening}
        photo = {"content": PRIVATE["photo content"].encode(), "width": 1, "height": 1}
        step = db.session.scalars(sa.select(Step).where(Step.kind == "cafe")).one()
        cafe = cafe_of(step.id)
        table = add_table(
            cafe, CafeTable(name=Words("One", "Një"), question=Words("Why?", "Pse?"), seats=8)
        )
        note = CafeNote(
            cafe_id=cafe.id,
            table_id=table.id,
            table_number=1,
            round=1,
            question=Words(),
            position=1,
            text=PRIVATE["cafe"],
            key="note-1",
            at=NOW,
            removed_at=NOW,
        )
        annex = {**values, "speaker": PRIVATE["annex"], "media_type": "application/pdf", "size": 5}
        rows = [
            NotePhoto(**values, **photo, key="photo-1", alt=PRIVATE["photo"], withheld=True),
            NotePhoto(**values, **photo, key="photo-2", alt=PRIVATE["photo"], removed_at=NOW),
            NotePhoto(**values, **photo, key="photo-3", alt=""),
            NoteDecision(**values, text=PRIVATE["decision"], line_id=hidden[0]),
            NoteDecision(
                **values, text=PRIVATE["decision"], objections=PRIVATE["objection"], removed_at=NOW
            ),
            NoteAction(
                **values,
                text=PRIVATE["action"],
                owner_name=PRIVATE["owner"],
                line_id=hidden[1],
                token="x-1",
            ),
            NoteAction(
                **values,
                text=PRIVATE["action"],
                owner_name=PRIVATE["owner"],
                removed_at=NOW,
                token="x-2",
            ),
            Attachment(
                **annex,
                title=PRIVATE["annex title"],
                file_name=f"{PRIVATE['annex file']}.pdf",
                content=b"%PDF-" + PRIVATE["annex"].encode(),
            ),
            note,
        ]
        bashkia, registrations = add_office("Bashkia Krujë", "local_government"), []
        for name, agrees in (("Agim Qzagreed", True), ("Zana Qzsilent", False)):
            registrations.append(
                ensure_registration(
                    invite_to_event(event, add_worker(name, bashkia), Standing.ATTENDED)
                )
            )
            registrations[-1].in_list = agrees
        db.session.add_all(rows)
        vote_id = _words_of_a_vote(opening)
        _deed("action removed", Verdict.REMOVE)
        _point("cafe removed", Verdict.REMOVE)
        _point("cafe generalised", Verdict.GENERALISE)
        db.session.commit()
        return {
            "slug": ["spring"],
            "code": ["en", "sq"],
            "number": [1, 2, 3],
            "step_id": [step.id],
            "table_id": [table.id],
            "annex_id": [row.id for row in rows if isinstance(row, Attachment)],
            "ending": ["svg", "png", "xlsx", "docx", "csv"],
            "purpose": ["consultation", "evaluation"],
            "token": [one.token for one in registrations] + [table.token, "x-2", "x-3"],
            "vote_id": [vote_id],
            "photo_id": [row.id for row in rows if isinstance(row, NotePhoto)],
            "picture": [],
            "kind": [],
            "key": [],
        }


def _point(what: str, verdict: Verdict | None = None) -> None:
    """A key point of the only table; without a verdict it waits for one."""
    table = db.session.scalars(sa.select(CafeTable)).one()
    cafe = db.session.get_one(Cafe, table.cafe_id)
    note = write_note(cafe, table, 1, Words("Why?", "Pse?"), f"Pastaj erdhi {PRIVATE[what]}.")
    if verdict:
        values = {
            "source": TextSource.CAFE_NOTE,
            "row_id": note.id,
            "found": PRIVATE[what],
            "at": NOW,
        }
        db.session.add(
            Clearing(event_id=report_event().id, verdict=verdict, instead="një zonë", **values)
        )


def _words_of_a_vote(step_id: int) -> int:
    """A closed vote in a step of the report: words that are withheld, decided about, and not yet."""
    asked = Words("One word?", "Një fjalë?")
    vote = create_vote(
        report_event(), StepVote(step_id=step_id, kind=VoteKind.WORD, question=asked, code="")
    )
    open_vote(report_event(), vote)
    for what in ("withheld", "removed"):
        word = f"Pastaj erdhi {PRIVATE[f'word {what}']}"
        set_papers(vote, {}, 4, [word] * 4)
    rows = {one.text[-10:]: one for one in db.session.scalars(sa.select(VoteWord))}
    withhold_word(rows[PRIVATE["word withheld"]], withheld=True)
    values = {"source": TextSource.VOTE_WORD, "row_id": rows[PRIVATE["word removed"]].id}
    found = {"found": PRIVATE["word removed"], "verdict": Verdict.REMOVE, "instead": "", "at": NOW}
    db.session.add(Clearing(event_id=report_event().id, **values, **found))
    close_vote(report_event(), vote)
    return vote.id


def _deed(what: str, verdict: Verdict) -> None:
    """An action about which was decided, open at its owner's link and in the checklist."""
    row = NoteAction(
        event_id=report_event().id,
        text=f"Telefononi te {PRIVATE[what]}.",
        token="x-3",
        at=NOW,
        due_on=NOW.date(),
    )
    db.session.add(row)
    db.session.flush()
    values = {"source": TextSource.ACTION, "row_id": row.id, "found": PRIVATE[what], "at": NOW}
    db.session.add(Clearing(event_id=report_event().id, verdict=verdict, instead="", **values))
    copy_to_checklist(
        report_event(), [one for one in actions_of(report_event()) if one.id == row.id], by=None
    )


IN_HOUSE = {
    "notes.send_photo_file",
    "report.export_annex",
    "notes.send_newer_lines",
    "cafe.write_table_notes",
    "cafe.edit_table_note",
}
"""What the team's own pages are made of, and a table's page for its host: who takes notes sees, and puts back, what was noted."""


def sending(app: Flask) -> set[str]:
    """Pages that can answer with a file, wherever in the planner that is done."""
    return {name for name, view in app.view_functions.items() if can_send(view)}


def leaks(given: Mapping[str, list[bytes]], words: Mapping[str, str]) -> set[tuple[str, str]]:
    return {
        (endpoint, what)
        for endpoint, contents in given.items()
        if endpoint not in IN_HOUSE
        for content in contents
        for what in said_in(content, words)
    }


def test_nothing_private_leaves_with_a_released_report(app, client, organiser, secrets) -> None:
    given = what_leaves(app, client, organiser, secrets)
    inside = {name for name in given if app.view_functions[name].door != "public"}  # type: ignore[attr-defined]
    assert inside - sending(app) == set(), "or they were not asked for below"
    found = leaks(given, {**PRIVATE, "out": OUT, "agreed": "Qzagreed", "silent": "Qzsilent"})
    out = {endpoint for endpoint, what in found if what == "out"}
    assert out >= {
        "report.show_public_report",
        "report.show_public_report_in",
        "report.export_public_report",
        "report.export_report_word",
    }
    assert {(endpoint, what) for endpoint, what in found if what in PRIVATE} == set()
    assert [
        holds_word(content, "Telefononi te […]") for content in given["report.show_promise"]
    ] == [True]
    assert {"report.show_public_report", "report.export_report_word"} <= {
        one for one, what in found if what == "agreed"
    }
    assert {one for one, what in found if what == "silent"} <= SAYS_NAMES


def test_nothing_at_all_leaves_before_a_release_or_after_it_was_withdrawn(
    app, client, organiser, secrets
) -> None:
    organiser.post(f"{REPORT}/withdraw")
    with app.app_context():
        assert (
            db.session.scalars(sa.select(Edition).where(Edition.released_at.is_not(None)))
            .one()
            .withdrawn_at
        )
    given = what_leaves(app, client, organiser, secrets, among=sending(app))
    assert {
        one
        for one in given
        if one.startswith("report.show_public_report") or one == "report.export_report_word"
    } == set()
    assert leaks(given, {**PRIVATE, "out": OUT}) == set()


THREAD = ("tracing.", "outcomes.show_", "outcomes.download_", "voting.show_step_votes")
"""Where the thread of an event is told: of its pages that are the team's alone only who takes notes reads quotes of them."""


def test_nothing_private_or_uncleared_stands_on_a_page_of_the_thread(
    app, organiser, sign_in, secrets, opening
) -> None:
    """Who takes notes reads lines there that nobody has decided about yet, as in the notes; nobody else does."""
    with app.app_context():
        event = report_event()
        one = add_objective(event, Words("One form", "Një formular"), Words())
        db.session.flush()
        db.session.add(StepObjective(step_id=opening, objective_id=one.id))
        decision = NoteDecision(event_id=event.id, at=NOW, step_id=opening, text="Një formular")
        db.session.add(decision)
        db.session.commit()
        year = f"/year?year={event.first_day.year}"
        secrets |= {"objective_id": [one.id], "decision_id": [decision.id], "step_id": [opening]}
    pages = {
        (rule.endpoint, address)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(THREAD) and "GET" in (rule.methods or ())
        for address in addresses_of(app, rule, secrets)
    } | {("outcomes.show_year", year)}
    assert {one for one, _address in pages} >= {
        "tracing.show_thread",
        "tracing.show_objective_thread",
        "tracing.show_decision_thread",
        "outcomes.show_outcomes",
        "outcomes.download_outcomes",
        "outcomes.show_year",
    }
    for client, may_read in ((sign_in("viewer"), set()), (organiser, {"undecided", "unreleased"})):
        said = {}
        for endpoint, address in sorted(pages):
            answer = client.get(address)
            assert answer.status_code in (200, 403, 409), address
            said[endpoint] = said_in(answer.data, {**PRIVATE, "out": OUT})
        found = set().union(*said.values())
        assert "Telefononi te […]" in client.get(year).text
        assert found - {"out"} <= may_read, {one: what for one, what in said.items() if what}
        assert ("out" in found) == bool(may_read)
