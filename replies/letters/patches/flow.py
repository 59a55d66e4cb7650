"""Whether a box stands in the normal flow is asked twenty times for each box; nearly always the answer is simple."""

from typing import Any

from .patch import Patch, original

IN_FLOW = ("static", "relative")


def is_in_normal_flow(self: Any) -> bool:
    """``Box.is_in_normal_flow``."""
    if self.style["float"] == "none" and self.style["position"] in IN_FLOW:
        return True
    from weasyprint.formatting_structure.boxes import Box

    return bool(original(Box, "is_in_normal_flow")(self))


def _expected() -> list[tuple[Any, str]]:
    from weasyprint.formatting_structure.boxes import Box

    return [(Box.is_in_normal_flow, "self")]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint.formatting_structure.boxes import Box

    return [(Box, "is_in_normal_flow", is_in_normal_flow)]


PATCH = Patch("flow", "排版会变慢", _expected, _replacements)
