"""A site with a mediation committee, two quarrelling families, and cases brought to any stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from lib.periods import today
from services.actions import (
    dispute_levels,
    dispute_results,
    disputes,
    dossiers,
    mediations,
)
from services.actions.dispute_steps import locked, move
from services.dossiers import missing_papers
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.disputes import (
    Complexity,
    DisputeChannel,
    DisputeKind,
    DisputeSource,
    PartySide,
)
from services.models import (
    CommitteeMember,
    Dispute,
    DisputeFollowUp,
    DisputeParty,
    DisputeWords,
    DossierPaper,
    MediationAgreement,
    MediationCommittee,
    MediationSession,
)
from sites.enums import Post
from sites.models import ResettlementSite
from tests import factories
from tests.residents.world import Place

S, M = DisputeStage, DisputeMove


def make_committee(site: ResettlementSite, *names: str) -> MediationCommittee:
    """The site's committee with these members, the first one a woman and its head."""
    committee = MediationCommittee.objects.create(
        site=site, name=f"{site.name}人民调解委员会", valid_from=factories.FIRST_DAY
    )
    for number, name in enumerate(names or ("吴调解", "郑调解", "冯调解")):
        user = factories.make_user_with(Post.MEDIATOR, site, name=name)
        CommitteeMember.objects.create(
            site=site,
            committee=committee,
            user=user,
            sex="2" if number == 0 else "1",
            is_head=number == 0,
            valid_from=factories.FIRST_DAY,
        )
    return committee


@dataclass
class Case:
    """Who works on the cases of a place, and its two families."""

    place: Place
    clerk: User
    colleague: User
    mediators: list[User]
    mark: str = ""

    def dispute(self, **fields: Any) -> Dispute:
        return Dispute(
            **{
                "site": self.place.site,
                "occurred_on": today(),
                "source": DisputeSource.ON_APPLICATION,
                "kind": DisputeKind.NEIGHBOUR,
                "complexity": Complexity.GENERAL,
                "channel": DisputeChannel.SERVICE_CENTRE,
                **fields,
            }
        )

    def words(self) -> DisputeWords:
        return DisputeWords(
            title=f"{self.mark}楼道堆物",
            place=f"{self.mark}3栋2单元",
            summary=f"{self.mark}王家在楼道堆放柴火，李家出入不便，多次争吵。",
            wish=f"{self.mark}请求清理楼道",
        )

    def parties(self) -> list[DisputeParty]:
        person = self.place.head
        return [
            DisputeParty(
                side=PartySide.APPLICANT,
                name=f"{self.mark}李秀英",
                phone="13900008888" if self.mark else "13700001111",
                address=f"{self.mark}2单元101",
                agent_name=f"{self.mark}李大山",
            ),
            DisputeParty(side=PartySide.RESPONDENT, person=person, name=person.name),
        ]

    def register(self, **fields: Any) -> Dispute:
        parties = fields.pop("parties", None) or self.parties()
        return disputes.register_dispute(
            actor=fields.pop("actor", self.clerk),
            dispute=self.dispute(**fields),
            words=self.words(),
            parties=parties,
        )

    def at(self, stage: DisputeStage, **fields: Any) -> Dispute:
        """A case brought to this stage by its own actions."""
        dispute = self.register(**fields)
        for made in WAY[stage]:
            dispute = self.do(dispute, made)
        assert dispute.stage == stage
        return dispute

    def do(self, dispute: Dispute, made: DisputeMove, **more: Any) -> Dispute:
        """One move with values that are right; gives the dispute as it stands then."""
        if made == M.CLOSE and "papers" not in more:
            self.complete(dispute)
        more.pop("papers", None)
        DEEDS[made](self, dispute, more)
        return Dispute.objects.select_related("site").get(pk=dispute.pk)

    def complete(self, dispute: Dispute) -> None:
        """Puts every paper that is missing into the file."""
        if dispute.is_over:
            return
        for kind in missing_papers(Dispute.objects.get(pk=dispute.pk)):
            self.add_paper(dispute, kind)

    def add_paper(self, dispute: Dispute, kind: str, **fields: Any) -> DossierPaper:
        paper = DossierPaper(kind=kind, token=uuid4(), **{"on_paper": True, **fields})
        return dossiers.add_paper(
            actor=self.clerk, dispute=dispute, paper=paper, file_name="", content=b""
        )

    def agreement(self, **fields: Any) -> MediationAgreement:
        return MediationAgreement(
            **{
                "form": "written",
                "facts": f"{self.mark}楼道为公用部位。",
                "terms": f"{self.mark}王家三日内清理完毕。",
                "performance_way": f"{self.mark}自行清理",
                "perform_by": today(),
                "effective_on": today(),
                **fields,
            }
        )

    def session(self, kind: str, **fields: Any) -> MediationSession:
        return MediationSession(
            **{
                "kind": kind,
                "held_on": today(),
                "place": "调解室",
                "present": f"{self.mark}双方当事人",
                "minutes": f"{self.mark}双方各自陈述。",
                "token": uuid4(),
                **fields,
            }
        )

    def visit(self, **fields: Any) -> DisputeFollowUp:
        return DisputeFollowUp(
            **{
                "made_on": today(),
                "performance": "performed",
                "is_content": True,
                "note": f"{self.mark}楼道已清理。",
                **fields,
            }
        )


