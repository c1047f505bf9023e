"""Door services since 1 January of last year (R47): done, confirmed, called back, historical."""

import struct
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from demo.net import Net
from demo.places import Places
from demo.residents import Register
from demo.staff import Staff
from grids.enums import GridPost
from grids.models import GridPosting
from lib.encryption import seal
from lib.periods import Period, is_closed, quarter_of, since_last_year
from residents.models import Household
from services.enums.door_services import (
    CallBackOutcome,
    ConfirmationKind,
    DoorServiceState,
    ServiceWay,
)
from services.models import (
    DoorCallBack,
    DoorConfirmation,
    DoorSample,
    DoorSampleRow,
    DoorService,
    DoorServiceDoer,
    DoorServiceKind,
    DoorServiceStep,
)
from services.models.door_checks import CONFIRMATION_PLACE
from sites.enums import Post

# What the migration gives a county to start with, so that the demonstration can name it.
KINDS = {
    "policy": ("政策宣讲", "thought_guide", ("宣讲搬迁后续扶持政策", "讲解防返贫监测政策")),
    "condolence": ("走访慰问", "thought_guide", ("节前走访慰问", "看望独居老人")),
    "jobs": ("岗位推送", "employment_server", ("推送县内企业岗位", "介绍东莞用工信息")),
    "training": ("培训动员", "employment_server", ("动员参加家政培训", "登记电工培训意愿")),
    "repair": ("水电维修", "trouble_shooter", ("更换水龙头", "检修入户线路", "疏通下水管道")),
    "health": ("健康随访", "trouble_shooter", ("陪同测量血压", "提醒复诊取药")),
    "elderly": ("助老服务", "trouble_shooter", ("代购米油并送上门", "帮助使用智能手机")),
    "insurance": ("社保医保代办", "rights_protector", ("代办医保缴费", "代办养老资格认证")),
    "papers": ("证照代办", "rights_protector", ("代办居住证", "代办户口迁移材料")),
    "schooling": ("入学帮办", "rights_protector", ("帮办小学入学登记",)),
    "hygiene": ("环境卫生指导", "civility_advocate", ("指导清理楼道杂物", "讲解垃圾分类")),
    "customs": ("移风易俗宣传", "civility_advocate", ("宣传酒席从简",)),
}  # fmt: skip
# With room for what is withdrawn, denied or waits for a review: the article's 450 are reached.
SERVICES = 520
# A ledger in Excel was kept until the portal came, half a year after the window begins.
LEDGER_DAYS = 181
SHARE = 10


@dataclass(slots=True)
class DoorServices:
    """Not yet stored."""

    kinds: list[DoorServiceKind] = field(default_factory=list)
    services: list[DoorService] = field(default_factory=list)
    doers: list[DoorServiceDoer] = field(default_factory=list)
    confirmations: list[DoorConfirmation] = field(default_factory=list)
    call_backs: list[DoorCallBack] = field(default_factory=list)
    steps: list[DoorServiceStep] = field(default_factory=list)
    samples: list[DoorSample] = field(default_factory=list)
    sample_rows: list[DoorSampleRow] = field(default_factory=list)

    @property
    def tables(self) -> list[Sequence]:
        return [
            self.kinds,
            self.services,
            self.doers,
            self.confirmations,
            self.call_backs,
            self.steps,
            self.samples,
            self.sample_rows,
        ]


def serve(
    rng: Random, as_of: date, places: Places, register: Register, staff: Staff, net: Net
) -> DoorServices:
    """Every service has doers who held their post that day, and is verified by somebody else."""
    made = DoorServices()
    for position, (code, (name, capacity, _words)) in enumerate(KINDS.items(), 1):
        made.kinds.append(
            DoorServiceKind(code=code, name=name, usual_capacity=capacity, position=10 * position)
        )
    window = since_last_year(as_of)
    span = (window.last - window.first).days
    centre = _centre_staff(staff)
    leaders = _leaders(net)
    homes = [
        home
        for home in register.occupancies
        if not home.valid_to and home.valid_from <= window.first and not home.household.ended_on
    ]
    while len(made.services) < SERVICES:
        home, day = rng.choice(homes), window.first + timedelta(days=rng.randint(0, span))
        heads = [
            posting.holder
            for posting in leaders[id(home.dwelling.stairwell)]
            if posting.valid_from <= day
        ]
        clerks = [user for user, first in centre[id(home.site)] if first <= day]
        if clerks:
            _serve_one(made, rng, as_of, home.household, day, heads, clerks)
    _sample(made, rng, as_of, places, centre)
    return made


