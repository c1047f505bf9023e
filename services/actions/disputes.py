"""Disputes registered, accepted or guided elsewhere, ended, closed and filed."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions.events import record_audit
from accounts.enums import AuditVerb
from accounts.models import User
from lib.dated import current_q
from lib.periods import today
from residents.models import Occupancy
from services.actions.dispute_parties import store_parties
from services.actions.dispute_steps import check_counted_day, check_day, locked, move, refuse_over
from services.actions.late_records import check_late
from services.dispute_rounds import first_day
from services.dispute_terms import one_month_after
from services.dossiers import missing_papers
from services.enums.dispute_stages import DISPUTE_MACHINE, DisputeMove
from services.enums.disputes import LEVEL_OF_CHANNEL, DisputeLevel
from services.models import Dispute, DisputeParty, DisputeStep, DisputeWords
from sites.models import ResettlementSite


@transaction.atomic
def register_dispute(
    *, actor: User, dispute: Dispute, words: DisputeWords, parties: Sequence[DisputeParty]
) -> Dispute:
    """A new dispute with its number of the site and year; the same submit twice is one row.

    Raises ValidationError. `dispute.site`, day, source, type, difficulty and channel are given.
    The site is locked first: its numbers follow each other, and a second submit waits.
    """
    ResettlementSite.objects.select_for_update(no_key=True).get(pk=dispute.site_id)
    earlier = Dispute.objects.filter(token=dispute.token, recorded_by=actor).first()
    if earlier is not None:
        return earlier
    check_late(dispute)
    dispute.recorded_by = actor
    dispute.level = LEVEL_OF_CHANNEL.get(dispute.channel, DisputeLevel.COMMUNITY)
    dispute.case_year = dispute.occurred_on.year
    dispute.case_seq = _next_number(dispute.site_id, dispute.case_year)
    dispute.stairwell_id = _stairwell_of(parties, dispute.site_id)
    dispute.full_clean(exclude=["site", "recorded_by", "stairwell"])
    dispute.save()
    words.site_id, words.dispute = dispute.site_id, dispute
    words.full_clean(exclude=["site", "dispute"])
    words.save()
    store_parties(dispute, parties)
    DisputeStep.objects.create(
        site_id=dispute.site_id,
        dispute=dispute,
        actor=actor,
        happened_on=dispute.occurred_on,
        to_stage=dispute.stage,
        to_level=dispute.level,
        to_channel=dispute.channel,
    )
    record_audit(actor=actor, verb=AuditVerb.ROW_ADDED, row=dispute)
    return dispute


@transaction.atomic
def accept_dispute(*, actor: User, dispute: Dispute, on: date, complexity: str) -> Dispute:
    """People's mediation takes the dispute; the usual limit is one month from this day."""
    dispute = locked(dispute)
    check_counted_day("on", on, dispute.occurred_on, dispute)
    return move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.ACCEPT,
        on=on,
        accepted_on=on,
        due_on=one_month_after(on),
        complexity=complexity,
    )


@transaction.atomic
def guide_dispute(*, actor: User, dispute: Dispute, on: date, guided_to: str, note: str) -> Dispute:
    """Out of scope: the parties are told where to turn, and why."""
    dispute = locked(dispute)
    check_counted_day("on", on, dispute.accepted_on or dispute.occurred_on, dispute)
    return move(
        actor=actor,
        dispute=dispute,
        to=DisputeMove.GUIDE,
        on=on,
        note=note,
        guided_to=guided_to,
        ended_on=on,
    )


@transaction.atomic
def end_dispute(*, actor: User, dispute: Dispute, on: date, note: str) -> Dispute:
    """No agreement: the parties are told of their other ways, which the note says."""
    dispute = locked(dispute)
    check_counted_day("on", on, first_day(dispute), dispute)
    return move(actor=actor, dispute=dispute, to=DisputeMove.END, on=on, note=note, ended_on=on)


@transaction.atomic
def close_dispute(*, actor: User, dispute: Dispute, on: date) -> Dispute:
    """Closes a case whose file is complete; says which paper is missing (one case, one file)."""
    dispute = locked(dispute)
    check_day("on", on, dispute.confirmed_on or dispute.settled_on or dispute.ended_on)
    DISPUTE_MACHINE.next_state(dispute.stage, DisputeMove.CLOSE)
    if missing := missing_papers(dispute):
        raise ValidationError(
            _("The file lacks: %(papers)s. Add these papers, then close the case.")
            % {"papers": "、".join(str(kind.label) for kind in missing)}
        )
    return move(actor=actor, dispute=dispute, to=DisputeMove.CLOSE, on=on, closed_on=on)


@transaction.atomic
def file_dispute(*, actor: User, dispute: Dispute, on: date) -> Dispute:
    """The complete file lies in the archive."""
    dispute = locked(dispute)
    check_day("on", on, dispute.closed_on)
    return move(actor=actor, dispute=dispute, to=DisputeMove.FILE, on=on, filed_on=on)


@transaction.atomic
def correct_words(*, actor: User, dispute: Dispute, **words: str) -> DisputeWords:
    """Subject, place, account and wish as they should have been; the history keeps the former."""
    dispute = locked(dispute)
    refuse_over(dispute)
    row = DisputeWords.objects.get_or_create(dispute=dispute, site_id=dispute.site_id)[0]
    for name, value in words.items():
        setattr(row, name, value)
    row.full_clean(exclude=["site", "dispute"])
    row.save()
    record_audit(actor=actor, verb=AuditVerb.ROW_CHANGED, row=row, fields=sorted(words))
    return row


def _next_number(site_id: int, year: int) -> int:
    """The next case number of the site and year; the caller holds the site's lock."""
    rows = Dispute.objects.filter(site=site_id, case_year=year)
    return (rows.aggregate(last=Max("case_seq"))["last"] or 0) + 1


def _stairwell_of(parties: Sequence[DisputeParty], site_id: int) -> int | None:
    """Where the first resident among the parties lives today: whose grid the dispute concerns."""
    persons = [party.person_id for party in parties if party.person_id]
    homes = Occupancy.objects.current(today()).filter(
        current_q(today(), "household__membership__"),
        household__membership__person__in=persons,
        site=site_id,
    )
    found = dict(homes.values_list("household__membership__person", "dwelling__stairwell"))
    return next((found[person] for person in persons if person in found), None)
