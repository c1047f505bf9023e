"""What past ledgers say is a claim: another verifies it, apart from what is in hand."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.tasks import work_of
from lib.timeline import matters_of
from services.actions import dispute_results, request_closing
from services.actions.disputes import close_dispute
from services.actions.ledgers import store_ledger
from services.desk import Column, desk_of
from services.dispute_summary import summary_of
from services.dossiers import missing_papers
from services.ledgers.disputes import DISPUTE_LEDGER
from services.ledgers.requests import REQUEST_LEDGER
from services.models import Dispute, DisputeFollowUp, DisputeParty, ServiceRequest
from services.request_reports import report_of
from tests import factories
from tests.services.ledger_files import DAY_OF_TESTS, DISPUTES, REQUESTS, take_in_rows, told
from tests.services.meetings import make_meeting
from tests.services.requests import make_request

REQUEST = ("2025-03-12", "王建国", "3-2-501", "", "物业", "楼道灯不亮", "来访", "2025-03-14", "已换", "满意")  # fmt: skip
DISPUTE = ("2025-03-12", "王建国", "李秀英", "邻里", "楼上漏水", "网格", "", "已化解", "2025-03-15", "")  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with override("en"), time_machine.travel(DAY_OF_TESTS):
        yield


def stored(actor, site, topic, headings, *rows) -> None:
    store_ledger(actor=actor, ledger=take_in_rows(actor, site, topic, headings, *rows))


@pytest.fixture
def importer(world):
    staff = world.site_staff()
    stored(staff, world.own.site, REQUEST_LEDGER, REQUESTS, REQUEST)
    stored(staff, world.own.site, DISPUTE_LEDGER, DISPUTES, DISPUTE)
    return staff


def test_whoever_imported_a_request_does_not_call_back(world, importer):
    row, colleague = ServiceRequest.objects.get(), world.site_staff()

    with pytest.raises(ValidationError, match="A colleague calls back"):
        request_closing.call_back(actor=importer, request=row, result="satisfied")
    with pytest.raises(IntegrityError, match="no_importer"), transaction.atomic():
        ServiceRequest.objects.update(verified_by=importer)
    row = request_closing.call_back(actor=colleague, request=row, result="satisfied")

    assert (row.state, row.verified_by) == ("closed", colleague)


def test_whoever_imported_a_dispute_does_not_confirm_it_and_no_paper_is_asked_for(world, importer):
    row, colleague = Dispute.objects.get(), world.site_staff()
    Dispute.objects.update(settled_by=world.grid_leader())
    visit = {"made_on": today(), "performance": "performed", "note": "双方和好"}

    def confirm(actor) -> Dispute:
        return dispute_results.confirm_settled(
            actor=actor, dispute=row, visit=DisputeFollowUp(**visit), performed_on=None
        )

    with pytest.raises(ValidationError, match="took this case over from a past ledger"):
        confirm(importer)
    with pytest.raises(IntegrityError, match="no_importer"), transaction.atomic():
        Dispute.objects.update(confirmed_by=importer, confirmed_on=today())
    row = confirm(colleague)

    assert missing_papers(row) == []
    assert close_dispute(actor=colleague, dispute=row, on=today()).stage == "closed"
    total = summary_of(scope_of(colleague.pk, today()), since_last_year(today()))[-1]
    assert (total.counts["accepted"], total.counts["settled"]) == (1, 1)


def test_claims_of_ledgers_stand_apart_from_what_is_in_hand(world, importer, signed_in):
    ledger, colleague = ServiceRequest.objects.get(), world.site_staff()
    own = make_request(world.own.site, "done_claimed", household=world.own.household)
    scope, client = scope_of(colleague.pk, today()), signed_in(colleague)
    urls = {row: reverse("request_detail", args=[row.pk]) for row in (ledger, own)}

    def shown(name, **query) -> list[bool]:
        page = client.get(reverse(name), query).content.decode()
        return [f'"{urls[row]}"' in page for row in (ledger, own)]

    assert shown("request_list") == shown("request_list", group="call_back") == [False, True]
    assert shown("request_list", group="ledger") == [True, False]
    assert shown("request_list", origin="ledger") == [True, False]
    assert shown("request_list", group="all") == [True, True]
    mine = [card.url for card in desk_of(scope)[Column.MINE]]
    assert mine == [urls[own]]
    work = {item.url: item.count for item in work_of(scope)}
    assert work[f"{reverse('request_list')}?group=call_back"] == 1
    assert f"{reverse('dispute_list')}?show=unconfirmed&origin=portal" not in work
    matters = {matter.url for matter in matters_of(world.own.household, scope)}
    assert matters & set(urls.values()) == {urls[own]}


def test_lists_mark_what_came_from_ledgers_and_find_it(world, importer, signed_in):
    make_meeting(world.own.site, state="closed", is_historical=True, title="去年的会")
    make_meeting(world.own.site, title="明天的会")
    client, mark = signed_in(importer), "past ledger</small>"

    for name in ("request_list", "dispute_list", "meeting_list"):
        found = client.get(reverse(name), {"origin": "ledger"})
        others = client.get(reverse(name), {"origin": "portal"})
        assert len(found.context["page"].rows) == 1, name
        assert (mark in found.content.decode(), mark in others.content.decode()) == (True, False)


def test_what_a_ledger_says_is_neither_in_time_nor_late(world, importer):
    colleague = world.site_staff()
    request_closing.call_back(
        actor=colleague, request=ServiceRequest.objects.get(), result="satisfied"
    )
    make_request(world.own.site, "closed")
    late = date(2026, 5, 18)
    make_request(world.own.site, "closed", due_on=late, warn_on=late)
    scope, period = scope_of(colleague.pk, today()), since_last_year(today())

    values = [
        figure_of(f"requests_{code}").value(scope, period) for code in ("done", "timed", "in_time")
    ]
    lines = report_of(scope, period)[0].lines
    repairs = next(line for line in lines if line.received)

    assert values == [3, 2, 1]
    assert (repairs.done, repairs.timed, repairs.in_time) == (3, 2, 1)
    assert repairs.in_time_share == "50.0%"


def test_what_the_portal_has_is_not_taken_in_beside_it(world):
    staff, day = world.site_staff(), date(2025, 3, 12)
    make_request(world.own.site, household=world.own.household, occurred_on=day)
    make_request(world.own.site, caller_name="过路人", occurred_on=day)
    case = Dispute.objects.create(
        site=world.own.site, occurred_on=day, case_year=2025, case_seq=1, source="screened",
        kind="neighbour", complexity="simple", channel="grid", level="grid",
        recorded_by=factories.make_user(),
    )  # fmt: skip
    DisputeParty.objects.create(site=case.site, dispute=case, side="respondent", name="李秀英")
    passer_by = ("2025-03-12", "过路人", "", "", "物业", "问路灯", "", "2025-03-12", "", "")
    other_matter = (*REQUEST[:4], "医保", *REQUEST[5:])
    requests = take_in_rows(
        staff, case.site, REQUEST_LEDGER, REQUESTS, REQUEST, passer_by, other_matter
    )
    other_day = ("2025-03-13", *DISPUTE[1:])
    disputes = take_in_rows(staff, case.site, DISPUTE_LEDGER, DISPUTES, DISPUTE, other_day)

    found = told(staff, requests), told(staff, disputes)

    assert [list(faults) for faults in found] == [["A3", "A4"], ["A3"]]
    assert "a request of this category from the same household" in found[0]["A3"]
    assert "a dispute of this type with one of these parties" in found[1]["A3"]
