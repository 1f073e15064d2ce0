"""What an event changed, and a year in one document, as Word files in the planner's look. Pure: it is given what may leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from ..data.content import content_folder
from ..lib.document_tables import TableLook
from ..lib.documents import WordFile
from ..lib.text import TAGS
from ..web.i18n import _, format_day

TEXT = "Table Text"
INDICATORS = TableLook("Guide Table", (6.4, 2.4, 2.4, 2.4, 2.4), (TEXT,) * 5)
ANSWERS = TableLook("Guide Table", (13.0, 3.0), (TEXT, "Table Number"))
ACTIONS = TableLook("Guide Table", (7.0, 4.0, 5.0), (TEXT,) * 3)

MEETINGS = TableLook("Guide Table", (3.4, 6.8, 2.8, 3.0), (TEXT, TEXT, TEXT, "Table Number"))
KINDS = TableLook("Guide Table", (5.6, 2.8, 2.8, 2.5, 2.3), (TEXT, *("Table Number",) * 4))
NEEDS = TableLook("Guide Table", (3.0, 3.0, 10.0), (TEXT,) * 3)


@dataclass(frozen=True)
class AnswersSection:
    """What those who were there said months later: how many answered, question by question what was ticked how often, and quotes."""

    heading: str
    lead: str
    questions: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    quotes: Sequence[str] = ()


@dataclass(frozen=True)
class OutcomesPaper:
    """What stands in it, in one language. `indicators`: what, then, now, goal, by when, source; `actions`: heading, rows."""

    language: str
    title: str
    event: str
    when: str
    lead: str
    indicators: Sequence[tuple[str, str, str, str, str]]
    sources: Sequence[str]
    actions: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    left_out: str = ""
    said: Sequence[AnswersSection] = ()


@dataclass(frozen=True)
class YearSection:
    """One event of a year: its heading, what was decided; `actions`: what, who, how it stands."""

    heading: str
    decisions: Sequence[str]
    actions: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class YearPaper:
    """What stands in it, in one language. `meetings`: when, what, where, how many came; `needs`: since when, county, what.

    `kinds`: what kind of meeting, how many, attendances, decisions, actions.
    """

    language: str
    title: str
    when: str
    lead: str
    kinds: Sequence[tuple[str, str, str, str, str]]
    meetings: Sequence[tuple[str, str, str, str]]
    sections: Sequence[YearSection]
    needs: Sequence[tuple[str, str, str]]
    left_out: str = ""


class PaperCover(Protocol):
    """What the cover of a paper says."""

    @property
    def language(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def lead(self) -> str: ...


def begin_paper(paper: PaperCover, about: str, title: str, made_on: date) -> WordFile:
    """The file with its header, footer and cover."""
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language(TAGS[paper.language])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(title=title, subject=about, author="facilitate", made=made)
    file.header(about + "\t" + title)
    page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    file.footer(format_day(made_on, "dated") + "\t" + page)
    file.add(about, "Step Time")
    file.add(title, "Title")
    file.add(paper.when, "Subtitle")
    file.add(paper.lead, "Lead")
    return file


def render_year_word(paper: YearPaper, made_on: date) -> bytes:
    """The bytes of a .docx, in the language spoken now."""
    file = begin_paper(paper, _("A year in one document"), paper.title, made_on)
    if paper.meetings:
        if paper.kinds:
            file.add(_("Events held"), "Heading 2")
            heads = [_("What"), _("Events"), _("Attendances"), _("Decisions"), _("Actions")]
            file.table(KINDS, list(map(list, paper.kinds)), heads, _("Events held"))
        file.add(_("Meetings"), "Heading 2")
        heads = [_("When"), _("What"), _("Where"), _("Participants")]
        file.table(MEETINGS, list(map(list, paper.meetings)), heads, _("Meetings"))
    for one in paper.sections:
        if not one.decisions and not one.actions:
            continue
        file.add(one.heading, "Heading 2")
        if one.decisions:
            file.add(_("Decisions"), "Heading 3", with_next=True)
            for text in one.decisions:
                file.add(text, "List Bullet")
        if one.actions:
            file.add(_("Actions"), "Heading 3", with_next=True)
            heads = [_("Action"), _("Who"), _("Status")]
            file.table(ACTIONS, list(map(list, one.actions)), heads, one.heading)
    if paper.needs:
        file.add(_("Open needs"), "Heading 2")
        heads = [_("Since"), _("County"), _("Need")]
        file.table(NEEDS, list(map(list, paper.needs)), heads, _("Open needs"))
    if paper.left_out:
        file.add(paper.left_out, "Note")
    return file.save()


def render_outcomes_word(paper: OutcomesPaper, made_on: date) -> bytes:
    """The bytes of a .docx, in the language spoken now."""
    file = begin_paper(paper, paper.event, paper.title, made_on)
    if paper.indicators:
        file.add(_("At the start, now, and as planned"), "Heading 2")
        heads = [_("Indicator"), _("At the start"), _("Now"), _("Planned"), _("By when")]
        file.table(
            INDICATORS,
            list(map(list, paper.indicators)),
            heads,
            _("At the start, now, and as planned"),
        )
        for source in paper.sources:
            file.add(source, "Note")
    for one in paper.said:
        file.add(one.heading, "Heading 2")
        file.add(one.lead, "Body Text")
        for question, lines in one.questions:
            file.add(question, "Heading 3", with_next=True)
            heads = [_("Choice"), _("Answers")]
            file.table(ANSWERS, list(map(list, lines)), heads, question)
        if one.quotes:
            file.add(_("In their words"), "Heading 3", with_next=True)
            for quote in one.quotes:
                file.add(quote, "List Bullet")
    for heading, rows in paper.actions:
        file.add(heading, "Heading 2")
        heads = [_("Action"), _("Who"), _("What came of it")]
        file.table(ACTIONS, list(map(list, rows)), heads, heading)
    if paper.left_out:
        file.add(paper.left_out, "Note")
    return file.save()
