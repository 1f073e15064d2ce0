"""How the kinds of steps are called."""

from ..web.i18n import _l, register_labels
from .kinds import StepKind

register_labels(
    {
        StepKind.SESSION: _l("Session"),
        StepKind.REGISTRATION: _l("Registration"),
        StepKind.PLENARY: _l("Plenary"),
        StepKind.TALK: _l("Presentation"),
        StepKind.PANEL: _l("Panel"),
        StepKind.GROUP: _l("Small groups"),
        StepKind.CAFE: _l("World café"),
        StepKind.BREAK: _l("Break"),
        StepKind.MEAL: _l("Meal"),
        StepKind.NOTE: _l("Marker"),
    }
)
