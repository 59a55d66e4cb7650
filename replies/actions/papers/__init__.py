"""办前文书: what is printed on them, put together from what is stored. Nothing here changes anything.

list_of_handover, list_of_session -> 交办清单
slip_of -> 交办通知单
urging_of -> 催办函
notices_of, told_of -> 告知书, and of what a case has to tell
"""

from .handing import list_of_handover, list_of_session
from .slips import slip_of, urging_of
from .telling import ABOUT, notices_of, told_of

__all__ = ["ABOUT", "list_of_handover", "list_of_session", "notices_of", "slip_of", "told_of", "urging_of"]
