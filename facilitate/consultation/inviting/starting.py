"""What the letters say before anybody edits them, in both languages; short, and honest about names."""

from typing import NamedTuple

from ...lib.text import Words
from ..models import LetterKind, QuestionnairePurpose


class LetterText(NamedTuple):
    """Subject and body of a letter, with placeholders."""

    subject: Words
    body: Words


_ANONYMOUS = Words(
    "Your answer is anonymous: we see that somebody answered, not who. "
    "The link is yours alone and can be used once; please do not pass it on.",
    "Përgjigjja juaj është anonime: ne shohim që dikush u përgjigj, por jo kush. "
    "Lidhja është vetëm për ju dhe vlen një herë; ju lutemi, mos ia jepni tjetërkujt.",
)
_NAMED = Words(
    "Your answer is kept with your name, so that we can come back to you about it. "
    "The link is yours alone and can be used once; please do not pass it on.",
    "Përgjigjja juaj ruhet me emrin tuaj, që të mund t’ju kontaktojmë për të. "
    "Lidhja është vetëm për ju dhe vlen një herë; ju lutemi, mos ia jepni tjetërkujt.",
)
_SUBJECT = {
    LetterKind.INVITATION: Words("Your view counts: {event}", "Mendimi juaj ka vlerë: {event}"),
    LetterKind.REMINDER: Words(
        "Still time to answer: {event}", "Keni ende kohë për t’u përgjigjur: {event}"
    ),
    LetterKind.OUTCOME: Words("What you told us: {event}", "Çfarë na thatë: {event}"),
}
_BODY = {
    LetterKind.INVITATION: Words(
        "Dear {name},\n\n"
        "We are preparing “{event}” and would like to build it on what you need, not on what we suppose. "
        "Please tell us; it takes {minutes}:\n\n"
        "{link}\n\n"
        "It works on a phone, in Albanian or English, until {closes}. PROMISE\n\n"
        "Thank you for your time. We will tell you what comes out of the answers.\n\n"
        "{host}",
        "I/E nderuar {name},\n\n"
        "po përgatitim veprimtarinë “{event}” dhe duam ta ndërtojmë mbi atë që ju nevojitet, jo mbi atë që hamendësojmë ne. "
        "Ju lutemi të na tregoni mendimin tuaj; përgjigjja kërkon {minutes}:\n\n"
        "{link}\n\n"
        "Mund të përgjigjeni nga telefoni, në shqip ose në anglisht. Afati i fundit: {closes}. PROMISE\n\n"
        "Ju falënderojmë për kohën që na kushtoni. Do t’ju njoftojmë për përfundimet.\n\n"
        "Me respekt,\n{host}",
    ),
    LetterKind.REMINDER: Words(
        "Dear {name},\n\n"
        "A few days ago we asked for your view on “{event}”. If you have not answered yet, it would help us a lot "
        "to hear from you. There is time until {closes}, and it takes {minutes}:\n\n"
        "{link}\n\n"
        "PROMISE If you have answered already: thank you, there is nothing more to do.\n\n"
        "{host}",
        "I/E nderuar {name},\n\n"
        "disa ditë më parë ju kërkuam mendimin për veprimtarinë “{event}”. Nëse ende nuk jeni përgjigjur, do të na ndihmonte "
        "shumë mendimi juaj. Afati i fundit: {closes}. Përgjigjja kërkon {minutes}:\n\n"
        "{link}\n\n"
        "PROMISE Nëse jeni përgjigjur tashmë, ju falënderojmë: nuk keni pse të bëni gjë tjetër.\n\n"
        "Me respekt,\n{host}",
    ),
    LetterKind.OUTCOME: Words(
        "Dear {name},\n\n"
        "We asked what “{event}” should bring. Thank you to everybody who took the time to answer. "
        "What you told us and what we make of it can be read here, in Albanian and English:\n\n"
        "{link}\n\n"
        "The page is public: you may pass the link on.\n\n"
        "{host}",
        "I/E nderuar {name},\n\n"
        "kemi pyetur se çfarë duhet të sjellë veprimtaria “{event}”. Falënderojmë të gjithë ata që gjetën kohë të përgjigjen. "
        "Çfarë na thatë dhe ç’përfundime nxorëm mund ta lexoni këtu, në shqip dhe në anglisht:\n\n"
        "{link}\n\n"
        "Faqja është publike: lidhjen mund t’ia jepni kujtdo.\n\n"
        "Me respekt,\n{host}",
    ),
}
_AFTER = {
    LetterKind.INVITATION: LetterText(
        Words("How was it? {event}", "Si ju duk? {event}"),
        Words(
            "Dear {name},\n\n"
            "Thank you for coming to “{event}”. Please tell us how it was for you; it takes {minutes}:\n\n"
            "{link}\n\n"
            "It works on a phone, in Albanian or English, until {closes}. PROMISE\n\n"
            "If you have answered in the room already: thank you, there is nothing more to do. "
            "The report follows; it says what all answers show together.\n\n"
            "{host}",
            "I/E nderuar {name},\n\n"
            "ju falënderojmë që morët pjesë në veprimtarinë “{event}”. Ju lutemi të na tregoni si ju duk; "
            "përgjigjja kërkon {minutes}:\n\n"
            "{link}\n\n"
            "Mund të përgjigjeni nga telefoni, në shqip ose në anglisht. Afati i fundit: {closes}. PROMISE\n\n"
            "Nëse jeni përgjigjur tashmë në sallë, ju falënderojmë: nuk keni pse të bëni gjë tjetër. "
            "Raporti i punimeve do t’ju dërgohet më pas; në të do të gjeni edhe përmbledhjen e të gjitha përgjigjeve.\n\n"
            "Me respekt,\n{host}",
        ),
    ),
    LetterKind.REMINDER: LetterText(
        Words(
            "Still time to tell us how it was: {event}",
            "Keni ende kohë të na tregoni si ju duk: {event}",
        ),
        Words(
            "Dear {name},\n\n"
            "A few days ago we asked you how “{event}” was for you. If you have not answered yet, it would help us a lot "
            "to hear from you. There is time until {closes}, and it takes {minutes}:\n\n"
            "{link}\n\n"
            "PROMISE If you have answered already, by this link or in the room: thank you, there is nothing more to do. "
            "The report follows.\n\n"
            "{host}",
            "I/E nderuar {name},\n\n"
            "disa ditë më parë ju pyetëm si ju duk veprimtaria “{event}”. Nëse ende nuk jeni përgjigjur, do të na ndihmonte "
            "shumë mendimi juaj. Afati i fundit: {closes}. Përgjigjja kërkon {minutes}:\n\n"
            "{link}\n\n"
            "PROMISE Nëse jeni përgjigjur tashmë, me këtë lidhje ose në sallë, ju falënderojmë: nuk keni pse të bëni gjë tjetër. "
            "Raporti i punimeve do t’ju dërgohet më pas.\n\n"
            "Me respekt,\n{host}",
        ),
    ),
}
"""What is written to those who came."""

