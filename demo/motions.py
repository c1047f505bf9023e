"""Major matters on their way through four deliberations and two publications (B6)."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from services.enums.motions import (
    DELIBERATIONS,
    MajorMatter,
    MotionOrigin,
    MotionStageKind,
    MotionState,
    ResidentsBody,
)
from services.models import Motion, MotionStage, Publication
from sites.models import ResettlementSite

MATTERS = ("新建非机动车停车棚", "公共收益用于加装路灯", "修订居规民约", "活动广场改造")


def move(
    rng: Random, as_of: date, site: ResettlementSite, chair: User, reached: int
) -> tuple[Motion, list[MotionStage], list[Publication]]:
    """A motion that has been through the first `reached` of the six stages."""
    first = as_of - timedelta(days=100)
    kinds = list(MotionStageKind)[:reached]
    motion = Motion(
        site=site,
        title=MATTERS[reached % len(MATTERS)],
        text="经群众反映、支部研究，提请按程序讨论决定。",
        matter=MajorMatter.PROJECT,
        why_major="涉及全体居民利益",
        origin=MotionOrigin.MASSES,
        state=list(MotionState)[len(kinds)],
        result="已按决议实施完成" if reached >= len(MotionStageKind) else "",
        occurred_on=first,
        recorded_by=chair,
        token=UUID(int=rng.getrandbits(128), version=4),
    )
    stages, notices = list[MotionStage](), list[Publication]()
    for number, kind in enumerate(kinds, 1):
        row = MotionStage(
            site=site,
            motion=motion,
            stage=kind,
            on=first + timedelta(days=12 * number),
            text="会议一致同意" if kind in DELIBERATIONS else "决议和实施情况已公开",
        )
        if kind in DELIBERATIONS:
            row.due, row.present, row.votes_for = 30, 26, 22
            row.votes_against, row.votes_abstained = 1, 3
        else:
            notices.append(
                Publication(
                    site=site,
                    motion_stage=row,
                    published_on=row.on,
                    objection_days=7,
                    place="安置点公示栏",
                )
            )
        if kind == MotionStageKind.RESIDENTS:
            row.body = ResidentsBody.REPRESENTATIVES
        stages.append(row)
    return motion, stages, notices
