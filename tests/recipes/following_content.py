"""The steps of recipes that add a file which facilitators edit, without any code."""

from .project import Project


def add_a_technique(project: Project) -> list[str]:
    """One that is like another, under a name of its own."""
    text = project.read("guides/techniques/fishbowl.toml")
    for old, new in (
        ('key = "fishbowl"', 'key = "two-circles"'),
        ('name = "Fishbowl', 'name = "Two circles'),
        ('name = "Akuariumi', 'name = "Dy rrathë'),
    ):
        assert old in text
        text = text.replace(old, new)
    project.write("guides/techniques/two-circles.toml", text)
    return ["tests/techniques/test_content.py", "tests/techniques/test_techniques.py"]


def add_a_page_of_help(project: Project) -> list[str]:
    """For the page that the first recipe adds."""
    project.write(
        "guides/help/alone.toml",
        """title_en = "One objective from afar"
title_sq = "Një objektiv që lexohet nga larg"
group = "before"
for = ["objectives.alone"]
also = ["objectives"]
text_en = \"\"\"
Show one objective in large letters while a group works on it.

1. Open the objective.
2. Put the page on the wall.
\"\"\"
text_sq = \"\"\"
Tregojeni një objektiv me shkronja të mëdha ndërsa grupi punon për të.

1. Hapni objektivin.
2. Shfaqeni faqen në mur.
\"\"\"
""",
    )
    return [f"tests/help/test_help.py::{test}" for test in HELP]


HELP = (
    "test_every_page_is_there_in_both_languages_with_something_to_do",
    "test_help_names_pages_and_rooms_that_are_there",
    "test_whoever_is_signed_in_reads_it[sqlite-/help/alone]",
)


def add_a_starting_agenda(project: Project) -> list[str]:
    """A morning, like the meeting of a coalition."""
    text = project.read("guides/agendas/coalition-meeting.toml")
    name = (
        '[name]\nen = "Coalition meeting, half a day"\nsq = "Mbledhje e koalicionit, gjysmë dite"\n'
    )
    assert text.count(name) == 1
    named = '[name]\nen = "A morning"\nsq = "Një paradite"\n'
    project.write("guides/agendas/morning.toml", text.replace(name, named))
    return ["tests/agenda/reusing/test_templates.py::test_shipped_agendas_are_complete_templates"]
