"""基础数据: kept through actions/master_data.py, with old and new values in the history."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from replies.actions import master_data
from replies.actions.errors import NotAllowed, Refused
from replies.models import Assembly, Delegate, DocumentSeries, Event, HandlingUnit, Profile, Session, Staff
from replies.rules.vocabulary import RuleCode
from tests import make
from tests.admin.paper import errors, rows, signed_in

KEY = {"form_key": "6f1b7c3e-0000-4000-8000-000000000009", "_save": "保存"}


@pytest.fixture
def administrator(cast):
    return signed_in(cast.administrator)


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def delegate_data(cast, **fields):
    return {
        **KEY,
        "assembly": cast.npc.pk,
        "kind": "person",
        "name": "陈若溪",
        "group": "城关代表团",
        "active": "on",
        **fields,
    }


def account_data(*posts, stored=0, **fields):
    return {
        **KEY,
        "username": "xinren",
        "first_name": "新来人",
        "is_active": "on",
        **rows("posts", list(posts), stored),
        **fields,
    }


def test_a_clerk_adds_a_delegate_and_it_is_recorded(cast, clerk):
    clerk.post("/admin/replies/delegate/add/", delegate_data(cast))
    event = Event.objects.get()
    assert Delegate.objects.get(name="陈若溪").group == "城关代表团"
    assert (event.label, event.model, event.by_name) == ("新增", "delegate", "方以宁")
    assert event.changes["姓名（名称）"] == ["", "陈若溪"]


def test_a_change_is_recorded_with_old_and_new(cast, clerk):
    data = delegate_data(cast, name=cast.lead.name, phone="0000-1234567", address=cast.lead.address)
    clerk.post(f"/admin/replies/delegate/{cast.lead.pk}/change/", data)
    event = Event.objects.get()
    assert (event.label, event.changes) == ("修改", {"联系电话": ["", "0000-1234567"]})


def test_history_of_master_data_shows_the_change(cast, clerk):
    data = delegate_data(cast, name=cast.lead.name, phone="0000-1234567", address=cast.lead.address)
    clerk.post(f"/admin/replies/delegate/{cast.lead.pk}/change/", data)
    page = clerk.get(f"/admin/replies/delegate/{cast.lead.pk}/history/").content.decode()
    assert "联系电话：0000-1234567" in page


def test_a_delegate_twice_is_refused(cast, clerk):
    response = clerk.post("/admin/replies/delegate/add/", delegate_data(cast, name="王清和"))
    assert errors(response) == ["该代表团（界别）已有同名代表（委员），请核对是否重复登记。"]


def test_a_clerk_cannot_tie_an_account_to_a_delegate(cast, clerk):
    data = delegate_data(cast, name=cast.stranger.name, group=cast.stranger.group, user=cast.npc_clerk.pk)
    clerk.post(f"/admin/replies/delegate/{cast.stranger.pk}/change/", data)
    cast.stranger.refresh_from_db()
    assert cast.stranger.user.username == "stranger"


def test_a_clerk_does_not_find_delegates_of_the_other_assembly(cast, clerk):
    assert clerk.get(f"/admin/replies/delegate/{cast.member.pk}/change/").status_code == 404


def session_data(cast, meeting: int, opened_on: str, closed_on: str) -> dict:
    """The form of a meeting of the seventh people's congress."""
    dates = {"opened_on": opened_on, "closed_on": closed_on}
    return {**KEY, "assembly": cast.npc.pk, "term": 7, "meeting": meeting, **dates}


def test_a_session_twice_is_refused(cast, clerk):
    data = session_data(cast, 6, "2026-01-14", "2026-01-17")
    assert errors(clerk.post("/admin/replies/session/add/", data)) == ["该届次会议已登记。"]


def test_a_clerk_adds_the_next_session(cast, clerk):
    data = session_data(cast, 7, "2026-11-02", "2026-11-05")
    clerk.post("/admin/replies/session/add/", data)
    assert str(Session.objects.get(meeting=7)) == "县人大七届七次会议"


