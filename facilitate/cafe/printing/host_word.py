"""The host's sheet as Word, two pages a table: who comes in which round, then how to host and lines for the key points."""

from collections.abc import Sequence

from ...i18n import _
from ...lib import qr_codes as codes
from ...lib.boxes import BoxFile, Picture, Rich, rich
from ...lib.document_tables import Cell, Para, TableLook
from ...techniques.queries import technique
from ...techniques.technique import Speaks
from .fitting import cut, lines
from .look import begin, letter, running
from .papers import Head, TablePaper
from .table_word import round_name, short

PEOPLE = TableLook("Sheet People", (0.9, 6.6, 9.9), ("Sheet Mark", "Sheet Name", "Sheet Person"))
TIGHT = TableLook(PEOPLE.style, PEOPLE.widths, tuple(f"{style} Tight" for style in PEOPLE.columns))
LINES = TableLook("Lines", (17.4,), ("Writing Line",))
CODE = TableLook("Sheet Code", (3.2, 14.2), ("Sheet Code Picture", "Table Text"))
MOST_LINES, LEAST_LINES = 7, 2
"""Lines to write on for a round."""
PAGE, WIDE = 258.0, 186.0
"""What a page holds, and a line (mm); letters that are not bold are narrower than `fitting` takes them."""
LINE, HEADING, PERSON = 9.6, 10.0, 6.0
"""How high a line to write on is, the name of a round above it, somebody in the list of a round (mm)."""


def to_word(head: Head, tables: Sequence[TablePaper]) -> bytes:
    """The sheets of all hosts as the bytes of a .docx, in the language spoken now."""
    file = begin(head, _("Hosts’ sheets"))
    running(file, head, _("For the host of the table"))
    images = codes.pictures([one.address for one in tables])
    for one, image in zip(tables, images, strict=True):
        _who(file, one)
        _how(file, head, one, image)
    file.end()
    return file.save()


def _who(file: BoxFile, one: TablePaper) -> None:
    """The first page: the table, its question, its rounds with everybody who comes."""
    title = _("Table %(number)d", number=one.number)
    file.add(f"{title} · {one.name}" if one.name else title, "Sheet Title")
    people = [
        _("Host: %(name)s", name=one.host or "…" * 12),
        _("Note-taker: %(name)s", name=one.note_taker) if one.note_taker else "",
    ]
    file.add(" · ".join(part for part in people if part), "Subtitle")
    asked = one.one_question
    if asked:
        file.add(asked, "Sheet Question")
    high = sum(HEADING + PERSON * len(talk.people) for talk in one.talks)
    look = PEOPLE if high < PAGE - 35 else TIGHT
    for talk in one.talks:
        file.add(round_name(talk), "Heading 2")
        if not asked and talk.question:
            file.add(talk.question, "Sheet Question")
        rows: list[list[Cell]] = [
            [
                [rich(look.columns[0], letter(file, person.sector, person.letter))],
                cut(person.name, 10.5, 63),
                cut(person.organisation, 10.5, 96),
            ]
            for person in talk.people
        ]
        if rows:
            file.table(look, rows, name=round_name(talk), together=len(rows) < 30)
        else:
            file.add(_("Nobody is seated here yet."), "Body Text")


def _how(file: BoxFile, head: Head, one: TablePaper, code: bytes) -> None:
    """The second page: what a host says and does, then room to write; with many rounds that has a page of its own."""
    file.add(_("Table %(number)d: how you host it", number=one.number), "Sheet Page")
    used = HEADING
    for do, say in words(head.language):
        file.add(do, "Sheet Do")
        file.add(say, "Sheet Say")
        used += 4.3 * (lines(do, 10, WIDE) + lines(say, 10, WIDE - 6)) + 2.2
    used += HEADING + (30 if one.address else 0)
    count, fits = writing_lines(len(one.talks), PAGE - used)
    if not fits:
        count, _fits = writing_lines(len(one.talks), PAGE - HEADING - 30)
    file.add(_("Key points"), "Heading 2" if fits else "Sheet Page")
    if one.address:
        said = [
            Para(_("Type them here, from any phone, without an account:"), "Table Text"),
            Para(short(one.address), "Sheet Address"),
            Para(
                _("Or write them below. Speakers’ own words, one thought a line, no names."),
                "Table Text",
            ),
        ]
        picture = Picture(code, 2.6, _("Code of the page for the key points"))
        file.table(CODE, [[[Rich("", "Sheet Code Picture", picture=picture)], said]])
    for talk in one.talks:
        file.add(round_name(talk), "Heading 2")
        file.table(
            LINES, [*([[""]] * (count - 1)), [[Para("", "Last Writing Line")]]], together=True
        )


def writing_lines(rounds: int, room: float) -> tuple[int, bool]:
    """How many lines each round gets in that room (mm), and whether they fit there at all."""
    count = int((room / max(1, rounds) - HEADING) // LINE)
    return min(MOST_LINES, max(LEAST_LINES, count)), count >= LEAST_LINES


def words(language: str) -> list[tuple[str, str]]:
    """What a host does, and the words to say, from the technique on the shelf; nothing where it is missing there."""
    found = technique("world-cafe")
    if found is None:
        return []
    steps = [
        (step.do.to(language), step.say.to(language))
        for step in found.steps
        if step.speaks is Speaks.HOST
    ]
    return [(found.helper.to(language), ""), *steps, (found.notes.to(language), "")]
