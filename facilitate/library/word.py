"""The handbooks as Word files, made from the techniques that come with the planner: in both languages, always alike."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import resvg_py

from ..data.content import content_folder
from ..guides.conduct import ANONYMITY, BEHAVIOUR, DEFINITION, SOURCE, TECHNIQUES
from ..guides.guide import GuideRoom
from ..guides.lettering import draw_lettering
from ..guides.papers.look import FACTS, GuideFile
from ..guides.rooms import room_picture_of
from ..lib.document_tables import Cell, StyledPara, TableLook
from ..lib.text import TAGS, Words
from ..techniques.drawing import HEIGHT, WIDTH, draw_technique
from ..techniques.shelf import shipped_techniques
from ..techniques.shelf_view import time_technique
from ..techniques.technique import Range, RoomLayout, Technique, TechniqueFamily
from ..web.i18n import _, label_of, use_language
from .labels import HANDBOOKS
from .shelf import HandbookKind

TEXT = "Table Text"
FACT_TABLE = TableLook(FACTS, (3.2, 12.8), ("Fact Label", "Fact"))
MINUTES = TableLook("Guide Table", (2.0, 14.0), ("Table Number", TEXT))
PAIR = TableLook("Guide Table", (5.0, 11.0), (TEXT, TEXT))
CHOICE = TableLook("Guide Table", (4.0, 7.6, 2.2, 2.2), (TEXT, TEXT, TEXT, TEXT))
DRAWING_WIDE = 8.4
"""Centimetres of a technique's drawing."""
DOTS = 700
"""How many dots a drawing has across."""
INKS = (
    ".furniture{fill:#f2efe8;stroke:#6b665d;stroke-width:.5}.who{fill:#6b665d}.leads,.dot{fill:#b8500f}"
    ".chair,.sheet{fill:#fff;stroke:#6b665d;stroke-width:.5}.chair{stroke-dasharray:1 .7}"
    ".written{stroke:#6b665d;stroke-width:.4}.wall{stroke:#1f1d1a;stroke-width:1.2}"
    ".moving,.talking{fill:none;stroke:#1f1d1a;stroke-width:.9}.talking{stroke-dasharray:1.5 1}"
    ".floor{stroke:#6b665d;stroke-width:.6;stroke-dasharray:2 1.5}.head{fill:#1f1d1a}"
    ".step{fill:#fff;stroke:#1f1d1a;stroke-width:.5}"
)
"""What the style sheet says of a drawing on screen, for paper."""
LOWER = 1.5
"""By how much a number on screen stands below the middle of its circle."""
_NUMBER = re.compile(
    r'<text class="number" x="(\d+)" y="([\d.]+)" text-anchor="middle">(\d+)</text>'
)


@lru_cache(maxsize=len(HandbookKind) * len(TAGS))
def render_handbook(kind: HandbookKind, code: str) -> bytes:
    """The handbook in that language as the bytes of a .docx, with a cover and contents."""
    with use_language(code):
        file = GuideFile(content_folder("guides") / "guide.docx")
        file.paper("a4")
        file.language(TAGS[code])
        file.properties(title=label_of(kind), subject=_("Handbook"), author="facilitate")
        file.header(label_of(kind) + "\t" + _("Handbook"))
        page = _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
        file.footer(f"facilitate\t{page}")
        file.add(_("Handbook"), "Cover Kicker")
        file.add(label_of(kind), "Title")
        file.add(str(HANDBOOKS[kind]), "Subtitle")
        file.contents_here()
        WRITERS[kind](file, code)
        file.write_contents(_("Contents"))
        return file.save()


def techniques_of(family: TechniqueFamily, code: str) -> list[Technique]:
    """The techniques of a family, by name."""
    found = [one for one in shipped_techniques().values() if one.family is family]
    return sorted(found, key=lambda one: one.name.to(code).casefold())


def _principles(file: GuideFile, code: str) -> None:
    file.chapter(_("How a facilitator behaves"))
    file.add(DEFINITION.to(code), "Lead")
    file.add(SOURCE.to(code), "Note")
    _points(file, _("What you stand for"), BEHAVIOUR, code)
    _points(file, _("How you do it"), TECHNIQUES, code)
    file.chapter(_("People stay anonymous"))
    for rule in ANONYMITY:
        file.add(rule.to(code), "List Bullet")
    file.chapter(_("Which technique serves what"))
    for family in TechniqueFamily:
        file.part(label_of(family), listed=True)
        rows: list[Sequence[Cell]] = [
            [one.name.to(code), one.purpose.to(code), _span(one.minutes), _span(one.group)]
            for one in techniques_of(family, code)
        ]
        heading = [_("Technique"), _("What for"), _("Minutes"), _("People")]
        file.table(CHOICE, rows, heading, label_of(family))
    file.chapter(_("When it gets difficult"))
    for family in TechniqueFamily:
        for one in techniques_of(family, code):
            file.part(one.name.to(code))
            _troubles(file, one, code)


def _techniques(file: GuideFile, code: str) -> None:
    for family in TechniqueFamily:
        file.chapter(label_of(family))
        for number, one in enumerate(techniques_of(family, code)):
            if number:
                file.new_page()
            _technique(file, one, code)