def test_a_new_assembly_gets_its_rules_and_the_national_classes(cast, administrator):
    data = {
        **KEY, "body": "npc", "level": "township", "name": "城关镇人民代表大会", "short_name": "镇人大",
        "office_name": "镇人大主席团",
    }  # fmt: skip
    administrator.post("/admin/replies/assembly/add/", data)
    profile = Profile.objects.get(assembly=Assembly.objects.get(short_name="镇人大"))
    assert [(row.code, row.family) for row in profile.classes.all()] == [
        ("A", "solved"), ("B", "in_progress"), ("C", "deferred"), ("D", "reference"),
    ]  # fmt: skip
    assert set(profile.deadline_rules.values_list("code", flat=True)) == {code.value for code in RuleCode}


def test_a_series_is_never_set_below_an_issued_number(cast):
    reply = make.signed(cast)
    series = DocumentSeries.objects.get()
    client = signed_in(cast.government_clerk)
    response = client.post(f"/admin/replies/documentseries/{series.pk}/change/", {**KEY, "last": 0})
    assert reply.document_number == "清教发〔2026〕1号"
    assert errors(response) == ["清教发〔2026〕已签发到1号，不能改成比1小的数。"]


def test_the_action_itself_keeps_a_series_above_issued_numbers(cast):
    make.signed(cast)
    series = DocumentSeries.objects.get()
    series.last = 0
    with pytest.raises(Refused, match="清教发〔2026〕已签发到1号，不能改成比1小的数。"):
        master_data.save(series, by=cast.government_clerk, at=make.at(), changes=["last"])


def test_a_stale_form_does_not_undo_what_it_did_not_change(cast):
    stale = HandlingUnit.objects.get(pk=cast.a.pk)
    HandlingUnit.objects.filter(pk=cast.a.pk).update(contact_phone="0000-7654321")
    stale.contact_name = "周承志"
    master_data.save(stale, by=cast.government_clerk, at=make.at(), changes=["contact_name"])
    assert HandlingUnit.objects.get(pk=cast.a.pk).contact_phone == "0000-7654321"


def test_a_clerk_cannot_maintain_units_through_the_action(cast):
    with pytest.raises(NotAllowed, match="您的岗位不能维护“承办单位”。"):
        master_data.save(cast.a, by=cast.npc_clerk, at=make.at(), changes=["name"])


def test_a_series_can_be_raised_and_is_recorded(cast):
    series = DocumentSeries.objects.create(code="清教发", year=2026)
    client = signed_in(cast.government_clerk)
    client.post(f"/admin/replies/documentseries/{series.pk}/change/", {**KEY, "last": 36})
    series.refresh_from_db()
    assert (series.last, Event.objects.get().changes) == (36, {"已用到第几号": ["0", "36"]})


def test_a_units_new_name_is_recorded(cast):
    data = {**KEY, "name": "县教育体育局", "printed_name": "清禾县教育体育局", "layout": "document", "order": 1, "active": "on",
            "document_code": "清教发", "letter_code": "清教函", "contact_name": "林知夏", "contact_phone": "0000-0000001"}  # fmt: skip
    signed_in(cast.government_clerk).post(f"/admin/replies/handlingunit/{cast.a.pk}/change/", data)
    assert HandlingUnit.objects.get(pk=cast.a.pk).name == "县教育体育局"
    assert Event.objects.get().changes["名称"] == ["县教育局", "县教育体育局"]


def test_an_account_with_its_post_and_no_password_in_the_history(cast, administrator):
    password = "qing-he-2026-mi"
    data = account_data({"role": "drafter", "unit": cast.a.pk}, password1=password, password2=password)
    administrator.post("/admin/auth/user/add/", data)
    account = User.objects.get(username="xinren")
    assert account.check_password(password)
    assert str(account.posts.get()) == "县教育局 · 承办单位起草人"
    told = "".join(Event.objects.values_list("data", flat=True))
    assert password not in told
    assert account.password not in told


def test_an_account_gets_an_address_for_its_notices(cast, administrator):
    administrator.post(
        "/admin/auth/user/add/",
        account_data(email="xinren@example.org", password1="qing-he-2026-mi", password2="qing-he-2026-mi"),
    )
    assert User.objects.get(username="xinren").email == "xinren@example.org"


