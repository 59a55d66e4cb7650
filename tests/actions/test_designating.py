"""重点督办."""

import pytest

from replies.actions import designating
from replies.actions.errors import NotNow, Refused
from replies.models import Event, Proposal
from tests import make

DECIDED = "县人大常委会主任会议"


def designate(cast, proposal, **how):
    return designating.designate(proposal, **({"decided": DECIDED} | how), by=cast.npc_clerk, at=make.at())


def test_a_key_item_names_its_leaders_and_who_decided(cast):
    designate(
        cast, make.filed(cast), led_by="副县长 陆行简", supervised_by="县人大常委会副主任 顾闻笛", note="年度第1批"
    )
    proposal, event = Proposal.objects.get(), Event.objects.latest("id")
    assert (proposal.key_item, proposal.led_by, proposal.supervised_by) == (
        True, "副县长 陆行简", "县人大常委会副主任 顾闻笛",
    )  # fmt: skip
    assert event.note == "县人大常委会主任会议确定。年度第1批"


def test_another_leader_takes_over_and_the_first_stays_in_the_history(cast):
    proposal = designate(cast, make.filed(cast), led_by="陆行简")
    designate(cast, proposal, led_by="姜白石")
    assert Event.objects.latest("id").changes == {"led_by": ["陆行简", "姜白石"]}


def test_the_same_again_is_no_deed(cast):
    proposal = designate(cast, make.filed(cast), led_by="陆行简")
    with pytest.raises(NotNow, match=r"^此件已按这些内容列为重点督办，没有改动。$"):
        designate(cast, proposal, led_by="陆行简")


def test_who_decided_must_be_said(cast):
    with pytest.raises(Refused, match=r"^请写明由谁确定，例如：县人大常委会主任会议。$") as refused:
        designate(cast, make.filed(cast), decided=" ")
    assert refused.value.field == "decided"


def test_a_name_too_long_is_refused_at_its_field(cast):
    with pytest.raises(Refused, match=r"^最多40个字，现在有41个字，请缩短。$") as refused:
        designate(cast, make.filed(cast), supervised_by="长" * 41)
    assert refused.value.field == "supervised_by"


def test_taking_it_off_the_list_clears_the_leaders(cast):
    proposal = designate(cast, make.filed(cast), led_by="陆行简")
    designating.undesignate(proposal, note="已办结", by=cast.npc_clerk, at=make.at())
    proposal.refresh_from_db()
    assert (proposal.key_item, proposal.led_by) == (False, "")


def test_only_a_key_item_is_taken_off(cast):
    with pytest.raises(NotNow, match=r"^此件不是重点督办件，不能“取消重点督办”。$"):
        designating.undesignate(make.filed(cast), note="x", by=cast.npc_clerk, at=make.at())
