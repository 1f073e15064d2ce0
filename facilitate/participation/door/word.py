"""The door list to sign and the certificates of participation, as Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...data.content import content_folder
from ...lib.boxes import BoxFile, BoxRow, RichPara, RowBox, WordPicture
from ...lib.document_tables import Cell, StyledPara, TableLook
from ...lib.languages import TAGS
from ...web.i18n import _, _n, format_day, format_days, label_of, use_language
from ..models import ParticipantRole
from .roll import DoorEntry
from .sheet import EMPTY, roles_text

WIDE, UPRIGHT = 26.1, 17.4
"""Centimetres of a line on an A4 on its side, and upright."""


@dataclass(frozen=True)
class DoorPaperHead:
    """What stands above: the event, its place and days, and the language of the paper."""

    event: str
    place: str
    language: str


def door_list_word_file(
    head: DoorPaperHead, on: Sequence[date], entries: Sequence[DoorEntry], *, by_office: bool
) -> bytes:
    """Everybody expected with a column to sign for each day; rows for walk-ins at the end, the heading on every page."""
    title = _("Door list")
    wide = len(on) > 1
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[head.language])
    file.properties(title=f"{title} · {head.event}")
    file.page(top=1.8, bottom=1.6, left=1.8, right=1.8, wide=wide)
    file.header(f"{head.event[:90]}\t{title}")
    file.footer(
        head.place[:90] + "\t" + _("Page %(page)s of %(pages)s", page="{PAGE}", pages="{NUMPAGES}")
    )
    file.add(f"{title} · {head.event}", "Heading 1")
    file.add(head.place, "Body Text")
    line = WIDE if wide else UPRIGHT
    sign = min(5.5, (line - 12.2) / len(on)) if wide else 4.6
    left = line - 1.0 - sign * len(on)
    name, office = round(left * 0.46, 2), round(left * 0.54, 2)
    first, second = (office, name) if by_office else (name, office)
    look = TableLook(
        "Guide Table",
        (1.0, first, second, *(sign,) * len(on)),
        (
            "List Number",
            *(("List Office", "List Name") if by_office else ("List Name", "List Office")),
            *("List Office",) * len(on),
        ),
    )
    heads = (_("Organisation"), _("Name")) if by_office else (_("Name"), _("Organisation"))
    signs = [_("Signature, %(day)s", day=format_day(one, "d MMMM")) for one in on]
    rows: list[list[Cell]] = [
        [str(number), *_cells(one, by_office), *[""] * len(on)]
        for number, one in enumerate(entries, 1)
    ]
    rows += [[str(len(rows) + number), "", "", *[""] * len(on)] for number in range(1, EMPTY + 1)]
    file.table(look, rows, [_("No."), *heads, *signs], title)
    file.end()
    return file.save()


def _cells(one: DoorEntry, by_office: bool) -> tuple[str, str]:
    parts = roles_text(one)
    name = f"{one.name} ({parts})" if parts else one.name
    return (one.office, name) if by_office else (name, one.office)


@dataclass(frozen=True)
class Certificate:
    """What is certified of one person: the days they were there (none known: empty), in their language.

    `issuer`: the institution that certifies it; `signed`: who signs, a line each.
    """

    name: str
    position: str
    office: str
    parts: tuple[ParticipantRole, ...]
    on: tuple[date, ...]
    event: str
    place: str
    event_days: tuple[date, date]
    language: str
    number: str = ""
    issuer: str = ""
    signed: tuple[str, ...] = ()


def certificates_word_file(
    title: str, rows: Sequence[Certificate], logo: WordPicture | None = None
) -> bytes:
    """A page each, framed, with lines for place, date, signature and stamp; each in the person's own language."""
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[rows[0].language] if rows else TAGS["sq"])
    file.properties(title=title)
    file.page(top=1.4, bottom=1.0, left=1.6, right=1.6, bare=True)
    upper = BoxRow(20.4, (RowBox(17.8, 2, "tlr", "center", solid=True),))
    lower = BoxRow(
        6.2,
        (RowBox(8.9, 1, "lb", "center", solid=True), RowBox(8.9, 1, "rb", "center", solid=True)),
    )
    pages = []
    for one in rows:
        with use_language(one.language):
            pages += [
                (upper, [_issued(one, logo) + _certified(one)]),
                (lower, [_line(_("Place and date")), _signature(one)]),
            ]
    if pages:
        file.boxes((8.9, 8.9), pages, title)
    file.end()
    return file.save()


def _line(text: str) -> list[StyledPara]:
    return [StyledPara("_" * 34, "Certificate Line"), StyledPara(text, "Certificate Line")]


def _signature(one: Certificate) -> list[StyledPara]:
    """The line to sign on, whose it is, and where the stamp goes."""
    names = [StyledPara(line, "Certificate Line") for line in one.signed]
    return [
        StyledPara("_" * 34, "Certificate Line"),
        *(names or [StyledPara(_("Signature"), "Certificate Line")]),
        StyledPara(_("Place for the stamp"), "Certificate Line"),
    ]


def _issued(one: Certificate, logo: WordPicture | None) -> list[StyledPara]:
    """Which institution certifies it, under which number."""
    number = _("No. %(number)s", number=one.number) if one.number else ""
    texts = [StyledPara(text, "Certificate Line") for text in (one.issuer, number) if text]
    return [RichPara("", "Certificate Line", picture=logo), *texts] if logo else texts


def _certified(one: Certificate) -> list[StyledPara]:
    long = len(one.name)
    size = "" if long <= 24 else " Medium" if long <= 36 else " Small"
    parts = [label_of(part) for part in one.parts if part is not ParticipantRole.PARTICIPANT]
    there = one.on or tuple(one.event_days[0] + timedelta(days=at) for at in range(_length(one)))
    dates = attended_days_text(there)
    paras = [
        StyledPara(_("Certificate of participation"), "Certificate Title"),
        StyledPara(_("This is to certify that"), "Certificate Text"),
        StyledPara(one.name, f"Certificate Name{size}"),
        StyledPara(
            ", ".join(text for text in (one.position, one.office) if text), "Certificate Office"
        ),
        StyledPara(_("took part in"), "Certificate Text"),
        StyledPara(one.event, "Certificate Strong"),
        StyledPara(", ".join(text for text in (one.place, dates) if text), "Certificate Text"),
        StyledPara(_n("%(num)d day", "%(num)d days", len(there)), "Certificate Text"),
    ]
    if parts:
        paras.append(StyledPara(_("Role: %(parts)s", parts=", ".join(parts)), "Certificate Text"))
    return paras


def _length(one: Certificate) -> int:
    return (one.event_days[1] - one.event_days[0]).days + 1


def attended_days_text(on: Sequence[date]) -> str:
    """`18–19 March 2027`, or where a day between was missed `18 March, 20 March 2027`."""
    ordered = sorted(on)
    if (ordered[-1] - ordered[0]).days + 1 == len(ordered):
        return format_days(ordered[0], ordered[-1], year=True)
    return ", ".join(
        [*(format_day(one, "d MMMM") for one in ordered[:-1]), format_day(ordered[-1], "dated")]
    )
