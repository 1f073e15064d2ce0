"""The page of the privacy check: what waits, keep, generalise, remove, everywhere, taken back, gone for good."""

from datetime import date

import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.notes.models import NoteLine, NotePhoto
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.report.clearing.outgoing import outgoing_texts
from facilitate.web.i18n import label_of, use_language

from ...statements import count_statements
from ..conftest import NOW, REPORT, report_event

PAGE = f"{REPORT}/privacy"


def post(client, row_id: int, found: str, verdict: str, **more: str):
    data = {"source": "line", "row_id": row_id, "found": found, "verdict": verdict, **more}
    return client.post(PAGE, data=data)


def clearings(app) -> list[tuple[int, str, Verdict, str]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(Clearing).order_by(Clearing.id))
        return [(one.row_id, one.found, one.verdict, one.instead) for one in rows]


def test_the_first_sentence_says_what_waits_and_the_words_are_marked(organiser, say) -> None:
    empty = organiser.get(PAGE).text
    assert "Nothing was found that could identify somebody." in empty
    say("Elira ishte 16 vjeç.")
    say("Referimi zgjat gjashtë muaj.")
    text = organiser.get(PAGE).text
    assert "Nobody has decided about 2 passages in 1 line yet." in text
    assert '<mark class="clear-open">16 vjeç</mark>' in text
    assert 'value="nën 18 vjeç"' in text
    assert "Referimi" not in text


def test_who_may(app, cast, sign_in, client, say) -> None:
    line = say("Elira ishte aty.")
    assert {
        name: sign_in(name).get(PAGE).status_code
        for name in ("note_taker", "staff", "facilitator", "viewer", "stranger")
    } == {
        "note_taker": 200,
        "staff": 200,
        "facilitator": 200,
        "viewer": 403,
        "stranger": 404,
    }
    assert client.get(PAGE).status_code == 302
    assert post(sign_in("viewer"), line, "Elira", "keep").status_code == 403
    assert post(sign_in("stranger"), line, "Elira", "keep").status_code == 404
    assert sign_in("note_taker").post(f"{PAGE}/forget").status_code == 403
    for address in (f"{PAGE}/withhold", f"{PAGE}/forget", f"{PAGE}/1/back"):
        assert sign_in("organiser").get(address).status_code == 405
    assert clearings(app) == []


def test_keep_generalise_remove_and_taken_back(app, organiser, say) -> None:
    line = say("Elira ishte 16 vjeç; e solli Marinela Dodaj.")
    assert post(organiser, line, "Elira", "remove").status_code == 302
    assert post(organiser, line, "16 vjeç", "generalise", instead="e mitur").status_code == 302
    last = post(organiser, line, "Marinela Dodaj", "keep", instead="left over")
    assert last.location == PAGE
    assert clearings(app) == [
        (line, "Elira", Verdict.REMOVE, ""),
        (line, "16 vjeç", Verdict.GENERALISE, "e mitur"),
        (line, "Marinela Dodaj", Verdict.KEEP, ""),
    ]
    text = organiser.get(f"{PAGE}?show=all").text
    assert "Everything has been decided: 1 passage is kept, 1 is generalised, 1 is removed." in text
    assert "[…] ishte e mitur; e solli Marinela Dodaj." in text
    with app.app_context():
        first = db.session.scalars(sa.select(Clearing.id).order_by(Clearing.id)).first()
    assert organiser.post(f"{PAGE}/{first}/back").location == f"{PAGE}#line-{line}"
    assert "Nobody has decided about 1 passage in 1 line yet." in organiser.get(PAGE).text
    assert organiser.post(f"{PAGE}/{first}/back").status_code == 404


def test_a_second_verdict_about_the_same_words_takes_the_place_of_the_first(
    app, organiser, say
) -> None:
    line = say("Elira ishte aty.")
    post(organiser, line, "Elira", "keep")
    post(organiser, line, "Elira", "remove")
    assert clearings(app) == [(line, "Elira", Verdict.REMOVE, "")]


def test_everywhere_decides_the_other_lines_that_wait(app, organiser, say) -> None:
    lines = [say(f"Elira, herë e {number}.") for number in ("parë", "dytë", "tretë")]
    say("Valbona erdhi.")
    post(organiser, lines[2], "Elira", "remove")
    assert "also in 1 other line" in organiser.get(PAGE).text
    post(organiser, lines[0], "Elira", "keep", everywhere="y")
    assert [one[:3] for one in clearings(app)] == [
        (lines[2], "Elira", Verdict.REMOVE),
        (lines[0], "Elira", Verdict.KEEP),
        (lines[1], "Elira", Verdict.KEEP),
    ]


def test_bad_input_is_told_and_decides_nothing(app, organiser, say) -> None:
    line = say("Elira ishte aty.")
    empty = post(organiser, line, "Elira", "generalise")
    assert (empty.status_code, "Write what should replace these words." in empty.text) == (
        422,
        True,
    )
    same = post(organiser, line, "Elira", "generalise", instead="një ELIRA")
    assert (same.status_code, "This repeats the same words." in same.text) == (422, True)
    assert 'value="një ELIRA"' in same.text
    assert post(organiser, line, "Elira", "burn").status_code == 422
    assert post(organiser, line, "", "keep").status_code == 422
    assert post(organiser, "x", "Elira", "keep").status_code == 422
    assert post(organiser, line, "Valbona", "keep").status_code == 409
    assert post(organiser, 999, "Elira", "keep").status_code == 409
    assert post(organiser, 10**30, "Elira", "keep").status_code == 422
    assert clearings(app) == []


