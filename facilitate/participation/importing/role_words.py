"""What people write into a list for how far somebody is, what they do and whether it is a woman or a man: our words in both languages, and their usual ones."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from ...directory.importing.known_directory import ListNames
from ...directory.models import Gender
from ...exchange.headings import split_alternatives
from ...web.i18n import LANGUAGES, current_language, label_of, use_language
from ..models import ParticipantRole, Standing

STANDINGS: Mapping[Standing, str] = {
    Standing.LISTED: "listed proposed propozuar|to invite|not invited|per tu ftuar|per t u ftuar|e propozuar|i propozuar",
    Standing.INVITED: "invited ftuar ftoi pending|e ftuar|i ftuar|no answer|pa pergjigje|ne pritje te pergjigjes|maybe",
    Standing.COMING: "coming confirmed confirms accepted yes po konfirmuar konfirmon konfirmoi vjen pranoi|e konfirmuar"
    "|i konfirmuar|po vjen|do vije|will come|will attend|do te vije|merr pjese",
    Standing.WAITING: "waiting waitlisted|waiting list|wait list|lista e pritjes|ne liste pritjeje|ne pritje",
    Standing.DECLINED: "declined no jo refuzuar refuzoi regrets regretted cancelled anuloi|nuk vjen|not coming|s vjen|e refuzuar"
    "|i refuzuar|mungon|mungoi|absent|nuk erdhi|did not come",
    Standing.REPLACED: "replaced zevendesuar|e zevendesuar|i zevendesuar|sends a substitute|dergon zevendes",
    Standing.ATTENDED: "attended present prezent pranishem came erdhi|i pranishem|e pranishme|mori pjese|was there|ishte i pranishem",
}
PARTS: Mapping[ParticipantRole, str] = {
    ParticipantRole.PARTICIPANT: "participants guest pjesemarres pjesemarrese invitee|i ftuar|e ftuar",
    ParticipantRole.SPEAKER: "keynote folesja|key speaker|folesi kryesor",
    ParticipantRole.PRESENTER: "prezantues prezantuese presents",
    ParticipantRole.PANELLIST: "panelist panelisti paneliste|panel member",
    ParticipantRole.FACILITATOR: "moderator moderatore lehtesues lehtesuese facilitators",
    ParticipantRole.TABLE_HOST: "host mikprites mikpritese|host of a table",
    ParticipantRole.NOTE_TAKER: "rapporteur raportues raportuese minutes|note taker|mban shenime|mbajtes shenimesh",
    ParticipantRole.OBSERVER: "observer adviser advisor vezhgues vezhguese keshilltar keshilltare",
    ParticipantRole.ORGANISER: "organizer organizator organizatore staff stafi",
    ParticipantRole.PRESS: "media journalist gazetar gazetare shtyp",
    ParticipantRole.INTERPRETER: "translator perkthyes perkthyese interpret",
}
GENDERS: Mapping[Gender, str] = {
    Gender.WOMAN: "f femer femra female w women zonje znj mrs ms grua|e femer",
    Gender.MAN: "m mashkull meshkuj male men zoti z mr burre|i mashkull",
    Gender.OTHER: "tjeter x diverse|non binary|jo binare",
}
_BETWEEN = re.compile(r"[,;/\n+&]|\s(?:dhe|and)\s")


def enum_names(of: type[StrEnum], also: Mapping[Any, str]) -> ListNames:
    """The values by what they are called, those of the language spoken now first, and by other words for them."""
    codes = sorted(LANGUAGES, key=lambda code: code != current_language())
    return ListNames(
        [
            *_labelled(of, codes),
            *((word, value.value) for value in of for word in split_alternatives(also[value])),
        ]
    )


def _labelled(of: type[StrEnum], codes: list[str]) -> Iterator[tuple[str, str]]:
    for code in codes:
        with use_language(code):
            yield from [(label_of(value), value.value) for value in of]


def split_roles(text: str, names: ListNames) -> list[str]:
    """The roles in one cell: the whole of it, where it is one, else what stands between commas and the like."""
    if names.exact(text) is not None:
        return [text]
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
