"""The letter that passes problems to an institution: as an office sends it, by theme, with who names each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...lib.albanian import number_in_words
from ...mailing.office_letter import (
    LetterParagraph,
    LetterPart,
    OfficeLetter,
    render_office_letters,
)
from ...web.i18n import _, _n, current_language, use_language


@dataclass(frozen=True)
class LetterProblem:
    """One problem: its words, where, and which forum says so."""

    text: str
    place: str
    forum: str


@dataclass(frozen=True)
class LetterTheme:
    """A theme with its problems, and who names it in words."""

    name: str
    named: str
    lines: Sequence[LetterProblem]


@dataclass(frozen=True)
class InstitutionLetter:
    """Everything the letter says. `place`, `office` and `signed` may be empty: then the forums alone send it."""

    language: str
    institution: str
    on: date
    forums: Sequence[str]
    parts: Sequence[LetterTheme]
    place: str
    office: str
    signed: str

    @property
    def problems(self) -> int:
        """How many it passes on."""
        return sum(len(part.lines) for part in self.parts)


def letter_to_word(editions: Sequence[InstitutionLetter], look: Path | bytes) -> bytes:
    """The letter as the bytes of a .docx, as an office sends it, with a line to sign; its editions stand side by side."""
    whole = [_office_letter(one) for one in editions]
    with use_language(editions[0].language):
        return render_office_letters(look, [whole], ", ".join(editions[0].forums))


def _office_letter(letter: InstitutionLetter) -> OfficeLetter:
    with use_language(letter.language):
        return OfficeLetter(
            language=letter.language,
            sender=[letter.office, *letter.forums],
            place=letter.place,
            on=letter.on,
            to=letter.institution,
            subject=_("Problems and needs that we ask you to address"),
            body=_body(letter),
            closing=_("Yours faithfully,"),
            signed=[*letter.signed.splitlines(), letter.office],
        )


def _body(letter: InstitutionLetter) -> list[LetterPart]:
    parts: list[LetterPart] = [
        LetterParagraph(_("Dear Sir or Madam,")),
        LetterParagraph(_opening(letter.problems)),
    ]
    for theme in letter.parts:
        title = f"{theme.name} – {theme.named}" if theme.named else theme.name
        parts.append(LetterParagraph(title, "Heading 3", with_next=True))
        for line in theme.lines:
            about = ", ".join(text for text in (line.forum, line.place) if text)
            parts.append(LetterParagraph(f"{line.text} ({about})", "List Bullet"))
    return [*parts, LetterParagraph(_closing(), with_next=True)]


def _opening(problems: int) -> str:
    return _n(
        "At our meetings we have found one problem that cannot be settled where it arises. We pass it on to you and "
        "ask for an answer that we can take back to our members.",
        "At our meetings we have found %(count)s problems that cannot be settled where they arise. We pass them on to "
        "you and ask for an answer that we can take back to our members.",
        problems,
        count=number_in_words(problems) if current_language() == "sq" else str(problems),
    )


def _closing() -> str:
    return _(
        "All of this was agreed at our meetings, and nothing in it concerns a single person. Please tell us what you can "
        "do and by when, or why it cannot be done."
    )
