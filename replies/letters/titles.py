"""Breaking a title into lines: words stay whole, lines make a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

There is no word segmenter here. A title is cut into pieces that must not be broken (numbers, 〔2024〕, session
names, the words of official titles), every joint between pieces gets a price, and the cheapest set of lines wins.
A break the writer typed (a newline) is kept as it is.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from unicodedata import east_asian_width

CAPACITY = 20.0  # characters of 2号 in 156 mm
MOST_LINES = 5
MOST_JOINTS = 24  # the cheapest; more would not look better and would take seconds
NEVER = 1000.0

# Kept whole: longest first, so that 人民代表大会常务委员会 wins over 委员会.
WORDS = sorted(
    """
    人民代表大会常务委员会 人民代表大会 常务委员会 人民政府办公室 人民政府 管理委员会
    委员会 管委会 开发区 办公室 政治协商会议 政协 人大 会议 代表 委员 建议 提案 议案
    答复 办理情况 会办意见 协办意见 再次答复 补充答复 意见 情况 关于 进一步 加快 加强
    加大 推进 推动 提升 提高 完善 优化 建设 发展 管理 服务 改善 改造 解决 问题
    规范 整治 治理 保护 促进 落实 健全 建立 打造 支持 扶持 鼓励 保障 实施 开展
    增加 扩大 深化 强化 创新 改革 转型 升级 振兴 融合 公共 基础设施 设施 配套 环境
    营商环境 生态 文化 旅游 教育 医疗 卫生 养老 农村 乡村 农业 城市 城乡 社区 交通
    道路 公路 工业园区 园区 企业 产业 项目 工作 水平 能力 质量 机制 体系 力度 步伐
    特色 资源 综合 利用 安全 生产 监管 信息化 工业 市人大 县人大 区人大 省人大
    市政协 县政协 区政协 省政协
    """.split(),
    key=len,
    reverse=True,
)
HAN = "[一二三四五六七八九十]+"
SESSION = rf"[省市县区州旗盟镇乡]?(?:人大|政协)?第?{HAN}届(?:人大|政协|人民代表大会|委员会)?(?:(?:常委会)?第?{HAN}次(?:会议)?)?"
NUMBER = r"[A-Za-z]*〔\d{4}〕[A-Za-z]?\d+号|第\s*[A-Za-z]*\d+号|\d{4}年(?:\d+月)?(?:\d+日)?|[\dA-Za-z][\dA-Za-z.\-%％]*[个项件号年月日]?"
OPENING, CLOSING = "《“‘（〔【", "》”’）〕】、，。：；"


def break_title(title: str, names: Iterable[str] = ()) -> list[str]:
    """The lines of a title. ``names`` are unit names that must stay whole, where they fit on a line."""
    parts = [part.strip() for part in title.split("\n")]
    return [line for part in parts if part for line in _break_part(part, tuple(names))]


def width_of(text: str) -> float:
    """Width in characters of the face: a half-width letter or digit counts 0.58."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.58 for char in text)


@lru_cache(maxsize=256)  # asked for by the check, the page and the Word file of one letter
def _break_part(title: str, names: tuple[str, ...]) -> list[str]:
    if width_of(title) <= CAPACITY:
        return [title]
    pieces = list(_pieces(title, names))
    prices = [_price(before, after) for before, after in zip(pieces, pieces[1:], strict=False)]
    best = min(_layouts(pieces, prices), default=None, key=lambda item: item[0])
    return best[1] if best else _cut(title)


def _layouts(pieces: list[str], prices: list[float]) -> Iterator[tuple[float, list[str]]]:
    """Every way to set the pieces in the fewest possible lines or one more, with its price."""
    fewest = -int(-width_of("".join(pieces)) // CAPACITY)
    joints = sorted(
        sorted((i for i, price in enumerate(prices) if price < NEVER), key=prices.__getitem__)[:MOST_JOINTS]
    )
    for count in range(fewest, min(fewest + 1, MOST_LINES) + 1):
        for cuts in combinations(joints, count - 1):
            edges = [0, *(cut + 1 for cut in cuts), len(pieces)]
            lines = ["".join(pieces[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
            widths = [width_of(line) for line in lines]
            if max(widths) <= CAPACITY:
                yield sum(prices[cut] for cut in cuts) + _shape(widths) + 12 * (count - fewest), lines


def _shape(widths: list[float]) -> float:
    """The price of an outline: hourglass and rectangle are wrong, very short lines are ugly."""
    price = sum(40.0 for width in widths if width < 3) + 10 * (1 - min(widths) / max(widths))
    if max(widths) - min(widths) < 0.9:
        price += 12  # a rectangle
    turns = [b - a for a, b in zip(widths, widths[1:], strict=False)]
    if any(first < -0.5 and later > 0.5 for i, first in enumerate(turns) for later in turns[i + 1 :]):
        price += 60  # narrow in the middle
    return price


def _price(before: str, after: str) -> float:
    """What a break between two pieces costs, 0 at the natural places."""
    if before[-1] in OPENING or after[0] in CLOSING or before.endswith(("第", "〔")):
        return NEVER
    if before == "关于":
        return 30
    if re.match(rf"[省市县区州旗盟](?:人大|政协|第?{HAN}届)", after) and before not in ("关于", "对", "在"):
        return 40  # 清禾|市政协: the place's own name belongs to it
    if after.startswith("关于") or (before.endswith("会议") and after.startswith("第")):
        return 0
    if before[-1] in "》、，":
        return 1
    if before.endswith("的"):
        return 2
    if after[0] == "的":
        return 14  # a line should not start with 的, but a broken word is worse
    if before[-1] in "和与及对":
        return 4
    if after[0] in "和与及《“":
        return 3
    if len(before) > 1 and len(after) > 1:
        return 5  # between two known words
    return 9 if len(before) > 1 or len(after) > 1 else 25


def _pieces(title: str, names: tuple[str, ...]) -> Iterator[str]:
    fitting = sorted((name for name in names if 1 < width_of(name) <= CAPACITY), key=len, reverse=True)
    pattern = "|".join([*map(re.escape, fitting), NUMBER, SESSION, *map(re.escape, WORDS), "."])
    pieces = re.findall(pattern, title)
    # A short run of unknown characters between two known words is most likely one word: 平遥, 清禾县.
    run = ""
    for piece in pieces:
        if len(piece) == 1 and "一" <= piece <= "鿿" and piece not in "的和与及对第" and len(run) < 4:
            run += piece
            continue
        if run:
            yield run
            run = ""
        if len(piece) == 1 and "一" <= piece <= "鿿" and piece not in "的和与及对第":
            run = piece
        else:
            yield piece
    if run:
        yield run


def _cut(title: str) -> list[str]:
    """Last resort for a title that no rule fits (one endless word): even lines."""
    count = -int(-width_of(title) // (CAPACITY - 1))
    size = math.ceil(len(title) / count)
    return [title[start : start + size] for start in range(0, len(title), size)]
