"""Links that let one member answer without account; each says whose it is."""

import secrets
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..web.addresses import full_address
from .models import Forum, ForumMember, MemberLink, MemberLinkPurpose

ENDPOINTS = {
    MemberLinkPurpose.DATES: "forums.vote_on_days",
    MemberLinkPurpose.ITEMS: "forums.propose_items",
    MemberLinkPurpose.WORK_PLAN: "forums.approve_plan",
    MemberLinkPurpose.POSITION: "forums.review_position",
    MemberLinkPurpose.SITUATION: "situation.fill_in_part",
}
"""Where each kind of link leads."""


def link_for(member: ForumMember, purpose: MemberLinkPurpose, about_id: int) -> MemberLink:
    """The member's link for that; made on first use, the same one afterwards."""
    mine = sa.select(MemberLink).where(
        MemberLink.member_id == member.id,
        MemberLink.purpose == purpose,
        MemberLink.about_id == about_id,
    )
    link = db.session.scalar(mine)
    if link is None:
        link = MemberLink(
            token=secrets.token_urlsafe(16), member_id=member.id, purpose=purpose, about_id=about_id
        )
        db.session.add(link)
        db.session.flush()
    return link


def make_links(
    members: Iterable[ForumMember], purpose: MemberLinkPurpose, about_id: int
) -> dict[int, MemberLink]:
    """A link for each of these members, by member; those that are there stay as they are."""
    return {row.id: link_for(row, purpose, about_id) for row in members}


def links_to(forum: Forum, purpose: MemberLinkPurpose, about_id: int) -> dict[int, MemberLink]:
    """The links that members of a forum have for one thing, by member."""
    theirs = (
        sa.select(MemberLink)
        .join(MemberLink.member)
        .where(
            ForumMember.forum_id == forum.id,
            MemberLink.purpose == purpose,
            MemberLink.about_id == about_id,
        )
    )
    return {link.member_id: link for link in db.session.scalars(theirs)}


def member_link_behind(token: str, purpose: MemberLinkPurpose) -> MemberLink | None:
    """The link of that token, with its member, their organisation and person; None where there is none, or no longer."""
    member = joinedload(MemberLink.member)
    return db.session.scalar(
        sa.select(MemberLink)
        .where(MemberLink.token == token, MemberLink.purpose == purpose)
        .options(member.joinedload(ForumMember.organisation), member.joinedload(ForumMember.person))
    )


def member_link_address(link: MemberLink) -> str:
    """The whole address, as it stands in a mail."""
    return full_address(ENDPOINTS[link.purpose], token=link.token)