_LATER = {
    LetterKind.INVITATION: LetterText(
        Words("What has changed since? {event}", "Çfarë ka ndryshuar që atëherë? {event}"),
        Words(
            "Dear {name},\n\n"
            "A few months ago you or colleagues of yours were at “{event}”. Please tell us what has changed in your work since then, "
            "and what has not; it takes {minutes}:\n\n"
            "{link}\n\n"
            "It works on a phone, in Albanian or English, until {closes}. PROMISE\n\n"
            "Nothing has changed? That helps us as much to know.\n\n"
            "{host}",
            "I/E nderuar {name},\n\n"
            "disa muaj më parë morët pjesë, ju vetë ose kolegë tuaj, në veprimtarinë “{event}”. Ju lutemi të na tregoni çfarë ka ndryshuar që atëherë "
            "në punën tuaj dhe çfarë jo; përgjigjja kërkon {minutes}:\n\n"
            "{link}\n\n"
            "Mund të përgjigjeni nga telefoni, në shqip ose në anglisht. Afati i fundit: {closes}. PROMISE\n\n"
            "Nuk ka ndryshuar asgjë? Edhe kjo na ndihmon po aq.\n\n"
            "Me respekt,\n{host}",
        ),
    ),
    LetterKind.REMINDER: LetterText(
        Words(
            "Still time to tell us what has changed: {event}",
            "Keni ende kohë të na tregoni çfarë ka ndryshuar: {event}",
        ),
        Words(
            "Dear {name},\n\n"
            "A few days ago we asked you what has changed since “{event}”. If you have not answered yet, it would help us a lot "
            "to hear from you, even if nothing has changed. There is time until {closes}, and it takes {minutes}:\n\n"
            "{link}\n\n"
            "PROMISE If you have answered already: thank you, there is nothing more to do.\n\n"
            "{host}",
            "I/E nderuar {name},\n\n"
            "disa ditë më parë ju pyetëm çfarë ka ndryshuar që nga veprimtaria “{event}”. Nëse ende nuk jeni përgjigjur, do të na "
            "ndihmonte shumë mendimi juaj, edhe kur nuk ka ndryshuar asgjë. Afati i fundit: {closes}. Përgjigjja kërkon {minutes}:\n\n"
            "{link}\n\n"
            "PROMISE Nëse jeni përgjigjur tashmë, ju falënderojmë: nuk keni pse të bëni gjë tjetër.\n\n"
            "Me respekt,\n{host}",
        ),
    ),
}
"""What is written to them months later."""


def starting_text(
    kind: LetterKind, named: bool, purpose: QuestionnairePurpose = QuestionnairePurpose.CONSULTATION
) -> LetterText:
    """The letter of that kind; while it asks for an answer, it says whether that carries a name."""
    before = LetterText(_SUBJECT[kind], _BODY[kind])
    later = _LATER if purpose.months else _AFTER
    subject, body = later[kind] if purpose.is_after else before
    promise = _NAMED if named else _ANONYMOUS
    return LetterText(
        subject,
        Words(body.en.replace("PROMISE", promise.en), body.sq.replace("PROMISE", promise.sq)),
    )
