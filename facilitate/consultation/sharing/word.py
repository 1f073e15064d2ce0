"""What is sent back as a Word file, in the look of guides/guide.docx."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from ...data.content import content_folder
from ...lib.document_tables import Cell, TableLook
from ...lib.documents import WordFile
from ...lib.text import TAGS
from ...web.i18n import _, format_day, use_language
from . import wording
from .summary import ClosedResult, HeardTheme, Summary, SummaryAim, SummaryQuote

TEXT, NUMBER = "Table Text", "Table Number"
WIDE, COLUMN = 16.0, 0.95
"""Centimetres between the margins, and for the numbers of one sector."""
WHO = TableLook("Guide Table", (1.2, 11.3, 3.5), (TEXT, TEXT, NUMBER))
RESULT = TableLook("Guide Table", (12.5, 3.5), (TEXT, NUMBER))
AIMS = TableLook("Guide Table", (1.2, 7.4, 5.2, 2.2), (TEXT,) * 4)


def summary_to_word(summary: Summary, made_on: date, *, over: bool) -> bytes:
    """The summary as the bytes of a .docx, in its own language; `over`: the event it was for is."""
    with use_language(summary.language):
        file = WordFile(content_folder("guides") / "guide.docx")
        _about(file, summary, made_on)
        _opening(file, summary)
        _themes(file, summary)
        for result in summary.results:
            _result(file, result)
        _made_of_it(file, summary, over)
        return file.save()


def _about(file: WordFile, summary: Summary, made_on: date) -> None:
    file.language(TAGS[summary.language])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(
        title=wording.summary_title(), subject=summary.event, author="facilitate", made=made
    )
    file.header(summary.event + "\t" + wording.summary_title())
    file.footer(
        format_day(made_on, "dated")
        + "\t"
        + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )


def _opening(file: WordFile, summary: Summary) -> None:
    file.add(summary.event, "Step Time")
    file.add(wording.summary_title(), "Title")
    file.add(f"{summary.when} · {summary.place}", "Subtitle")
    file.add(wording.summary_opening(summary), "Lead")
    file.add(_("What we asked"), "Heading 2")
    for question in summary.questions:
        file.add(question, "List Bullet")
    if wording.tells_numbers(part.answers for part in summary.parts):
        file.add(_("Who answered"), "Heading 2")
        rows: list[list[Cell]] = [
            [part.letter, part.name, wording.shown_number(part.answers)] for part in summary.parts
        ]
        rows.append(["", _("All"), wording.shown_number(summary.answers)])
        file.table(WHO, rows, ["", _("Sector"), _("Answers")], _("Who answered"))
    if summary.hides:
        file.add(wording.star_note(), "Note")


def _themes(file: WordFile, summary: Summary) -> None:
    if not summary.themes and not summary.quotes:
        return
    file.add(_("What you told us"), "Heading 2")
    if wording.themes_tell_numbers(summary):
        parts = summary.parts
        widths = (WIDE - COLUMN * len(parts) - 1.6, *(COLUMN for _part in parts), 1.6)
        look = TableLook("Guide Table", widths, (TEXT, *(NUMBER,) * (len(parts) + 1)))
        heading = [_("Theme"), *(part.letter for part in parts), _("All")]
        rows = [_numbers(theme) for theme in summary.themes]
        file.table(look, rows, heading, _("Themes by sector"), together=True)
        file.add(
            _(
                "How many answers of each sector speak of each theme; the letters are those of the first table."
            ),
            "Note",
        )
    told = [
        theme
        for theme in summary.themes
        if theme.quotes or theme.description or wording.told_unserved(theme)
    ]
    for theme in told:
        file.add(theme.name, "Heading 3")
        file.add(wording.theme_spread(theme, summary), "Body Text")
        file.add(theme.description, "Body Text")
        if wording.told_unserved(theme):
            file.add(
                _("Not taken up this time: %(why)s", why=wording.told_unserved(theme)), "Body Text"
            )
        _quotes(file, theme.quotes)
    others = [theme for theme in summary.themes if theme not in told]
    if others:
        file.add(_("You also spoke of") if told else _("In plain words"), "Heading 3")
    for theme in others:
        file.add(f"{theme.name}: {wording.theme_spread(theme, summary)}", "List Bullet")
    if summary.quotes:
        file.add(_("Also said"), "Heading 3")
        _quotes(file, summary.quotes)


def _numbers(theme: HeardTheme) -> list[Cell]:
    return [
        theme.name,
        *(wording.shown_number(number) for number in theme.numbers),
        wording.shown_number(theme.answers),
    ]


def _quotes(file: WordFile, quotes: Sequence[SummaryQuote]) -> None:
    for quote in quotes:
        file.quote(quote.text, quote.by)


def _result(file: WordFile, result: ClosedResult) -> None:
    file.add(result.question, "Heading 3")
    file.add(wording.about_result(result), "Body Text", with_next=wording.tells_result(result))
    if not wording.tells_result(result):
        return
    rows: list[list[Cell]] = [
        [line.name, wording.shown_number(line.number)] for line in result.lines
    ]
    heading = [_("Choice"), _("Put first") if result.ranked else _("Answers")]
    file.table(RESULT, rows, heading, result.question, together=True)


def _made_of_it(file: WordFile, summary: Summary, over: bool) -> None:
    file.add(_("What we make of it"), "Heading 2")
    file.add(summary.made_of_it, "Body Text")
    if summary.aims:
        file.add(_("The objectives that came out of it"), "Heading 3")
        rows = [_aim(aim, summary) for aim in summary.aims]
        heading = [_("No."), _("Objective"), _("Comes from"), _("Status")]
        file.table(AIMS, rows, heading, _("The objectives that came out of it"))
    file.add(_("What happens next"), "Heading 2")
    for sentence in wording.next_steps(summary, over=over):
        file.add(sentence, "Body Text")


def _aim(aim: SummaryAim, summary: Summary) -> list[Cell]:
    text = aim.text
    if aim.result:
        text += "\n" + _("Expected result: %(result)s", result=aim.result)
    return [
        aim.code,
        text,
        wording.source_text(aim.source, summary.answers),
        wording.aim_status(aim),
    ]
