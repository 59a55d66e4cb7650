"""Delegates typed as names: 王清和、赵明溪, or 王清和（城关代表团） where two bear one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError

from replies.models import Assembly, Delegate
from replies.search.names import nearest

BETWEEN = re.compile(r"[、，,；;\n\r]+")
SPACE = re.compile(r"\s+")
WITH_GROUP = re.compile(r"^(?P<name>[^（(]+)[（(](?P<group>[^）)]+)[）)]?$")


class NamesField(forms.CharField):
    """Gives the delegates of `assembly` in the order typed. The form that holds it says which assembly."""

    assembly: Assembly | None = None

    def clean(self, value: str) -> list[Delegate]:
        typed = super().clean(value)
        if self.assembly is None or not typed:
            return []
        roll = Roll(self.assembly)
        found, wrong = [], []
        for name in roll.names(typed):
            try:
                found.append(roll.find(name))
            except ValueError as error:
                wrong.append(str(error))
        if wrong:
            raise ValidationError(wrong)
        return found


class Roll:
    """The delegates of one assembly in office, by name."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._by_name: dict[str, list[Delegate]] = {}
        for delegate in Delegate.objects.filter(assembly=assembly, active=True).select_related("assembly"):
            self._by_name.setdefault(SPACE.sub("", delegate.name), []).append(delegate)

    def names(self, typed: str) -> Iterator[str]:
        """One by one. 王　伟 is one person; 王清和 赵明溪 are two."""
        for piece in BETWEEN.split(typed):
            whole = SPACE.sub("", piece)
            if whole in self._by_name or WITH_GROUP.match(whole):
                yield whole
            else:
                yield from piece.split()

    def find(self, typed: str) -> Delegate:
        """The one delegate meant. ValueError in words a clerk can act on."""
        with_group = None if typed in self._by_name else WITH_GROUP.match(typed)
        name, group = (with_group["name"], with_group["group"]) if with_group else (typed, "")
        namesakes = self._by_name.get(name, [])
        meant = [delegate for delegate in namesakes if group in delegate.group]
        if len(meant) == 1:
            return meant[0]
        if namesakes:
            raise ValueError(self._unclear(name, group, meant or namesakes))
        near = [str(delegate) for known in nearest(name, self._by_name) for delegate in self._by_name[known]]
        hint = f"，最接近的是{'、'.join(near[:3])}" if near else "，请先登记到代表（委员）名册"
        raise ValueError(f"{self._assembly.short_name}没有“{name}”{hint}。")

    def _unclear(self, name: str, group: str, namesakes: list[Delegate]) -> str:
        people = "、".join(str(delegate) for delegate in namesakes)
        if group and len(namesakes) == 1:
            return f"“{name}”不在{group}，名册上是{people}。"
        return f"有{len(namesakes)}位“{name}”：{people}。请照此写明{self._assembly.words.group}。"
