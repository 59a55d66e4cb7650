"""Paper forms that came back: filed by their code or number, put aside with a reason, entered as ratings."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from replies.access import events_visible_to, scans_visible_to
from replies.actions import feedback, replying, scanned_forms
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.letters.scans import ScannedPage
from replies.models import Event, Feedback, ScannedForm, Staff
from replies.rules.opinion_forms import check_digit, spaced
from replies.rules.workflow import Role
from tests import make
from tests.people import EVERYBODY
from tests.scans import blank_page, form_of, form_page, jpg, scan_of, stack, without_code

RATING = {"attitude": "satisfied", "result": "unsatisfied", "text": "接送区太少。", "reason": "交回纸质征询意见表"}
UNKNOWN = "99999999999" + check_digit("99999999999")


def page(code: str | None, number: int = 1, *, blank: bool = False) -> scanned_forms.Page:
    picture = make.PNG + str((code, number)).encode()
    return scanned_forms.Page("扫描.pdf", ScannedPage(number, picture, ".png", code, blank))


def keep(cast, *pages, by=None):
    return scanned_forms.keep(pages, by=by or cast.npc_clerk, at=make.at(days=3))


def enter(cast, scan, by=None, **changes):
    return scanned_forms.enter(scan, by=by or cast.npc_clerk, at=make.at(days=4), **(RATING | changes))


def discard(scan, by, reason="误扫"):
    return scanned_forms.discard(scan, reason=reason, by=by, at=make.at())


def uploaded(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


# --- from the paper to the folder -----------------------------------------------------------------


def test_a_printed_form_comes_back_and_files_itself(cast):
    """The whole way: printed, laid upside down into the scanner with its blank back, and filed."""
    reply = make.delivered(cast)
    form = form_of(reply, cast.cosigner)
    paper = stack(form_page(form.code).rotate(180), blank_page())
    photo = jpg(form_page(form_of(reply).code).rotate(3, fillcolor="white"), 40)

    pages, bad = scanned_forms.look_at([uploaded(paper, "表.pdf"), uploaded(photo, "照片.jpg")])
    outcomes = keep(cast, *pages)

    assert bad == []
    assert [(one.source, one.page, one.tone, one.said) for one in outcomes] == [
        ("表.pdf", 1, "good", "归入第1号 · 赵明溪代表 · 县教育局。"),
        ("表.pdf", 2, "plain", "空白页，没有收存。"),
        ("照片.jpg", 1, "good", "归入第1号 · 王清和代表 · 县教育局。"),
    ]
    assert [(scan.form.reply, scan.form.delegate) for scan in ScannedForm.objects.all()] == [
        (reply, cast.cosigner), (reply, cast.lead),
    ]  # fmt: skip


def test_a_filed_page_is_kept_with_its_hash_and_in_the_history(cast):
    reply = make.delivered(cast)
    [outcome] = keep(cast, page(form_of(reply).code))
    with outcome.scan.file.open("rb") as kept:
        assert hashlib.sha256(kept.read()).hexdigest() == outcome.scan.sha256
    event = Event.objects.latest("id")
    assert (event.verb, event.object_id, event.by, event.at) == ("scan", reply.pk, cast.npc_clerk, make.at(days=3))
    assert outcome.scan.sha256 in event.data


def test_a_page_without_code_waits_for_its_number(cast):
    [outcome] = keep(cast, page(None))
    assert (outcome.tone, outcome.said) == ("warn", "没有识别到二维码，请输入二维码下面的编号。")
    assert list(ScannedForm.objects.unread()) == [outcome.scan]


def test_a_number_we_never_printed_is_said_so(cast):
    [outcome] = keep(cast, page(UNKNOWN))
    assert outcome.said == "二维码里的编号不是本系统印出的，请核对。"
    assert outcome.scan.form is None


def test_the_same_page_twice_is_kept_once(cast):
    code = form_of(make.delivered(cast)).code
    keep(cast, page(code))
    [again] = keep(cast, page(code))
    assert again.said == "与已收存的“扫描.pdf 第1页”完全相同，归入第1号 · 王清和代表 · 县教育局，没有重复收存。"
    assert ScannedForm.objects.count() == 1


def test_a_form_of_the_other_body_is_not_kept(cast, media):
    code = form_of(make.delivered(cast, body="cppcc", unit=cast.b)).code
    [outcome] = keep(cast, page(code))
    assert outcome.said == "这是政协的征询意见表，请交县政协提案委员会录入；没有收存。"
    assert not ScannedForm.objects.exists()
    assert not (media / "scans").exists()


def test_a_clerk_who_also_works_in_the_handling_unit_may_not_keep_its_forms(cast):
    code = form_of(make.delivered(cast)).code
    Staff.objects.create(user=cast.npc_clerk, role=Role.DRAFTER, unit=cast.a)
    [outcome] = keep(cast, page(code), by=cast.user("npc_clerk"))
    assert outcome.said == "承办单位人员不得代录本单位承办件的评价。"
    assert not ScannedForm.objects.exists()


def test_one_bad_page_does_not_hold_up_the_others(cast):
    theirs = form_of(make.delivered(cast, body="cppcc", unit=cast.b)).code
    mine = form_of(make.delivered(cast)).code
    assert [one.tone for one in keep(cast, page(theirs), page(mine, 2))] == ["late", "good"]


@pytest.mark.parametrize("account", sorted(set(EVERYBODY) - {"npc_clerk", "cppcc_clerk", "anonymous"}))
def test_nobody_but_the_offices_keeps_forms(cast, account):
    with pytest.raises(NotAllowed, match=r"^只有人大代表工委、政协提案委的经办人可以收存征询意见表。$"):
        keep(cast, page(None), by=cast.user(account))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("表.docx", b"PK\x03\x04", "请上传扫描得到的 PDF，或 JPG、PNG 图片。"),
        ("表.pdf", b"\xff\xd8\xff", "“表.pdf”的内容与扩展名 .pdf 不符，可能改过名或已损坏，请用原文件上传。"),
        ("表.pdf", b"%PDF-1.7", "这个 PDF 打不开，可能已损坏或设了密码；请重新扫描，或去掉密码后上传。"),
        ("表.jpg", b"\xff\xd8\xff\x00", "这张图片打不开，可能已损坏；请重新扫描或拍照后上传。"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_others_go_on(name, data, said):
    good = uploaded(jpg(without_code(form_page())), "好.jpg")
    pages, bad = scanned_forms.look_at([uploaded(data, name), good])
    assert [(one.source, one.tone, one.said) for one in bad] == [(name, "late", said)]
    assert [one.source for one in pages] == ["好.jpg"]


def test_too_many_pages_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(scanned_forms, "MOST_PAGES", 1)
    with pytest.raises(Refused, match=r"^一次最多上传1页，现有2页，请分几次上传。$"):
        scanned_forms.look_at([uploaded(stack(blank_page(), blank_page()), "表.pdf")])


# --- the number typed in ---------------------------------------------------------------------------


def test_a_page_is_filed_under_the_number_a_clerk_types(cast):
    form = form_of(make.delivered(cast))
    filed = scanned_forms.file_under(scan_of(cast), code=spaced(form.code), by=cast.npc_clerk, at=make.at())
    assert ScannedForm.objects.get(pk=filed.pk).form == form


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1234", "编号是二维码下面的12位数字，请照表上的数字输入。"),
        ("123456789015", "编号有一位输错了，请对照表上的数字重新输入。"),
        (UNKNOWN, "没有这个编号的征询意见表，请核对。"),
    ],
)
def test_a_wrong_number_is_refused(cast, code, message):
    with pytest.raises(Refused) as refused:
        scanned_forms.file_under(scan_of(cast), code=code, by=cast.npc_clerk, at=make.at())
    assert (refused.value.field, str(refused.value)) == ("code", message)


def test_the_number_of_the_other_bodys_form_is_refused(cast):
    theirs = form_of(make.delivered(cast, body="cppcc", unit=cast.b))
    with pytest.raises(NotAllowed, match=r"^这是政协的征询意见表，请交县政协提案委员会录入；没有收存。$"):
        scanned_forms.file_under(scan_of(cast), code=theirs.code, by=cast.npc_clerk, at=make.at())


def test_a_filed_page_is_not_filed_again(cast):
    form = form_of(make.delivered(cast))
    with pytest.raises(NotNow, match=r"^这一页已归入第1号 · 王清和代表 · 县教育局。$"):
        scanned_forms.file_under(scan_of(cast, form=form), code=form.code, by=cast.npc_clerk, at=make.at())


# --- put aside ---------------------------------------------------------------------------------------


def test_a_page_put_aside_keeps_who_when_and_why(cast):
    scan = discard(scan_of(cast), cast.npc_clerk, " 误扫 ")
    assert (scan.discarded_by, scan.discarded_at, scan.reason) == (cast.npc_clerk, make.at(), "误扫")
    assert not scans_visible_to(cast.npc_clerk).exists()


def test_a_page_put_aside_may_be_handed_in_again(cast):
    code = form_of(make.delivered(cast)).code
    [first] = keep(cast, page(code))
    discard(first.scan, cast.npc_clerk)
    [again] = keep(cast, page(code))
    assert again.tone == "good"


def test_putting_aside_needs_a_reason(cast):
    with pytest.raises(Refused, match=r"^请写明作废原因。$"):
        discard(scan_of(cast), cast.npc_clerk, " ")


def test_a_page_that_a_rating_rests_on_is_not_put_aside(cast):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    enter(cast, scan)
    with pytest.raises(NotNow, match=r"^已据这一页录入评价，不能作废。$"):
        discard(scan, cast.npc_clerk)


def test_nothing_is_done_with_a_page_put_aside(cast):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    discard(scan, cast.npc_clerk)
    with pytest.raises(NotNow, match=r"^这一页已经作废。$"):
        enter(cast, scan)


# --- the rating ---------------------------------------------------------------------------------------


def test_the_rating_is_entered_with_the_page_as_its_evidence(cast):
    reply = make.delivered(cast)
    scan = scan_of(cast, form=form_of(reply))
    rating = enter(cast, scan)
    scan.refresh_from_db()
    assert (rating.reply, rating.delegate, rating.official, rating.channel) == (reply, cast.lead, True, "paper")
    assert (rating.attitude, rating.result, rating.text) == ("satisfied", "unsatisfied", "接送区太少。")
    assert scan.feedback == rating
    with rating.evidence.open("rb") as kept, scan.file.open("rb") as page:
        assert kept.read() == page.read()
    assert Event.objects.latest("id").verb == "rate_on_behalf"


def test_a_mistyped_rating_is_entered_again_from_the_same_page(cast):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    enter(cast, scan)
    enter(cast, scan, result="basically")
    assert Feedback.objects.get().result == "basically"


def test_a_page_without_number_has_no_rating(cast):
    with pytest.raises(NotNow, match=r"^这一页还没有归入哪一份征询意见表，请先输入编号。$"):
        enter(cast, scan_of(cast))


def test_a_form_that_came_back_before_the_delivery_was_registered_waits(cast):
    scan = scan_of(cast, form=form_of(make.signed(cast)))
    with pytest.raises(
        NotNow, match=r"^此件现在是“已签发”（许怀远 2026年3月2日 09:00），不能“代录评价”。请刷新页面查看最新状态。$"
    ):
        enter(cast, scan)


def test_what_the_delegate_said_in_person_is_not_overwritten_and_not_waited_for(cast):
    reply = make.delivered(cast)
    scan = scan_of(cast, form=form_of(reply))
    assert list(ScannedForm.objects.to_enter()) == [scan]
    feedback.rate(reply, attitude="satisfied", result="satisfied", by=cast.lead.user, at=make.at())
    assert not ScannedForm.objects.to_enter().exists()
    with pytest.raises(NotNow, match=r"^提出人已在线评价，不能代录覆盖。$"):
        enter(cast, scan)


def test_a_page_of_a_case_that_has_ended_is_not_waited_for(cast):
    reply = make.delivered(cast)
    scan_of(cast, form=form_of(reply))
    make.withdrawn(cast, reply.assignment.proposal)
    assert not ScannedForm.objects.to_enter().exists()


def test_a_page_of_an_earlier_round_is_not_waited_for(cast):
    reply = make.rated(cast, result="unsatisfied", text="不够").reply
    scan_of(cast, form=form_of(reply, cast.cosigner))
    feedback.rehandle(reply, by=cast.npc_clerk, at=make.at())
    assert not ScannedForm.objects.to_enter().exists()


@pytest.mark.parametrize("account", sorted(set(EVERYBODY) - {"npc_clerk", "anonymous"}))
def test_nobody_else_enters_a_rating_from_a_page(cast, account):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    with pytest.raises(NotAllowed):
        enter(cast, scan, by=cast.user(account))
    assert not Feedback.objects.exists()


def test_a_clerk_who_also_works_in_the_handling_unit_neither_sees_nor_enters_nor_discards_it(cast):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    Staff.objects.create(user=cast.npc_clerk, role=Role.DRAFTER, unit=cast.a)
    both = cast.user("npc_clerk")
    assert not scans_visible_to(both).exists()
    for deed in (lambda: enter(cast, scan, by=both), lambda: discard(scan, by=both)):
        with pytest.raises(NotAllowed, match=r"^承办单位人员不得代录本单位承办件的评价。$"):
            deed()


# --- who learns of it ------------------------------------------------------------------------------------


def test_scans_are_seen_by_their_own_office_only(cast):
    scan_of(cast, form=form_of(make.delivered(cast)))
    scan_of(cast)
    seen = {account for account in EVERYBODY if scans_visible_to(cast.user(account)).exists()}
    assert seen == {"npc_clerk"}
    assert scans_visible_to(cast.npc_clerk).count() == 2


def test_the_unit_does_not_learn_that_a_form_came_back(cast):
    reply = make.delivered(cast)
    keep(cast, page(form_of(reply).code))
    case = reply.assignment.proposal
    learned = {
        account for account in EVERYBODY if events_visible_to(cast.user(account), case).filter(verb="scan").exists()
    }
    assert learned == {"npc_clerk", "government_clerk", "leader", "administrator"}


def test_a_letter_taken_back_after_its_form_was_printed_takes_no_page(cast):
    reply = make.signed(cast)
    code = form_of(reply).code
    replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    [outcome] = keep(cast, page(code))
    assert outcome.said == "此件现在是“已作废”（许怀远 2026年3月2日 09:00），不能“收存意见表”。请刷新页面查看最新状态。"