def test_a_units_leader_and_keywords_are_entered(cast, administrator):
    page = administrator.get(f"/admin/replies/handlingunit/{cast.a.pk}/change/").content.decode()
    assert 'name="leader"' in page
    assert 'name="keywords"' in page


def test_a_reset_password_is_recorded_without_it(cast, administrator):
    account = cast.drafter_a
    post = account.posts.get()
    data = account_data(
        {"id": post.pk, "role": "drafter", "unit": cast.a.pk}, stored=1, username="drafter_a", first_name="林知夏",
        password1="qing-he-2026-mi", password2="qing-he-2026-mi",
    )  # fmt: skip
    administrator.post(f"/admin/auth/user/{account.pk}/change/", data)
    account.refresh_from_db()
    assert account.check_password("qing-he-2026-mi")
    assert Event.objects.get().changes == {"密码": ["", "已重设"]}


def test_two_different_passwords_are_refused(cast, administrator):
    response = administrator.post(
        "/admin/auth/user/add/", account_data(password1="qing-he-2026-mi", password2="qing-he")
    )
    assert errors(response) == ["两次输入的密码不一致，请重新输入。"]


def test_a_unit_post_without_a_unit_is_refused(cast, administrator):
    response = administrator.post(
        "/admin/auth/user/add/",
        account_data({"role": "signer", "unit": ""}, password1="qing-he-2026-mi", password2="qing-he-2026-mi"),
    )
    assert errors(response) == ["起草人、审核人、签发人必须指定承办单位；其他角色不指定。"]


def test_the_last_administrator_cannot_be_switched_off(cast, administrator):
    post = cast.administrator.posts.get()
    data = account_data(
        {"id": post.pk, "role": "system_administrator", "unit": ""},
        stored=1,
        username="administrator",
        first_name="钟维安",
    )
    del data["is_active"]
    response = administrator.post(f"/admin/auth/user/{cast.administrator.pk}/change/", data)
    assert errors(response) == ["至少要保留一个启用中的系统管理员账号。"]
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active


def test_a_post_taken_away_stays_in_the_history(cast, administrator):
    post = cast.drafter_b.posts.get()
    data = account_data(
        {"id": post.pk, "role": "drafter", "unit": cast.b.pk, "DELETE": "on"}, stored=1, username="drafter_b",
        first_name="程若水",
    )  # fmt: skip
    administrator.post(f"/admin/auth/user/{cast.drafter_b.pk}/change/", data)
    assert not Staff.objects.filter(pk=post.pk).exists()
    assert Event.objects.get().changes == {"岗位": ["角色：承办单位起草人；承办单位：县水务局", ""]}


def test_a_delegate_added_from_the_entry_form_goes_back_to_it(cast, clerk):
    response = clerk.post("/admin/replies/delegate/add/?_popup=1", delegate_data(cast, _popup="1"))
    assert "popup_response.js" in response.content.decode()
    assert Delegate.objects.filter(name="陈若溪").exists()


def seal(kind: str) -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, kind)
    return SimpleUploadedFile(f"印章.{kind.lower()}", picture.getvalue())


def unit_data(**fields):
    return {
        **KEY,
        "name": "县林业局",
        "printed_name": "清禾县林业局",
        "layout": "document",
        "order": 9,
        "active": "on",
        **fields,
    }


def test_a_new_units_seal_is_named_after_the_unit(cast):
    signed_in(cast.government_clerk).post("/admin/replies/handlingunit/add/", unit_data(seal=seal("PNG")))
    unit = HandlingUnit.objects.get(name="县林业局")
    assert unit.seal.name == f"seals/{unit.pk}.png"


def test_a_seal_that_is_no_png_is_refused(cast):
    response = signed_in(cast.government_clerk).post("/admin/replies/handlingunit/add/", unit_data(seal=seal("JPEG")))
    assert errors(response) == ["印章图片请用透明底的 PNG 文件。"]


def test_every_changed_field_is_recorded(cast, clerk):
    data = delegate_data(cast, name=cast.lead.name, address=cast.lead.address, sort_key="0412")
    clerk.post(f"/admin/replies/delegate/{cast.lead.pk}/change/", data)
    assert Event.objects.get().changes == {"排序码": ["", "0412"]}
