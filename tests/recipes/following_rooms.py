"""The steps of recipes that add one thing to what is there: to the API, to notes, to how a page looks, to a script."""

from .project import Project


def read_one_thing_more(project: Project) -> list[str]:
    """The objective that the new page shows, for programs."""
    project.append(
        "facilitate/api/reading_events.py",
        """

class ObjectiveAloneShape(TypedDict):
    \"\"\"What one objective says.\"\"\"

    code: str
    text: Bilingual


@read_operation(
    "/events/<slug>/objectives/<int:objective_id>/alone",
    page="objectives.alone",
    area=ApiArea.EVENTS,
    about=_l("One objective from afar"),
)
@needs(Can.EDIT_OBJECTIVES)
def read_objective_alone(event: Event, objective_id: int) -> ObjectiveAloneShape:
    row = get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)
    return tell_row(ObjectiveAloneShape, row)
""",
    )
    project.write(
        "tests/api/test_one_objective.py",
        '''"""One objective is read with the door of its page."""

from ..objectives.conftest import add_wordings


def test_it_is_read_by_who_may_open_its_page(client, sign_in, program) -> None:
    (number,) = add_wordings(sign_in("organiser"), "A shelter in each county")
    path = f"/events/spring/objectives/{number}/alone"
    told = program("organiser")("GET", path)
    assert (told.status_code, told.json["text"]["en"]) == (200, "A shelter in each county")
    assert program("viewer")("GET", path).status_code == 403
    assert program("organiser")("GET", path.replace(str(number), "999")).status_code == 404
    paths = client.get("/api/v1/openapi.json").json["paths"]
    assert list(paths["/events/{slug}/objectives/{objective_id}/alone"]) == ["get"]
''',
    )
    return ["tests/api/test_one_objective.py"]


def add_a_kind_of_note(project: Project) -> list[str]:
    """What somebody wishes for."""
    project.behind("facilitate/notes/models.py", '    ACTION = "action"', '    WISH = "wish"')
    project.behind(
        "facilitate/notes/labels.py",
        '        NoteKind.ACTION: _l("Action"),',
        '        NoteKind.WISH: _l("Wish for later"),',
    )
    project.behind(
        "facilitate/notes/wording.py", '    NoteKind.ACTION: ">",', '    NoteKind.WISH: "~",'
    )
    project.behind("facilitate/static/js/note_lines.js", '  ">": "action",', '  "~": "wish",')
    project.append(
        "facilitate/static/css/50_notes.css", ".note-wish {\n  --note: var(--accent);\n}\n"
    )
    project.write(
        "tests/notes/taking/test_wish.py",
        '''"""A wish is written by its sign or chosen, and shown as one."""

from facilitate.notes.models import NoteKind

from ..conftest import NOTES


def test_a_wish_is_written_and_shown(sign_in, places, lines) -> None:
    note_taker, page = sign_in("note_taker"), f"{NOTES}/steps/{places['Opening']}"
    assert "~" in note_taker.get(page).text
    sent = {"key": "form-key-1", "kind": "wish", "text": "A house for children."}
    shown = note_taker.post(page, data=sent, follow_redirects=True)
    assert [line.kind for line in lines()] == [NoteKind.WISH]
    assert "note-wish" in shown.text
    assert "Wish for later" in shown.text
''',
    )
    project.edit(
        "tests/js/notes.test.mjs",
        ('    "> Ana": "action",\n', '    "> Ana": "action",\n    "~ Një shtëpi": "wish",\n'),
    )
    return [
        "tests/notes/taking/test_wish.py",
        "tests/test_javascript.py::test_the_rules_in_scripts[notes]",
    ]


LOOK = "test_every_class_of_the_sheet_is_named_somewhere"


def change_how_something_looks(project: Project) -> list[str]:
    """The objective that is to be read from afar, in large letters."""
    project.edit(
        "facilitate/templates/objectives/alone.html",
        (
            "<p>{{ objective.text|words }}</p>",
            '<p class="from-afar">{{ objective.text|words }}</p>',
        ),
    )
    project.append("facilitate/static/css/05_pieces.css", ".from-afar {\n  font-size: 3rem;\n}\n")
    return [
        f"tests/test_assets.py::{LOOK}",
        "tests/test_assets.py::test_each_declaration_stands_on_its_line[05_pieces]",
    ]


def write_a_script(project: Project) -> list[str]:
    """How long somebody needs to read a text."""
    project.write(
        "facilitate/static/js/reading_time.js",
        """// How long a text takes to read.

// Whole minutes, at least one; 200 words a minute.
export const minutesOf = (text) => Math.max(1, Math.round(text.trim().split(/\\s+/).length / 200));
""",
    )
    project.write(
        "tests/js/reading_time.test.mjs",
        """// How long a text takes to read.

import assert from "node:assert/strict";
import test from "node:test";
import { minutesOf } from "../../facilitate/static/js/reading_time.js";

test("a word takes a minute, five hundred take three", () => {
  assert.deepEqual(["word", "word ".repeat(500)].map(minutesOf), [1, 3]);
});
""",
    )
    return ["tests/test_javascript.py::test_the_rules_in_scripts[reading_time]"]
