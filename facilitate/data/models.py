"""Every table of the planner, gathered for migrations."""

from ..accounts import audit
from ..accounts import models as accounts
from ..agenda import models as agenda
from ..api import models as api
from ..assistants import models as assistants
from ..budget import models as budget
from ..bulletin import models as bulletin
from ..cafe import models as cafe
from ..calendars import models as calendars
from ..checklists import models as checklists
from ..confirming import models as confirming
from ..consultation import models as consultation
from ..directory import models as directory
from ..events import models as events
from ..exchange import stores
from ..forums import day_models as forum_days
from ..forums import models as forums
from ..forums import problem_models as forum_problems
from ..guides import models as guides
from ..history import models as history
from ..library import models as library
from ..library import story_models
from ..mail.outbox import Message
from ..notes import models as notes
from ..objectives import models as objectives
from ..participation import models as participation
from ..practice import models as practice
from ..release import models as release
from ..report import models as report
from ..run.jobs import KeptJob
from ..situation import models as situation
from ..techniques import models as techniques
from ..webhooks import models as webhooks
from .db import Base
from .noted import Chosen, Noted

__all__ = [
    "Base",
    "Chosen",
    "KeptJob",
    "Message",
    "Noted",
    "accounts",
    "agenda",
    "api",
    "audit",
    "assistants",
    "budget",
    "bulletin",
    "cafe",
    "calendars",
    "checklists",
    "confirming",
    "consultation",
    "directory",
    "events",
    "forum_days",
    "forum_problems",
    "forums",
    "guides",
    "history",
    "library",
    "story_models",
    "notes",
    "objectives",
    "participation",
    "practice",
    "release",
    "report",
    "situation",
    "stores",
    "techniques",
    "webhooks",
]
