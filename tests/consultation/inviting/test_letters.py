"""Placeholders, masks and states: the rules of inviting, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.inviting.letters import (
    LINK,
    PLACEHOLDERS,
    Hindrance,
    MailState,
    filled,
    hindrance_of,
    kinds_of,
    kinds_offered,
    mail_state,
    next_letter,
    one_line,
    unknown,
)
from facilitate.consultation.inviting.masking import mask_address, mask_in_text
from facilitate.consultation.inviting.starting import starting_text
from facilitate.consultation.models import LetterKind, QuestionnairePurpose
from facilitate.consultation.questionnaire import ConsultationStanding
from facilitate.mail.outbox import MessageState
from facilitate.web.i18n import reader_language

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Dear {name}, {link}", "Dear <name>, <link>"),
        (
            "{0.__class__} {name.__class__} {{name}} { name }",
            "{0.__class__} {name.__class__} {<name>} { name }",
        ),
        ("{ } {} } {", "{ } {} } {"),
        ("%(name)s %s {name", "%(name)s %s {name"),
    ],
)
def test_placeholders_are_replaced_and_nothing_else(text: str, result: str) -> None:
    assert filled(text, VALUES) == result


def test_an_empty_value_takes_its_comma_along() -> None:
    text = "“{event}”, {name}. Write to {link}\n{name}!"
    assert filled(text, {**VALUES, "name": ""}) == "“<event>”. Write to <link>\n!"


def test_a_value_is_never_filled_in_again() -> None:
    assert (
        filled("{name} {event}", {**VALUES, "name": "{event} {link}"}) == "{event} {link} <event>"
    )


@given(st.text())
def test_any_text_can_be_filled(text: str) -> None:
    assert filled(text, VALUES) == text or any(f"{{{name}}}" in text for name in PLACEHOLDERS)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{name} {link} {}", []),
        ("{Name} {nme} {nme}", ["{Name}", "{nme}"]),
        ("{0.__class__}", ["{0.__class__}"]),
        ("{ name }", ["{ name }"]),
        ("a } b { c", []),
    ],
)
def test_what_stands_for_nothing_is_found(text: str, wrong: list[str]) -> None:
    assert unknown(text) == wrong


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("named", [True, False])
def test_the_starting_letters_are_whole(kind: LetterKind, named: bool) -> None:
    text = starting_text(kind, named)
    for code in ("en", "sq"):
        subject, body = text.subject.to(code), text.body.to(code)
        assert body.count(LINK) == 1
        assert unknown(subject + body) == []
        assert "PROMISE" not in body
    promised = not named and kind is not LetterKind.OUTCOME
    assert ("anonymous" in text.body.en, "anonime" in text.body.sq) == (promised, promised)


@pytest.mark.parametrize("kind", kinds_of(QuestionnairePurpose.EVALUATION))
def test_the_starting_letters_of_an_evaluation_are_whole(kind: LetterKind) -> None:
    text = starting_text(kind, named=False, purpose=QuestionnairePurpose.EVALUATION)
    for code in ("en", "sq"):
        subject, body = text.subject.to(code), text.body.to(code)
        assert (body.count(LINK), unknown(subject + body), "PROMISE" in body) == (1, [], False)
        assert [name for name in PLACEHOLDERS if f"{{{name}}}" not in body] == []
        assert text != starting_text(kind, named=False)
    assert ("anonymous" in text.body.en, "anonime" in text.body.sq) == (True, True)


def test_what_an_evaluation_came_to_is_no_letter() -> None:
    assert kinds_of(QuestionnairePurpose.EVALUATION) == [LetterKind.INVITATION, LetterKind.REMINDER]
    assert kinds_of(QuestionnairePurpose.CONSULTATION) == list(LetterKind)


def test_masks() -> None:
    assert [mask_address(text) for text in ("mira@office.example", "m@x.example", "", "mira")] == [
        "m…@office.example",
        "m…@x.example",
        "",
        "…",
    ]
    assert (
        mask_in_text("550 <MIRA@office.example> unknown", "mira@office.example")
        == "550 <m…@office.example> unknown"
    )
    assert mask_in_text("550 unknown", "") == "550 unknown"


def test_states() -> None:
    assert mail_state(None, False, True) is MailState.NOT_SENT
    assert mail_state(MessageState.SENDING, False, True) is MailState.WAITING
    assert mail_state(MessageState.SENT, True, True) is MailState.ANSWERED
    assert mail_state(MessageState.SENT, True, False) is MailState.SENT
    assert mail_state(None, True, False) is MailState.NOT_SENT


@pytest.mark.parametrize(
    ("languages", "usual", "code"),
    [
        ("sq", "en", "sq"),
        ("en", "sq", "en"),
        ("sq en", "en", "en"),
        ("sq en", "sq", "sq"),
        ("", "sq", "sq"),
        ("fr", "en", "en"),
    ],
)
def test_the_language_of_a_letter(languages: str, usual: str, code: str) -> None:
    assert reader_language(languages, usual) == code


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("now", list(ConsultationStanding))
def test_people_are_asked_while_they_can_answer_and_told_once_it_is_published(
    now: ConsultationStanding, told: bool
) -> None:
    closed = Hindrance.CLOSED if now is ConsultationStanding.CLOSED else None
    assert {kind: hindrance_of(kind, now, told) for kind in LetterKind} == {
        LetterKind.INVITATION: closed,
        LetterKind.REMINDER: closed,
        LetterKind.OUTCOME: None if told else Hindrance.NOT_PUBLISHED,
    }


def test_whose_turn_it_is() -> None:
    assert kinds_offered(False) == [LetterKind.INVITATION, LetterKind.REMINDER]
    assert kinds_offered(True) == list(LetterKind)
    assert [next_letter(ConsultationStanding.OPEN, told, True) for told in (True, False)] == [
        LetterKind.INVITATION
    ] * 2
    assert [next_letter(ConsultationStanding.CLOSED, told, False) for told in (True, False)] == [
        LetterKind.OUTCOME,
        LetterKind.REMINDER,
    ]
