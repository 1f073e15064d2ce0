"""The list of sections and a section as text: who may, what stays, what changed since."""

import pytest
import sqlalchemy as sa

from facilitate.agenda.models import Step, StepSpeaker
from facilitate.data.db import db
from facilitate.notes.models import NoteLine
from facilitate.practice.models import PracticeSheet
from facilitate.report.clearing.outgoing import outgoing_texts
from facilitate.report.models import Proceedings, SectionText
from facilitate.report.writing.assembling import report_of, section_of
from facilitate.report.writing.markup import blocks_to_text
from facilitate.report.writing.outline import report_outline
from facilitate.web.i18n import use_language

from ...statements import count_statements
from ..conftest import NOW, REPORT, report_event


def edit(client, key: str, text: str, language: str = "sq", **more: str):
    """Open the section, type another text, send it."""
    page = client.get(f"{REPORT}/sections/{key}?language={language}")
    assert page.status_code == 200
    fields = {name: hidden(page.text, name) for name in ("version", "source")}
    return client.post(
        f"{REPORT}/sections/{key}?language={language}", data={**fields, "text": text, **more}
    )


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    start = page.index(f'name="{name}"')
    tag = page[page.rindex("<input", 0, start) : page.index(">", start)]
    if 'value="' not in tag:
        return ""
    value = tag.split('value="', 1)[1].split('"', 1)[0]
    return (
        value.replace("&#34;", '"').replace("&gt;", ">").replace("&#39;", "'").replace("&amp;", "&")
    )


def kept(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(SectionText).order_by(SectionText.id))
        return [(one.section, one.language, one.text) for one in rows]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organiser", 200),
        ("facilitator", 200),
        ("note_taker", 200),
        ("staff", 200),
        ("viewer", 403),
        ("stranger", 404),
    ],
)
def test_who_writes(sign_in, opening, who: str, status: int) -> None:
    client = sign_in(who)
    assert client.get(f"{REPORT}/sections/summary").status_code == status
    assert client.post(f"{REPORT}/sections/summary", data={"text": "x"}).status_code in (
        status,
        302,
    )
    for tail in ("move", "include", "renew"):
        answer = client.post(f"{REPORT}/sections/summary/{tail}", data={"to": "down", "do": "x"})
        assert answer.status_code in ({200: (302, 404, 422)}.get(status, (status,)))
    assert client.get(REPORT).status_code == (404 if who == "stranger" else 200)


def test_addresses_that_are_not_there(organiser, opening) -> None:
    for key in ("session-99999", "nothing", "sessions"):
        assert organiser.get(f"{REPORT}/sections/{key}").status_code == 404
        assert (
            organiser.post(f"{REPORT}/sections/{key}/renew", data={"do": "seen"}).status_code == 404
        )
    assert organiser.post(f"{REPORT}/sections/nothing/move", data={"to": "up"}).status_code == 404
    assert (
        organiser.post(f"{REPORT}/sections/nothing/include", data={"to": "in"}).status_code == 404
    )
    assert (
        organiser.post(f"{REPORT}/sections/summary/move", data={"to": "elsewhere"}).status_code
        == 422
    )
    assert (
        organiser.post(f"{REPORT}/sections/summary/include", data={"to": "maybe"}).status_code
        == 422
    )
    for tail in ("move", "include", "renew"):
        assert organiser.get(f"{REPORT}/sections/summary/{tail}").status_code == 405


def test_the_first_sentence_says_how_far_it_is(organiser, opening, say) -> None:
    assert "2 sections have content." in organiser.get(REPORT).text
    say("Referimi zgjat gjashtë muaj.")
    assert "3 sections have content." in organiser.get(REPORT).text
    edit(organiser, f"session-{opening}", "E shkruam vetë.")
    page = organiser.get(REPORT).text
    assert ("1 is edited." in page, "1 point noted" in page) == (True, True)