def make_case(place: Place, mark: str = "") -> Case:
    committee = make_committee(place.site)
    return Case(
        place=place,
        clerk=factories.make_site_staff(place.site),
        colleague=factories.make_user_with(Post.CENTRE_STAFF, place.site, name="陈社区"),
        mediators=[member.user for member in committee.members.select_related("user")],
        mark=mark,
    )


Deed = Callable[[Case, Dispute, dict[str, Any]], object]


def _dated(action: Callable[..., object], **fixed: Any) -> Deed:
    def deed(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
        return action(dispute=dispute, **{"actor": case.clerk, "on": today(), **fixed, **more})

    return deed


def _session(kind: str) -> Deed:
    def deed(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
        return mediations.hold_session(
            actor=case.clerk, dispute=dispute, session=case.session(kind, **more)
        )

    return deed


def _visit(action: Callable[..., object], by: str) -> Deed:
    def deed(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
        actor = more.pop("actor", getattr(case, by))
        settled = Dispute.objects.get(pk=dispute.pk).settled_on is not None
        visit = case.visit(**{} if settled else {"performance": ""}, **more)
        return action(actor=actor, dispute=dispute, visit=visit, performed_on=None)

    return deed


def _appoint(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    # The same ones again would be the same submit twice.
    present = dispute.participants.current().filter(capacity="mediator").count()
    mediators = case.mediators[present : present + 1]
    values = {"mediators": mediators, "chosen": "chosen", "on": today(), **more}
    return mediations.appoint_mediators(actor=case.clerk, dispute=dispute, **values)


def _agree(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    actor = more.pop("actor", case.clerk)
    return mediations.agree(actor=actor, dispute=dispute, agreement=case.agreement(**more))


def _settle_at_once(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    """The move itself is made by registering anew; elsewhere it is refused by the table."""
    return move(
        actor=case.clerk,
        dispute=locked(dispute),
        to=M.SETTLE_AT_ONCE,
        on=today(),
        settled_on=today(),
        settled_by=case.clerk,
    )


def _extend(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    values = {"due_on": date(today().year + 1, 12, 31), "note": "双方书面同意", **more}
    return dispute_levels.extend_dispute(actor=case.clerk, dispute=dispute, **values)


def _escalate(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    values = {"level": "county", "note": "涉及多家单位", "handler": case.colleague, **more}
    return dispute_levels.escalate_dispute(actor=case.clerk, dispute=dispute, **values)


def _flag(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    values = {"risk": "high", "note": "扬言动手", **more}
    return dispute_levels.flag_risk(actor=case.clerk, dispute=dispute, **values)


def _court(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    values = {"court": "石阡县人民法院", "applied_on": today(), **more}
    return dispute_results.apply_to_court(actor=case.clerk, dispute=dispute, **values)


def _decide(case: Case, dispute: Dispute, more: dict[str, Any]) -> object:
    values = {"decided_on": today(), "result": "confirmed", "document_no": "民特1号", **more}
    return dispute_results.record_decision(actor=case.clerk, dispute=dispute, **values)


DEEDS: dict[DisputeMove, Deed] = {
    M.ACCEPT: _dated(disputes.accept_dispute, complexity=Complexity.GENERAL),
    M.GUIDE: _dated(disputes.guide_dispute, guided_to="court", note="属于诉讼案件"),
    M.APPOINT: _appoint,
    M.TELL_RIGHTS: _dated(mediations.tell_rights),
    M.INVESTIGATE: _session("investigation"),
    M.HOLD_SESSION: _session("mediation"),
    M.AGREE: _agree,
    M.SETTLE_AT_ONCE: _settle_at_once,
    M.END: _dated(disputes.end_dispute, note="一方不愿调解，告知可起诉"),
    M.FOLLOW_UP: _visit(dispute_results.follow_up, "clerk"),
    M.CONFIRM: _visit(dispute_results.confirm_settled, "colleague"),
    M.REOPEN: _dated(mediations.reopen_dispute, note="一方反悔"),
    M.APPLY_COURT: _court,
    M.DECIDE_COURT: _decide,
    M.EXTEND: _extend,
    M.ESCALATE: _escalate,
    M.FLAG_RISK: _flag,
    M.CLOSE: _dated(disputes.close_dispute),
    M.FILE: _dated(disputes.file_dispute),
}
TO_AGREED = (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS, M.HOLD_SESSION, M.AGREE)
WAY: dict[DisputeStage, tuple[DisputeMove, ...]] = {
    S.REGISTERED: (),
    S.GUIDED: (M.GUIDE,),
    S.ACCEPTED: TO_AGREED[:1],
    S.APPOINTED: TO_AGREED[:2],
    S.RIGHTS_TOLD: TO_AGREED[:3],
    S.MEDIATING: TO_AGREED[:4],
    S.AGREED: TO_AGREED,
    S.ENDED: (M.ACCEPT, M.END),
    S.FOLLOWED_UP: (*TO_AGREED, M.CONFIRM),
    S.CLOSED: (*TO_AGREED, M.CONFIRM, M.CLOSE),
    S.FILED: (*TO_AGREED, M.CONFIRM, M.CLOSE, M.FILE),
}


def refusal(deed: Callable[[], Any]) -> str:
    """The sentence with which a deed is refused; fails where it is not."""
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        deed()
    return " ".join(refused.value.messages)
