"""Certificates as Word: the frame of any, and what one of participation says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...data.content import content_folder
from ...lib.boxes import BoxFile, BoxRow, RichPara, RowBox, WordPicture
from ...lib.document_tables import StyledPara
from ...lib.text import TAGS
from ...web.i18n import _, _n, format_day, format_days, label_of, use_language
from ..models import ParticipantRole

UPPER = BoxRow(20.4, (RowBox(17.8, 2, "tlr", "center", solid=True),))
UPPER_HALVES = BoxRow(
    20.4, (RowBox(8.9, 1, "tl", "center", solid=True), RowBox(8.9, 1, "tr", "center", solid=True))
)
LOWER = BoxRow(
    6.2, (RowBox(8.9, 1, "lb", "center", solid=True), RowBox(8.9, 1, "rb", "center", solid=True))
)
"""Words over the whole page, or in two languages side by side; below them the lines."""


@dataclass(frozen=True, kw_only=True)
class CertificatePaper:
    """A certificate in one language. `issuer`: the institution that certifies it; `signed`: who signs, a line each."""

    language: str
    number: str = ""
    issuer: str = ""
    signed: tuple[str, ...] = ()

    def certified(self, *, halved: bool) -> list[StyledPara]:
        """What it says, in the language spoken now; `halved`: beside another language."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Certificate(CertificatePaper):
    """What is certified of one person at an event: the days they were there (none known: empty)."""

    name: str
    position: str
    office: str
    parts: tuple[ParticipantRole, ...]
    on: tuple[date, ...]
    event: str
    place: str
    event_days: tuple[date, date]

    def certified(self, *, halved: bool) -> list[StyledPara]:
        """Where they took part, on which days and in which role."""
        parts = [label_of(part) for part in self.parts if part is not ParticipantRole.PARTICIPANT]
        there = self.on or tuple(
            self.event_days[0] + timedelta(days=at) for at in range(_length(self))
        )
        dates = attended_days_text(there)
        paras = [
            StyledPara(_("Certificate of participation"), "Certificate Title"),
            *certified_person(self.name, (self.position, self.office), halved=halved),
            StyledPara(_("took part in"), "Certificate Text"),
            StyledPara(self.event, "Certificate Strong"),
            StyledPara(", ".join(text for text in (self.place, dates) if text), "Certificate Text"),
            StyledPara(_n("%(num)d day", "%(num)d days", len(there)), "Certificate Text"),
        ]
        if parts:
            said = _("Role: %(parts)s", parts=", ".join(parts))
            paras.append(StyledPara(said, "Certificate Text"))
        return paras


def certified_person(name: str, about: Sequence[str], *, halved: bool) -> list[StyledPara]:
    """Of whom something is certified: a long name is set smaller."""
    long = len(name) + (18 if halved else 0)
    size = "" if long <= 24 else " Medium" if long <= 36 else " Small"
    return [
        StyledPara(_("This is to certify that"), "Certificate Text"),
        StyledPara(name, f"Certificate Name{size}"),
        StyledPara(", ".join(filter(None, about)), "Certificate Office"),
    ]


def certificates_word_file(
    title: str, rows: Sequence[Sequence[CertificatePaper]], logo: WordPicture | None = None
) -> bytes:
    """A page each, framed, with lines for place, date, signature and stamp; its editions side by side."""
    file = BoxFile(content_folder("guides") / "slips.docx")
    file.language(TAGS[rows[0][0].language] if rows else TAGS["sq"])
    file.properties(title=title)
    file.page(top=1.4, bottom=1.0, left=1.6, right=1.6, bare=True)
    pages = []
    for editions in rows:
        upper, cells = [], []
        for at, one in enumerate(editions):
            with use_language(one.language):
                upper.append(
                    _issued(one, None if at else logo) + one.certified(halved=len(editions) > 1)
                )
                cells += [] if at else [_line(_("Place and date")), _signature(editions)]
        pages += [(UPPER if len(editions) == 1 else UPPER_HALVES, upper), (LOWER, cells)]
    if pages:
        file.boxes((8.9, 8.9), pages, title)
    file.end()
    return file.save()


def _line(text: str) -> list[StyledPara]:
    return [StyledPara("_" * 34, "Certificate Line"), StyledPara(text, "Certificate Line")]


def _signature(editions: Sequence[CertificatePaper]) -> list[StyledPara]:
    """The line to sign on, whose it is, and where the stamp goes."""
    lines = dict.fromkeys(line for one in editions for line in one.signed)
    names = [StyledPara(line, "Certificate Line") for line in lines]
    return [
        StyledPara("_" * 34, "Certificate Line"),
        *(names or [StyledPara(_("Signature"), "Certificate Line")]),
        StyledPara(_("Place for the stamp"), "Certificate Line"),
    ]


def _issued(one: CertificatePaper, logo: WordPicture | None) -> list[StyledPara]:
    """Which institution certifies it, under which number."""
    number = _("No. %(number)s", number=one.number) if one.number else ""
    texts = [StyledPara(text, "Certificate Line") for text in (one.issuer, number) if text]
    return [RichPara("", "Certificate Line", picture=logo), *texts] if logo else texts


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
