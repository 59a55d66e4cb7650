"""Words of talking to delegates and of notices to officers."""

from .term import Term


class ContactStage(Term):
    """The 三见面 of domain.md §1.5: before, while and after an item is handled."""

    BEFORE = "before", "办前"
    DURING = "during", "办中"
    AFTER = "after", "办后"


class ContactWay(Term):
    """Only the first two are a meeting in person: 见面率 counts those, 沟通率 counts all (domain.md §7.1)."""

    VISIT = "visit", "走访"
    MEETING = "meeting", "座谈"
    PHONE = "phone", "电话"
    LETTER = "letter", "函"


MET_IN_PERSON = (ContactWay.VISIT, ContactWay.MEETING)


class NoticeChannel(Term):
    INBOX = "inbox", "站内"
    EMAIL = "email", "电子邮件"
    MESSAGE = "message", "短信（政务微信）"
