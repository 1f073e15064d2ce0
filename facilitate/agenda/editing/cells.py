"""The cells of a step that are edited where they stand: each is a part of the step's form, with the same rules."""

from .forms import StepForm

CELLS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "start": ("pinned", "where"),
    "minutes": ("minutes",),
    "lead": ("lead",),
    "people": ("speakers", "supporters"),
    "room": ("room",),
    "technique": ("kind", "technique"),
    "objectives": ("objectives",),
    "materials": ("materials",),
}
"""Which fields of the form a cell has, in the order in which one goes through them; `where` is asked, not shown."""
CELL = f"any({', '.join(CELLS)})"
"""A cell in an address."""


def cell_form(form: StepForm, cell: str) -> StepForm:
    """The form with the fields of that cell alone."""
    for name in [
        one for one in form._fields if one not in (*CELLS[cell], "revision", "csrf_token")
    ]:
        del form[name]
    return form
