"""manage.py explain_deadline: one last day, and every day counted on the way, as one JSON object (the letter contract).

Reads the profile and the calendar as shipped and needs no database; `--office` reads the office's own.
"""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from replies.models import Assembly, office_calendar, shipped_calendar
from replies.rules import deadlines
from replies.rules.profiles import PLACES, rule_that_holds, rules_of
from replies.rules.vocabulary import Body, ItemType, Level, RuleCode, Timing


class Command(BaseCommand):
    help = "说明一个期限为什么是这一天：规则、依据、逐日计算。按随程序附带的规则和日历；--office 按本单位的规则和日历。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--profile", metavar="规则名", help="、".join(PLACES))
        parser.add_argument("--body", required=True, metavar="类别", help=_codes(Body))
        parser.add_argument("--rule", required=True, metavar="事项", help=_codes(RuleCode))
        parser.add_argument("--start", required=True, metavar="起算日期", help="例如 2026-03-02，当日不计入")
        parser.add_argument("--timing", default=Timing.IN_SESSION.value, metavar="提出时间", help=_codes(Timing))
        parser.add_argument("--level", metavar="级别", help=f"{_codes(Level)}；不写则为县级")
        parser.add_argument("--item-type", default="", metavar="件别", help=_codes(ItemType))
        parser.add_argument("--extended", action="store_true", help="延期最多到哪一天")
        parser.add_argument("--office", action="store_true", help="按数据库里本单位的规则和工作日历")

    def handle(self, *args, rule: str, start: str, extended: bool, office: bool, **options) -> None:
        for name, words in (("body", Body), ("timing", Timing), ("level", Level), ("item_type", ItemType)):
            if options[name]:
                _check(options[name], words)
        _check(rule, RuleCode)
        begun = _day(start)
        rules, facts, calendar = self._office(options) if office else self._shipped(options)
        found = rule_that_holds(
            rules,
            rule,
            body=options["body"],
            timing=options["timing"],
            item_type=options["item_type"],
            on=begun,
            **facts,
        )
        try:
            explanation = deadlines.explain(found, begun, calendar, extended=extended)
        except (ValueError, OverflowError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(explanation.to_dict(), ensure_ascii=False))

    def _shipped(self, options: dict) -> tuple:
        if not options["profile"]:
            raise CommandError(f"请用 --profile 写明规则名：{'、'.join(PLACES)}；或用 --office 按本单位的规则。")
        try:
            rules = rules_of(options["profile"], options["body"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        return rules, {"level": options["level"] or Level.COUNTY}, shipped_calendar()

    def _office(self, options: dict) -> tuple:
        try:
            found = Assembly.objects.filter(body=options["body"], profile__isnull=False).order_by("pk")
            assemblies = list(found.filter(level=options["level"]) if options["level"] else found)
            if len(assemblies) != 1:
                named = "、".join(str(assembly) for assembly in assemblies) or "无"
                raise CommandError(
                    f"应当正好有一个{Body(options['body']).label}，现有：{named}。可用 --level 写明级别。"
                )
            profile = assemblies[0].profile
            rules = [row.as_rule() for row in profile.deadline_rules.all()]
            return rules, {"level": assemblies[0].level, "moves": profile.move_off_rest_days}, office_calendar()
        except DatabaseError as error:
            raise CommandError(f"读不到本单位的数据库，请先运行 migrate，或不写 --office。（{error}）") from None


def _codes(words) -> str:
    return "、".join(f"{code} {label}" for code, label in words.choices())


def _check(code: str, words) -> None:
    if code not in {known for known, _ in words.choices()}:
        raise CommandError(f"没有“{code}”。可以写：{_codes(words)}。")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}”不是日期，请写成 2026-03-02。") from None
