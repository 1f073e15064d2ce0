"""facilitate: from the stakeholders' words to the facilitator guide."""

import sys

__version__ = "0.4.0"

# openpyxl loads numpy wherever it is installed (for the extra `meaning`): 100 MB and a tenth of a second in each process, for
# numbers that no table here holds. None says that it is not there; `lib/meaning_helper.py` takes that back for itself.
sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
