"""What the demo's stakeholders tick: invented, the same every time, and as the case would have it.

Government is more content with how offices work together than NGOs are, and counties differ.
"""

import random
from typing import Any

SEED = 2678
CONTENT = {
    "central_government": 4.0,
    "local_government": 3.6,
    "intergovernmental": 3.0,
    "international_ngo": 2.8,
    "civil_society": 2.5,
}
"""How well offices work together, from 1 to 5, as a sector sees it on average; the others are at 2.9."""

COUNTIES = {
    "korce": 0.7,
    "shkoder": 0.5,
    "elbasan": 0.3,
    "tirane": -0.2,
    "berat": -0.6,
    "gjirokaster": -0.6,
    "kukes": -0.7,
}
"""By how much a county is above or below that."""

LIKED = {
    "central_government": {
        "short": 5,
        "panel": 4,
        "groups": 3,
        "practice": 3,
        "cafe": 2,
        "visit": 1,
    },
    "local_government": {"groups": 6, "practice": 4, "cafe": 5, "visit": 2, "short": 2, "panel": 1},
    "civil_society": {"cafe": 6, "practice": 4, "groups": 4, "visit": 2, "short": 1, "panel": 1},
    "donor": {"panel": 4, "visit": 4, "cafe": 3, "short": 2, "groups": 1, "practice": 1},
}
"""How readily a sector ticks each way of working, compared with the others."""

ANYBODY = {"cafe": 4, "practice": 3, "visit": 2, "panel": 2, "short": 2, "groups": 2}


class Likings:
    """Draws ticks for one answer after the other."""

    def __init__(self) -> None:
        self.rng = random.Random(SEED)

    def ticks(self, row: dict[str, Any]) -> dict[str, Any]:
        """What an answer of `answers.toml` ticks, by key of question."""
        together = self._together(row["sector"], row["county"])
        return {"ways": self._ways(row["sector"])} | ({"together": together} if together else {})

    def _together(self, sector: str, county: str) -> int | None:
        """From 1 to 5; who works in no one county leaves it out, and so do a few others."""
        said = self.rng.gauss(CONTENT.get(sector, 2.9) + COUNTIES.get(county, 0.0), 0.8)
        leaves_out = self.rng.random() < 0.06
        return None if not county or leaves_out else min(5, max(1, round(said)))

    def _ways(self, sector: str) -> list[str]:
        """Two or three ways of working, sometimes one, the readiest first."""
        weights = LIKED.get(sector, ANYBODY)
        number = self.rng.choices((1, 2, 3), (1, 4, 4))[0]
        return sorted(weights, key=lambda way: -(self.rng.random() ** (1 / weights[way])))[:number]
