"""The first version of a letter, put together from what is stored: title, salutation, sign-off, contacts."""

from dataclasses import replace

from replies.models import Assignment, Profile, Proposal
from replies.rules.letter import LetterContent, Person, build_salutation
from replies.rules.vocabulary import AssignmentRole, DelegateKind, Layout
from replies.rules.wording import again, fill, padded


def compose(assignment: Assignment, round_number: int = 1) -> LetterContent:
    """The letter as a drafter finds it: everything but the answer itself."""
    proposal, unit = assignment.proposal, assignment.unit
    profile = proposal.session.assembly.profile
    common = LetterContent(
        kind="reply",
        round=round_number,
        body=proposal.body,
        session=str(proposal.session),
        case_number=proposal.case_number,
        topic=proposal.title,
        letterhead=unit.letterhead_for(unit.layout),
        category_label=profile.category_label,
        signatories=(unit.printed_name, *_joint_leads(assignment)),
        disclosure=profile.disclosure or None,
        people=_contacts(assignment),
        copies_to=tuple(line.strip() for line in profile.copies_to.splitlines() if line.strip()),
    )
    if assignment.gives_opinion:
        return _opinion(common, assignment)
    letter = replace(
        common,
        title=_title(profile.title_pattern, proposal, round_number),
        addressees=tuple(delegate.name for delegate in proposal.ordered_sponsors()),
        salutation=_salutation(proposal, profile),
        paragraphs=(_opening(assignment),),
    )
    return _with_the_main_answer(letter, assignment)


def _with_the_main_answer(letter: LetterContent, assignment: Assignment) -> LetterContent:
    """In a merged item: what the main item's letter of the same round says, as far as it is written."""
    main = assignment.follows.current_reply if assignment.follows else None
    if main is None or main.round != letter.round:
        return letter
    said = main.content
    opens = bool(said.paragraphs) and isinstance(said.paragraphs[0], str) and "答复如下" in said.paragraphs[0]
    answer = said.paragraphs[1:] if opens else said.paragraphs
    return replace(letter, paragraphs=letter.paragraphs + answer, attachments=said.attachments, category=said.category)


def _handled_in(assignment: Assignment) -> Proposal:
    """The item in which the units work together: a merged one has its own letter only."""
    return assignment.follows.proposal if assignment.follows else assignment.proposal


def _joint_leads(assignment: Assignment) -> list[str]:
    """联合主办单位 put their names under the lead unit's letter."""
    if assignment.role != AssignmentRole.LEAD:
        return []
    joint = _handled_in(assignment).assignments.live().filter(role=AssignmentRole.JOINT).select_related("unit")
    return [part.unit.printed_name for part in joint]


def _title(pattern: str, proposal: Proposal, round_number: int) -> str:
    return fill(
        pattern,
        session=str(proposal.session),
        number=proposal.case_number,
        item=proposal.words.item,
        topic=proposal.title,
        again=again(round_number),
    )


def _opinion(common: LetterContent, assignment: Assignment) -> LetterContent:
    """会办意见: addressed to the lead unit, internal, so without class, disclosure and copies."""
    proposal = assignment.proposal
    lead = proposal.assignments.live().filter(role=AssignmentRole.LEAD).select_related("unit").first()
    return replace(
        common,
        kind="co_opinion",
        letterhead=assignment.unit.letterhead_for(Layout.LETTER),
        title=_title(proposal.session.assembly.profile.opinion_title_pattern, proposal, 1),
        addressees=(lead.unit.printed_name,) if lead else (),
        paragraphs=(f"{proposal}《{proposal.title}》收悉。经研究，现提出会办意见如下：",),
        disclosure=None,
        copies_to=(),
    )


def _salutation(proposal: Proposal, profile: Profile) -> str | None:
    """An organisation is addressed by its own name, without 代表 or 委员; persons leave it to the pattern."""
    sponsors = proposal.ordered_sponsors()
    if any(sponsor.kind != DelegateKind.PERSON for sponsor in sponsors):
        return "、".join(sponsor.title for sponsor in sponsors) + "："
    if profile.pad_names:
        return build_salutation([padded(sponsor.name) for sponsor in sponsors], proposal.body)
    return None


def _opening(assignment: Assignment) -> str:
    """The usual first sentence; co-handling units are named in it (domain.md §6.3)."""
    proposal = assignment.proposal
    sponsors = proposal.ordered_sponsors()
    you = "您" if len(sponsors) == 1 and sponsors[0].kind == DelegateKind.PERSON else "你们"
    partners = [
        row.unit.name
        for row in _handled_in(assignment).assignments.select_related("unit")
        if row.gives_opinion and row.is_live
    ]
    together = f"会同{'、'.join(partners)}" if partners else "经"
    return f"{you}提出的《{proposal.title}》收悉。{together}研究办理，现答复如下："


def _contacts(assignment: Assignment) -> tuple[Person, ...]:
    unit = assignment.unit
    if not (unit.contact_name or unit.contact_phone):
        return ()
    return (Person("联系人", unit.contact_name or None, unit.contact_phone or None),)
