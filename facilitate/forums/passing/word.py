"""The letter that passes problems to an institution: as an office sends it, by theme, with who names each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ...data.content import content_folder
from ...lib.albanian import Case, institution_in, number_in_words
from ...lib.documents import WordFile
from ...web.i18n import _, _n, current_language, format_day, use_language

TAGS = {"en": "en-GB", "sq": "sq-AL"}
DOTS = "…" * 8
LINE = "_" * 36


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


def letter_to_word(letter: InstitutionLetter) -> bytes:
    """The letter as the bytes of a .docx, in its own language: as an office sends it, with a line to sign."""
    with use_language(letter.language):
        file = WordFile(content_folder("guides") / "guide.docx")
        title = _("Problems and needs that we ask you to address")
        file.paper("a4", punched=False)
        file.language(TAGS[letter.language])
        file.no_cover()
        made = datetime.combine(letter.on, time(12), UTC)
        file.properties(title=title, subject=letter.institution, author="facilitate", made=made)
        file.header("")
        file.footer(
            ", ".join(letter.forums)
            + "\t"
            + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
        )
        _head(file, letter, title)
        file.add(_("Dear Sir or Madam,"), "Body Text")
        file.add(_opening(letter.problems), "Body Text")
        for part in letter.parts:
            _part(file, part)
        file.add(_closing(), "Body Text", with_next=True)
        _end(file, letter)
        return file.save()


def _head(file: WordFile, letter: InstitutionLetter, title: str) -> None:
    """Who writes, the number under which it goes out, place and date, to whom, and what about."""
    for line in dict.fromkeys(filter(None, (letter.office, *letter.forums))):
        file.add(line, "Fact Label")
    file.add(_("Our reference: %(dots)s", dots=DOTS), "Table Text")
    file.add(_dated(letter), "Table Number")
    file.add(_addressee(letter), "Heading 3")
    file.add(_("Subject: %(subject)s", subject=title), "Heading 3")


def _addressee(letter: InstitutionLetter) -> str:
    """Whom it goes to, in the case the line needs where the name is one that can be declined."""
    declined = institution_in(letter.institution, Case.DATIVE) if letter.language == "sq" else None
    if declined:
        return _("To %(institution)s", institution=declined)
    return _("To: %(institution)s", institution=letter.institution)


def _dated(letter: InstitutionLetter) -> str:
    on = format_day(letter.on, "dated")
    return _("%(town)s, %(day)s", town=letter.place, day=on) if letter.place else on


def _part(file: WordFile, part: LetterTheme) -> None:
    """A theme and its problems, each with where and by whom it was found."""
    file.add(
        f"{part.name} – {part.named}" if part.named else part.name, "Heading 3", with_next=True
    )
    for line in part.lines:
        about = ", ".join(text for text in (line.forum, line.place) if text)
        file.add(f"{line.text} ({about})", "List Bullet")


def _end(file: WordFile, letter: InstitutionLetter) -> None:
    """The line to sign on, and whose it is; it never stands alone on a page."""
    file.add(_("Yours faithfully,"), "Body Text", with_next=True)
    file.add(LINE, "Body Text", with_next=True)
    file.add("\n".join(filter(None, (letter.signed, letter.office))), "Body Text", with_next=True)
    file.add(_("Signature and stamp"), "Note")


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
