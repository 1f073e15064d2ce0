"""What stands on tables and walls as Word: table cards to fold, signs, the plan of the room."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ...lib import qr_codes as codes
from ...lib.boxes import BoxFile, BoxRow, RichPara, RowBox, TextRun, WordPicture, rich_paragraph
from ...lib.document_tables import StyledPara
from ...web.i18n import _, _n, use_language
from .look import begin_file, cut_to_width, text_width
from .papers import CafePaperHead, TablePaper, TableTalk, by_room
from .plan import room_plan

HALF = 13.85
"""Half an A4 on its side without its margin (cm): the fold is the middle of the page."""
CARD = 18.3
ROOM = 112.0
"""Millimetres of a line on half a card."""
NAME = 55.0
"""Millimetres of a name, two beside each other."""
OTHER = {"en": "sq", "sq": "en"}
PEOPLE = {
    16: ("Card People Huge", 7.6),
    14: ("Card People Largest", 6.7),
    12: ("Card People Large", 5.65),
    10: ("Card People", 4.6),
    9: ("Card People Smaller", 4.15),
    8: ("Card People Small", 3.55),
}
"""Size in points of the names on a card: their style, and how high a line is (mm)."""
RUN_IN = 0
"""The size that says: too many for lists, the names follow each other in a paragraph."""
CARD_WORDS = frozenset(
    {
        "Card Name",
        "Card Question Large",
        "Card Question",
        "Card Question Small",
        "Card Host",
    }
)
"""Styles of a card whose letters may become smaller."""
RUN_IN_WORDS = frozenset({"Card People Run In"})
SIGN_WORDS = frozenset(
    {
        "Sign Name",
        *(
            f"Sign {what}{size}"
            for what in ("Question", "Other")
            for size in (" Large", "", " Small")
        ),
    }
)
"""Styles of a sign whose letters may become smaller."""
SMALLEST, SPARE = 5.0, 0.3
"""The smallest letters (pt), and what stays free of a box, because heights are estimated (cm)."""
LIST = 170.0
"""Millimetres there are for names on a card."""


def cards_document(
    head: CafePaperHead, tables: Sequence[TablePaper], *, names: bool = True
) -> bytes:
    """A card a table: A4 on its side, folded in the middle; in front number, question, host, behind who sits there when."""
    file = begin_file(head, _("Table cards"))
    file.page(top=1.2, bottom=0.9, left=1.0, right=1.0, wide=True, bare=True)
    shape = BoxRow(CARD, (RowBox(HALF, 1, "r"), RowBox(HALF, 1, "l", "center")))
    fronts = [_front(one) for one in tables]
    shrink_to_fit(file, fronts, CARD_WORDS, wide=ROOM / 10, high=CARD)
    behind = [_behind(one) if names else [] for one in tables]
    shrink_to_fit(file, behind, RUN_IN_WORDS, wide=ROOM / 10, high=CARD)
    rows = [(shape, list(sides)) for sides in zip(behind, fronts, strict=True)]
    if rows:
        file.boxes((HALF, HALF), rows, _("Table cards"))
    file.end()
    return file.save()


def shrink_to_fit(
    file: BoxFile,
    papers: Sequence[Sequence[StyledPara]],
    words: Collection[str],
    *,
    wide: float,
    high: float,
) -> None:
    """Make the letters of the styles `words` smaller, the largest first, until each paper fits into its box.

    What does not fit is cut off on paper, and whoever printed it would not see it.
    """
    for paras in papers:
        sizes = {para.style: file.letter_size(para.style) for para in paras if para.style in words}
        said = [(_plain_words(para), para.style) for para in paras]
        while sizes and sum(file.height(text, style, wide) for text, style in said) > high - SPARE:
            style = max(sizes, key=lambda one: sizes[one])
            if sizes[style] <= SMALLEST:
                break
            sizes[style] -= 0.5
            file.sized(style, sizes[style])


def _plain_words(para: StyledPara) -> str:
    return "".join(one.text for one in para.runs) if isinstance(para, RichPara) else para.text


def _front(one: TablePaper) -> list[StyledPara]:
    paras = [StyledPara(_("Table"), "Card Word"), StyledPara(str(one.number), "Card Number")]
    if name := " · ".join(filter(None, (one.name, one.room))):
        paras.append(StyledPara(name, "Card Name"))
    asked = one.one_question
    questions = [asked] if asked else [f"{t.round}. {t.question}" for t in one.talks if t.question]
    long = sum(map(len, questions))
    size = " Large" if long <= 90 else "" if long <= 240 else " Small"
    paras += [
        StyledPara(line, f"Card Question{size}")
        for text in questions
        for line in text.splitlines()
        if line
    ]
    if one.host:
        paras.append(StyledPara(_("Host: %(name)s", name=one.host), "Card Host"))
    return paras


def _behind(one: TablePaper) -> list[StyledPara]:
    """The names of each round, two beside each other, as large as all of them fit."""
    size = names_size(one)
    paras = [StyledPara(_("Table %(number)d: who sits here", number=one.number), "Card Title")]
    if size == RUN_IN:
        return paras + [
            rich_paragraph(
                "Card People Run In", TextRun(f"{round_name(talk)}  ", "Card Strong"), run_in(talk)
            )
            for talk in one.talks
        ]
    style, _high = PEOPLE[size]
    for talk in one.talks:
        paras.append(StyledPara(round_name(talk), "Card Round"))
        people = [cut_to_width(person.name, size, NAME) for person in talk.people]
        half = -(-len(people) // 2)
        for at in range(half):
            paras.append(rich_paragraph(style, "\t".join(people[at::half])))
    return paras


def names_size(one: TablePaper) -> int:
    """The largest size (points) in which the names of all rounds fit on a card, two beside each other; else they run on in lines."""
    rows = sum(-(-len(talk.people) // 2) for talk in one.talks)
    fits = [
        size
        for size, (_style, high) in PEOPLE.items()
        if rows * high + len(one.talks) * 8.8 <= LIST
    ]
    names = [person.name for talk in one.talks for person in talk.people]
    good = [size for size in fits if all(text_width(name, size) <= NAME for name in names)]
    return max(good, default=RUN_IN)


def run_in(talk: TableTalk) -> str:
    """The names of a round, one after the other."""
    return ", ".join(person.name for person in talk.people)


def round_name(talk: TableTalk) -> str:
    """`Round 1 · 12:30–12:50`."""
    name = _("Round %(number)d", number=talk.round)
    return f"{name} · {talk.when}" if talk.when else name


def signs_document(head: CafePaperHead, tables: Sequence[TablePaper], find: str = "") -> bytes:
    """A sign a table, both languages on it; where the page to find one's seat is open, a sign that leads there (`find`)."""
    file = begin_file(head, _("Signs"))
    file.page(top=1.2, bottom=1.0, left=1.6, right=1.6, bare=True)
    shape = BoxRow(26.9, (RowBox(17.8, 1, "", "center"),))
    signs = [_sign(one, head.language) for one in tables]
    shrink_to_fit(file, signs, SIGN_WORDS, wide=17.0, high=26.9)
    rows: list[tuple[BoxRow, Sequence[Sequence[StyledPara]]]] = [(shape, [sign]) for sign in signs]
    if find:
        rows.append((shape, [_finding(find, head.language)]))
    if rows:
        file.boxes((17.8,), rows, _("Signs"))
    file.end()
    return file.save()