def _serve_one(
    made: DoorServices,
    rng: Random,
    as_of: date,
    household: Household,
    day: date,
    heads: list[User],
    clerks: list[User],
) -> None:
    kind = rng.choice(made.kinds)
    doers = [rng.choice(heads or clerks)]
    companion = rng.choice(clerks)
    if rng.random() < 0.15 and companion is not doers[0]:
        doers.append(companion)
    historical = (day - since_last_year(as_of).first).days < LEDGER_DAYS
    late = not historical and is_closed(day, as_of) and rng.random() < 0.02
    service = DoorService(
        site=household.site,
        household=household,
        kind=kind,
        capacity=kind.usual_capacity,
        way=ServiceWay.ERRAND if kind.code in ("insurance", "papers") else ServiceWay.AT_HOME,
        words=rng.choice(KINDS[kind.code][2]),
        occurred_on=day,
        recorded_by=doers[0],
        token=_token(rng),
        is_historical=historical,
        late_reason="当时手机无信号，事后补登" if late else "",
    )
    made.services.append(service)
    made.doers += [DoorServiceDoer(site=service.site, service=service, doer=doer) for doer in doers]
    fate = rng.random()
    others = [clerk for clerk in clerks if clerk not in doers]
    if historical or late:
        return
    if fate < 0.35:
        _confirm(made, rng, service, doers[0])
    elif fate < 0.55 and others:
        _call(made, rng, service, rng.choice(others), CallBackOutcome.CONFIRMED, "", as_of)
    elif fate < 0.57 and others:
        words = "住户称当天家中无人"
        _call(made, rng, service, rng.choice(others), CallBackOutcome.DENIED, words, as_of)
    elif fate < 0.58:
        _move(made, service, doers[0], DoorServiceState.WITHDRAWN, "重复登记")


def _confirm(made: DoorServices, rng: Random, service: DoorService, actor: User) -> None:
    made.confirmations.append(
        DoorConfirmation(
            site=service.site,
            service=service,
            kind=ConfirmationKind.SIGNATURE,
            taken_by=actor,
            media_type="image/png",
            file_sealed=seal(signature(rng), CONFIRMATION_PLACE),
        )
    )
    _move(made, service, actor, DoorServiceState.CONFIRMED, "屏幕签名")


def _call(
    made: DoorServices,
    rng: Random,
    service: DoorService,
    caller: User,
    outcome: CallBackOutcome,
    words: str,
    as_of: date,
) -> None:
    made.call_backs.append(
        DoorCallBack(
            site=service.site,
            service=service,
            token=_token(rng),
            caller=caller,
            called_on=min(service.occurred_on + timedelta(days=rng.randint(2, 20)), as_of),
            outcome=outcome,
            words=words,
        )
    )
    confirmed = outcome == CallBackOutcome.CONFIRMED
    state = DoorServiceState.CONFIRMED if confirmed else DoorServiceState.DENIED
    _move(made, service, caller, state, words)


def _move(made: DoorServices, service: DoorService, actor: User, state: str, note: str) -> None:
    made.steps.append(
        DoorServiceStep(
            site=service.site,
            service=service,
            actor=actor,
            state_before=service.state,
            state=state,
            note=note,
        )
    )
    service.state = state


def _sample(
    made: DoorServices, rng: Random, as_of: date, places: Places, centre: dict[int, list]
) -> None:
    """Of the last whole quarter, at the sites where enough waits for verification."""
    last = quarter_of(as_of).first - timedelta(days=1)
    period = Period(quarter_of(last).first, last)
    for site in places.sites:
        waiting = [
            service
            for service in made.services
            if service.site is site
            and service.state == DoorServiceState.DONE
            and not service.late_reason
            and period.first <= service.occurred_on <= period.last
        ]
        if not waiting or not centre[id(site)]:
            continue
        sample = DoorSample(
            site=site,
            token=_token(rng),
            first_day=period.first,
            last_day=period.last,
            share=SHARE,
            seed=rng.randrange(2**31),
            drawn_from=len(waiting),
            drawn_by=centre[id(site)][0][0],
        )
        made.samples.append(sample)
        chosen = rng.sample(waiting, -(-len(waiting) * SHARE // 100))
        made.sample_rows += [
            DoorSampleRow(site=site, sample=sample, service=service, position=position)
            for position, service in enumerate(chosen, 1)
        ]


def _centre_staff(staff: Staff) -> dict[int, list[tuple[User, date]]]:
    found: dict[int, list[tuple[User, date]]] = defaultdict(list)
    for posting in staff.postings:
        if posting.post == Post.CENTRE_STAFF and posting.site and not posting.valid_to:
            found[id(posting.site)].append((posting.holder, posting.valid_from))
    return found


def _leaders(net: Net) -> dict[int, list[GridPosting]]:
    """Stairwell to the postings of those who head its building in its grid."""
    grid_of = {id(row.stairwell): (row.stairwell, row.grid) for row in net.stairwells}
    found: dict[int, list[GridPosting]] = defaultdict(list)
    for key, (stairwell, grid) in grid_of.items():
        found[key] = [
            posting
            for posting in net.postings
            if posting.post == GridPost.GRID_LEADER
            and posting.grid is grid
            and posting.building in (None, stairwell.building)
            and not posting.valid_to
        ]
    return found


def _token(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def signature(rng: Random, width: int = 160, height: int = 60) -> bytes:
    """A scribble as a PNG, so that a confirmation can be opened."""
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    level = height / 2
    for x in range(8, width - 8):
        level = min(max(level + rng.uniform(-4, 4), 6), height - 7)
        for thick in range(3):
            rows[int(level) + thick][x] = 0x20
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
