"""Papers that are no reply letter, each refused with its own reason."""

import re
from collections.abc import Sequence

from .blocks import Block, NoLetter
from .head import is_reply_title

REPLIES = re.compile(r"答复如下|回复如下|函复如下|意见如下|收悉|答复您|答复你|建议答复|提案答复|情况答复")
PERSON = re.compile(r"(?:代表|委员)(?:们|同志)?[：:]\s*$")
BARE_TITLE = re.compile(r"(?:再次|补充)?(?:答复|复函)(?:函|意见)?")
OTHERS = (
    (re.compile(r"的?(?:通知|通报|公告|通告|公示)$"), "这是一份{kind}（“{title}”），不是答复"),
    (
        re.compile(r"(?:报告|总结|汇报|要点|讲话|讲话稿|致辞)$"),
        "这是一份工作材料（“{title}”），不是对某一件建议、提案的答复",
    ),
    (re.compile(r"(?:方案|办法|规定|意见|规划|细则|制度|条例|决定|纪要)$"), "这是“{title}”，不是答复"),
    (re.compile(r"的?(?:建议|提案|议案)(?:案)?$"), "这是代表、委员提出的建议或提案本身（“{title}”），不是答复"),
)
OWN_PAPER = re.compile(r"^(?:案由|提案人|建议人|提出人|领衔代表|第一提案人|联名人|提案单位|审查意见)\s*[：:]")
HINT = "；请只选取答复函。"


def refuse_other_papers(blocks: Sequence[Block], title: str, salutation: str, below: Sequence[Block]) -> None:
    """Raises NoLetter unless title, or salutation and first sentences, show a reply with a text."""
    if not blocks:
        raise NoLetter("文件是空的，没有文字；请检查是否选错了文件。")
    opening = "".join(block.text for block in below[:4])
    is_answer = bool(REPLIES.search(opening) and (PERSON.search(salutation) or re.search(r"建议|提案", opening)))
    if is_reply_title(title) or (salutation and (is_answer or BARE_TITLE.fullmatch(title))):
        if not any(block.table or len(block.text) > 6 for block in below):
            raise NoLetter("只有标题，没有正文；请检查文件是否完整。")
        return
    lines = [re.sub(r"\s", "", block.text) for block in blocks[:12] if block.text]
    for line in [re.sub(r"\s", "", title), *lines]:
        if is_reply_title(line):
            continue
        for pattern, reason in OTHERS:
            if 5 < len(line) <= 60 and "关于" in line and (found := pattern.search(line)):
                raise NoLetter(reason.format(title=line, kind=found[0].removeprefix("的")) + HINT)
    if any(OWN_PAPER.match(line) for line in lines):
        raise NoLetter("这是代表、委员提出的建议或提案本身，不是答复" + HINT)
    raise NoLetter(
        "没有找到答复的标题（关于…建议、提案的答复）和主送的代表、委员，像是报刊文章或其他材料，不是答复" + HINT
    )
