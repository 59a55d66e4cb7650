"""manage.py load_profile NAME [--assembly …]: the periods of a place, as shipped, for all assemblies or for one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from replies.actions import profiles
from replies.models import Assembly, system_user
from replies.rules.profiles import PLACES


class Command(BaseCommand):
    help = "用随程序附带的一套时限规则替换现有的时限规则（已经起算的期限不变）：" + "、".join(
        f"{name} {place.label}" for name, place in PLACES.items()
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", metavar="规则名")
        parser.add_argument("--assembly", metavar="人大或政协的全称或简称", help="不写则人大、政协都替换")

    def handle(self, *args, name: str, assembly: str | None, **options) -> None:
        chosen = [row for row in Assembly.objects.all() if assembly in (None, row.name, row.short_name)]
        if not chosen:
            known = "、".join(Assembly.objects.values_list("name", flat=True)) or "无，请先在管理页面登记"
            raise CommandError(f"没有找到{f'“{assembly}”' if assembly else '人大、政协'}。现有：{known}。")
        for row in chosen:
            try:
                changed = profiles.load(name, row, by=system_user(), at=now())
            except ValueError as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"{row}：{PLACES[name].label}，{self._count(changed)}")
            for place, (old, new) in changed.items():
                self.stdout.write(f"  {place}\n    原：{old or '（无）'}\n    现：{new or '（无）'}")

    def _count(self, changed: dict) -> str:
        return f"改动{len(changed)}条；已经起算的期限不变。" if changed else "与现有规则相同，没有改动。"
