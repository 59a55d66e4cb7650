"""The table of demo accounts: 岗位, 姓名, 账号."""

import unicodedata
from collections.abc import Iterator

from replies.rules.workflow import Role

from .when import read

HEADINGS = ("岗位", "姓名", "账号")
UNIT_POSTS = ("起草", "审核", "签发")
DELEGATE_POSTS = {"npc": "人大代表", "cppcc": "政协委员"}


def rows() -> Iterator[tuple[str, str, str]]:
    """(post, name, account), offices first."""
    people = read("people")
    for username, name, role in people["offices"]:
        yield Role(role).label, name, username
    for unit in people["units"]:
        staff = unit["staff"]
        posts = UNIT_POSTS if len(staff) == len(UNIT_POSTS) else ("、".join(UNIT_POSTS),)
        for post, (username, name) in zip(posts, staff, strict=True):
            yield f"{unit['name']} · {post}", name, username
    for body, delegates in people["delegates"].items():
        for row in delegates:
            if "user" in row:
                yield f"{DELEGATE_POSTS[body]} · {row['group']}", row["name"], row["user"]


def usernames() -> list[str]:
    return [username for _, _, username in rows()]


def table() -> str:
    """The rows in columns; a Chinese character is two columns wide on a terminal."""
    lines = [HEADINGS, *rows()]
    widths = [max(_width(line[column]) for line in lines) for column in range(2)]
    return "\n".join(
        "  ".join([_pad(line[0], widths[0]), _pad(line[1], widths[1]), line[2]]).rstrip() for line in lines
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
