"""The questionnaire as a Word form (A4) to be filled in with a pen, in the look of guides/questionnaire.docx."""

from collections.abc import Sequence

from ...data.content import content_folder
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.documents import WordFile
from ...lib.qr_codes import qr_picture
from ...lib.running_lines import stand_beside
from ...lib.text import TAGS
from ...web.i18n import _, format_day, use_language
from .matching import AskedKind
from .queries import PaperQuestion, QuestionnairePaper, in_columns

ONE, ANY = "○", "☐"
"""Signs to tick: where one of them counts, and where any number does."""
FACTS = TableLook("Guide Facts", (3.2, 13.8), ("Fact Label", "Fact"))
WHO = TableLook("Lines", (5.2, 11.8), ("Line Label", "Writing Line"))
LINES = TableLook("Lines", (17.0,), ("Writing Line",))
CHOICES = TableLook("Choices", (0.9, 16.1), ("Box", "Choice"))
RANKS = TableLook("Choices", (1.3, 15.7), ("Number Box", "Choice"))
SCALE = TableLook(
    "Choices", (3.5, *(2.0,) * 5, 3.5), ("Scale Low", *("Scale Number",) * 5, "Scale High")
)


def paper_to_word(paper: QuestionnairePaper) -> bytes:
    """The form as the bytes of a .docx, in its own language."""
    with use_language(paper.language):
        file = WordFile(content_folder("guides") / "questionnaire.docx")
        file.language(TAGS[paper.language])
        file.properties(title=paper.title, subject=paper.event)
        file.header(paper.event)
        back = _("Please return it by %(day)s.", day=format_day(paper.back_by, "dated"))
        file.footer(
            back + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
        )
        _opening(file, paper)
        _sender(file, paper)
        for question in paper.questions:
            _question(file, question, paper.lines, last=question is paper.questions[-1])
        file.add(_("Thank you."), "Question")
        file.add(_("Your answer is typed in as you wrote it; the paper is not passed on."), "Help")
        return file.save()


def _opening(file: WordFile, paper: QuestionnairePaper) -> None:
    if paper.link:
        about = _("QR code of the questionnaire")
        stand_beside(file.picture(qr_picture(paper.link), 2.2, 2.2, about, "Help"))
    file.add(paper.title, "Title")
    file.add(paper.intro, "Lead")
    file.add(kept_sentence(paper.named), "Kept")
    file.add(_("Please write nothing that could identify a victim."), "Kept")
    facts = [
        (_("Back by"), format_day(paper.back_by, "full")),
        (_("Back to"), _("the person who gave you this form, or:") + " …" * 22),
    ]
    if paper.link:
        facts.append((_("Or online"), paper.link))
    file.table(FACTS, facts)


def kept_sentence(named: bool) -> str:
    """What is kept of an answer on paper, before the first question."""
    if named:
        return _(
            "This consultation is not anonymous. We keep your name, your office, your sector, your county if "
            "you give it, what you write, the language and the day."
        )
    return _(
        "Your answer is anonymous. We keep what you write, your sector, your county if you give it, the "
        "language and the day. Please do not write your name."
    )


def _sender(file: WordFile, paper: QuestionnairePaper) -> None:
    if paper.named:
        file.add(_("Who are you?"), "Question")
        file.table(WHO, [[_("Your name"), ""], [_("Your office or organisation"), _end("")]])
    file.add(_("Where do you work?"), "Question")
    file.add(_("Please tick one."), "Help")
    _ticks(file, paper.sectors, ONE, 2)
    file.add(_("In which county?"), "Question")
    file.add(_("You may leave this blank."), "Help")
    _ticks(file, paper.places, ONE, 3)


def _ticks(file: WordFile, texts: tuple[str, ...], sign: str, columns: int) -> None:
    """Short things to tick, side by side."""
    look = TableLook("Choices", (0.9, 17 / columns - 0.9) * columns, ("Box", "Choice") * columns)
    table = in_columns(texts, columns)
    rows: list[list[Cell]] = []
    for texts_of_row in table:
        style = "Last Choice" if texts_of_row is table[-1] else "Choice"
        rows.append(
            [
                cell
                for text in texts_of_row
                for cell in (sign if text else "", [StyledPara(text, style)])
            ]
        )
    file.table(look, rows)


def _question(file: WordFile, question: PaperQuestion, lines: int, *, last: bool) -> None:
    """A question with room for its answer; the `last` one stays with the thanks, which would fill a page alone."""
    file.add(f"{question.number}. {question.text}", "Question")
    said = [
        question.help,
        "" if question.help and question.kind is AskedKind.MULTIPLE else _how(question.kind),
        _("Please answer this one.") if question.required else "",
    ]
    file.add(" ".join(text for text in said if text), "Help")
    if question.kind is AskedKind.OPEN:
        file.table(LINES, [*([[""]] * (lines - 1)), [_end("")]], with_next=last)
    elif question.kind is AskedKind.SCALE:
        points: list[Cell] = [
            [StyledPara(ONE, "Scale Mark"), StyledPara(str(n), "Scale Number")] for n in range(1, 6)
        ]
        file.table(SCALE, [[question.low, *points, question.high]], with_next=last)
    else:
        ranked = question.kind is AskedKind.RANKING
        sign, style = (
            ONE if question.kind is AskedKind.SINGLE else ANY,
            "Ranked Choice" if ranked else "Choice",
        )
        rows: list[list[Cell]] = [
            [sign, [StyledPara(text, style)]] for text in question.choices[:-1]
        ]
        rows += [[sign, [StyledPara(text, f"Last {style}")]] for text in question.choices[-1:]]
        file.table(RANKS if ranked else CHOICES, rows, with_next=last)


def _how(kind: AskedKind) -> str:
    return {
        AskedKind.OPEN: "",
        AskedKind.SINGLE: _("Please tick one."),
        AskedKind.MULTIPLE: _("Tick as many as you like."),
        AskedKind.SCALE: _("Please tick one."),
        AskedKind.RANKING: _("Write 1 in front of what matters most, then 2, and so on."),
    }[kind]


def _end(text: str) -> Sequence[StyledPara]:
    """The last line of a block: what follows may stand on the next page."""
    return [StyledPara(text, "Last Writing Line")]