def _technique(file: GuideFile, one: Technique, code: str) -> None:
    """All that is needed to run a technique, from its drawing to what to read on."""
    name, length = one.name.to(code), time_technique(one, None)
    file.part(name, listed=True)
    file.add(one.purpose.to(code), "Lead")
    if one.drawing:
        high = DRAWING_WIDE * HEIGHT / WIDTH
        file.picture(_drawing(one, name), DRAWING_WIDE, high, name)
    brought = [
        f"{thing.quantity} {label_of(thing.per)}: {thing.text.to(code)}" for thing in one.materials
    ]
    facts: list[Sequence[Cell]] = [
        [called, said]
        for called, said in (
            (_("Time"), _said_range(one.minutes, "minutes")),
            (_("Group"), _said_range(one.group, "people")),
            (_("When to use it"), one.when.to(code)),
            (_("When not to use it"), one.when_not.to(code)),
            (_("Room"), f"{label_of(one.layout)}. {one.room.to(code)}"),
            (_("Materials"), "; ".join(brought) or _("Nothing is needed.")),
            (_("Source"), one.source.to(code) or _("common practice")),
        )
        if said
    ]
    file.table(FACT_TABLE, facts, name=name)
    title = _("Step by step, in %(num)d minutes", num=length.minutes)
    file.add(title, "Heading 3", with_next=True)
    steps: list[Sequence[Cell]] = [
        [
            f"{part.start}–{part.start + part.minutes}",
            [
                *_paras(part.step.do.to(code), TEXT),
                *_paras(f"“{said}”" if (said := part.step.say.to(code)) else "", "Table Small"),
            ],
        ]
        for part in length.parts
    ]
    file.table(MINUTES, steps, [_("Minutes"), _("What to do and say")], title)
    for called, words in (
        (_("How to close"), one.close),
        (_("For the note-taker"), one.notes),
        (_("If you are late"), one.late),
        (_("With less time"), one.shorter),
        (_("With more time"), one.longer),
    ):
        if words.to(code):
            file.add(called, "Heading 3", with_next=True)
            file.add(words.to(code), "Body Text")
    if one.troubles:
        file.add(_("When it gets difficult"), "Heading 3", with_next=True)
        _troubles(file, one, code)


def _environment(file: GuideFile, code: str) -> None:
    everything = [one for family in TechniqueFamily for one in techniques_of(family, code)]
    file.chapter(_("How rooms are set up"))
    for layout in RoomLayout:
        using = [one for one in everything if one.layout is layout]
        if not using:
            continue
        file.part(label_of(layout), listed=True)
        picture = room_picture_of(GuideRoom(layout, "", people=0, tables=0, steps=[]))
        file.picture(picture.png, picture.width, picture.height, picture.about)
        rows: list[Sequence[Cell]] = [[one.name.to(code), one.room.to(code)] for one in using]
        file.table(PAIR, rows, [_("Technique"), _("Room")], label_of(layout))
    file.chapter(_("A good start, and waking up"))
    for family in (TechniqueFamily.OPENING, TechniqueFamily.ENERGISE):
        file.part(label_of(family))
        for one in techniques_of(family, code):
            file.add(one.name.to(code), "Heading 3", with_next=True)
            file.add(one.purpose.to(code), "Body Text")
            file.add(one.when.to(code), "Note")
    _overview(file, _("What to bring"), _materials_by_name(everything, code))
    sized = sorted(everything, key=lambda one: (one.group.best, one.name.to(code)))
    sizes = [(one.name.to(code), _said_range(one.group, "people")) for one in sized]
    _overview(file, _("Groups of every size"), sizes)
    online = [(one.name.to(code), one.hybrid.to(code)) for one in everything if one.hybrid]
    _overview(file, _("With people online"), online)


def _materials_by_name(everything: Sequence[Technique], code: str) -> list[tuple[str, str]]:
    """What each technique needs, those without anything left out."""
    return [
        (one.name.to(code), "; ".join(thing.text.to(code) for thing in one.materials))
        for one in everything
        if one.materials
    ]


def _overview(file: GuideFile, title: str, rows: Sequence[tuple[str, str]]) -> None:
    file.chapter(title)
    file.table(PAIR, [list(row) for row in rows], [_("Technique"), title], title)


def _points(file: GuideFile, title: str, rules: Sequence[Words], code: str) -> None:
    file.part(title)
    for rule in rules:
        file.add(rule.to(code), "List Bullet")


def _troubles(file: GuideFile, one: Technique, code: str) -> None:
    rows: list[Sequence[Cell]] = [
        [row.trouble.to(code), row.remedy.to(code)] for row in one.troubles
    ]
    file.table(PAIR, rows, [_("What may happen"), _("What to do")], one.name.to(code))


def _span(one: Range) -> str:
    return f"{one.min}–{one.max}" if one.min < one.max else str(one.min)


def _said_range(one: Range, what: str) -> str:
    values = {"best": one.best, "min": one.min, "max": one.max}
    if what == "minutes":
        return _("%(best)d minutes; at least %(min)d, at most %(max)d", **values)
    return _("best with %(best)d people; from %(min)d to %(max)d", **values)


def _paras(text: str, style: str) -> list[StyledPara]:
    return [StyledPara(line.strip(), style) for line in text.splitlines() if line.strip()]


def _drawing(one: Technique, name: str) -> bytes:
    """The drawing as PNG; its numbers are drawn, so that it needs no font."""
    markup = str(draw_technique(one.drawing, name)).replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )
    markup = markup.replace("</title>", f"</title><style>{INKS}</style>", 1)
    markup = _NUMBER.sub(
        lambda at: draw_lettering(at[3], int(at[1]), y=float(at[2]) - LOWER, size=3), markup
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=markup, width=DOTS, skip_system_fonts=True))


WRITERS: dict[HandbookKind, Callable[[GuideFile, str], None]] = {
    HandbookKind.PRINCIPLES: _principles,
    HandbookKind.TECHNIQUES: _techniques,
    HandbookKind.ENVIRONMENT: _environment,
}
