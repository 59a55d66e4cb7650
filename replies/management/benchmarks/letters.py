"""Made-up letters for measuring: one seed, one set of letters. Nobody and nothing in them exists.

Four to five pages on average, from a note of one page to a dozen, with what makes letters differ in cost: headings,
tables, attachments, joint signatures, many addressees, rare characters in names, both layouts.
"""

import datetime
import random
from collections.abc import Iterator

from replies.rules.letter import Attachment, LetterContent, Paragraph, Person, Table

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
GIVEN = "知秋照晚未央听雨安澜晓渡向晚亭然言如温望舒怀瑾星河疏影云归清欢松年景行思齐致远明远若谷文渊子衿书瑶嘉树沛然"
RARE = ["䶮", "㛃", "𬍛", "𬭸", "𠅤", "喆", "垚", "犇", "焱", "昇", "珺"]
UNITS = [
    "县教育局", "县水利局", "县交通运输局", "县农业农村局", "县住房和城乡建设局", "县卫生健康局", "县民政局", "县文化和旅游局",
    "县自然资源局", "县市场监督管理局", "县人力资源和社会保障局", "市生态环境局清禾分局", "县医疗保障局", "县公安局", "县林业局",
]  # fmt: skip
TOPICS = [
    "加快老旧小区供水管网改造", "规范电动自行车停放充电", "提升乡镇卫生院服务能力", "完善农村养老服务设施", "保护利用古村落古民居",
    "推进义务教育优质均衡发展", "治理城区道路拥堵", "壮大特色种植产业", "加强河道采砂管理", "培育乡村旅游品牌", "优化公交线路设置",
    "健全基层应急救援体系", "改善农村人居环境", "发展社区托育服务", "扶持小微企业融资", "促进高校毕业生就业", "强化食品安全抽检",
]  # fmt: skip
PLACES = [
    "城关街道",
    "柳湾镇",
    "青石镇",
    "白鹭乡",
    "云台乡",
    "松溪镇",
    "桃源村",
    "东关片区",
    "南部山区",
    "清河沿岸",
    "工业园区",
    "老城区",
]
DEEDS = [
    "开展拉网式排查，建立问题台账", "制定三年行动方案，明确任务分工", "召开专题会议研究部署", "组织专家实地踏勘并反复论证",
    "争取上级专项资金并优先安排", "完成可行性研究报告和初步设计", "公开招标确定施工单位", "推行网格化管理和定期通报制度",
    "邀请代表委员现场视察、参与监督", "建成投用一批示范项目", "修订完善管理办法", "将该项工作纳入年度考核", "委托第三方机构开展评估",
    "设立举报电话，畅通群众反映渠道", "加大宣传力度，发放明白纸和倡议书", "组建专业维护队伍，落实管护经费",
]  # fmt: skip
AIMS = [
    "切实解决群众反映强烈的突出问题", "让群众有更多的获得感、幸福感、安全感", "补齐基础设施短板", "推动各项措施落地见效",
    "形成齐抓共管的工作格局", "为全县高质量发展提供有力支撑", "逐步缩小城乡差距", "确保工程质量和施工安全", "建立健全长效机制",
]  # fmt: skip
THINGS = [
    "供水管网", "停车泊位", "标准化卫生室", "日间照料中心", "灌溉渠道", "充电桩", "公交候车亭", "路灯", "污水处理站", "体育健身器材",
    "便民服务点", "高标准农田", "应急物资储备点", "监控探头", "文化活动室", "学校食堂",
]  # fmt: skip
MEASURES = ["处", "个", "座", "台", "公里", "套", "亩", "户"]
HEADS = [
    "关于基本情况",
    "关于已开展的工作",
    "关于存在的问题",
    "关于资金保障",
    "关于部门协同",
    "下一步工作安排",
    "关于长效机制",
]
SUBHEADS = [
    "加强组织领导",
    "突出规划引领",
    "加大投入力度",
    "严格监督管理",
    "注重宣传引导",
    "强化人才支撑",
    "推进项目建设",
]
HAN = "一二三四五六七"
CLOSING = "感谢您对我们工作的关心和支持，欢迎继续提出宝贵意见建议。"


def letters(size: int, seed: int) -> Iterator[LetterContent]:
    """``size`` letters; the first ones are the same however many are asked for."""
    for number in range(1, size + 1):
        yield _Writer(random.Random(f"{seed}-{number}"), number).letter()  # noqa: S311 - not for secrets