def _sign(one: TablePaper, language: str) -> list[StyledPara]:
    first, other = one.question.to(language), one.question.to(OTHER[language])
    long = max(len(first), len(other))
    size = " Large" if long <= 90 else "" if long <= 200 else " Small"
    paras = [
        StyledPara(sign_word(language), "Sign Word"),
        StyledPara(str(one.number), "Sign Number" if one.number < 100 else "Sign Number Small"),
    ]
    if name := " · ".join(filter(None, (one.name, one.room))):
        paras.append(StyledPara(name, "Sign Name"))
    paras += [StyledPara(line, f"Sign Question{size}") for line in first.splitlines() if line]
    if other != first:
        paras += [StyledPara(line, f"Sign Other{size}") for line in other.splitlines() if line]
    return paras


def sign_word(language: str) -> str:
    """`Tryeza · Table`: what stands above the number, in both languages."""
    return " · ".join(dict.fromkeys(in_both(lambda: _("Table"), language)))


def _finding(address: str, language: str) -> list[StyledPara]:
    title, other_title = in_both(lambda: _("Where do I sit?"), language)
    how, other_how = in_both(lambda: _("Scan, type your name, see your tables."), language)
    code = WordPicture(codes.qr_picture(address), 10.5, _("Code of the page with all seats"))
    return [
        StyledPara(title, "Sign Title"),
        StyledPara(other_title, "Sign Title Other"),
        RichPara("", "Sign Code", picture=code),
        StyledPara(how, "Sign Text"),
        StyledPara(other_how, "Sign Text"),
        StyledPara(short_address(address), "Sign Address"),
    ]


