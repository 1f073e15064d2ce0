"""The rows of every table of figures with their names, in the language spoken now."""

from collections.abc import Sequence
from enum import StrEnum

from ...directory.models import Gender, Level, OfficeKind, Sector
from ...directory.regions import all_regions
from ...web.i18n import _, label_of, pick_wording, sort_by_name
from ..models import ParticipantRole
from .report import BlockKey, FlowStep
from .tables import UNKNOWN, RowHead

GOVERNMENT = ("central_government", "local_government")


def table_title(key: BlockKey) -> str:
    """The heading of a table."""
    return {
        BlockKey.FLOW: _("From invited to attended"),
        BlockKey.SECTOR: _("By sector"),
        BlockKey.LEVEL: _("By level"),
        BlockKey.PLACE: _("Capital and rest of the country"),
        BlockKey.COUNTY: _("By county"),
        BlockKey.REGION: _("By group of counties"),
        BlockKey.KIND: _("By kind of organisation"),
        BlockKey.ORGANISATION: _("By organisation"),
        BlockKey.ROLE: _("By role"),
        BlockKey.GENDER: _("By gender"),
        BlockKey.RETURNING: _("First-time and returning participants"),
        BlockKey.RETURNING_OFFICES: _("Organisations: first-time and returning"),
    }[key]


def step_name(step: FlowStep, so_far: bool = False) -> str:
    """What became of the invited, in words; `so_far`: the event is still going on."""
    if so_far and step in (FlowStep.ABSENT, FlowStep.ATTENDED):
        return _("Not here yet") if step is FlowStep.ABSENT else _("Attended so far")
    return {
        FlowStep.INVITED: _("Invited"),
        FlowStep.DECLINED: _("Declined"),
        FlowStep.REPLACED: _("Sent somebody else"),
        FlowStep.WAITING: _("On the waiting list"),
        FlowStep.SILENT: _("Did not answer"),
        FlowStep.CONFIRMED: _("Said they were coming"),
        FlowStep.ABSENT: _("Did not come"),
        FlowStep.CAME: _("Said yes and came"),
        FlowStep.UNSAID: _("Came without having said yes"),
        FlowStep.WALK_IN: _("Walk-ins"),
        FlowStep.ATTENDED: _("Attended"),
    }[step]


def government_name(parts: Sequence[str]) -> str:
    """`Government together`; where somebody chose only one of its two halves, which."""
    if tuple(parts) == GOVERNMENT:
        return _("Government (total)")
    return (
        _("Government (central only)") if GOVERNMENT[0] in parts else _("Government (local only)")
    )


def sector_heads(sectors: Sequence[Sector], government: Sequence[str]) -> list[RowHead]:
    """Every sector, and government together after its parts."""
    found = [RowHead(one.key, pick_wording(one.name), always=True) for one in sectors]
    places = [place for place, head in enumerate(found) if head.key in GOVERNMENT]
    together = RowHead("government", government_name(government), together=True, always=True)
    found.insert(max(places, default=-1) + 1, together)
    return [*found, _unknown(_("Sector not known"))]


def published_heads(sectors: Sequence[Sector]) -> list[RowHead]:
    """The lines whose shares may have been published without any list of people."""
    found = [head for head in sector_heads(sectors, GOVERNMENT) if not head.unknown]
    return [*found, *(head for head in place_heads() if head.key == "outside")]


def county_heads(names: dict[str, str]) -> list[RowHead]:
    """The twelve counties in Albanian order."""
    found = [
        RowHead(key, name, always=True)
        for key, name in sort_by_name(list(names.items()), lambda pair: pair[1])
    ]
    return [*found, _unknown(_("County not known"))]


def region_heads() -> list[RowHead]:
    """The groups of counties."""
    found = [RowHead(one.key, pick_wording(one.name), always=True) for one in all_regions()]
    return [*found, _unknown(_("Place not known"))]


def place_heads() -> list[RowHead]:
    """Outside the capital and in it."""
    found = [
        RowHead("outside", _("From outside the capital"), always=True),
        RowHead("capital", _("From the capital"), always=True),
    ]
    return [*found, _unknown(_("Place not known"))]


def level_heads() -> list[RowHead]:
    """How far the mandates of the organisations reach."""
    return _fixed(Level, always=True)


def kind_heads() -> list[RowHead]:
    """The kinds of office that are there."""
    return _fixed(OfficeKind)


def role_heads() -> list[RowHead]:
    """What people do in the event, those that somebody does."""
    return _fixed(ParticipantRole)


def gender_heads() -> list[RowHead]:
    """Women, men, others, and who was not asked or did not say."""
    return [
        RowHead(Gender.WOMAN.value, _("Women"), always=True),
        RowHead(Gender.MAN.value, _("Men"), always=True),
        RowHead(Gender.OTHER.value, _("Other gender")),
        _unknown(_("Not asked or not stated")),
    ]


def returning_heads() -> list[RowHead]:
    """People who are there for the first time, and those who attended before."""
    return [
        RowHead("first_time", _("For the first time"), always=True),
        RowHead("returning", _("Attended an earlier event"), always=True),
    ]


def office_heads() -> list[RowHead]:
    """Organisations that are there for the first time, and those of which somebody attended before."""
    return [
        RowHead("first_time", _("First-time organisations"), always=True),
        RowHead("returning", _("Organisations that attended an earlier event"), always=True),
    ]


def _fixed(kind: type[StrEnum], *, always: bool = False) -> list[RowHead]:
    found = [RowHead(one.value, _capital(label_of(one)), always=always) for one in kind]
    return [*found, _unknown(_("Not known"))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unknown(name: str) -> RowHead:
    return RowHead(UNKNOWN, name)
