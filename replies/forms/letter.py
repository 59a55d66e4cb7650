"""The draft page's form: a LetterContent as text areas, in the order of the letter, and back again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

from django import forms

from replies.models import Reply
from replies.rules.letter import (
    Attachment,
    BadContent,
    LetterContent,
    Opinion,
    Person,
    paragraphs_from_text,
    text_from_paragraphs,
    to_dict,
)
from replies.rules.letter_reading import from_json
from replies.rules.vocabulary import Layout, Rating, ReplyKind

PHONE = re.compile(r"(?:^|[\s　])\d[\d\-—()（）、 ]{5,}\d$")
BLANKS = " \t　，,"
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
ATTACHMENT_HEAD = "附件："


def lines(text: str) -> tuple[str, ...]:
    """One entry a line, blank lines dropped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def person_from_line(line: str) -> Person:
    """联系人：王清和　电话：0000-1234567; name and phone may be missing. ValueError without a label."""
    label, colon, rest = line.replace(":", "：").partition("：")
    if not colon or not label.strip(BLANKS):
        raise ValueError(f"“{line}”缺少栏目名，应写成“联系人：姓名　电话：号码”。")
    name, phone = _name_and_phone(label, rest.strip(BLANKS))
    return Person(label.strip(BLANKS), name.strip(BLANKS) or None, phone.strip(BLANKS) or None)


def _name_and_phone(label: str, rest: str) -> tuple[str, str]:
    """The word 电话 may be left out before what is plainly a telephone number."""
    if "电话：" in rest:
        name, _, phone = rest.partition("电话：")
        return name, phone
    if "电话" in label and rest[:1].isdigit():
        return "", rest
    found = PHONE.search(rest)
    return (rest[: found.start()], found[0]) if found else (rest, "")


def line_from_person(person: Person) -> str:
    """What person_from_line reads back as the same person."""
    phone = person.phone and f"电话：{person.phone}"
    if person.phone and not person.name and _name_and_phone(person.label, person.phone) == ("", person.phone):
        phone = person.phone  # 联系电话：0000-1234567 says it already
    return f"{person.label}：{'　'.join(part for part in (person.name, phone) if part)}"


def attachments_from_text(text: str) -> tuple[Attachment, ...]:
    """One name a line; or, with the text of each, a line 附件：name and the text below it."""
    entries = lines(text)
    if not any(entry.startswith(ATTACHMENT_HEAD) for entry in entries):
        return tuple(Attachment(entry) for entry in entries)
    found: list[Attachment] = []
    for block in re.split(rf"^(?={ATTACHMENT_HEAD})", text.strip(), flags=re.MULTILINE):
        head, _, body = block.strip().partition("\n")
        if head:
            found.append(Attachment(head.removeprefix(ATTACHMENT_HEAD).strip(), paragraphs_from_text(body)))
    return tuple(found)


def text_from_attachments(attachments: tuple[Attachment, ...]) -> str:
    if not any(attachment.paragraphs for attachment in attachments):
        return "\n".join(attachment.name for attachment in attachments)
    return "\n".join(
        f"{ATTACHMENT_HEAD}{attachment.name}\n{text_from_paragraphs(attachment.paragraphs)}".rstrip()
        for attachment in attachments
    )