def in_both(say: Callable[[], str], language: str) -> tuple[str, str]:
    """What is said, in that language and in the other one."""
    with use_language(OTHER[language]):
        other = say()
    return say(), other


def short_address(address: str) -> str:
    """An address as people type it."""
    return address.removeprefix("https://").removeprefix("http://")


PLAN_WIDE, PLAN_HIGH = 27.3, 15.0
"""The part of an A4 on its side that the plan of a room has (cm)."""


def room_document(head: CafePaperHead, tables: Sequence[TablePaper]) -> bytes:
    """The plan of each room: a page, its front above, a box a table in the places of the plan."""
    file = begin_file(head, _("Room plan"))
    file.page(top=1.2, bottom=0.9, left=1.2, right=1.2, wide=True, bare=True)
    for at, (room, inside) in enumerate(by_room(tables, head.room)):
        if at:
            file.new_page()
        _plan_of_room(file, replace(head, room=room), inside)
    file.end()
    return file.save()


def _plan_of_room(file: BoxFile, head: CafePaperHead, tables: Sequence[TablePaper]) -> None:
    file.add(_("Room plan"), "Heading 1")
    file.add(
        " · ".join(part for part in (head.event, head.cafe, head.when, head.room) if part),
        "Body Text",
    )
    file.add(_("Front of the room"), "Plan Front")
    if tables:
        plan = room_plan(len(tables), PLAN_WIDE, PLAN_HIGH)
        wide = round(PLAN_WIDE / (2 * plan.columns), 3)
        high = min(PLAN_HIGH / plan.rows, 5.0)
        rows = [
            _row(tables[at : at + plan.columns], plan.columns, wide, high)
            for at in range(0, len(tables), plan.columns)
        ]
        file.boxes((wide,) * (2 * plan.columns), rows, _("Room plan"))


def _row(
    tables: Sequence[TablePaper], columns: int, wide: float, high: float
) -> tuple[BoxRow, Sequence[Sequence[StyledPara]]]:
    """A row of tables; one that is not full stands in the middle (columns are halves of a table)."""
    free = columns - len(tables)
    side = (RowBox(wide * free, free),) if free else ()
    shape = BoxRow(
        high,
        (*side, *(RowBox(2 * wide, 2, "tlbr", "center", solid=True) for _one in tables), *side),
    )
    empty: list[Sequence[StyledPara]] = [[]] if free else []
    return shape, [*empty, *(_place(one, 20 * wide - 4, high) for one in tables), *empty]


def _place(one: TablePaper, room: float, high: float) -> list[StyledPara]:
    small = high < 2.6 or room < 24
    paras = [StyledPara(str(one.number), "Plan Number Small" if small else "Plan Number")]
    if one.name and high >= 2:
        paras.append(StyledPara(cut_to_width(one.name, 12, room), "Plan Name"))
    if one.host:
        paras.append(StyledPara(cut_to_width(one.host, 11, room), "Plan Text"))
    if high >= 1.9:
        paras.append(StyledPara(_n("%(num)d seat", "%(num)d seats", one.seats), "Plan Text"))
    return paras