def test_words_nobody_found_can_be_marked_by_hand(app, organiser, say) -> None:
    line = say("Zogjtë këndonin në oborr. Elira e di.")
    post(organiser, line, "Elira", "remove")
    post(organiser, line, "Zogjtë këndonin", "remove")
    with app.app_context():
        assert outgoing_texts(report_event()).line(line) == "[…] në oborr. […] e di."
    assert "marked by hand" in organiser.get(f"{PAGE}?show=all").text


def test_a_whole_line_or_photo_is_not_for_the_report_and_is_again(
    app, cast, organiser, say
) -> None:
    line = say("Elira ishte aty.")
    with app.app_context():
        photo = NotePhoto(
            event_id=cast.event_id,
            key="a-photo",
            alt="Elira",
            content=b"",
            width=1,
            height=1,
            at=NOW,
        )
        db.session.add_all(
            [
                photo,
                NotePhoto(
                    event_id=cast.event_id, key="mute", content=b"", width=1, height=1, at=NOW
                ),
            ]
        )
        db.session.commit()
        photo_id = photo.id
    assert "1 photo has no description and stays out of the report." in organiser.get(PAGE).text
    for source, row_id in (("line", line), ("photo", photo_id)):
        assert (
            organiser.post(
                f"{PAGE}/withhold", data={"source": source, "row_id": row_id}
            ).status_code
            == 302
        )
    text = organiser.get(PAGE).text
    assert "Nothing was found" in text
    assert "1 line is not for the report" in text
    again = {"source": "line", "row_id": line, "withheld": "no"}
    assert organiser.post(f"{PAGE}/withhold", data=again).status_code == 302
    assert "1 passage in 1 line" in organiser.get(PAGE).text
    for wrong in (
        {"source": "decision", "row_id": 1},
        {"source": "line", "row_id": 999},
        {"source": "line"},
    ):
        assert organiser.post(f"{PAGE}/withhold", data=wrong).status_code == 409


def test_lines_of_another_event_cannot_be_decided_or_withheld(app, cast, sign_in, say) -> None:
    line = say("Elira ishte aty.")
    with app.app_context():
        db.session.get_one(NoteLine, line).event_id = _another()
        db.session.commit()
    client = sign_in("organiser")
    assert post(client, line, "Elira", "keep").status_code == 409
    assert (
        client.post(f"{PAGE}/withhold", data={"source": "line", "row_id": line}).status_code == 409
    )


def _another() -> int:
    event = Event(
        slug="autumn",
        kind=EventKind.TRAINING,
        title=Words("Autumn"),
        description=Words(),
        first_day=date(2027, 9, 1),
        last_day=date(2027, 9, 1),
        venue="",
        town="",
        created_at=NOW,
    )
    db.session.add(event)
    db.session.flush()
    return event.id


def test_pages_of_twenty(organiser, say) -> None:
    for number in range(45):
        say(f"Elira numër {number}.")
    first, last = organiser.get(PAGE).text, organiser.get(f"{PAGE}?page=3").text
    assert (first.count('clear-row"'), last.count('clear-row"')) == (20, 5)
    assert (
        organiser.get(f"{PAGE}?page=99").status_code
        == organiser.get(f"{PAGE}?page=-1").status_code
        == organiser.get(f"{PAGE}?page={'9' * 5000}").status_code
        == 200
    )


def test_as_many_questions_for_one_line_as_for_three(organiser, say) -> None:
    asked = []
    for number in (1, 2):
        for _turn in range(number):
            say("Elira ishte aty.")
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 33


def test_gone_for_good_after_the_release(app, organiser, say, verdict, let_out) -> None:
    line, kept = say("Elira ishte 16 vjeç.", who="Valbona"), say("Marinela Dodaj e solli.")
    verdict(line, "Elira", Verdict.REMOVE)
    verdict(line, "Valbona", Verdict.REMOVE)
    verdict(line, "16 vjeç", Verdict.GENERALISE, "e mitur")
    verdict(kept, "Marinela Dodaj", Verdict.KEEP)
    assert organiser.post(f"{PAGE}/forget").status_code == 409
    let_out()
    with app.app_context():
        before = outgoing_texts(report_event())
    assert organiser.post(f"{PAGE}/forget").status_code == 302
    with app.app_context():
        row = db.session.get_one(NoteLine, line)
        assert (row.text, row.who) == ("[…] ishte e mitur.", "[…]")
        assert outgoing_texts(report_event()) == before
    assert clearings(app) == [(kept, "Marinela Dodaj", Verdict.KEEP, "")]


def test_sources_have_names(app: Flask) -> None:
    with app.test_request_context():
        for code in ("en", "sq"):
            with use_language(code):
                assert [source for source in TextSource if not label_of(source)] == []
