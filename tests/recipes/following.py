"""Each recipe's steps in the order in which it says them; gives the tests the recipe names. What is said is translated at the end."""

import re
import shlex

from .project import RECIPES, Project

ALBANIAN = {
    "One objective from afar": "Një objektiv që lexohet nga larg",
    "What everybody in the room works on now.": "Për çfarë punon tani e gjithë salla.",
    "Where it is done": "Ku kryhet",
    "At most two choices": "Më së shumti dy zgjedhje",
    "People tick one or two.": "Njerëzit shënojnë një ose dy.",
    "Wish for later": "Dëshirë për më vonë",
    "Please tick two at most.": "Ju lutemi, shënoni më së shumti dy.",
}


TRANSLATED = (
    "test_every_message_has_albanian",
    "test_albanian_is_not_english",
    "test_placeholders_are_kept",
    "test_the_compiled_catalogue_is_fresh",
)
"""What is asked of the catalogue."""
SHAPE = (
    "test_every_page_has_a_door",
    "test_public_pages_are_the_known_ones",
    "test_templates_hold_no_style_and_no_script",
)
"""What the shape of the house asks of a page."""


def add_a_page(project: Project) -> list[str]:
    """An objective alone on a page."""
    project.behind(
        "facilitate/objectives/routes.py",
        'AN_OBJECTIVE = {"kind": "objectives"}',
        """

@bp.get("/events/<slug>/objectives/<int:objective_id>/alone")
@needs(Can.EDIT_OBJECTIVES)
def alone(event: Event, objective_id: int) -> Any:
    objective = get_or_404(Objective, Objective.id == objective_id, Objective.event_id == event.id)
    return render_template("objectives/alone.html", event=event, objective=objective)
""",
    )
    project.write(
        "facilitate/templates/objectives/alone.html",
        """{# One objective, large, to be read from afar. #}
{% extends 'layouts/event.html' %}
{% from 'macros/ui.html' import head, back %}
{% block title %}{{ _('One objective from afar') }}{% endblock %}
{% block work %}
{{ back(url_for('objectives.show_objectives', slug=event.slug), _('Objectives')) }}
{{ head(_('One objective from afar'), _('What everybody in the room works on now.')) }}
<p>{{ objective.text|words }}</p>
{% endblock %}
""",
    )
    project.write(
        "tests/objectives/test_alone.py",
        '''"""An objective alone on a page."""

import inspect
from collections import defaultdict

from ..browser import pages
from .conftest import add_wordings


def test_it_is_shown_to_who_may_edit(app, cast, sign_in) -> None:
    (number,) = add_wordings(sign_in("organiser"), "A shelter in each county")
    page = f"/events/spring/objectives/{number}/alone"
    shown = sign_in("organiser").get(page)
    assert shown.status_code == 200
    assert "A shelter in each county" in shown.text
    assert sign_in("viewer").get(page).status_code == 403
    assert sign_in("stranger").get(page).status_code == 404
    assert sign_in("organiser").get("/events/spring/objectives/999/alone").status_code == 404


def test_who_walks_the_pages_finds_it(app, monkeypatch) -> None:
    """With its own id alone, which the demo has: nothing has to be said of the new page."""
    assert '"objective_id": first(Objective' in inspect.getsource(pages.argument_values)
    known = defaultdict(lambda: None, slug="annual-next", objective_id=7)
    monkeypatch.setattr(pages, "argument_values", lambda _app: known)
    assert pages.page_addresses(app)["objectives.alone"] == "/events/annual-next/objectives/7/alone"
''',
    )
    return [
        "tests/objectives/test_alone.py",
        *(f"tests/test_structure.py::{test}" for test in SHAPE),
    ]


