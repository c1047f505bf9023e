"""Requests and disputes on the agenda of meetings: who may put them, what they tell, and whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from lib.exports import exporter_of
from lib.periods import today
from lib.scope import scope_of
from services.actions.meeting_agendas import put_on_agenda
from services.actions.meeting_attendances import invite
from services.enums.dispute_stages import DisputeStage
from services.enums.meetings import AgendaSource, MeetingState
from services.enums.requests import RequestState
from services.models import AgendaItem, Dispute
from sites.enums import Post
from tests import factories
from tests.residents.world import make_world
from tests.services.dispute_world import make_case
from tests.services.meetings import make_meeting, make_resolution
from tests.services.requests import make_request

pytestmark = pytest.mark.django_db
SECRET = "密语"


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


@pytest.fixture
def client(clerk) -> Client:
    return client_of(clerk)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def put(client: Client, name: str, pk: int, meeting: int) -> Any:
    return client.post(reverse(name, args=[pk]), {"meeting": meeting}, follow=True)


def test_a_request_goes_onto_the_agenda_and_both_pages_lead_to_each_other(site, clerk, client):
    request = make_request(site, words=f"{SECRET}漏水")
    meeting = make_meeting(site, title="院坝会")

    put(client, "request_agenda", request.pk, meeting.pk)
    answer = put(client, "request_agenda", request.pk, meeting.pk)

    item = meeting.agenda.get()
    assert (item.source, item.request, item.site) == (AgendaSource.REQUEST, request, site)
    assert item.text == f"诉求 {request.number}：{request.get_category_display()}"
    assert "院坝会" in answer.content.decode()
    back = reverse("request_detail", args=[request.pk])
    of_meeting = page(client, "meeting_detail", meeting.pk)
    assert f'href="{back}"' in of_meeting
    assert SECRET not in of_meeting


def test_the_page_of_a_request_tells_what_was_concluded_and_resolved(site, client):
    request = make_request(site)
    meeting = make_meeting(site, title="院坝会", state=MeetingState.HELD)
    item = AgendaItem.objects.create(
        site=site, meeting=meeting, order=1, text="诉求", source="request", request=request,
        conclusion="由物业换管",
    )  # fmt: skip
    make_resolution(meeting, text="换水管", agenda_item=item)

    told = page(client, "request_detail", request.pk)

    assert all(words in told for words in ("院坝会", "由物业换管", "换水管"))
    assert reverse("request_agenda", args=[request.pk]) not in told


def test_only_meetings_of_the_site_that_are_still_to_come_are_offered(site, clerk, client):
    request = make_request(site)
    coming, told_of = make_meeting(site), make_meeting(site, state=MeetingState.NOTIFIED)
    held, elsewhere = make_meeting(site, state=MeetingState.HELD), make_meeting()
    factories.make_posting(clerk, Post.CENTRE_STAFF, elsewhere.site)

    shown = page(client, "request_detail", request.pk)

    offered = {m for m in (coming, told_of, held, elsewhere) if f'<option value="{m.pk}"' in shown}
    assert offered == {coming, told_of}
    for meeting in (held, elsewhere):
        put(client, "request_agenda", request.pk, meeting.pk)
        with pytest.raises(ValidationError):
            put_on_agenda(actor=clerk, meeting=meeting, case=request)
    assert not AgendaItem.objects.exists()


def test_nothing_is_offered_where_nothing_comes_or_the_request_is_closed(site, client):
    request, closed = make_request(site), make_request(site, RequestState.CLOSED)
    url = "agenda/"
    assert url not in page(client, "request_detail", request.pk)
    make_meeting(site)
    assert url in page(client, "request_detail", request.pk)
    assert url not in page(client, "request_detail", closed.pk)


def test_a_closed_case_is_put_on_no_agenda_whoever_asks(site, clerk, client):
    """Nothing offers it, but an address that somebody still has open does not know that."""
    meeting = make_meeting(site)
    place = make_world().own
    case = make_case(place)
    dispute, of_place = case.at(DisputeStage.CLOSED), make_meeting(place.site)
    request = make_request(site, RequestState.CLOSED)

    put(client, "request_agenda", request.pk, meeting.pk)
    put(client_of(case.clerk), "dispute_agenda", dispute.pk, of_place.pk)

    for actor, chosen, row in ((clerk, meeting, request), (case.clerk, of_place, dispute)):
        with pytest.raises(ValidationError):
            put_on_agenda(actor=actor, meeting=chosen, case=row)
    assert not AgendaItem.objects.exists()


def test_whoever_keeps_no_meetings_of_the_site_puts_nothing_on_its_agenda(site):
    request, meeting = make_request(site), make_meeting(site)
    reader = factories.make_user_with(Post.COUNTY_STAFF)
    stranger = factories.make_site_staff(factories.make_site())

    statuses = [
        put(client_of(user), "request_agenda", request.pk, meeting.pk).status_code
        for user in (reader, stranger)
    ]

    # The county office sees the outline alone, another site nothing.
    assert statuses == [403, 404]
    for user in (reader, stranger):
        with pytest.raises(ValidationError):
            put_on_agenda(actor=user, meeting=meeting, case=request)
    assert not AgendaItem.objects.exists()


def test_the_database_keeps_a_case_once_on_an_agenda(site):
    request, meeting = make_request(site), make_meeting(site)
    values = {"site": site, "meeting": meeting, "text": "诉求", "source": "request"}
    AgendaItem.objects.create(**values, order=1, request=request)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(**values, order=2, request=request)


def test_a_dispute_on_an_agenda_tells_its_number_and_type_and_nothing_of_the_parties():
    """Every text of the case is a secret; whoever is invited or reads meetings finds none of it."""
    world = make_world()
    case = make_case(world.own, mark=SECRET)
    dispute = case.at(DisputeStage.MEDIATING)
    site = world.own.site
    meeting = make_meeting(site, title="调处会", planned_at=timezone.now() + timedelta(days=3))
    guest = factories.make_grid_leader(factories.make_grid(world.own.second_stairwell))
    county, town = (
        factories.make_user_with(Post.COUNTY_STAFF),
        factories.make_user_with(Post.TOWN_STAFF, site.township),
    )
    clerk = client_of(case.clerk)

    put(clerk, "dispute_agenda", dispute.pk, meeting.pk)
    invite(actor=case.clerk, meeting=meeting, users=[guest])

    item = meeting.agenda.get()
    dispute = Dispute.objects.select_related("site").get(pk=dispute.pk)
    assert dispute.case_no in item.text
    assert item.text.endswith(dispute.get_kind_display())
    address = reverse("dispute_detail", args=[dispute.pk])
    for user in (guest, county, town, case.clerk):
        reader = client_of(user)
        pages = [page(reader, "meeting_detail", meeting.pk)]
        pages += [
            page(reader, "meeting_print", meeting.pk, paper) for paper in ("notice", "minutes")
        ]
        for shown in pages:
            assert item.text in shown, user.name
            assert SECRET not in shown, user.name
        # Who may not even see that there is a case is not led to it.
        assert (f'href="{address}"' in pages[0]) == (user != guest), user.name
    exporter = exporter_of("meetings")
    sheet = exporter.sheet(scope_of(county.pk, today()), {"query": "", "reason": ""})
    cells = str(list(sheet.rows))
    assert item.text in cells
    assert SECRET not in cells
    assert SECRET in page(clerk, "dispute_detail", dispute.pk)
    assert "调处会" in page(clerk, "dispute_detail", dispute.pk)


def test_who_sees_the_outline_of_a_dispute_puts_it_nowhere():
    world = make_world()
    case = make_case(world.own)
    dispute = case.at(DisputeStage.MEDIATING)
    meeting = make_meeting(world.own.site)
    county = factories.make_user_with(Post.COUNTY_STAFF)

    refused = put(client_of(county), "dispute_agenda", dispute.pk, meeting.pk)

    assert refused.status_code == 403
    with pytest.raises(ValidationError):
        put_on_agenda(actor=county, meeting=meeting, case=dispute)
    assert not AgendaItem.objects.exists()
