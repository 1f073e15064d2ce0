"""What an event changed as a Word file, in the planner's look. Pure: it is given what may leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ..data.content import content_folder
from ..lib.document_tables import TableLook
from ..lib.documents import WordFile
from ..lib.languages import TAGS
from ..web.i18n import _, format_day

TEXT = "Table Text"
INDICATORS = TableLook("Guide Table", (6.4, 2.4, 2.4, 2.4, 2.4), (TEXT,) * 5)
ANSWERS = TableLook("Guide Table", (13.0, 3.0), (TEXT, "Table Number"))
ACTIONS = TableLook("Guide Table", (7.0, 4.0, 5.0), (TEXT,) * 3)


@dataclass(frozen=True)
class AnswersSection:
    """What those who were there ticked months later: how many answered, and question by question what and how often."""

    heading: str
    lead: str
    questions: Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class OutcomesPaper:
    """What stands in it, in one language. `indicators`: what, then, now, goal, by when, source; `actions`: heading, rows."""

    language: str
    event: str
    when: str
    lead: str
    indicators: Sequence[tuple[str, str, str, str, str]]
    sources: Sequence[str]
    actions: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    left_out: str = ""
    said: Sequence[AnswersSection] = ()


def render_outcomes_word(paper: OutcomesPaper, made_on: date) -> bytes:
    """The bytes of a .docx, in the language spoken now."""
    title = _("What this event changed")
    file = WordFile(content_folder("guides") / "guide.docx")
    file.language(TAGS[paper.language])
    made = datetime.combine(made_on, time(12), UTC)
    file.properties(title=title, subject=paper.event, author="facilitate", made=made)
    file.header(paper.event + "\t" + title)
    page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    file.footer(format_day(made_on, "dated") + "\t" + page)
    file.add(paper.event, "Step Time")
    file.add(title, "Title")
    file.add(paper.when, "Subtitle")
    file.add(paper.lead, "Lead")
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
    for heading, rows in paper.actions:
        file.add(heading, "Heading 2")
        heads = [_("Action"), _("Who"), _("What came of it")]
        file.table(ACTIONS, list(map(list, rows)), heads, heading)
    if paper.left_out:
        file.add(paper.left_out, "Note")
    return file.save()
