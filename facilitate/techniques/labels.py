"""How the fixed values of techniques are called."""

from ..web.i18n import _l, register_labels
from .technique import Energy, OutputKind, QuantityBasis, RoomLayout, Speaks, TechniqueFamily
from .technique_filter import MaterialLimit, TechniqueOrigin

register_labels(
    {
        TechniqueFamily.OPENING: _l("Opening and getting to know each other"),
        TechniqueFamily.ENERGISE: _l("Waking up"),
        TechniqueFamily.PRESENT: _l("Presenting and reporting"),
        TechniqueFamily.DIALOGUE: _l("Thinking together"),
        TechniqueFamily.IDEAS: _l("Collecting ideas"),
        TechniqueFamily.DECIDE: _l("Sorting and deciding"),
        TechniqueFamily.PLAN: _l("Planning"),
        TechniqueFamily.CLOSE: _l("Closing and looking back"),
    }
)
register_labels(
    {
        OutputKind.UNSAID: _l("not said yet"),
        OutputKind.KNOW: _l("everyone knows the same"),
        OutputKind.IDEAS: _l("ideas"),
        OutputKind.CHOICE: _l("a choice"),
        OutputKind.AGREEMENT: _l("an agreement"),
        OutputKind.PLAN: _l("a plan"),
        OutputKind.PRACTICE: _l("practice"),
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
        QuantityBasis.EVENT: _l("for the event"),
        QuantityBasis.GROUP: _l("for each group"),
        QuantityBasis.TABLE: _l("for each table"),
        QuantityBasis.PERSON: _l("for each person"),
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
        RoomLayout.ROWS: _l("Chairs in rows"),
        RoomLayout.PODIUM: _l("Rows facing a podium"),
        RoomLayout.ROUND_TABLES: _l("Round tables"),
        RoomLayout.CIRCLE: _l("One circle of chairs"),
        RoomLayout.SMALL_CIRCLES: _l("Small circles of chairs"),
        RoomLayout.FISHBOWL: _l("An inner and an outer circle"),
        RoomLayout.U_SHAPE: _l("Tables in a U"),
        RoomLayout.PAIRS: _l("Chairs facing each other"),
        RoomLayout.WALL: _l("One long wall, chairs before it"),
        RoomLayout.WALLS: _l("Stations along the walls"),
        RoomLayout.OPEN: _l("Open floor"),
        RoomLayout.AS_IS: _l("The room as it is"),
    }
)
register_labels(
    {MaterialLimit.NOTHING: _l("nothing"), MaterialLimit.LITTLE: _l("at most two things")}
)
register_labels(
    {TechniqueOrigin.SHIPPED: _l("Came with the planner"), TechniqueOrigin.OWN: _l("Our own")}
)
