"""The draft in Word: for a team that waits for its second person, marked on each page, and never before the privacy check."""

import io

import pytest
from docx import Document

from facilitate.release.models import Verdict

from ..conftest import REPORT

DRAFT = f"{REPORT}/draft.docx?language=en"


def test_each_page_says_that_it_is_a_draft(organiser, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    answer = organiser.get(DRAFT)
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.data))
    for section in document.sections:
        header = section.header._element.xml
        assert "Draft – not released" in header
        assert "v:textpath" in header
    assert organiser.get(f"{REPORT}.docx").status_code == 409


def test_nothing_leaves_while_a_passage_waits(organiser, say, verdict) -> None:
    line = say("Elira ishte aty.")
    assert organiser.get(DRAFT).status_code == 409
    verdict(line, "Elira", Verdict.REMOVE)
    answer = organiser.get(DRAFT)
    assert answer.status_code == 200
    assert "Elira" not in "".join(one.text for one in Document(io.BytesIO(answer.data)).paragraphs)


@pytest.mark.parametrize(("who", "code"), [("stranger", 404), ("viewer", 403), ("staff", 403)])
def test_for_whom_it_is(sign_in, cast, who: str, code: int) -> None:
    assert sign_in(who).get(DRAFT).status_code == code


def test_the_release_page_says_who_could_be_the_second(sign_in, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    text = sign_in("organiser").get(f"{REPORT}/release").text
    assert "Two people are needed. " in text
    assert "Çeljeta Doçi" in text
    assert " can also release it." in text
    assert "/events/spring/team#invite" in text
