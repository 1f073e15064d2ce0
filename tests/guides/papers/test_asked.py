"""What an address or a command asks for: read whatever was typed, refused where it names somebody else's."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.events.queries import team_of
from facilitate.guides.choices import Choices, GuideReader, PaperSize
from facilitate.guides.papers import address_choices
from facilitate.guides.papers.address_choices import choices_with_owner, read_guide_choices

from ...statements import count_statements
from ..demo import demo_plan
from ..sample import EVENT, HELPER, LEAD
from .reopened import all_text, document_texts, reopen_document

PATH = "/events/spring/guide.docx"
USUAL = address_choices.GuideOptions()


def test_the_usual_choices_whatever_was_typed() -> None:
    typed = {
        "lang": "xx",
        "for": "everybody",
        "member": "²",
        "paper": "a3",
        "large": "yes",
        "short": "0",
    }
    assert read_guide_choices(typed, EVENT, ["2027-13-01", "2031-01-01"]) == Choices("sq")


def test_every_choice_can_be_asked_for() -> None:
    typed = {"lang": "en", "for": "notes", "member": "7", "paper": "a5", "large": "1", "short": "1"}
    assert read_guide_choices(typed, EVENT, ["2027-03-18"]) == Choices(
        "en",
        GuideReader.NOTES,
        7,
        frozenset({date(2027, 3, 18)}),
        scripts=False,
        paper=PaperSize.A5,
        large=True,
    )


def test_whose_guide_it_is() -> None:
    team = [LEAD, HELPER]
    assert choices_with_owner(Choices("en"), team, 1) == (Choices("en"), "")
    asked = Choices("en", GuideReader.FACILITATOR, HELPER.id)
    assert choices_with_owner(asked, team, None) == (asked, "Çeljeta Doçi")
    assert choices_with_owner(Choices("en", GuideReader.FACILITATOR), [], 5) == (Choices("en"), "")
    with pytest.raises(LookupError):
        choices_with_owner(Choices("en", GuideReader.NOTES, 99), team, None)


def test_the_command_says_plainly_what_it_cannot_do(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        name = team_of(event)[0].name
        found = address_choices.choices_from_command(
            event, USUAL._replace(member=name.upper(), days=(event.first_day.isoformat(),))
        )
        assert (found.reader, found.member, found.days) == (
            GuideReader.FACILITATOR,
            team_of(event)[0].id,
            frozenset({event.first_day}),
        )
        for given, sentence in (
            ({"member": "Nobody"}, "“Nobody” is not in the team of this event. In it: "),
            ({"reader": "facilitator"}, "Whose own guide?"),
            ({"reader": "wall", "member": name}, "--member goes with"),
            ({"days": ("tomorrow",)}, "“tomorrow” is no day of this event; it runs from "),
        ):
            with pytest.raises(ValueError, match=".") as raised:
                address_choices.choices_from_command(event, USUAL._replace(**given))
            assert str(raised.value).startswith(sentence)
        assert address_choices.archive_language(event, USUAL) == event.language
        with pytest.raises(ValueError, match="only --lang"):
            address_choices.archive_language(event, USUAL._replace(large=True))


def member_of(app: Flask, name: str) -> int:
    with app.app_context():
        return next(one.id for one in db.session.scalars(sa.select(Member)) if one.role == name)


@pytest.mark.parametrize("reader", list(GuideReader))
def test_a_file_for_every_reader(app: Flask, organiser: FlaskClient, reader: GuideReader) -> None:
    demo_plan(app)
    with count_statements() as sent:
        answer = organiser.get(f"{PATH}?lang=en&for={reader}&paper=a5")
    assert answer.status_code == 200
    seated = reader in (GuideReader.HOSTS, GuideReader.FACILITATOR)  # who sits where
    assert len(sent) <= (28 if seated else 22)
    document = reopen_document(answer.data)
    width = 21.0 if reader is GuideReader.CARDS else 14.8  # four cards are one page of A4
    assert round(document.sections[0].page_width.cm, 1) == width
    assert document.core_properties.language == "en-GB"


def test_one_s_own_guide_is_named_after_them(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    member = member_of(app, "note_taker")
    answer = organiser.get(f"{PATH}?lang=en&for=notes&member={member}")
    with app.app_context():
        name = db.session.get(Member, member).name
    assert f"Note-taker: {name}" in document_texts(reopen_document(answer.data), "Cover Text")
    assert "note-takers-booklet-" in answer.headers["Content-Disposition"]


def test_a_member_of_no_or_another_event(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    assert organiser.get(f"{PATH}?for=facilitator&member=9999").status_code == 404
    assert organiser.get(f"{PATH}?for=facilitator").status_code == 200


def test_a_participant_who_hosts_has_no_name_for_who_may_not_know_it(app: Flask, sign_in) -> None:
    demo_plan(app)
    for name in ("viewer", "facilitator"):
        answer = sign_in(name).get(f"{PATH}?lang=en&for=hosts")
        assert answer.status_code == 200
        assert "Table 1" in all_text(reopen_document(answer.data))
