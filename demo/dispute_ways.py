"""The ways that the demonstration's disputes take, and how long each step takes them."""

from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.enums.disputes import DisputeKind

S, M = DisputeStage, DisputeMove
WAYS: dict[str, tuple[DisputeMove, ...]] = {
    S.REGISTERED: (),
    S.GUIDED: (M.GUIDE, M.CLOSE),
    S.ACCEPTED: (M.ACCEPT,),
    S.APPOINTED: (M.ACCEPT, M.APPOINT),
    S.RIGHTS_TOLD: (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS),
    S.MEDIATING: (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS, M.HOLD_SESSION),
    S.ENDED: (M.ACCEPT, M.APPOINT, M.TELL_RIGHTS, M.HOLD_SESSION, M.END, M.CLOSE),
}
TO_AGREED = (*WAYS[S.MEDIATING], M.AGREE)
WAYS |= {
    S.AGREED: TO_AGREED,
    S.FOLLOWED_UP: (*TO_AGREED, M.CONFIRM),
    S.FILED: (*TO_AGREED, M.CONFIRM, M.CLOSE, M.FILE),
}
ON_THE_SPOT = (M.SETTLE_AT_ONCE, M.CONFIRM, M.CLOSE, M.FILE)
# How many days a step takes at most.
LONGEST = {
    M.HOLD_SESSION: 6,
    M.AGREE: 9,
    M.APPLY_COURT: 8,
    M.DECIDE_COURT: 18,
    M.CONFIRM: 12,
    M.CLOSE: 5,
    M.FILE: 9,
    M.GUIDE: 2,
}
COURT = "石阡县人民法院"
WITH_MONEY = {
    DisputeKind.DAMAGES, DisputeKind.LABOUR, DisputeKind.CONTRACT, DisputeKind.PROPERTY,
}  # fmt: skip
