"""The commands that copy everything and bring it back, or prove that it would come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..data.backing_up import SEALED, back_up_to, note_backup, passphrase_in
from ..data.backup import write_backup as make_backup
from ..data.buckets import Bucket, is_bucket
from ..data.proving import prove_copy
from ..data.restoring import restore_copy as read_backup
from ..lib.sealed_files import CannotOpen, is_sealed, unseal_file
from .planner_app import inside_app

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--to",
    "place",
    help="A folder, or s3://bucket/folder: the copy gets the name of its moment.",
)
@click.option("--keep", default=0, type=click.IntRange(0), help="How many copies stay in it.")
@click.option("--passphrase-file", type=FILE, help="Its first line seals the copy.")
@inside_app
def backup(file: Path | None, place: str | None, keep: int, passphrase_file: Path | None) -> None:
    """Copy everything (database, uploads, key) into FILE, or into a folder, while the planner runs."""
    if (file is None) == (place is None):
        raise click.UsageError("Name a FILE, or a folder with --to.")
    if file is not None and (keep or passphrase_file):
        raise click.UsageError("--keep and --passphrase-file belong to --to.")
    try:
        if place is not None:
            passphrase = passphrase_in(passphrase_file) if passphrase_file else ""
            path, rows = back_up_to(place, keep, passphrase)
        elif file is not None:
            path, rows = str(file), make_backup(file)
            note_backup(str(file.absolute()), rows)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{file or place} cannot be written: {error.strerror}."
        ) from error
    click.echo(f"{path}  {rows:,} rows")


@click.command()
@click.argument("file")
@click.option(
    "--check", is_flag=True, help="Only prove that it would come back; this planner stays as it is."
)
@click.option("--passphrase-file", type=FILE, help="Its first line opens a sealed copy.")
@inside_app
def restore(file: str, check: bool, passphrase_file: Path | None) -> None:
    """Read FILE, made by `facilitate backup`, into an empty planner; after an interruption, once more.

    FILE may lie in a bucket: s3://bucket/folder/name.
    """
    try:
        with _here(file) as path, _opened(path, passphrase_file) as copy:
            if check:
                _check(copy, file)
            else:
                read_backup(copy, click.echo)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _check(copy: Path, file: str) -> None:
    proof = prove_copy(copy, click.echo)
    if proof.wrong:
        raise click.ClickException(
            f"{file} does not come back as it is: {', '.join(proof.wrong)}. Make another copy."
        )
    compared = "counted" if proof.brought_up else "compared"
    click.echo(
        f"{file} comes back whole: {proof.rows:,} rows of {proof.tables} tables {compared}, {proof.uploads} uploads. "
        "Nothing was changed here."
    )


@contextmanager
def _here(file: str) -> Iterator[Path]:
    """The file; one in a bucket is fetched into a folder that goes at the end."""
    if not is_bucket(file):
        yield FILE.convert(file, None, click.get_current_context())
        return
    address, _slash, name = file.rpartition("/")
    with TemporaryDirectory(prefix="facilitate-fetched-") as folder:
        path = Path(folder) / name
        try:
            Bucket(address).fetch(name, path)
        except OSError as error:
            raise click.ClickException(f"{file} cannot be read: {error}") from error
        yield path


@contextmanager
def _opened(file: Path, passphrase_file: Path | None) -> Iterator[Path]:
    """The copy; a sealed one is opened into a folder that goes at the end."""
    if not is_sealed(file):
        yield file
        return
    if passphrase_file is None:
        raise CannotOpen(
            f"{file} is sealed. Name the file with its passphrase: --passphrase-file F"
        )
    with TemporaryDirectory(prefix="facilitate-open-") as folder:
        path = Path(folder) / file.name.removesuffix(SEALED)
        unseal_file(file, path, passphrase_in(passphrase_file))
        yield path
