"""The hosts' sheets: two pages for every table of a café and every group – how to host it, and a sheet to write on."""

from collections.abc import Sequence
from pathlib import Path

from ...cafe.printing.table_word import short_address
from ...lib import qr_codes as codes
from ...lib.boxes import RichPara, WordPicture
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...web.i18n import _, use_language
from ..choices import Choices
from ..guide import Guide
from .host_pairs import HostPair, host_pairs_of
from .look import GuideFile, begin_guide_file, join_lines, join_parts
from .notes_form import BLANK, SPARE, add_ruled_heads

FACTS = TableLook("Guide Facts", (3.2, 12.8), ("Fact Label", "Fact"))
TIMES = TableLook("Guide Table", (3.0, 13.0), ("Table Text", "Table Text"))
TYPED = TableLook("Guide Facts", (2.4, 13.6), ("Fact", "Fact"))
CODE = 1.9
"""How high the code of a table's page is (cm)."""


def to_word(guide: Guide, choices: Choices, look: Path | bytes) -> bytes:
    """The hosts' sheets – cut already (`choices.cut_guide`) – as the bytes of a .docx, in its own language, in that look."""
    with use_language(guide.language):
        file = begin_guide_file(guide, choices, look)
        file.no_cover()
        pairs = host_pairs_of(guide, choices.step)
        for pair in pairs:
            add_host_pages(file, pair)
        if not pairs:
            file.chapter(_("Nothing for hosts"))
            file.add(_why_nothing(guide), "Body Text")
        return file.save()


def _why_nothing(guide: Guide) -> str:
    """Whether nobody works at tables or in groups, or whether the tables and groups are still to come."""
    if any(step.kind in ("cafe", "group") for step in guide.steps):
        return _(
            "No tables or groups have been set up for hosts yet. Once they are, their host "
            "sheets are here: two pages for every table or group."
        )
    return _(
        "This event has no world café and no groups. Once the agenda has one, "
        "its host sheets are here: two pages for every table or group."
    )


def add_host_pages(file: GuideFile, pair: HostPair) -> None:
    """The two pages of a table or group, in the language spoken now."""
    _hosting(file, pair)
    _sheet(file, pair)


def _hosting(file: GuideFile, pair: HostPair) -> None:
    """The first page: what it is for, when, what is asked, what to say. Rules are left out where they do not fit."""
    file.chapter(pair.title)
    file.add(pair.about, "Step Time")
    rows: list[list[Cell]] = [[name, text] for name, text in pair.facts if text]
    file.table(FACTS, rows, name=pair.title)
    if pair.question:
        file.add(_("The question on your table"), "Heading 3")
        file.add(pair.question, "Lead")
    if pair.times:
        file.add(_("When"), "Heading 3")
        file.table(TIMES, [list(row) for row in pair.times], name=_("When"))
    if pair.says:
        file.add(_("What you do and say"), "Heading 3")
        for do, say in pair.says:
            file.add(do, "Do", with_next=bool(say))
            file.add(say, "Script")
    if pair.helper:
        file.add(_("How you host"), "Heading 3")
        file.add(pair.helper, "Body Text")
    if pair.rules and _height(file, pair) < file.text_height - SPARE:
        file.add(_("Rules for everybody at the table"), "Heading 3")
        for rule in pair.rules:
            file.add(rule, "List Bullet")


def _height(file: GuideFile, pair: HostPair) -> float:
    """How high (cm) the first page gets with its rules."""
    wide = file.text_width
    high = file.height(pair.title, "Heading 1") + file.height(pair.about, "Step Time")
    high += sum(file.height(text, "Fact", wide * 0.78) for _name, text in pair.facts)
    high += sum(file.height(text, "Table Text", wide * 0.78) for _when, text in pair.times)
    high += file.height(pair.question, "Lead") + file.height(pair.helper, "Body Text")
    high += sum(
        file.height(do, "Do") + file.height(say, "Script", wide - 1) for do, say in pair.says
    )
    high += sum(file.height(rule, "List Bullet", wide - 1) for rule in pair.rules)
    heads: Sequence[object] = [pair.question, pair.times, pair.says, pair.helper, pair.rules]
    return high + sum(1 for one in heads if one) * file.line_height("Heading 3")


def _sheet(file: GuideFile, pair: HostPair) -> None:
    """The second page, to write on: who sits there in each round, and lines for what they say."""
    title = _("%(table)s: what was said", table=pair.title)
    host = pair.facts[0][1]
    about = join_parts(pair.about, host if host != BLANK else "")
    hint = _("The speakers’ own words, one thought per line. Nothing that identifies a person.")
    file.new_page()
    file.add(title, "Heading 2", with_next=True)
    file.add(about, "Note")
    file.add(pair.question, "Lead")
    used = file.height(title, "Heading 2") + file.height(about, "Note")
    used += file.height(pair.question, "Lead")
    if pair.address:
        _typed(file, pair.address, hint)
        used += CODE + 0.3
    else:
        file.add(hint, "Note")
        used += file.height(hint, "Note")
    add_ruled_heads(file, pair.heads, file.text_height - used, alike=pair.alike, under=pair.comes)


def _typed(file: GuideFile, address: str, hint: str) -> None:
    """The table's own page, for who types: its code and its address."""
    picture = WordPicture(codes.qr_picture(address), CODE, _("Code of the page for the key points"))
    said = join_lines(
        hint, _("Type them here, from any phone, without an account:"), short_address(address)
    )
    code: list[StyledPara] = [RichPara("", "Fact", picture=picture)]
    file.table(TYPED, [[code, said]], name=_("Key points"))
