"""Everything that replaces private functions of WeasyPrint, in one place, each piece with a guard of its own.

A patch is put in only where the functions it replaces and calls still take the arguments it knows, in the version it
was written for. Otherwise WeasyPrint's own function stays, and letters are still printed: more slowly, or with a
ragged right edge. Should a patch fail while a letter is set, `engine` takes all of them out and sets it again.
The tests in `tests/letters/test_patches.py` fail as soon as WeasyPrint changes a function replaced here.
"""

import inspect
import logging
from collections.abc import Iterable

from . import drawing, flow, fonts, justify, layouts, parsing, percentages, sheets, styles, tags
from .patch import VERSION, Patch, originals

log = logging.getLogger(__name__)

ALL = (
    parsing.PATCH,
    sheets.PATCH,
    styles.PATCH,
    percentages.PATCH,
    flow.PATCH,
    layouts.PATCH,
    drawing.PATCH,
    justify.PATCH,
    fonts.PATCH,
    tags.PATCH,
)


def install(patches: Iterable[Patch] = ALL) -> list[str]:
    """Put the patches in; names of those that are in force now. Safe to call again."""
    return [patch.name for patch in patches if _put_in(patch)]


def remove() -> bool:
    """Put WeasyPrint's own functions back; whether there was anything to put back."""
    had_any = bool(originals)
    for (owner, name), original in originals.items():
        setattr(owner, name, original)
    originals.clear()
    return had_any


def is_in_force(patch: Patch) -> bool:
    return all(getattr(owner, name, None) is new for owner, name, new in patch.replacements())


def is_expected(patch: Patch) -> bool:
    """Whether WeasyPrint's version and the functions that the patch replaces or calls are those it knows."""
    import weasyprint

    if weasyprint.__version__.split(".")[0] != VERSION:
        return False
    try:
        return all(
            list(inspect.signature(function).parameters) == parameters.split()
            for function, parameters in patch.expected()
        )
    except (AttributeError, ImportError, TypeError, ValueError):
        return False


def _put_in(patch: Patch) -> bool:
    if not is_expected(patch):
        log.error("WeasyPrint 的内部接口已变化，%s；请使用 requirements.txt 锁定的版本。", patch.without)
        return False
    for owner, name, new in patch.replacements():
        if getattr(owner, name) is not new:
            originals.setdefault((owner, name), getattr(owner, name))
            setattr(owner, name, new)
    return True
