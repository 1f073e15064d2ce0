"""What may be an annex of a report: office files, PDF and pictures of up to 24 MB."""

from ...forums.rhythm.filing import TYPES as FILED
from ...lib.uploads import UploadLimits

ROOM = UploadLimits(packed=24 * 2**20, part=96 * 2**20, unpacked=192 * 2**20)
"""What an annex may weigh: 24 MB as it comes, a little less than a request may."""
TYPES = {
    **FILED,
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""What is taken, by the ending it gets."""
ACCEPT = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))
