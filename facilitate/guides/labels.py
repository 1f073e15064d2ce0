"""How the fixed values of guides are called, and a hole, a duration and a material in words."""

from ..cafe.group_words import speaking_of
from ..events import labels as roles  # the names of roles  # noqa: F401
from ..techniques import labels as quantities  # the names of speakers and quantities  # noqa: F401
from ..techniques.technique import QuantityBasis
from ..web.i18n import _, _l, _n, label_of, register_labels
from .choices import GuideReader, PaperSize
from .guide import GuideGroup, GuideMaterial, Hole, Lack

register_labels(
    {
        Lack.OBJECTIVES: _l("The event has no objectives yet"),
        Lack.FACILITATOR: _l("Nobody in the team is a facilitator yet"),
        Lack.LEAD: _l("Nobody leads this step yet"),
        Lack.TECHNIQUE: _l("No technique is chosen yet"),
        Lack.SHELF: _l("The technique is no longer on the shelf"),
        Lack.MINUTES: _l("The step has no minutes yet"),
        Lack.OVERLAP: _l("The step starts before the previous one has ended"),
        Lack.SCRIPT: _l("What to do and say is not written yet"),
        Lack.CAFE: _l("The world café has no tables and questions yet"),
        Lack.CAFE_TIME: _l("The rounds of the café take longer than the step"),
        Lack.LANGUAGE: _l("Part of the text is only in the other language"),
        Lack.COMING: _l("The numbers of people expected and confirmed differ"),
        Lack.SEATS: _l("The numbers of seats at the tables and of people differ"),
        Lack.TABLES: _l("The numbers of tables in the step and in its café differ"),
        Lack.CHAIRS: _l("The numbers of chairs to bring and of seats differ"),
    }
)
register_labels(
    {
        GuideReader.WHOLE: _l("Facilitator guide"),
        GuideReader.FACILITATOR: _l("A facilitator’s own guide"),
        GuideReader.HOSTS: _l("Hosts’ sheets"),
        GuideReader.NOTES: _l("Note-takers’ booklet"),
        GuideReader.CARDS: _l("Cue cards"),
        GuideReader.SPEAKERS: _l("Speakers’ sheets"),
        GuideReader.STAFF: _l("Staff sheets"),
        GuideReader.WALL: _l("Running order for the wall"),
    }
)
register_labels({PaperSize.A4: _l("A4"), PaperSize.A5: _l("A5")})


def guide_hole_text(hole: Hole) -> str:
    """What is missing, with its detail: `Tables 9, 10 have no host`."""
    which, count = hole.detail, len(hole.detail.split(","))
    if hole.lack is Lack.STEPS:
        return _("Day %(number)s has no steps yet", number=which)
    if hole.lack is Lack.QUESTION:
        return _n(
            "Table %(which)s has no question",
            "Tables %(which)s have no question",
            count,
            which=which,
        )
    if hole.lack is Lack.HOST:
        return _n(
            "Table %(which)s has no host", "Tables %(which)s have no host", count, which=which
        )
    if hole.lack is Lack.MOVING:
        return _n(
            "The note-taker of table %(which)s also has seats at other tables",
            "The note-takers of tables %(which)s also have seats at other tables",
            count,
            which=which,
        )
    with speaking_of(hole.kind):
        said = label_of(hole.lack)
    return f"{said}: {hole.detail}" if hole.detail else said


def minutes_text(minutes: int) -> str:
    """`90 min`: who leads a step counts in minutes, not in hours."""
    return _("%(num)d min", num=minutes)


def group_text(one: GuideGroup) -> str:
    """`North · Salla 2 · Edmond Lleshi · notes: Kujtim Pasha · 30 people`"""
    people = _n("%(num)d person", "%(num)d people", one.people) if one.people else ""
    notes = _("notes: %(name)s", name=one.note_taker) if one.note_taker else ""
    return " · ".join(part for part in (one.name, one.room, one.lead, notes, people) if part)


def guide_material_text(one: GuideMaterial) -> str:
    """`flip-chart sheets: 2 for each table, 24 in all`"""
    if not one.quantity:
        return one.text
    text = f"{one.text}: {one.quantity} {label_of(one.per)}"
    counted = one.total and one.per is not QuantityBasis.EVENT
    return _("%(material)s, %(num)d in all", material=text, num=one.total) if counted else text
