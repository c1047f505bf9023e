"""Every pair of stage and move of a dispute, through the actions themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove, DisputeStage
from services.models import Dispute
from tests.residents.world import make_place
from tests.services.dispute_world import WAY, make_case

S, M = DisputeStage, DisputeMove
# What another deed must have made possible; each is tested where its own rule is.
NEEDS = {M.DECIDE_COURT: (M.APPLY_COURT,)}


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize("stage", list(S))
def test_every_move_leads_where_the_table_says_or_is_refused_with_a_sentence(db, stage):
    case = make_case(make_place())
    dispute = case.at(stage)
    if stage == S.FOLLOWED_UP:
        # Confirmed by now; the second confirmation is refused by its own rule.
        Dispute.objects.filter(pk=dispute.pk).update(confirmed_by=None, confirmed_on=None)
    for move in M:
        target = DISPUTE_MACHINE.moves.get(move, {}).get(stage)
        with transaction.atomic():
            if target is not None:
                for before in NEEDS.get(move, ()):
                    case.do(dispute, before)
                if move == M.CLOSE and stage == S.FOLLOWED_UP:
                    case.do(dispute, M.CONFIRM)
                moved = case.do(dispute, move)
                assert moved.stage == target
                step = moved.steps.last()
                assert (step.move, step.from_stage, step.to_stage) == (move, stage, target)
                assert step.actor_id in (case.clerk.pk, case.colleague.pk)
            else:
                with pytest.raises(ValidationError) as refused:
                    case.do(dispute, move)
                assert refused.value.messages[0].startswith(f"“{move.label}” is not possible")
                assert Dispute.objects.get(pk=dispute.pk).stage == stage
            transaction.set_rollback(True)


def test_every_stage_can_be_reached():
    assert set(WAY) == set(S)
    assert set(DISPUTE_MACHINE.moves) == set(M)