class Words(forms.CharField):
    """Typed or pasted text. Web pages and chat programs leave invisible characters in it, which no letter prints."""

    def to_python(self, value):
        return INVISIBLE.sub("", super().to_python(value) or "")


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class LetterForm(forms.Form):
    """Everything of the letter that a drafter decides; the rest comes from the case and from the signature."""

    layout = forms.ChoiceField(label="格式", choices=Layout.choices())
    category = forms.ChoiceField(label="答复类别", required=False)
    urgency = forms.ChoiceField(
        label="紧急程度", choices=[("", "无"), ("加急", "加急"), ("特急", "特急")], required=False
    )
    title = Words(
        label="标题", max_length=200, widget=_area(2), help_text="需要在某处换行时按回车",
        error_messages={"max_length": "标题请不超过200字，现有%(show_value)s字。", "required": "请填写标题。"},
    )  # fmt: skip
    addressees = Words(label="主送", required=False, help_text="每行一个姓名或名称", widget=_area(2))
    salutation = Words(label="称呼", max_length=300, required=False, help_text="留空则按主送姓名和“代表”“委员”自动生成")
    text = Words(
        label="正文", widget=_area(22, **{"class": "measure"}),
        help_text="每段一行，不用空格缩进；标题层次写“一、”“（一）”“1.”“（1）”；表格每行写成“| 甲 | 乙 |”",
        error_messages={"required": "请填写正文。"},
    )  # fmt: skip
    attachments = Words(
        label="附件", required=False, widget=_area(2),
        help_text="每行一个名称；要把附件内容印在答复后面，就写“附件：名称”，内容写在它下面",
    )  # fmt: skip
    signatories = Words(label="署名", widget=_area(1), help_text="几个机关联合署名时每行一个，主办在前",
        error_messages={"required": "请填写署名。"})  # fmt: skip
    date = forms.DateField(
        label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="留空则用签发当天", error_messages={"invalid": "成文日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip
    seal = forms.BooleanField(label="加盖印章（留出盖章位置）", required=False)
    people = Words(
        label="联系人等",
        required=False,
        max_length=1000,
        widget=_area(2),
        help_text="每行一项，例如：联系人：姓名　电话：号码；姓名留空则供签字",
    )
    disclosure = Words(label="公开属性", max_length=40, required=False)
    copies_to = Words(label="抄送", required=False, widget=_area(2), help_text="每行一个")
    signed_by = Words(label="版头签发人", max_length=30, required=False, help_text="当地要求把签发人印在版头时填写")
    issuer = Words(label="印发机关", max_length=60, required=False, help_text="版记用，只印在文件格式上")
    issued_on = forms.DateField(
        label="印发日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "印发日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip
    opinion_label = Words(
        label="信上的意见栏", max_length=20, required=False, help_text="当地在答复末尾印“委员意见”一栏时填写栏名"
    )
    opinion_name = Words(label="意见栏姓名", max_length=30, required=False)
    opinion_rating = forms.ChoiceField(
        label="意见栏评价", required=False, choices=[("", "留空待填"), *((r.label, r.label) for r in Rating)]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    # Which opening of the page this is: one person may have the same draft open twice.
    page = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)

    GROUPS = {
        "head": ("category", "title"),
        "names": ("addressees", "salutation"),
        "main": ("text", "attachments"),
        "tail": ("signatories", "date", "seal", "people", "disclosure", "copies_to"),
        "more": (
            "layout", "urgency", "signed_by", "issuer", "issued_on", "opinion_label", "opinion_name", "opinion_rating",
        ),
    }  # fmt: skip

    def __init__(self, *args, reply: Reply, **kwargs) -> None:
        self.reply = reply
        super().__init__(*args, initial={**initial_of(reply), "page": str(uuid4())}, **kwargs)
        profile = reply.assignment.proposal.session.assembly.profile
        options = [(row.code, str(row)) for row in profile.classes.all()]
        self.fields["category"].choices = [("", "请选择（送审前必选）"), *options]  # type: ignore[attr-defined]
        if reply.kind == ReplyKind.CO_OPINION:
            del self.fields["category"]

    @property
    def groups(self) -> dict[str, list[forms.BoundField]]:
        """The fields in the parts of the page."""
        return {name: [self[field] for field in fields if field in self.fields] for name, fields in self.GROUPS.items()}

    def clean_people(self) -> tuple[Person, ...]:
        try:
            return tuple(person_from_line(line) for line in lines(self.cleaned_data["people"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        data = super().clean() or {}
        if not self.errors:
            try:
                self.content = self._content(data)
            except BadContent as error:
                field = error.key if error.key in self.fields else None
                field = {"paragraphs": "text", "opinion": "opinion_label"}.get(error.key, field)
                self.add_error(field, error.message)
        return data

    def _content(self, data: dict) -> LetterContent:
        """The draft's content with the form's values, read back through the contract so nothing bad gets in."""
        label = data["opinion_label"]
        opinion = Opinion(label, data["opinion_name"] or None, data["opinion_rating"] or None) if label else None
        content = replace(
            self.reply.content,
            letterhead=self.reply.assignment.unit.letterhead_for(data["layout"]),
            category=data.get("category") or None,
            urgency=data["urgency"] or None,
            title="\n".join(lines(data["title"])),
            addressees=lines(data["addressees"]),
            salutation=data["salutation"] or None,
            paragraphs=paragraphs_from_text(data["text"]),
            attachments=attachments_from_text(data["attachments"]),
            signatories=lines(data["signatories"]),
            date=data["date"],
            seal=data["seal"],
            people=data["people"],
            disclosure=data["disclosure"] or None,
            copies_to=lines(data["copies_to"]),
            signed_by=data["signed_by"] or None,
            issuer=data["issuer"] or None,
            issued_on=data["issued_on"],
            opinion=opinion,
        )
        return from_json(to_dict(content))


def initial_of(reply: Reply) -> dict[str, str | bool | date | int | None]:
    """A stored draft as the form shows it."""
    content = reply.content
    opinion = content.opinion
    return {
        "layout": reply.layout,
        "category": content.category or "",
        "urgency": content.urgency or "",
        "title": content.title or "",
        "addressees": "\n".join(content.addressees),
        "salutation": content.salutation or "",
        "text": text_from_paragraphs(content.paragraphs),
        "attachments": text_from_attachments(content.attachments),
        "signatories": "\n".join(content.signatories),
        "date": content.date,
        "seal": content.seal,
        "people": "\n".join(line_from_person(person) for person in content.people),
        "disclosure": content.disclosure or "",
        "copies_to": "\n".join(content.copies_to),
        "signed_by": content.signed_by or "",
        "issuer": content.issuer or "",
        "issued_on": content.issued_on,
        "opinion_label": opinion.label if opinion else "",
        "opinion_name": (opinion.name or "") if opinion else "",
        "opinion_rating": (opinion.rating or "") if opinion else "",
        "version": reply.version,
    }