@pytest.mark.both_databases
def test_what_is_written_stays_and_what_changed_is_shown(app, organiser, opening, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    key = f"session-{opening}"
    assert edit(organiser, key, "Para nesh.\n\n- Referimi zgjat gjashtë muaj.").status_code == 302
    assert kept(app) == [(key, "sq", "Para nesh.\n\n- Referimi zgjat gjashtë muaj.")]
    say("Duhen më shumë strehëza.")
    assert "changed since" in organiser.get(REPORT).text
    page = organiser.get(f"{REPORT}/sections/{key}").text
    assert '<ins><span class="hidden">[new:] </span>- Duhen më shumë strehëza.' in page
    renew = f"{REPORT}/sections/{key}/renew?language=sq"
    assert organiser.post(renew, data={"do": "take"}).status_code == 302
    assert (
        kept(app)[0][2]
        == "Para nesh.\n\n- Referimi zgjat gjashtë muaj.\n- Duhen më shumë strehëza."
    )
    organiser.get(REPORT)  # says once what was done
    assert "changed since" not in organiser.get(REPORT).text
    say("Edhe një.")
    organiser.post(renew, data={"do": "seen"})
    assert ("Edhe një." in kept(app)[0][2], "changed since" in organiser.get(REPORT).text) == (
        False,
        False,
    )
    organiser.post(renew, data={"do": "back"})
    assert kept(app) == []
    with app.app_context():
        assert "Edhe një." in f"{report_of(report_event(), 'sq').section(key)}"


def test_a_conflict_shows_both_and_loses_nothing(app, organiser, opening, say) -> None:
    line = say("Referimi zgjat gjashtë muaj.")
    key = f"session-{opening}"
    edit(organiser, key, "- Referimi zgjat gjysmë viti.")
    with app.app_context():
        db.session.get_one(NoteLine, line).text = "Referimi zgjat shtatë muaj."
        db.session.commit()
    answer = organiser.post(f"{REPORT}/sections/{key}/renew?language=sq", data={"do": "take"})
    assert answer.headers["Location"].endswith("merge=1")
    page = organiser.get(answer.headers["Location"]).text
    assert "One place has been changed by both" in page
    assert "- Referimi zgjat gjysmë viti.\n- Referimi zgjat shtatë muaj." in page
    assert (
        kept(app)[0][2] == "- Referimi zgjat gjysmë viti."
    )  # nothing is kept before somebody saves


def test_two_who_edit_at_once_see_both_texts(app, sign_in, opening, say) -> None:
    say("Një.")
    key = f"session-{opening}"
    first, second = sign_in("organiser"), sign_in("facilitator")
    page = first.get(f"{REPORT}/sections/{key}").text
    assert edit(second, key, "E dyta.").status_code == 302
    late = first.post(
        f"{REPORT}/sections/{key}",
        data={"version": hidden(page, "version"), "source": "", "text": "E para."},
    )
    assert late.status_code == 409
    assert ("E dyta." in late.text, "E para." in late.text) == (True, True)
    assert kept(app) == [(key, "sq", "E dyta.")]


def test_languages_are_written_apart(app, organiser, opening, say) -> None:
    say("Një.")
    edit(organiser, "summary", "Përmbledhje.", "sq")
    edit(organiser, "summary", "A summary.", "en")
    with app.app_context():
        told = [
            f"{report_of(report_event(), code).section('summary').blocks}" for code in ("sq", "en")
        ]
    assert ["Përmbledhje." in told[0], "A summary." in told[1]] == [True, True]


def test_a_table_that_was_taken_out_can_be_put_back(app, organiser, opening) -> None:
    edit(organiser, "programme", "Vetëm fjalë.", "en")
    page = organiser.get(f"{REPORT}/sections/programme?language=en").text
    assert "removed" in page
    renew = f"{REPORT}/sections/programme/renew?language=en"
    assert organiser.post(renew, data={"do": "put", "exhibit": "nothing"}).status_code == 422
    organiser.post(renew, data={"do": "put", "exhibit": "programme-table"})
    assert kept(app) == [("programme", "en", "Vetëm fjalë.\n\n[[programme-table]]")]
    assert (
        organiser.post(renew, data={"do": "put", "exhibit": "programme-table"}).status_code == 409
    )


def test_order_and_inclusion(app, organiser, opening, say) -> None:
    say("Një.")
    organiser.post(f"{REPORT}/sections/sessions/move", data={"to": "1"})
    organiser.post(f"{REPORT}/sections/programme/include", data={"to": "out"})
    with app.app_context():
        assert [one.key for one in report_of(report_event(), "en").sections] == [
            "sessions",
            "summary",
        ]
        assert db.session.scalars(sa.select(Proceedings)).one().version > 1
    assert "1 is left out" in organiser.get(REPORT).text
    organiser.post(f"{REPORT}/sections/programme/include", data={"to": "in"})
    organiser.post(f"{REPORT}/sections/sessions/move", data={"to": "down"})
    with app.app_context():
        assert [one.key for one in report_of(report_event(), "en").sections] == [
            "summary",
            "sessions",
            "programme",
        ]


def test_a_text_of_a_megabyte_is_refused_and_not_lost(app, organiser, opening) -> None:
    answer = edit(organiser, "summary", "fjalë " * 200_000)
    assert (answer.status_code, answer.text.count("fjalë ") >= 200_000 - 1) == (422, True)
    assert kept(app) == []


def test_a_text_for_a_session_that_is_gone_is_still_there(app, cast, organiser, opening) -> None:
    with app.app_context():
        db.session.add(
            SectionText(
                event_id=cast.event_id,
                section="session-999",
                language="sq",
                text="E vjetra.",
                source="",
                at=NOW,
            )
        )
        db.session.commit()
    assert "E vjetra." in organiser.get(REPORT).text
    assert "E vjetra." in organiser.get(f"{REPORT}/sections/session-999").text


def test_the_list_asks_little_however_long(organiser, opening, say) -> None:
    numbers = []
    for many in (1, 3):
        for _ in range(many):
            say("Një.")
        with count_statements() as asked:
            organiser.get(REPORT)
        numbers.append(len(asked))
    assert (numbers[0] == numbers[1], numbers[0] <= 14) == (True, True)


def test_a_viewer_reads_only_what_is_released(sign_in, opening, say, let_out) -> None:
    say("Kjo u tha.")
    viewer = sign_in("viewer")
    assert viewer.get(f"{REPORT}/read").status_code == 409
    assert "Kjo u tha." in sign_in("note_taker").get(f"{REPORT}/read").text
    let_out()
    say("Kjo u tha më vonë.")
    page = viewer.get(f"{REPORT}/read").text
    assert ("Kjo u tha." in page, "Kjo u tha më vonë." in page, "Draft" in page) == (
        True,
        False,
        False,
    )
    assert "Draft – not released" in sign_in("staff").get(f"{REPORT}/read").text


def test_the_draft_says_what_waits_for_the_privacy_check(organiser, opening, say) -> None:
    say("Elira erdhi nga fshati.")
    page = organiser.get(f"{REPORT}/read").text
    assert "1 text is waiting for the privacy check and is left out until somebody decides." in page
    assert "Elira" not in page


def test_the_list_calls_empty_what_the_draft_leaves_out(app, organiser, opening) -> None:
    """A session with a presenter is in the draft before anybody spoke; a practice sheet without lessons is not."""
    with app.app_context():
        event = report_event()
        db.session.get_one(Step, opening).internal = False
        db.session.add(StepSpeaker(step_id=opening, name="Bora Leka", position=1))
        db.session.add(PracticeSheet(event_id=event.id))
        db.session.commit()
    with app.test_request_context(), use_language("en"):
        event = report_event()
        told = {one.key for top in report_of(event, "en").sections for one in (top, *top.sections)}
        filled = report_outline(event).filled
        assert f"session-{opening}" in filled
        assert {one for one in filled if one not in ("sessions", "cafe", "groups")} == {
            one for one in told if one not in ("sessions", "cafe", "groups")
        }


def test_a_section_is_kept_until_somebody_saves(request, organiser, opening, say) -> None:
    page = f"{REPORT}/sections/session-{opening}"
    say("Radha ishte e gjatë.")
    assert "Radha ishte e gjatë." in organiser.get(page).text
    with count_statements() as asked:
        assert "Radha ishte e gjatë." in organiser.get(page).text
    assert len(asked) <= 6 or "postgresql" in request.node.callspec.id  # others write meanwhile
    say("Dera ishte e hapur.")
    assert "Dera ishte e hapur." in organiser.get(page).text


def test_a_session_alone_asks_for_its_own_lines_only(app, opening, say) -> None:
    say("Radha ishte e gjatë.")
    elsewhere = say("Në ndërtesën tjetër.", step_id=None)
    with app.test_request_context():
        alone = section_of(report_event(), f"session-{opening}")
        assert "Radha ishte e gjatë." in blocks_to_text(alone.blocks)
        cleared = outgoing_texts(report_event(), opening)
        assert cleared.line(elsewhere) is None
        assert outgoing_texts(report_event()).line(elsewhere) == "Në ndërtesën tjetër."
