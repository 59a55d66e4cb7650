"""What a patch is: what it replaces, what it expects of WeasyPrint, and what its absence means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

VERSION = "70"  # WeasyPrint's major version all patches were written for


originals: dict[tuple[Any, str], Any] = {}  # what stood there, by owner and attribute, of all patches in force


def original(owner: Any, name: str) -> Any:
    """WeasyPrint's own function where a patch has taken its place."""
    return originals[owner, name]


@dataclass(frozen=True)
class Patch:
    """``expected`` gives (function, its parameters' names), ``replacements`` gives (owner, attribute, new function).

    Both are functions because WeasyPrint must not be imported before the fonts are set up, and both raise
    AttributeError or ImportError where WeasyPrint lacks something. ``without`` says in Chinese what its absence means.
    """

    name: str
    without: str
    expected: Callable[[], list[tuple[Any, str]]]
    replacements: Callable[[], list[tuple[Any, str, Any]]]
