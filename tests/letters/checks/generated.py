"""Letters that hypothesis makes up: every block present or absent, in the words and the troubles of real ones.

``letters()`` draws a (LetterContent, layout). The county, its people and its numbers are invented.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from replies.rules.letter import Attachment, LetterContent, Opinion, Person, Table

PEOPLE = [
    "闻知秋", "江照晚", "苏未央", "欧阳听雨", "司马观澜", "卓㛃", "沈 默", "林𬍛", "陶䶮", "谢安澜", "程晓渡", "白𬭸之",
    "阿依努尔·买买提", "古丽巴哈尔·阿不都热合曼", "扎西次仁", "温如言", "陆放歌", "上官云", "纪犇", "尹喆",
]  # fmt: skip
BODIES = [
    "民盟清禾县委员会",
    "九三学社清禾县支社",
    "县工商业联合会",
    "清禾县政协社会法制和民族宗教委员会",
    "无党派人士界别",
]
UNITS = [
    "清禾县水利局", "清禾县教育局", "清禾县农业农村局", "清禾县住房和城乡建设局", "清禾县人力资源和社会保障局",
    "清禾县人民政府办公室", "清禾经济技术开发区管理委员会", "清禾县清水河流域生态综合治理工程建设指挥部",
]  # fmt: skip
CODES = ["清水函", "清教发", "清农发", "清建函", "清人社字", "清政办函", "清开管发", "清治指发"]
NUMBERS = ["第9号", "第45号", "第0043号", "第20170382号", "B〔2017〕062号", "第D022号", "第112号", "第1号"]
SESSIONS = {
    "npc": ["县十七届人大四次会议", "清禾县第十七届人民代表大会第四次会议", "市人大八届三次会议"],
    "cppcc": ["县政协十届三次会议", "政协清禾县第十届委员会第三次会议", "市政协七届四次会议"],
}
TOPICS = [
    "改善城区停车难", "加快推进农村生活污水治理", "完善老城区停车设施，方便群众出行", "在青石沟新建水库",
    "完善“一老一小”服务体系", "支持民营企业发展", "打通景区“最后一公里”", "治理超限超载", "保护古树名木", "减负",
]  # fmt: skip
TITLES = ["关于{s}{n}{i}的答复", "{u}关于{s}{n}{i}的答复", "关于{s}{n}《关于{t}的{i}》的答复", "对{s}{n}{i}的答复函"]
TITLES += [
    "{u}关于{n}{i}的再次答复",
    "关于{n}{i}的答复",
    "答复",
    "关于{s}{n}{i}办理情况的答复",
    "{u}\n关于{s}{n}{i}的答复",
]
LONGEST_TITLE = 42

PHRASES = [
    "我局会同县财政局、县生态环境局认真研究", "累计铺设管网186.4公里", "治理率为60.5%", "截至2024年12月31日",
    "您提出的《关于加强管护的建议》切中要害", "坚持“重建设”与“重管护”并举", "占地2400 m²", "建成小微停车场17处",
    "部分小（二）型水库周边村庄的管网尚未接通", "总投资13.52亿元", "比上年增长46.45%", "每座每年补助1.5万元",
    "联系电话为0000-1234567", "由杨𬍛、卓㛃两位同志负责", "䶮山镇、犇牛村先行试点", "一是统一巡查，二是统一维修",
    "清政发〔2024〕37号文件已经印发", "第20170382号提案所提意见", "面积62㎡的驿站（含附房）", "“承诺制”“全代办”、“一次办”全面推开",
    "到2025年6月底前完成", "县人大常委会代表工作委员会多次督办", "涉及12个村、1800多户、4.6万人", "每日6:30至22:00开放",
    "（三）型设备列入计划", "执行GB/T 9704—2012的规定", "气温达－5℃", "做到小修不过夜、大修不出周", "“‘标准地’出让”改革",
    "《条例》第12条", "同比下降3.5个百分点", "新增公交线路3条", "列入2026年水利规划修编的比选方案", "请予理解……",
]  # fmt: skip
LOOK_ALIKES = [
    "一是加强领导。",
    "15个村已完工。",
    "1.5万元已到账。",
    "小（二）型水库3座。",
    "二期工程开工。",
    "（一次性）补助已发。",
]
HEADINGS = [
    "一、关于治理现状",
    "二、下一步工作安排",
    "（一）加快项目建设",
    "（二）完善管护机制。建立专业队伍。",
    "1. 工程质量",
    "（1）管材进场",
]
ATTACHMENTS = [
    "项目清单", "清禾县农村生活污水治理三年行动项目清单", "建设实施方案（2024—2026年）以及年度任务分解表",
    "清禾县人民政府办公室关于印发《清禾县农村留守儿童关爱服务体系建设实施方案》的通知", "征求意见采纳情况",
    "2024年上半年完成情况", "“十四五”水利发展规划（节选）",
]  # fmt: skip
COPIES = [
    "县人大常委会代表工作委员会（2份）", "县政协提案委员会", "县政府办公室", "县政府督查室（1份）", "县教育局",
    "县人力资源和社会保障局", "清水乡人民政府", "清禾经济技术开发区管理委员会",
]  # fmt: skip
NOTES = [
    Person("承办单位", "清禾县水利局"), Person("领导签字"), Person("联系人", "林向晚", "0000-1234567"),
    Person("联系电话", None, "0000-7654321"), Person("经办人", None, "0000-2345678"), Person("承办科室负责人", "卓㛃"),
]  # fmt: skip
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def maybe(strategy: st.SearchStrategy, nothing: object = None) -> st.SearchStrategy:
    return st.one_of(st.just(nothing), strategy)


@st.composite
def sentences(draw: st.DrawFn, least: int = 1, most: int = 8) -> str:
    phrases = draw(st.lists(st.sampled_from(PHRASES), min_size=least, max_size=most))
    marks = [draw(st.sampled_from("，，，，；。、：")) for _ in phrases[1:]]
    return "".join(text + mark for text, mark in zip(phrases, [*marks, "。"], strict=True))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 5))
    cells = st.sampled_from(
        ["", "1", "沿河片区", "2024年12月底前", "1960", "38.6", "县水利局", "新建支管并完成路面恢复，列入年度计划"]
    )
    rows = draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=9))
    return Table((tuple(f"项目{n}" for n in range(columns)), *map(tuple, rows)), header=draw(st.booleans()))


@st.composite
def texts(draw: st.DrawFn, most: int = 9) -> tuple:
    """0 to 3 pages of paragraphs, headings, look-alikes and tables."""
    block = st.one_of(
        sentences(), sentences(most=30), st.sampled_from(HEADINGS), st.sampled_from(LOOK_ALIKES), sentences(), tables()
    )
    blocks = draw(st.lists(block, max_size=most))
    return (*blocks, draw(sentences(most=3)))


@st.composite
def titles(draw: st.DrawFn, body: str, session: str, number: str, topic: str, unit: str) -> str:
    item = {"npc": "建议", "cppcc": "提案"}[body]
    made = [pattern.format(s=session, n=number, i=item, t=topic, u=unit) for pattern in TITLES]
    return draw(st.sampled_from([title for title in made if len(title.replace("\n", "")) <= LONGEST_TITLE]))


@st.composite
def marks(draw: st.DrawFn, signatories: list[str], layout: str) -> str | None:
    joint = len(signatories) > 1 and draw(st.booleans())
    name = "\n".join(signatories[:3]) if joint else signatories[0]
    is_document = layout == "document" or draw(st.integers(0, 5)) == 0
    return draw(maybe(st.just(f"{name}文件" if is_document else name)))


@st.composite
def attachments(draw: st.DrawFn) -> tuple[Attachment, ...]:
    names = draw(st.lists(st.sampled_from(ATTACHMENTS), max_size=6, unique=True))
    return tuple(Attachment(name, draw(maybe(texts(most=4), ()))) for name in names)


@st.composite
def letters(draw: st.DrawFn) -> tuple[LetterContent, str]:
    """A letter and its layout, "document" or "letter"."""
    layout = draw(st.sampled_from(["document", "letter"]))
    body = draw(st.sampled_from(["npc", "cppcc"]))
    kind = draw(st.sampled_from(["reply", "reply", "reply", "co_opinion"]))
    session, number = draw(st.sampled_from(SESSIONS[body])), draw(st.sampled_from(NUMBERS))
    signatories = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True))
    if draw(st.booleans()):
        signatories = signatories[:1]
    topic = draw(st.sampled_from(TOPICS))
    code = CODES[UNITS.index(signatories[0])]
    addressees = draw(_addressees(kind))
    return (
        LetterContent(
            kind=kind,
            body=body,
            session=session,
            case_number=number,
            letterhead=draw(marks(signatories, layout)),
            document_number=draw(maybe(st.integers(1, 999).map(lambda n: f"{code}〔2024〕{n}号"))),
            signed_by=draw(maybe(st.sampled_from(PEOPLE[:6]))),
            category=draw(maybe(st.sampled_from(["A", "B", "C", "D", "甲", "解决或采纳"]))),
            category_label=draw(st.sampled_from(["类别", "分类", "办理结果"])),
            title=draw(titles(body, session, number, topic, signatories[0])),
            addressees=tuple(addressees),
            salutation=draw(maybe(_salutations(addressees, body))) if kind == "reply" and addressees else None,
            urgency=draw(maybe(st.sampled_from(["特急", "加急"]))),
            paragraphs=draw(texts()),
            attachments=draw(attachments()),
            signatories=tuple(signatories),
            date=draw(DAYS),
            seal=draw(st.booleans()),
            people=tuple(draw(st.lists(st.sampled_from(NOTES), max_size=5, unique=True))),
            disclosure=draw(maybe(st.sampled_from(["此件公开发布", "依申请公开", "公开情况：公开"]))),
            opinion=draw(maybe(st.sampled_from([Opinion("代表意见"), Opinion("委员意见", "卓㛃", "满意")]))),
            copies_to=tuple(draw(st.lists(st.sampled_from(COPIES), max_size=8, unique=True))),
            issuer=draw(maybe(st.just(f"{signatories[0]}办公室"))),
            issued_on=draw(maybe(DAYS)),
        ),
        layout,
    )


def _addressees(kind: str) -> st.SearchStrategy[list[str]]:
    if kind == "co_opinion":
        return st.lists(st.sampled_from(UNITS), min_size=1, max_size=1)
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=12, unique=True)
    bodies = st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True)
    return st.one_of(people, people, people, bodies, st.just([]))


def _salutations(names: list[str], body: str) -> st.SearchStrategy[str]:
    """As an office types them; where not all are named, with their number."""
    word = {"npc": "代表", "cppcc": "委员"}[body]
    short = f"{names[0]}等{len(names)}位{word}：" if len(names) > 1 else f"{names[0]}{word}："
    return st.sampled_from([f"尊敬的{'、'.join(names)}{word}：", short])
