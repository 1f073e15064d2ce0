"""What every command that imports a list shares: its options, what it prints, and with what it ends."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ..data.db import db
from ..exchange.conversation import FileConversation
from ..exchange.lines import NOT_TAKEN, PreviewLine
from ..exchange.marking_up import FileAnswer, mark_up_file
from ..exchange.opened_files import typed_headings
from ..exchange.preview import PreviewChoice
from ..exchange.waiting import Parcel
from ..lib.reading_child import FileProblem
from ..web.uploaded import read_upload
from .terminal import write_file

LEFT_OUT = 3
"""What the command ends with when something in the file was not taken."""


@dataclass(frozen=True)
class ImportOptions:
    """What somebody asked of an import, beside its file."""

    file: Path
    apply: bool
    partly: bool
    as_json: bool
    answer: Path | None
    month_first: bool | None = None

    def takes(self, lines: Iterable[PreviewLine]) -> bool:
        """Whether what the lines say is written."""
        return self.apply and (self.partly or not any(line.what in NOT_TAKEN for line in lines))

    def bring_back(self, talk: FileConversation[Any]) -> None:
        """Compare the file with the list, take over what was asked for, and say what the page would say."""
        content, nothing = self.file.read_bytes(), PreviewChoice()
        parcel = Parcel(self.file.name, content, month_first=self.month_first)
        try:
            if talk.step_after(parcel) == "columns":
                parcel = _with_guessed_columns(talk, parcel)
            if self.apply:
                talk.wait()
            found = talk.read(parcel)
        except FileProblem as problem:
            raise click.ClickException(talk.why_unread(problem)) from problem
        preview, answer = talk.preview_of(found), talk.answer_about(found, nothing)
        lines = list(preview.lines(nothing))
        taken = self.takes(lines)
        if taken:
            done = talk.take(found, nothing, self.file.name, None)
            db.session.commit()
            if done is not None:
                done.then()
        self.finish(preview.counts, lines, answer, taken=taken)

    def finish(
        self, counts: str, lines: list[PreviewLine], answer: FileAnswer, *, taken: bool
    ) -> None:
        """Give the file back, print what was found, and end with 3 where something was left out."""
        if not taken:
            db.session.rollback()  # who waits for the rows goes on while the file is marked
        if self.answer:
            write_file(
                self.answer,
                read_upload(mark_up_file, self.file.read_bytes(), self.file.name, answer),
            )
        lines = self._with_typed_headings(lines, answer)
        left_out = sum(line.what in NOT_TAKEN for line in lines)
        _print(counts, lines, left_out=left_out, taken=taken, as_json=self.as_json)
        if self.apply and not taken:
            click.echo("Nothing was changed: add --partly to take over the rest.", err=True)
        if left_out:
            raise click.exceptions.Exit(LEFT_OUT)

    def _with_typed_headings(
        self, lines: list[PreviewLine], answer: FileAnswer
    ) -> list[PreviewLine]:
        """The lines with the headings as the file has them, whatever its language."""
        try:
            typed = typed_headings(self.file.read_bytes(), self.file.name, answer.places)
        except FileProblem:  # text under another name, which is read by its columns alone
            return lines
        first = answer.places[0].sheet
        return [
            replace(line, column=typed.get((line.sheet or first, line.column), line.column))
            for line in lines
        ]


def _with_guessed_columns(talk: FileConversation[Any], parcel: Parcel) -> Parcel:
    """A list from elsewhere as the page would read it; what each column is taken for is said."""
    step = talk.columns_of(parcel)
    if step is None:
        return parcel
    if step.lacks:
        raise click.ClickException(step.lacks)
    for heading, meant in step.meanings:
        click.echo(f"column “{heading}”: {meant or 'nothing'}", err=True)
    return talk.planned(parcel, step)


def write_list(talk: FileConversation[Any], output: Path) -> None:
    """Write a list as it is into a file of the kind that its name says."""
    ending = output.suffix.lower().removeprefix(".")
    if ending not in ("xlsx", "ods", "csv"):
        raise click.ClickException(
            f"A list is -o FILE.xlsx, FILE.ods or FILE.csv, not {output.name}."
        )
    content = talk.to_file(ending)
    db.session.commit()  # that contact details left is written down
    write_file(output, content)


def _print(
    counts: str, lines: Iterable[PreviewLine], *, left_out: int, taken: bool, as_json: bool
) -> None:
    """The counts on one line, the rows beside them on stderr; or both as JSON."""
    if as_json:
        words = counts.split()
        said = {
            "counts": dict(zip(words[::2], map(int, words[1::2]), strict=True)),
            "left_out": left_out,
            "applied": taken,
            "rows": [line.to_json() for line in lines],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(str(line), err=True)
    click.echo(counts)


def imports_a_list(command: Callable[..., None]) -> Callable[..., None]:
    """A command with a FILE and the options of an import, handed over as one `ImportOptions`."""

    @wraps(command)
    def run(
        *,
        file: Path,
        apply_: bool,
        partly: bool,
        as_json: bool,
        answer: Path | None,
        month_first: bool | None,
        **more: Any,
    ) -> None:
        asked = ImportOptions(
            file=file,
            apply=apply_,
            partly=partly,
            as_json=as_json,
            answer=answer,
            month_first=month_first,
        )
        command(asked, **more)

    options = [
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option(
            "--apply",
            "apply_",
            is_flag=True,
            help="Take the changes over; without it they are only counted.",
        ),
        click.option(
            "--partly",
            is_flag=True,
            help="With --apply: also when something in the file has to be left out.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print counts and rows as JSON."),
        click.option(
            "--answer",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the file to ANSWER.xlsx, and in it what became of each row.",
        ),
        click.option(
            "--month-first/--day-first",
            default=None,
            help="What comes first in dates such as 3/4/2027, where both can be meant; the day by default.",
        ),
    ]
    for option in reversed(options):
        run = option(run)
    return run
