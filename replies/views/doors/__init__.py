"""The buttons: for each verb its address, the form it asks for, and the action it calls.

One table, so that a page shows a button exactly where a door exists, and a test can walk them all. Each subject
has a module with its own rows; the order of the rows is the order on the page.
"""

from . import assigning, co_handling, contacts, extending, feedback, intake, merging, replying, requests
from .door import Done, Door, Thing, form_for, opening

DOORS: tuple[Door, ...] = (
    *intake.DOORS, *merging.DOORS, *assigning.DOORS, *requests.DOORS, *extending.DOORS, *replying.DOORS,
    *co_handling.DOORS, *feedback.DOORS, *contacts.DOORS,
)  # fmt: skip
# submit and save belong to the draft page, amend, attach and log to the entry form, keep to the signature, print to
# the print room, scan and discard_scan to the page for scanned forms;
# deem_accepted, turn_down_late, lapse_request, lapse_cosigning and remind are done by the system itself.
FROM_ELSEWHERE = (
    "submit", "save", "log", "amend", "attach", "keep", "print", "scan", "discard_scan",
    "deem_accepted", "turn_down_late", "lapse_request", "lapse_cosigning", "remind", "redate",
)  # fmt: skip

__all__ = ["DOORS", "FROM_ELSEWHERE", "Done", "Door", "Thing", "form_for", "opening"]
