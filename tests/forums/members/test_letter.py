"""One letter to all members: whose name, which language, a page each."""

import io
from datetime import date

import docx

from facilitate.forums.members.letter import TEXT, Letter, Recipient, fingerprint, letters
from facilitate.forums.members.word import to_word
from facilitate.lib.text import Words

CHAIR = Words("chair", "kryetar")
ARTA = Recipient("Arta Hoxha", "Prefektura Vlorë", "Vlorë", CHAIR, "sq", "arta@office.example")
JOHN = Recipient("John Lee", "Agency", "", Words("observer", "vëzhgues"), "en", "")
SOUTH = Words("South", "Jug")


def test_everybody_reads_their_own() -> None:
    written = letters(Words("{forum}: May", "{forum}:\nmaj"), Words("Dear {name}", ""), SOUTH, [ARTA, JOHN])
    assert written == [
        Letter(ARTA, "Jug: maj", "Dear Arta Hoxha"),
        Letter(JOHN, "South: May", "Dear John Lee"),
    ]


def test_braces_in_a_name_stay() -> None:
    odd = Recipient("{forum} {x}", "{name}", "", CHAIR, "en", "")
    (one,) = letters(Words("a", ""), Words("{name}/{organisation}/{role}", ""), SOUTH, [odd])
    assert one.body == "{forum} {x}/{name}/chair"
    assert TEXT.unknown("{name} {nmae}") == ["{nmae}"]


def test_another_text_or_another_list_is_another_letter() -> None:
    first = letters(Words("a", ""), Words("b", ""), SOUTH, [ARTA, JOHN])
    assert fingerprint(first) == fingerprint(letters(Words("a", ""), Words("b", ""), SOUTH, [ARTA, JOHN]))
    others = [letters(Words("a", ""), Words("c", ""), SOUTH, [ARTA, JOHN]), first[:1]]
    assert fingerprint(first) not in [fingerprint(one) for one in others]


def test_the_word_file_has_a_page_for_each(app) -> None:
    written = letters(Words("News", "Lajme"), Words("Dear {name},\n\nsee you.", ""), SOUTH, [ARTA, JOHN])
    with app.app_context():
        file = to_word(written, date(2027, 3, 1), "Lajme")
    word = docx.Document(io.BytesIO(file))
    texts = [one.text for one in word.paragraphs if one.text]
    assert texts == [
        "Arta Hoxha", "Prefektura Vlorë", "Vlorë", "1 mars 2027", "Lajme", "Dear Arta Hoxha,", "see you.",
        "John Lee", "Agency", "1 March 2027", "News", "Dear John Lee,", "see you.",
    ]  # fmt: skip
    breaks = [one for one in word.element.body.iter() if one.tag.endswith("}pageBreakBefore")]
    manual = [one for one in word.element.body.iter() if one.tag.endswith("}br")]
    assert len(breaks) + len(manual) == 1
