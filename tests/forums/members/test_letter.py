"""One letter to all members: whose name, which language, a page each."""

import io
from dataclasses import replace
from datetime import date

import docx

from facilitate.forums.members.letter import TEXT, MemberRecipient, write_member_letters
from facilitate.lib.text import Words
from facilitate.mailing.files import letters_word
from facilitate.mailing.letters import PreparedMailing

CHAIR = Words("chair", "kryetar")
ARTA = MemberRecipient(
    key=1,
    name="Arta Hoxha",
    organisation="Prefektura Vlorë",
    place="Vlorë",
    role=CHAIR,
    language="sq",
    email="arta@office.example",
)
JOHN = MemberRecipient(
    key=2,
    name="John Lee",
    organisation="Agency",
    place="",
    role=Words("observer", "vëzhgues"),
    language="en",
    email="",
)
SOUTH = Words("South", "Jug")


def test_everybody_reads_their_own() -> None:
    written = write_member_letters(
        Words("{forum}: May", "{forum}:\nmaj"), Words("Dear {name}", ""), SOUTH, [ARTA, JOHN]
    )
    assert [(one.name, one.subject, one.body) for one in written] == [
        ("Arta Hoxha", "Jug: maj", "Dear Arta Hoxha"),
        ("John Lee", "South: May", "Dear John Lee"),
    ]


def test_braces_in_a_name_stay() -> None:
    odd = replace(JOHN, name="{forum} {x}", organisation="{name}", role=CHAIR)
    (one,) = write_member_letters(
        Words("a", ""), Words("{name}/{organisation}/{role}", ""), SOUTH, [odd]
    )
    assert one.body == "{forum} {x}/{name}/chair"
    assert TEXT.unknown("{name} {nmae}") == ["{nmae}"]


def test_another_text_or_another_list_is_another_letter() -> None:
    first = write_member_letters(Words("a", ""), Words("b", ""), SOUTH, [ARTA, JOHN])
    same = write_member_letters(Words("a", ""), Words("b", ""), SOUTH, [ARTA, JOHN])
    assert PreparedMailing(to=first).fingerprint == PreparedMailing(to=same).fingerprint
    others = [write_member_letters(Words("a", ""), Words("c", ""), SOUTH, [ARTA, JOHN]), first[:1]]
    assert PreparedMailing(to=first).fingerprint not in [
        PreparedMailing(to=one).fingerprint for one in others
    ]


def test_the_word_file_has_a_page_for_each(app, monkeypatch) -> None:
    written = write_member_letters(
        Words("News", "Lajme"), Words("Dear {name},\n\nsee you.", ""), SOUTH, [ARTA, JOHN]
    )
    with app.app_context():
        monkeypatch.setattr("facilitate.clock.today", lambda: date(2027, 3, 1))
        file = letters_word(written)
    word = docx.Document(io.BytesIO(file))
    texts = [one.text for one in word.paragraphs if one.text]
    assert texts == [
        "Arta Hoxha",
        "Prefektura Vlorë",
        "Vlorë",
        "1 mars 2027",
        "Lajme",
        "Dear Arta Hoxha,",
        "see you.",
        "John Lee",
        "Agency",
        "1 March 2027",
        "News",
        "Dear John Lee,",
        "see you.",
    ]
    breaks = [one for one in word.element.body.iter() if one.tag.endswith("}pageBreakBefore")]
    manual = [one for one in word.element.body.iter() if one.tag.endswith("}br")]
    assert len(breaks) + len(manual) == 1