def add_a_column_to_a_task(project: Project) -> list[str]:
    """Where a task is done."""
    project.edit(
        "facilitate/checklists/models.py",
        (
            "    effort: Mapped[float] = number_column(",
            '    place: Mapped[str] = text_column(_l("Where it is done"), limit=200, also="place venue|vendi")\n'
            "    effort: Mapped[float] = number_column(",
        ),
    )
    migrated = add_a_migration(project, "Where a task is done")
    project.write(
        "tests/checklists/test_place.py",
        '''"""Where a task is done: typed, told, undone, sent to Excel and brought back."""

import io

import sqlalchemy as sa

from facilitate.checklists.models import Task
from facilitate.data.db import db

from .make import COLUMN, edit_sheet, put_cells, task_row

LIST = "/events/spring/checklist"
COUNTED = {"phase": "design", "number": "4", "unit": "weeks", "direction": "-1", "anchor": "first_day"}


def place(app, code: str = "N01") -> str:
    with app.app_context():
        return db.session.scalar(sa.select(Task.place).where(Task.code == code))


def test_it_goes_everywhere(app, cast, organiser) -> None:
    typed = {"title-en": "Order flowers", "title-sq": "Porosit lule", "place": "The market", **COUNTED}
    assert organiser.post(f"{LIST}/tasks/new", data=typed).status_code == 302
    assert place(app) == "The market"
    with app.app_context():
        task = db.session.scalars(sa.select(Task)).one()
        number, version = task.id, task.version
    page = f"{LIST}/tasks/{number}"
    changed = {**typed, "place": "The hall", "version": str(version)}
    assert organiser.post(page, data=changed).status_code == 302
    assert "The market → The hall" in organiser.get(page).text
    assert organiser.post(f"{LIST}/undo").status_code == 302
    assert place(app) == "The market"
    book = organiser.get("/events/spring/checklist.xlsx").data
    seen = []
    edit_sheet(book, lambda sheet: seen.append(sheet.cell(task_row(sheet, "N01"), COLUMN["place"]).value))
    assert seen == ["The market"]
    file = {"file": (io.BytesIO(edit_sheet(book, put_cells("N01", place="The square"))), "list.xlsx")}
    preview = organiser.post(f"{LIST}/bring-back", data=file, follow_redirects=True)
    assert "The square" in preview.text
    address = preview.request.path
    form = {"fingerprint": preview.text.split('name="fingerprint" value="')[1].split('"')[0]}
    assert organiser.post(address, data=form).status_code == 302
    assert place(app) == "The square"
''',
    )
    return [
        "tests/checklists/test_place.py",
        "tests/exchange/test_lists.py",
        *migrated,
    ]


def add_a_migration(project: Project, what: str = "What it does") -> list[str]:
    """With the very command that the recipe gives."""
    command = re.search(r"`(make migration WHAT=.*?)`", RECIPES["Add a migration"])
    assert command, "the recipe names the command"
    project.run(*run_target(*shlex.split(command[1].replace("What it does", what))[1:]))
    return [f"tests/test_migrations.py::{NEWEST}"]


NEWEST = "test_the_newest_step_down_and_up_keeps_the_rows_and_leads_to_the_models"


def run_target(*what: str) -> list[str]:
    """That target, with this Python and what is installed beside it."""
    return ["make", "-o", ".venv/.installed-dev", *what, "BIN=.venv/bin"]


def add_a_message(project: Project) -> list[str]:
    """All that the recipes say, and a word that is the same in both languages."""
    project.edit(
        "facilitate/templates/objectives/alone.html",
        ("{{ objective.text|words }}</p>", "{{ _('Polifoni') }}: {{ objective.text|words }}</p>"),
    )
    project.run(*run_target("translations"))
    project.edit(
        "facilitate/translations/sq/LC_MESSAGES/messages.po",
        *(
            (f'msgid "{english}"\nmsgstr ""\n', f'msgid "{english}"\nmsgstr "{albanian}"\n')
            for english, albanian in {**ALBANIAN, "Polifoni": "Polifoni"}.items()
        ),
    )
    project.run(*run_target("translations"))
    same = project.folder / "tests/same_in_albanian.txt"
    same.write_text(same.read_text() + "Polifoni\n")
    # that all messages are in the catalogue need not be asked again: none of these would have stood there to be filled in
    return [f"tests/test_translations.py::{test}" for test in TRANSLATED]


