"""The note-taker's booklet: how to take notes, when which step runs, and blank forms."""

from pathlib import Path

from ...lib.document_tables import Cell, TableLook
from ...web.i18n import _, _n, format_day, format_days, label_of, use_language
from ..choices import Choices
from ..conduct import ANONYMITY
from ..guide import Guide, GuideDay, GuideStep
from ..lacking import WORKING
from .look import TEXT, GuideFile, begin_guide_file, join_parts, page_capacity
from .notes_form import add_note_pages

ORDER = TableLook("Guide Table", (2.4, 8.2, 2.5, 2.9), (TEXT,) * 4)
HEADS = TableLook("Guide Facts", (3.2, 12.8), ("Fact Label", "Fact"))
NARROW = TableLook("Guide Table", (3.3, 6.9, 2.7, 3.1), (TEXT,) * 4)


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The booklet – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look.

    With a `member` it has forms for the steps only in which this person takes notes.
    """
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        steps = steps_with_forms(guide)
        _cover(file, guide, choices, len(steps))
        _how(file, guide)
        _running_order(file, guide, NARROW if page_capacity(choices).narrow else ORDER)
        if not steps:
            file.add(
                _(
                    "You have no steps to take notes in yet. The agenda shows, step by step, who takes notes."
                ),
                "Hole",
            )
        for step in steps:
            add_note_pages(file, guide, step, heading="Heading 2")
        return file.save()


def steps_with_forms(guide: Guide) -> list[GuideStep]:
    """The steps that get a form: those in which the group works, and that are the reader's own."""
    return [
        step
        for step in guide.steps
        if step.own and step.kind in WORKING | {"session"} and _works(step)
    ]


def _works(step: GuideStep) -> bool:
    """A block gets none, its steps have theirs; but for groups that have no steps of their own."""
    return not step.holds or any(not one.steps for one in step.groups)


def _cover(file: GuideFile, guide: Guide, choices: Choices, count: int) -> None:
    owner = (
        next((one for one in guide.team if one.id == choices.member), None)
        if choices.member
        else None
    )
    file.add(_("Note-takers’ booklet"), "Cover Kicker")
    file.add(guide.title, "Title")
    file.add(format_days(guide.first_day, guide.last_day, year=True), "Subtitle")
    file.add(guide.place, "Cover Text")
    name = owner.name if owner else "…" * 14
    file.add(_("Note-taker: %(name)s", name=name), "Cover Text")
    if count:
        file.add(
            _n("%(num)d step to take notes in", "%(num)d steps to take notes in", count),
            "Cover Text",
        )
    file.add(_("As of %(day)s.", day=format_day(guide.made_on, "dated")), "Cover Text")


def _how(file: GuideFile, guide: Guide) -> None:
    file.chapter(_("How you take notes"))
    file.add(
        _(
            "Anything said here and not written down is lost. The report of the proceedings is made only from your pages."
        ),
        "Lead",
    )
    for text in (
        _(
            "Write what people say in their own words, one thought per line; do not tidy it "
            "up or sum it up."
        ),
        _(
            "Office and county of the speaker are enough. Names are for promises: who does what, by when."
        ),
        _("Keep to the headings of the sheet, so that all notes fit together afterwards."),
        _(
            "Put a star beside what several people say, and a question mark beside what you "
            "are not sure of."
        ),
        _("Write decisions word for word and read them out before the group moves on."),
        _(
            "Too fast? Say so. “One moment, I want to write that down” is always allowed; the facilitator helps you."
        ),
        _("Number your sheets, and put step, table or group and your name on each."),
        _(
            "There is a sheet for every step, with the headings agreed for this event. Copy it when it is full."
        ),
        _(
            "Hand the sheets to the lead facilitator at the end of the step, or type them up "
            "the same day."
        ),
    ):
        file.add(text, "List Bullet")
    file.part(_("The headings agreed for this event"))
    if guide.kinds_with_heads:
        rows = [
            (label_of(kind), " · ".join(heads)) for kind, heads in guide.kinds_with_heads.items()
        ]
        rows.append((_("All other steps"), " · ".join(guide.heads)))
        file.table(HEADS, rows, name=_("The headings agreed for this event"), together=True)
    else:
        for head in guide.heads:
            file.add(head, "List Bullet")
    file.part(_("People stay anonymous"))
    for words in ANONYMITY[:4]:
        file.add(words.to(guide.language), "List Bullet")


def _running_order(file: GuideFile, guide: Guide, look: TableLook) -> None:
    file.chapter(_("Where you are, and when"))
    for one in guide.days:
        file.part(weekday_title(one))
        rows = [_row(step) for step in one.steps if not step.holds or step.groups]
        if rows:
            file.table(
                look, rows, [_("Time"), _("Step"), _("Room"), _("Takes notes")], weekday_title(one)
            )
        else:
            file.add(_("This day has no steps yet."), "Hole")


def weekday_title(one: GuideDay) -> str:
    """`Thursday 18 March`, with a capital letter."""
    text = format_day(one.on, "long")
    return text[:1].upper() + text[1:]


def _row(step: GuideStep) -> list[Cell]:
    takers = [
        step.note_taker,
        *(join_parts(one.name, one.note_taker) for one in step.groups if one.note_taker),
    ]
    rooms = [step.room, *(one.room for one in step.groups)]
    return [
        step.when,
        step.called,
        ", ".join(dict.fromkeys(room for room in rooms if room)),
        "\n".join(taker for taker in takers if taker),
    ]
