"""The commands `facilitate account` and `invite`: what an administrator does to accounts on their page, from the terminal."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app

from ..accounts import actions
from ..accounts.audit import AuditAct, note_act
from ..accounts.first_run import has_no_account
from ..accounts.forms import ADDRESS
from ..accounts.models import AccountLinkPurpose, User
from ..accounts.sessions import sign_out_everywhere
from ..data.db import db
from ..web.i18n import LANGUAGES
from .planner_app import inside_app

TERMINAL = "terminal"
"""What the audit log says instead of a name: whoever may run commands on the machine is known to the machine."""


@click.group("account")
def account() -> None:
    """Who can sign in: list, lock, unlock, remove, sign out, reset the second step, make or unmake administrators."""


@account.command("list")
@inside_app
def list_accounts() -> None:
    """Print every account: address, name, what is special about it."""
    for user in db.session.scalars(
        sa.select(User).where(User.removed_at.is_(None)).order_by(User.email)
    ):
        marks = [
            *(["administrator"] if user.administrator else []),
            *(["sees contact details"] if user.sees_contacts else []),
            *(["locked"] if not user.active else []),
        ]
        click.echo(
            "  ".join([user.email, user.name, *([f"({', '.join(marks)})"] if marks else [])])
        )


def on_account(
    name: str, said: str, noted: AuditAct
) -> Callable[[Callable[[User], None]], click.Command]:
    """A command that does something to the account of an address, says what, and has it noted."""

    def command(act: Callable[[User], None]) -> click.Command:
        @wraps(act)
        def run(email: str, **_options: Any) -> None:
            user = actions.user_by_email(email)
            if user is None:
                raise click.ClickException(
                    f"There is no account {email}. “facilitate account list” prints them."
                )
            act(user)
            note_act(noted, None, user, about=TERMINAL)
            db.session.commit()
            click.echo(said.format(name=user.name))

        return account.command(name)(click.argument("email")(inside_app(run)))

    return command


@on_account("lock", "{name} can no longer sign in.", AuditAct.LOCKED)
def lock_account(user: User) -> None:
    """Let nobody in with the account of EMAIL, and end its sessions."""
    actions.lock_user(user)


@on_account("unlock", "{name} can sign in again.", AuditAct.UNLOCKED)
def unlock_account(user: User) -> None:
    """Let the owner of the account of EMAIL in again."""
    actions.unlock_user(user)


@on_account("sign-out", "{name} is signed out on every device.", AuditAct.SIGNED_OUT)
def sign_out(user: User) -> None:
    """End every session of the account of EMAIL."""
    sign_out_everywhere(user)


@on_account(
    "reset-second-step",
    "{name} signs in with the password alone; every session ended.",
    AuditAct.RESET_SECOND_STEP,
)
def reset_second_step(user: User) -> None:
    """For a lost phone: take app, passkeys and recovery codes from the account of EMAIL."""
    actions.reset_second_step(user)


@on_account("remove", "The account of {name} is removed. What they wrote stays.", AuditAct.REMOVED)
def remove_account(user: User) -> None:
    """Remove the account of EMAIL for ever; what its owner wrote stays, with the name."""
    click.confirm(f"Remove the account of {user.name} for ever?", abort=True)
    actions.remove_user(user)


@on_account("make-administrator", "{name} is an administrator.", AuditAct.RIGHTS)
def make_administrator(user: User) -> None:
    """Let the account of EMAIL run the planner."""
    actions.set_rights(user, administrator=True, sees_contacts=user.sees_contacts)


@on_account("unmake-administrator", "{name} is no longer an administrator.", AuditAct.RIGHTS)
def unmake_administrator(user: User) -> None:
    """Take the right to run the planner from the account of EMAIL."""
    actions.set_rights(user, administrator=False, sees_contacts=user.sees_contacts)


@click.command()
@click.argument("email")
@click.option("--name", default="", help="Name of a new account.")
@click.option("--admin", is_flag=True, help="A new account becomes administrator.")
@click.option("--reset", is_flag=True, help="A link for somebody who forgot the password.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="What a new account speaks.")
@inside_app
def invite(email: str, name: str, admin: bool, reset: bool, language: str | None) -> None:
    """Print a single-use link for EMAIL: an invitation, or with --reset a new password."""
    if not re.match(ADDRESS, email):
        raise click.ClickException(
            f"“{email}” is no e-mail address. Write one like ana@office.example."
        )
    user = actions.user_by_email(email)
    if reset and user is None:
        raise click.ClickException(f"There is no account {email}.")
    if user is None:
        user = actions.add_user(
            name or email.split("@")[0],
            email,
            administrator=admin or has_no_account(),
            language=language or current_app.extensions["settings"].language,
        )
        note_act(AuditAct.INVITED, None, user, about=TERMINAL)
    else:
        note_act(AuditAct.LINK, None, user, about=TERMINAL)
    link = actions.make_link(
        user, AccountLinkPurpose.RESET if reset else AccountLinkPurpose.INVITATION
    )
    db.session.commit()
    click.echo(link)