def add_a_kind_of_question(project: Project) -> list[str]:
    """A list of which two may be ticked at most."""
    project.behind(
        "facilitate/consultation/models.py",
        '    RANKING = "ranking"',
        '    AT_MOST_TWO = "at_most_two"',
    )
    project.edit(
        "facilitate/consultation/models.py",
        (
            "return self in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING)",
            "return self in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.AT_MOST_TWO)",
        ),
        (
            "return self in (QuestionKind.MULTIPLE, QuestionKind.RANKING)",
            "return self in (QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.AT_MOST_TWO)",
        ),
    )
    project.behind(
        "facilitate/consultation/labels.py",
        '        QuestionKind.RANKING: _l("Ranking"),',
        '        QuestionKind.AT_MOST_TWO: _l("At most two choices"),',
    )
    project.behind(
        "facilitate/templates/consultation/asking/question.html",
        "'ranking': _('People number the list: 1 is the most important.'),",
        "'at_most_two': _('People tick one or two.'),",
    )
    project.edit(
        "facilitate/consultation/answering/fields.py",
        (
            "class ScaleField(OneField):",
            '''class TwoField(ManyField):
    """One or two of a few."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if len(self.data) > 2:
            raise StopValidation(_("Please tick two at most."))


class ScaleField(OneField):''',
        ),
    )
    project.edit(
        "facilitate/consultation/answering/forms.py",
        ("    ScaleField,\n", "    ScaleField,\n    TwoField,\n"),
        ("case QuestionKind.MULTIPLE:", "case QuestionKind.MULTIPLE | QuestionKind.AT_MOST_TWO:"),
        (
            "        QuestionKind.RANKING: RankingField,\n",
            "        QuestionKind.RANKING: RankingField,\n        QuestionKind.AT_MOST_TWO: TwoField,\n",
        ),
    )
    project.behind(
        "facilitate/consultation/papers/matching.py",
        '    RANKING = "ranking"',
        '    AT_MOST_TWO = "at_most_two"',
    )
    project.behind(
        "facilitate/consultation/papers/word.py",
        '        AskedKind.RANKING: _("Write 1 in front of what matters most, then 2, and so on."),',
        '        AskedKind.AT_MOST_TWO: _("Please tick two at most."),',
    )
    project.write(
        "tests/consultation/answering/test_at_most_two.py",
        '''"""A question of which two may be ticked: asked, answered, printed, counted."""

import io

import docx
import sqlalchemy as sa

from facilitate.consultation.models import Choice, Pick
from facilitate.data.db import db

HOME = "/events/spring/consultation"
NEW = {
    "kind": "at_most_two", "text-en": "Which two?", "text-sq": "Cilat dy?", "choices": ["new1", "new2", "new3"],
    **{f"choices-new{n}-{code}": text for n, text in enumerate(("Bread", "Salt", "Heart"), 1) for code in ("en", "sq")},
}


def test_it_is_asked_answered_printed_and_counted(app, client, organiser, asked) -> None:
    assert "has-choices" in organiser.get(f"{HOME}/questions/new").text
    assert organiser.post(f"{HOME}/questions/new", data=NEW).status_code == 302
    with app.app_context():
        rows = db.session.execute(sa.select(Choice.text, Choice.id, Choice.question_id)).all()
    choices = {text.en: key for text, key, _question in rows}
    name = f"question_{rows[0].question_id}"
    assert client.get(asked.path).text.count(f'<input type="checkbox" name="{name}"') == 3

    def answer(*ticked: str) -> int:
        return client.post(asked.path, data=asked.typed(**{name: [str(choices[one]) for one in ticked]})).status_code

    assert answer("Bread", "Salt", "Heart") == 422
    assert answer("Bread", "Salt") == 302
    with app.app_context():
        assert set(db.session.scalars(sa.select(Pick.choice_id))) == {choices["Bread"], choices["Salt"]}
    paper = docx.Document(io.BytesIO(organiser.get(f"{HOME}/form.docx?lang=en").data))
    assert any(one.text.startswith("Please tick two at most.") for one in paper.paragraphs)
    counted = organiser.get(f"{HOME}/choices").text
    assert "Which two?" in counted
    assert "Heart" in counted
''',
    )
    return [
        "tests/consultation/answering/test_at_most_two.py",
        "tests/consultation/constellation/test_choices.py::test_every_kind_of_question_is_counted_with_small_groups",
    ]
