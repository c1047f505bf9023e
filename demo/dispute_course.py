"""One demonstration dispute on its way: what each step writes, day after day."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import User
from demo.dispute_ways import COURT, LONGEST, ON_THE_SPOT, WAYS, WITH_MONEY
from demo.dispute_words import ENDED, ESCALATED, GUIDED, VISITED
from residents.models import Membership
from services.dispute_terms import one_month_after
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove, DisputeStage
from services.enums.disputes import (
    Capacity,
    Choosing,
    Complexity,
    DisputeChannel,
    DisputeLevel,
    DisputeSource,
    GuidedTo,
    PartySide,
    Prevented,
)
from services.enums.mediations import AgreementForm, CourtResult, PaperKind, Performance
from services.models import (
    Dispute,
    DisputeFollowUp,
    DisputeParticipant,
    DisputeParty,
    DisputeStep,
    DisputeWords,
    DossierPaper,
    JudicialConfirmation,
    MediationAgreement,
    MediationSession,
)

S, M, P = DisputeStage, DisputeMove, PaperKind


class Course:
    """Writes one case step by step into the lists of the demonstration."""

    def __init__(self, rng: Random, as_of: date, site: Any, people: Any, story: Any) -> None:
        self.rng, self.as_of, self.site, self.people = rng, as_of, site, people
        self.kind, self.story = story
        self.grid_user: User = rng.choice(people.grid)
        self.court: JudicialConfirmation | None = None
        self.goes_to_court = False
        self.mediators: list[User] = rng.sample(people.mediators, rng.choices([1, 2], [7, 3])[0])

    def open(self, dispute: Dispute, made: Any) -> None:
        """The case, its words and its two families."""
        self.dispute, self.made, self.day = dispute, made, dispute.occurred_on
        first, second = self.rng.sample(self.people.residents, 2)
        self.names = (first.person.name, second.person.name)
        made.disputes.append(dispute)
        story = self.story
        made.words.append(
            self._of(
                DisputeWords,
                title=story.title,
                place=story.place,
                summary=f"申请人{self.names[0]}反映：{story.account}",
                wish=story.wish,
            )
        )
        for side, member in ((PartySide.APPLICANT, first), (PartySide.RESPONDENT, second)):
            made.parties.append(self._party(side, member))
        self._step("", "", S.REGISTERED, dispute.recorded_by, to_level=dispute.level)

    def go(self, stage: DisputeStage, with_grid: bool) -> None:
        """Makes every step up to the stage."""
        self.on_spot = self.dispute.channel == DisputeChannel.GRID
        if with_grid:
            self._join(self.grid_user, Capacity.GRID_STAFF)
        if stage == S.MEDIATING and self.rng.random() < 0.4 and self.people.town:
            self._escalate()
        for move in ON_THE_SPOT if self.on_spot else WAYS[stage]:
            self._move(move)
            if move == M.AGREE and self.goes_to_court and stage == S.FILED:
                self._move(M.APPLY_COURT)
                self._move(M.DECIDE_COURT)

    def _move(self, move: DisputeMove) -> None:
        before = self.dispute.stage
        self.day = min(
            self.day + timedelta(days=self.rng.randint(0, LONGEST.get(move, 1))), self.as_of
        )
        deed = getattr(self, f"_{move.value}", None)
        note = deed() if deed else ""
        self.dispute.stage = DISPUTE_MACHINE.next_state(before, move)
        actor = self.caller if move == M.CONFIRM else self._worker()
        self._step(move, before, self.dispute.stage, actor, note=note or "")

    def _worker(self) -> User:
        return self.grid_user if self.on_spot else self.mediators[0]

    def _accept(self) -> None:
        self.dispute.accepted_on, self.dispute.due_on = self.day, one_month_after(self.day)

    def _guide(self) -> str:
        self.dispute.guided_to, self.dispute.ended_on = GuidedTo.ADMINISTRATION, self.day
        return GUIDED

    def _appoint(self) -> None:
        for user in self.mediators:
            self._join(user, Capacity.MEDIATOR, chosen=self.rng.choice(list(Choosing)))

    def _hold_session(self) -> None:
        present = "、".join([*self.names, *(user.name for user in self.mediators)])
        self.made.sessions.append(
            self._of(
                MediationSession,
                kind="mediation",
                held_on=self.day,
                place="党群服务中心调解室",
                present=present,
                minutes=f"申请人：{self.story.account}\n被申请人：愿意协商。\n调解员：讲明政策和邻里相处之道，提出调解方案。",
                result="双方愿意继续协商。",
                recorder=self.mediators[-1],
                token=self._token(),
            )
        )

    def _agree(self) -> None:
        simple = self.dispute.complexity == Complexity.SIMPLE
        written = self.rng.random() < (0.25 if simple else 0.75)
        form = AgreementForm.WRITTEN if written else AgreementForm.ORAL
        self._settle(form, self.mediators[0])
        self.goes_to_court = written and self.rng.random() < 0.12

    def _settle_at_once(self) -> None:
        self._accept()
        self._settle(AgreementForm.ORAL, self.grid_user)

    def _settle(self, form: AgreementForm, actor: User) -> None:
        perform_by = self.day + timedelta(days=10)
        written = form == AgreementForm.WRITTEN
        self.dispute.settled_on, self.dispute.settled_by = self.day, actor
        self.dispute.performance = Performance.NOT_YET
        if self.kind in WITH_MONEY:
            self.dispute.amount_yuan = Decimal(self.rng.randrange(500, 6000, 100))
        if self.rng.random() < 0.04:
            self.dispute.prevented = self.rng.choice(list(Prevented))
            self.dispute.prevented_persons = self.rng.randint(2, 8)
        self.agreement = self._of(
            MediationAgreement,
            form=form,
            facts=self.story.account if written else "",
            terms=self.story.terms,
            performance_way="当面履行" if written else "",
            perform_by=perform_by if written else None,
            effective_on=self.day,
        )
        self.made.agreements.append(self.agreement)

    def _apply_court(self) -> None:
        self.court = self._of(JudicialConfirmation, court=COURT, applied_on=self.day)
        self.made.confirmations.append(self.court)

    def _decide_court(self) -> None:
        number = len(self.made.confirmations)
        self.court.decided_on, self.court.result = self.day, CourtResult.CONFIRMED
        self.court.document_no = f"（{self.day.year}）黔0623民特{number}号"

    def _confirm(self) -> None:
        writer = self.dispute.recorded_by
        self.caller = self.rng.choice([one for one in self.people.clerks if one is not writer])
        self.dispute.confirmed_by, self.dispute.confirmed_on = self.caller, self.day
        self.dispute.performance, self.dispute.performed_on = Performance.PERFORMED, self.day
        self.made.visits.append(
            self._of(
                DisputeFollowUp,
                made_on=self.day,
                made_by=self.caller,
                is_call_back=True,
                performance=Performance.PERFORMED,
                is_content=True,
                note=self.rng.choice(VISITED),
            )
        )

    def _end(self) -> str:
        self.dispute.ended_on = self.day
        return ENDED

    def _close(self) -> None:
        self.dispute.closed_on = self.day
        for kind in self._papers():
            self.made.papers.append(
                self._of(
                    DossierPaper,
                    kind=kind,
                    pages=self.rng.randint(1, 3),
                    on_paper=True,
                    added_by=self._worker(),
                    token=self._token(),
                )
            )

    def _file(self) -> None:
        self.dispute.filed_on = self.day

    def _papers(self) -> list[str]:
        """The same rule as `services.dossiers`, on rows that no database holds yet."""
        if self.dispute.guided_to:
            return [P.ACCEPTANCE]
        kinds = [P.FOLLOW_UP] if self.dispute.settled_on else []
        oral = self.dispute.settled_on and self.agreement.form == AgreementForm.ORAL
        if oral:
            kinds.append(P.ORAL_REGISTER)
            if self.dispute.complexity == Complexity.SIMPLE:
                return sorted(kinds)
        elif self.dispute.settled_on:
            kinds.append(P.AGREEMENT)
        kinds += [P.ACCEPTANCE, P.RIGHTS, P.MEDIATION]
        if self.court is not None:
            kinds += [P.COURT_APPLICATION, P.COURT_DECISION]
        if self.dispute.source == DisputeSource.ON_APPLICATION:
            kinds.append(P.APPLICATION)
        return sorted(kinds)

    def _escalate(self) -> None:
        handler = self.people.town[0]
        self._join(handler, Capacity.HANDLER)
        before, self.dispute.level = self.dispute.level, DisputeLevel.TOWN
        self._step(
            M.ESCALATE, S.REGISTERED, S.REGISTERED, self.mediators[0], note=ESCALATED,
            from_level=before, to_level=DisputeLevel.TOWN,
        )  # fmt: skip

    def _join(self, user: User, capacity: Capacity, chosen: str = "") -> None:
        self.made.participants.append(
            self._of(
                DisputeParticipant,
                user=user,
                capacity=capacity,
                chosen=chosen,
                joined_on=self.day,
            )
        )

    def _party(self, side: PartySide, member: Membership) -> DisputeParty:
        person = member.person
        return self._of(
            DisputeParty,
            side=side,
            person=person,
            name=person.name,
            sex=person.sex,
            birth_date=person.birth_date,
            phone=person.phone,
            address=self.people.homes.get(id(member.household), ""),
        )

    def _step(self, move: str, before: str, after: str, actor: User, **more: Any) -> None:
        self.made.steps.append(
            self._of(
                DisputeStep,
                actor=actor,
                happened_on=self.day,
                move=move,
                from_stage=before,
                to_stage=after,
                **more,
            )
        )

    def _of(self, model: type, **fields: Any) -> Any:
        return model(site=self.site, dispute=self.dispute, **fields)

    def _token(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)