class _Writer:
    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance = chance
        self.number = number

    def letter(self) -> LetterContent:
        chance = self.chance
        is_npc, is_document = chance.random() < 0.6, chance.random() < 0.5
        units = chance.sample(UNITS, chance.choice([1, 1, 1, 1, 1, 1, 2, 3]))
        names = [f"清禾{unit}" if unit.startswith("县") else unit for unit in units]
        day = datetime.date(2024, chance.randint(3, 11), chance.randint(1, 28))
        subject = chance.choice(TOPICS)
        title = f"关于县{'十七届人大四次' if is_npc else '十届政协三次'}会议第{self.number}号{'建议' if is_npc else '提案'}的答复"
        return LetterContent(
            body="npc" if is_npc else "cppcc",
            session="县十七届人大四次会议" if is_npc else "县政协十届三次会议",
            case_number=f"第{self.number}号",
            letterhead=names[0] + ("文件" if is_document else ""),
            document_number=f"清{units[0][1]}{'发' if is_document else '函'}〔2024〕{self.number}号",
            signed_by=self.name() if chance.random() < 0.3 else None,
            category=chance.choice("ABCD"),
            title=f"{'、'.join(names)}{title}" if chance.random() < 0.4 else title,
            addressees=tuple(self.name() for _ in range(chance.choice([1, 1, 1, 2, 3, 5, 12]))),
            paragraphs=tuple(self.body(subject)),
            attachments=tuple(self.attachments(subject)),
            signatories=tuple(names),
            date=day,
            people=(Person("联系人", self.name(), f"0000-{chance.randint(1000000, 1999999)}"),),
            disclosure=chance.choice(["此件公开发布", "依申请公开", None]),
            copies_to=("县人大常委会代表工作委员会" if is_npc else "县政协提案委员会", "县政府督查室"),
            issuer=f"{names[0]}办公室" if is_document else None,
            issued_on=day if is_document else None,
        )

    def name(self) -> str:
        chance = self.chance
        given = chance.choice(RARE) if chance.random() < 0.1 else chance.choice(GIVEN)
        return chance.choice(SURNAMES) + given + (chance.choice(GIVEN) if chance.random() < 0.6 else "")

    def body(self, subject: str) -> Iterator[Paragraph]:
        chance = self.chance
        yield f"您提出的《关于{subject}的建议》收悉。我局高度重视，会同有关单位认真研究办理，现答复如下："
        for index in range(chance.choice([1, 1, 2, 2, 3, 3, 4, 6])):
            yield f"{HAN[index]}、{chance.choice(HEADS)}"
            yield from self.section()
        yield CLOSING
        yield "特此答复。"

    def section(self) -> Iterator[Paragraph]:
        chance = self.chance
        yield self.text(chance.randint(1, 4))
        for index in range(chance.choice([0, 0, 2, 3])):
            yield f"（{HAN[index]}）{chance.choice(SUBHEADS)}。{self.text(chance.randint(1, 4))}"
        if chance.random() < 0.12:
            yield self.table(chance.randint(3, 14))

    def text(self, sentences: int) -> str:
        return "".join(self.sentence() for _ in range(sentences))

    def sentence(self) -> str:
        chance = self.chance
        return chance.choice([self.result, self.result, self.plan, self.quotation])()

    def result(self) -> str:
        chance = self.chance
        return (
            f"{chance.randint(2021, 2024)}年以来，针对{chance.choice(PLACES)}的实际，我们{chance.choice(DEEDS)}，"
            f"累计投入资金{chance.randint(20, 9800)}万元，新建和改造{chance.choice(THINGS)}{chance.randint(2, 980)}"
            f"{chance.choice(MEASURES)}，占任务的{chance.randint(30, 100)}%，{chance.choice(AIMS)}。"
        )

    def plan(self) -> str:
        chance = self.chance
        return (
            f"计划于2025年{chance.randint(1, 12)}月底前，在{chance.choice(PLACES)}、{chance.choice(PLACES)}等地"
            f"{chance.choice(DEEDS)}，{chance.choice(DEEDS)}，{chance.choice(AIMS)}。"
        )

    def quotation(self) -> str:
        chance = self.chance
        return (
            f"按照“{chance.choice(SUBHEADS)}、{chance.choice(SUBHEADS)}”的思路，{chance.choice(UNITS)}牵头"
            f"{chance.choice(DEEDS)}，{chance.choice(UNITS)}配合做好{chance.choice(THINGS)}的日常管理。"
        )

    def table(self, rows: int) -> Table:
        chance = self.chance
        body = [
            (str(row), chance.choice(PLACES), chance.choice(THINGS), str(chance.randint(10, 900)), self.goal())
            for row in range(1, rows + 1)
        ]
        return Table((("序号", "地点", "项目", "投资（万元）", "进展"), *body), header=True)

    def goal(self) -> str:
        return f"{self.chance.choice(DEEDS)}，{self.chance.randint(3, 12)}月底前完成"

    def attachments(self, subject: str) -> Iterator[Attachment]:
        chance = self.chance
        for _ in range(chance.choice([0, 0, 0, 0, 0, 1, 2])):
            name = f"{subject}{chance.choice(['任务清单', '实施方案', '考核办法（试行）'])}"
            parts: list[Paragraph] = [self.text(3), self.text(3), self.table(chance.randint(5, 20))]
            yield Attachment(name, tuple(parts) if chance.random() < 0.8 else ())
