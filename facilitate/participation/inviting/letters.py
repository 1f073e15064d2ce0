"""What the invitation says before anybody edits it, in both languages, and what may stand in braces."""

from ...lib.placeholders import Placeholders
from ...lib.text import Words

TEXT = Placeholders(("name", "office", "event", "days", "place"))
LONGEST = 1400
"""Letters of the text: with the form for the employer it has to stay on one page."""
MOST_LINES = 14
"""Paragraphs of the text, for the same reason."""
STARTING = Words(
    "Dear {name},\n"
    "we have the pleasure to invite you to “{event}”, {days}, {place}.\n"
    "It brings together central and local government, civil society and international partners. It builds on what was "
    "agreed before, and on the practice of those who do the work: we would be glad to have {office} at the table.\n"
    "Please let us know whether you come, so that we can plan seats, interpretation and lodging. If you cannot, a "
    "colleague is welcome in your place.",
    "I/E nderuar {name},\n"
    "kemi kënaqësinë t’ju ftojmë në veprimtarinë “{event}”, {days}, {place}.\n"
    "Veprimtaria mbledh së bashku qeverinë qendrore dhe vendore, shoqërinë civile dhe partnerët ndërkombëtarë. Ajo "
    "mbështetet në sa është rënë dakord më parë dhe në përvojën e atyre që e kryejnë këtë punë: do të ishim të lumtur "
    "ta kishim në tryezë edhe institucionin tuaj ({office}).\n"
    "Ju lutemi të na njoftoni nëse vini, që të planifikojmë vendet, përkthimin dhe akomodimin. Nëse nuk mundeni, një "
    "koleg juaji është i mirëpritur në vendin tuaj.",
)
