"""The sessions of a report: each step with its presenters, what was said in it, in the speakers' own words."""

from collections.abc import Iterable, Sequence

from ...agenda.kinds import StepKind
from ...agenda.publishing.public import Occasion
from ...notes.models import NoteKind
from ...voting.results import VoteResult
from ...voting.wording import number_name, numbers_sentence, voters_sentence
from ...web.i18n import _, pick_wording
from ..proceedings import (
    Block,
    Bullets,
    Exhibit,
    Paragraph,
    ReportHeading,
    ReportPicture,
    ReportQuote,
    ReportTable,
    Section,
)
from .material import ReportMaterial
from .note_material import ReportPhoto, SaidLine
from .titles import chapter_titles, session_key

SILENT = (StepKind.BREAK, StepKind.MEAL, StepKind.REGISTRATION, StepKind.NOTE)
"""Steps in which nobody speaks to all."""
HEADED = (
    NoteKind.QUESTION,
    NoteKind.DISAGREEMENT,
    NoteKind.PROPOSAL,
    NoteKind.DECISION,
    NoteKind.ACTION,
)
"""Kinds of lines that stand under a heading of their own, in this order, after points and quotes."""


def sessions_section(material: ReportMaterial) -> Section:
    """Every session that has a speaker, a text or a line; cafés and groups have chapters of their own."""
    found: dict[int, list[Occasion]] = {}
    for one in material.occasions:
        if one.kind not in (*SILENT, StepKind.CAFE, StepKind.GROUP) and not one.strand:
            found.setdefault(one.step, []).append(one)
    wanted = [found[material.step]] if material.step in found else found.values()
    own = [_session(material, rows[0]) for rows in wanted]
    told = tuple(one for one in own if one is not None)
    return Section("sessions", chapter_titles()["sessions"], sections=told)


def _session(material: ReportMaterial, one: Occasion) -> Section | None:
    said = material.said.get(one.step, ())
    shown = material.photos.get(one.step) or material.votes.get(one.step)
    if (
        not (said or one.speakers or one.about or shown)
        and session_key(one.step) not in material.keep
    ):
        return None
    blocks: list[Block] = []
    if one.speakers:
        blocks.append(
            Paragraph(_("Presented by: %(names)s", names=presenters_named(material, one.speakers)))
        )
    if one.about:
        blocks.append(Paragraph(one.about))
    blocks += told_blocks(said)
    blocks += vote_blocks(material, one.step)
    blocks += photo_blocks(material, one.step, f"photos-{one.step}")
    return Section(session_key(one.step), one.title, tuple(blocks))


def presenters_named(material: ReportMaterial, names: Iterable[str]) -> str:
    """`Arta Hoxha (Municipality of Kukës); Besim Leka`"""
    offices = material.offices
    return "; ".join(f"{name} ({offices[name]})" if name in offices else name for name in names)


def told_blocks(said: Sequence[SaidLine], level: int = 3) -> list[Block]:
    """What was said: points, quotes as quotes, then questions, disagreements and proposals under their headings."""
    blocks: list[Block] = []
    points = tuple(one.text for one in said if one.kind is NoteKind.POINT)
    if points:
        blocks.append(Bullets(points))
    blocks += [ReportQuote(one.text, one.who) for one in said if one.kind is NoteKind.QUOTE]
    for kind in HEADED:
        items = tuple(_line(one) for one in said if one.kind is kind)
        if items:
            blocks += [ReportHeading(_heading(kind), level), Bullets(items)]
    return blocks


def _line(one: SaidLine) -> str:
    """A question, an objection or a proposal, and from where it came as far as that may be told."""
    return f"{one.text} ({one.who})" if one.who and one.kind is not NoteKind.DECISION else one.text


def _heading(kind: NoteKind) -> str:
    return {
        NoteKind.QUESTION: _("Questions"),
        NoteKind.DISAGREEMENT: _("Where views differed"),
        NoteKind.PROPOSAL: _("Proposals"),
        NoteKind.DECISION: _("Decided"),
        NoteKind.ACTION: _("Promised"),
    }[kind]


def vote_blocks(material: ReportMaterial, step: int) -> list[Block]:
    """What the room voted in a step, a table a vote; of fewer than three votes only that they were few."""
    return [_vote_exhibit(result) for result in material.votes.get(step, ())]


def _vote_exhibit(result: VoteResult) -> Exhibit:
    title = pick_wording(result.vote.question)
    if result.is_small:
        sentence = _("Fewer than three people voted; the numbers are not shown.")
        return Exhibit(f"vote-{result.vote.id}", title, (Paragraph(sentence),), headed=True)
    heads = (_("Option"), number_name(result.vote.kind))
    rows = tuple((pick_wording(row.text), str(row.total)) for row in result.rows)
    table = ReportTable(title, heads, rows, widths=(0.8, 0.2), numbers=(1,))
    told = f"{voters_sentence(result)} {numbers_sentence(result.vote, len(result.rows))}"
    return Exhibit(f"vote-{result.vote.id}", title, (Paragraph(told), table), headed=True)


def photo_blocks(material: ReportMaterial, step: int, key: str) -> list[Block]:
    """The photos of a step as one exhibit."""
    return photos_exhibit(material.photos.get(step, ()), key)


def photos_exhibit(photos: Sequence[ReportPhoto], key: str) -> list[Block]:
    """Photos as one exhibit; nothing where there is none."""
    if not photos:
        return []
    return [Exhibit(key, _("Photos of flip charts"), tuple(_picture(one) for one in photos))]


def _picture(one: ReportPhoto) -> ReportPicture:
    return ReportPicture(
        content=one.content,
        media_type=one.media_type,
        alt=one.alt or _("A flip chart nobody has described yet"),
        width=one.width,
        height=one.height,
    )
