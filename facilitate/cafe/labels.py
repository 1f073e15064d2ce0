"""How the fixed values of a café are called."""

from ..web.i18n import _l, register_labels
from .models import Bond, CafeTablePlace, Priority, Who

register_labels(
    {
        Priority.MEET: _l("Meet new people"),
        Priority.BALANCED: _l("Balanced"),
        Priority.MIXED: _l("Mixed tables"),
        Priority.REPRESENTATIVE: _l("Each table like the whole room"),
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
