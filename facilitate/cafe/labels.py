"""How the fixed values of a café are called."""

from ..agenda.group_forms import GroupCompany
from ..web.i18n import _, _l, label_of, register_labels
from .floor import CafeFloor
from .models import SPREAD, Bond, CafeTable, CafeTablePlace, Priority, Who
from .traits import OWN, Trait

register_labels(
    {
        Priority.MEET: _l("Meet new people"),
        Priority.BALANCED: _l("Balanced"),
        Priority.MIXED: _l("Mixed tables"),
        Priority.REPRESENTATIVE: _l("Each table like the whole room"),
    }
)
register_labels(
    {
        GroupCompany.NEW: _l("Other people in every round"),
        GroupCompany.SAME: _l("The same people in all rounds"),
        GroupCompany.MOVING: _l("The same people, who go from station to station"),
    }
)
register_labels(
    {Who.CONFIRMED: _l("Everybody who has said yes"), Who.CHECKED_IN: _l("Everybody checked in")}
)
register_labels(
    {
        CafeTablePlace.ROOM: _l("In the room"),
        CafeTablePlace.ONLINE: _l("Online"),
        CafeTablePlace.MIXED: _l("In the room and online"),
    }
)
register_labels({Bond.APART: _l("Never at one table"), Bond.TOGETHER: _l("Always at one table")})
BY = {
    Trait.SECTOR: _l("by sector"),
    Trait.REGION: _l("by county"),
    Trait.CAPITAL: _l("by whether they are from the capital"),
    Trait.LEVEL: _l("by level"),
    Trait.GENDER: _l("by gender"),
    Trait.LANGUAGE: _l("by language"),
    Trait.ORGANISATION: _l("by organisation"),
    Trait.FIRST: _l("by whether they are here for the first time"),
}
"""In what the people of a group are alike, in a sentence."""


def host_said(floor: CafeFloor, table: CafeTable, *, named: bool) -> str:
    """`host Ilir Stafa`; without the name of a participant for who may not see who takes part (not `named`). Empty: there is none."""
    name = floor.host_of(table)
    if name and table.host_participation_id and not named:
        return _("host: a participant")
    return _("host %(name)s", name=name) if name else ""


def online_host_said(names: str, number: int) -> str:
    """That who hosts a table in the room is not in the room, and what can be done."""
    return _(
        "%(names)s takes part online, but hosts table %(table)d in the room. Choose another host, or make the table online or mixed.",
        names=names,
        table=number,
    )


def online_host_said_of(name: str) -> str:
    """That whoever is chosen as host of a table in the room is not in the room, said at the field."""
    return _(
        "%(name)s takes part online. Choose another host, or make the table online or mixed.",
        name=name,
    )


def by_trait(trait: str) -> str:
    """In what people are alike, in a sentence: `by county`."""
    if trait.startswith(OWN):
        return _("by “%(name)s”", name=trait.removeprefix(OWN))
    return str(BY[Trait(trait)])


FROM = {
    "government": _l("government"),
    "central_government": _l("central government"),
    "local_government": _l("local government"),
    "civil_society": _l("civil society"),
    "international": _l("an international organisation"),
    "international_ngo": _l("an international NGO"),
    "intergovernmental": _l("an intergovernmental organisation"),
    "donor": _l("a donor"),
    "media": _l("the media"),
    "business": _l("business"),
    "academia": _l("academia"),
}
"""What somebody of a sector is from; other sectors go by their name."""


def way_called(way: str) -> str:
    """How a way of seating is called: a priority, or meeting new people with nobody in every round with the same person."""
    if way == SPREAD:
        return _("Meet new people, with others in every round")
    return label_of(Priority(way))
