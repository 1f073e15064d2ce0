"""How the fixed values of techniques are called."""

from ..web.i18n import _l, register_labels
from .choosing import Bring, Whose
from .technique import Energy, Family, Layout, Per, Sought, Speaks

register_labels(
    {
        Family.OPENING: _l("Opening and getting to know each other"),
        Family.ENERGISE: _l("Waking up"),
        Family.PRESENT: _l("Presenting and reporting"),
        Family.DIALOGUE: _l("Thinking together"),
        Family.IDEAS: _l("Collecting ideas"),
        Family.DECIDE: _l("Sorting and deciding"),
        Family.PLAN: _l("Planning"),
        Family.CLOSE: _l("Closing and looking back"),
    }
)
register_labels(
    {
        Sought.UNSAID: _l("not said yet"),
        Sought.KNOW: _l("everyone knows the same"),
        Sought.IDEAS: _l("ideas"),
        Sought.CHOICE: _l("a choice"),
        Sought.AGREEMENT: _l("an agreement"),
        Sought.PLAN: _l("a plan"),
        Sought.PRACTICE: _l("practice"),
    }
)
register_labels(
    {
        Speaks.FACILITATOR: _l("The facilitator speaks"),
        Speaks.SPEAKERS: _l("The speakers have the floor"),
        Speaks.PARTICIPANTS: _l("The participants speak"),
        Speaks.HOST: _l("The table host speaks"),
        Speaks.NOTE_TAKER: _l("The note-taker speaks"),
    }
)
register_labels(
    {
        Per.EVENT: _l("for the event"),
        Per.GROUP: _l("for each group"),
        Per.TABLE: _l("for each table"),
        Per.PERSON: _l("for each person"),
    }
)
register_labels(
    {
        Energy.CALM: _l("Calm: sitting and listening"),
        Energy.LIVELY: _l("Lively: everybody talks"),
        Energy.MOVING: _l("On their feet"),
    }
)
register_labels(
    {
        Layout.ROWS: _l("Chairs in rows"),
        Layout.PODIUM: _l("Rows facing a podium"),
        Layout.ROUND_TABLES: _l("Round tables"),
        Layout.CIRCLE: _l("One circle of chairs"),
        Layout.SMALL_CIRCLES: _l("Small circles of chairs"),
        Layout.FISHBOWL: _l("An inner and an outer circle"),
        Layout.U_SHAPE: _l("Tables in a U"),
        Layout.PAIRS: _l("Chairs facing each other"),
        Layout.WALL: _l("One long wall, chairs before it"),
        Layout.WALLS: _l("Stations along the walls"),
        Layout.OPEN: _l("Open floor"),
        Layout.AS_IS: _l("The room as it stands"),
    }
)
register_labels({Bring.NOTHING: _l("nothing"), Bring.LITTLE: _l("at most two things")})
register_labels({Whose.SHIPPED: _l("Came with the planner"), Whose.OWN: _l("Our own")})
