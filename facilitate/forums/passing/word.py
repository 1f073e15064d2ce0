"""The letter that passes problems to an institution: one page, by theme, with who names each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ...content import folder
from ...i18n import _, _n, day, use_language
from ...lib.documents import WordFile

TAGS = {"en": "en-GB", "sq": "sq-AL"}


@dataclass(frozen=True)
class Line:
    """One problem: its words, where, and which forum says so."""

    text: str
    place: str
    forum: str


@dataclass(frozen=True)
class Part:
    """A theme with its problems, and who names it in words."""

    name: str
    named: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Letter:
    """Everything the letter says."""

    language: str
    institution: str
    on: date
    forums: Sequence[str]
    parts: Sequence[Part]
    signed: str

    @property
    def problems(self) -> int:
        """How many it passes on."""
        return sum(len(part.lines) for part in self.parts)


def to_word(letter: Letter) -> bytes:
    """The letter as the bytes of a .docx, in its own language."""
    with use_language(letter.language):
        file = WordFile(folder("guides") / "guide.docx")
        title = _("Problems and needs passed up")
        file.language(TAGS[letter.language])
        file.no_cover()
        made = datetime.combine(letter.on, time(12), UTC)
        file.properties(title=title, subject=letter.institution, author="facilitate", made=made)
        file.header(title)
        file.footer(", ".join(letter.forums))
        file.add(day(letter.on, "dated"), "Body Text")
        file.add(letter.institution, "Heading 2")
        file.add(_opening(letter), "Body Text")
        for part in letter.parts:
            file.add(f"{part.name} – {part.named}" if part.named else part.name, "Heading 3")
            for line in part.lines:
                about = ", ".join(text for text in (line.forum, line.place) if text)
                file.add(f"{line.text} ({about})", "List Bullet")
        file.add(_closing(), "Body Text")
        file.add(letter.signed, "Body Text")
        return file.save()


def _opening(letter: Letter) -> str:
    found = _n("%(num)d problem", "%(num)d problems", letter.problems)
    return _(
        "Our members have found %(found)s that cannot be settled where they arise. We pass this on to you and ask for an "
        "answer that we can take back to them.",
        found=found,
    )  # fmt: skip


def _closing() -> str:
    return _(
        "What is written here was agreed in the forums named; nothing in it concerns a single person. Please tell us what "
        "you can do, by when, or why not."
    )  # fmt: skip
