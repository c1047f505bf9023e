"""One request of the demonstration on its way along the machine, day by day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from residents.models import Household, Person
from services.enums.requests import (
    REQUEST_MACHINE,
    CallBackResult,
    RequestAction,
    RequestLevel,
    SupervisionKind,
    Urgency,
)
from services.models import RequestStep, ServiceRequest, Supervision
from sites.enums import OrganisationKind
from sites.models import Organisation, ResettlementSite

A = RequestAction
DAYS = {Urgency.URGENT: 1, Urgency.PRESSING: 3, Urgency.ORDINARY: 7}
REPLIES = (
    "已联系承办人员办理完毕，居民现场确认。", "已告知所需材料并协助提交。",
    "已维修更换，使用正常。",
)  # fmt: skip


@dataclass(slots=True)
class Requests:
    """Not yet stored."""

    requests: list[ServiceRequest] = field(default_factory=list)
    steps: list[RequestStep] = field(default_factory=list)
    supervisions: list[Supervision] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """Who works on a site's requests."""

    site: ResettlementSite
    clerks: list[User]
    company_staff: list[User]
    bodies: dict[str, Organisation]
    homes: list[tuple[Household, Person]]


@dataclass(slots=True)
class Walk:
    """A request on its way: each move sets what the action of the same name sets."""

    made: Requests
    rng: Random
    request: ServiceRequest
    clerk: User
    lead: Organisation
    cast: Cast
    at: datetime
    following: str | None = None

    def go(self, action: str, following: str | None) -> None:
        """One move, some time after the last; now and then the town is called in."""
        self.following = following
        request, state_from = self.request, self.request.state
        if action == A.CLAIM_DONE and self.rng.random() < 0.06:
            request.level = RequestLevel.TOWN
            self.keep(A.ESCALATE, state_from, state_from, self.clerk, "需镇街协调相关部门")
        self._pass_time(action)
        note = _SETTERS[action](self, self.at.date()) if action in _SETTERS else ""
        request.state = REQUEST_MACHINE.next_state(state_from, action)
        self.keep(action, state_from, request.state, self._actor(action), note)

    def keep(self, action: str, state_from: str, state_to: str, actor: User, note: str) -> None:
        self.made.steps.append(
            RequestStep(
                site=self.cast.site,
                request=self.request,
                actor=actor,
                at=timezone.make_aware(self.at),
                action=action,
                state_from=state_from,
                state_to=state_to,
                level=self.request.level,
                organisation=self.request.lead,
                note=note,
            )
        )

    def _pass_time(self, action: str) -> None:
        if action in (A.ACCEPT, A.ANSWER, A.REFUSE, A.HAND_OVER):
            self.at += timedelta(minutes=self.rng.randint(5, 50))
        elif action == A.CLAIM_DONE:
            # Most are done within their days, some late.
            days = DAYS[Urgency(self.request.urgency)]
            late = self.rng.random() < 0.08
            wait = days + 4 if late else self.rng.randint(0, max(days - 2, 0))
            self.at += timedelta(days=wait, minutes=37)
        elif action in (A.CALL_BACK, A.REOPEN):
            self.at += timedelta(days=1, minutes=13)
        else:
            self.at += timedelta(minutes=self.rng.randint(20, 150))

    def _actor(self, action: str) -> User:
        if action in (A.CALL_BACK, A.CLOSE, A.REOPEN):
            return self.request.verified_by or self._other()
        company = self.lead.kind == OrganisationKind.PROPERTY_COMPANY
        if action in (A.SIGN_IN, A.RETURN, A.START, A.PAUSE, A.CLAIM_DONE) and company:
            return self.cast.company_staff[0]
        return self.clerk

    def _other(self) -> User:
        """A colleague who neither wrote it down nor reported it as done."""
        done_by, writer = self.request.done_by, self.request.recorded_by
        return next(user for user in self.cast.clerks if user not in (done_by, writer))

    def urge(self, as_of: date) -> None:
        """A late one is urged, and the reply is owed."""
        self.at = datetime.combine(as_of - timedelta(days=1), time(15, 20))
        self.made.supervisions.append(
            Supervision(
                site=self.cast.site,
                request=self.request,
                kind=SupervisionKind.URGE,
                words="已超办理期限，请说明原因并抓紧办理",
                made_by=self.clerk,
                made_at=timezone.make_aware(self.at),
                reply_due_on=as_of,
            )
        )
        self.keep(
            A.SUPERVISE, self.request.state, self.request.state, self.clerk, "已超期，请抓紧办理"
        )

    def accept(self, day: date) -> str:
        days = DAYS[Urgency(self.request.urgency)]
        self.request.accepted_on = day
        self.request.due_on = day + timedelta(days=days + 2 * (days > 3))
        self.request.warn_on = self.request.due_on - timedelta(days=1)
        return ""

    def assign(self, day: date) -> str:
        self.request.lead = self.lead
        return ""

    def send_back(self, day: date) -> str:
        self.request.lead = None
        return "依据物业服务合同，该事项不在服务范围内"

    def pause(self, day: date) -> str:
        self.request.paused_on = day
        return "等待配件到货"

    def claim(self, day: date) -> str:
        self.request.done_on, self.request.done_by = day, self._actor(A.CLAIM_DONE)
        self.request.reply = self.rng.choice(REPLIES)
        return self.request.reply

    def answer(self, day: date) -> str:
        self.accept(day)
        return self.claim(day)

    def call_back(self, day: date) -> str:
        self.request.verified_by = self._other()
        content = self.rng.choices([CallBackResult.SATISFIED, CallBackResult.MOSTLY], (80, 20))[0]
        unhappy = self.following == A.REOPEN
        self.request.call_back = CallBackResult.DISSATISFIED if unhappy else content
        return ""

    def close(self, day: date) -> str:
        self.request.closed_on = day
        return ""

    def reopen(self, day: date) -> str:
        request = self.request
        request.was_late_before = request.was_late
        request.reopened_times += 1
        request.due_on = day + timedelta(days=5)
        request.warn_on = day + timedelta(days=4)
        request.done_on = request.done_by = request.closed_on = request.verified_by = None
        request.call_back = ""
        return "居民反映问题仍未解决"

    def refuse(self, day: date) -> str:
        return "不属服务中心职责，已告知到县政务服务中心办理"

    def hand_over(self, day: date) -> str:
        self.request.handed_to = "petition"
        return "属信访事项，已移交县信访局"


_SETTERS: dict[str, Callable[[Walk, date], str]] = {
    A.ACCEPT: Walk.accept,
    A.ASSIGN: Walk.assign,
    A.RETURN: Walk.send_back,
    A.PAUSE: Walk.pause,
    A.CLAIM_DONE: Walk.claim,
    A.ANSWER: Walk.answer,
    A.CALL_BACK: Walk.call_back,
    A.CLOSE: Walk.close,
    A.REOPEN: Walk.reopen,
    A.REFUSE: Walk.refuse,
    A.HAND_OVER: Walk.hand_over,
}
