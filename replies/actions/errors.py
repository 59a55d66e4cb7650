"""What can stand in the way of a verb. Three different errors with three different messages."""


class ActionError(Exception):
    """Base of the three; `str()` is a Chinese sentence for the person who tried."""


class NotAllowed(ActionError):
    """This person may never do that to this thing."""


class NotNow(ActionError):
    """The person may, but not at this stage."""


class Refused(ActionError):
    """The values given are wrong. `field` is the field to mend, "" for the whole form."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
