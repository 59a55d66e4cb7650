"""重点督办: designate 列为重点督办, undesignate 取消. Decided by 主任会议 or 主席会议, written down by the office."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from replies.models import Proposal

from .errors import NotNow, Refused
from .recording import by_whom, hold, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LEADERS = ("led_by", "supervised_by")


def designate(
    proposal: Proposal, *, decided: str, led_by: str = "", supervised_by: str = "", by: User, at: datetime,
    note: str = "",
) -> Proposal:  # fmt: skip
    """列为重点督办: by whose decision, which leader leads the handling, and who supervises it.

    A second time it changes the leaders; what was written before stands in the event.
    """
    with transaction.atomic():
        held = hold(proposal, "designate", by=by)
        if not decided.strip():
            raise Refused("decided", "请写明由谁确定，例如：县人大常委会主任会议。")
        named = {"led_by": led_by.strip(), "supervised_by": supervised_by.strip()}
        for field, name in named.items():
            if len(name) > 40:
                raise Refused(field, f"最多40个字，现在有{len(name)}个字，请缩短。")
        if held.key_item and all(getattr(held, field) == name for field, name in named.items()):
            raise NotNow("此件已按这些内容列为重点督办，没有改动。")
        said = "。".join(part for part in (f"{decided.strip()}确定", note.strip()) if part)
        return write(held, "designate", by=by, at=at, note=said, data=_changes(held, named), key_item=True, **named)


def undesignate(proposal: Proposal, *, by: User, at: datetime, note: str) -> Proposal:
    """取消重点督办."""
    with transaction.atomic():
        held = hold(proposal, "undesignate", by=by, note=note)
        if not held.key_item:
            raise NotNow(f"此件不是重点督办件{by_whom(held, 'undesignate')}，不能“取消重点督办”。")
        nobody = dict.fromkeys(LEADERS, "")
        return write(
            held, "undesignate", by=by, at=at, note=note, data=_changes(held, nobody), key_item=False, **nobody
        )


def _changes(held: Proposal, named: dict[str, str]) -> dict[str, list[str]]:
    return {field: [getattr(held, field), name] for field, name in named.items() if getattr(held, field) != name}
