"""Papers of posts: sealed, opened with a trace; a hand-over list from its lines to its photograph."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import AccessKind
from accounts.models import AccessEvent
from sites.enums import Post
from sites.models import Handover, Leave, ReserveCadre, ServiceDocument
from tests import factories
from tests.sites.things import make_cadre, things_of_posts

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 secret order"


@pytest.fixture
def site():
    return factories.make_site()


def enter(client, user):
    type(user).objects.filter(pk=user.pk).update(seen_first_steps=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_order_is_kept_sealed_and_opened_with_a_trace(client, site):
    office = factories.make_county_staff()
    enter(client, office).post(
        reverse("document_add"),
        {
            "site": site.pk,
            "document_no": "石组通〔2026〕1号",
            "title": "任职通知",
            "issued_on": "2026-01-05",
            "file": SimpleUploadedFile("order.pdf", CONTENT),
        },
    )
    document = ServiceDocument.objects.get()

    response = client.get(reverse("document_file", args=[document.pk]))

    assert response.content == CONTENT
    assert CONTENT not in bytes(document.file_sealed)
    event = AccessEvent.objects.get(table="sites_servicedocument")
    assert (event.actor, event.kind, event.row_id) == (office, AccessKind.VIEW, document.pk)


def test_a_file_that_is_no_paper_is_refused(client):
    enter(client, factories.make_county_staff()).post(
        reverse("document_add"),
        {
            "document_no": "1号",
            "title": "任职通知",
            "issued_on": "2026-01-05",
            "file": SimpleUploadedFile("order.exe", b"MZ"),
        },
    )

    assert not ServiceDocument.objects.exists()


def test_the_giver_writes_the_list_and_signs_it(client, site):
    handover = Handover.objects.get(pk=things_of_posts(site)["handover_id"])
    enter(client, handover.giver)

    client.post(
        reverse("handover_items", args=[handover.pk]),
        {"text-0": "公章", "state-0": "一枚", "handed-0": "on", "text-1": "", "state-1": ""},
    )
    client.post(reverse("handover_sign", args=[handover.pk]))

    handover.refresh_from_db()
    assert handover.giver_signed_at
    assert handover.giver_recorded_by == handover.giver
    assert list(handover.items.values_list("text", "state", "is_handed")) == [
        ("公章", "一枚", True)
    ]


def test_a_photographed_list_counts_for_both_and_neither_records_it_himself(client, site):
    handover = Handover.objects.get(pk=things_of_posts(site)["handover_id"])
    address = reverse("handover_paper", args=[handover.pk])

    refused = enter(client, handover.giver).post(
        address, {"file": SimpleUploadedFile("list.jpg", b"jpeg")}
    )
    clerk = factories.make_site_staff(site)
    enter(client, clerk).post(address, {"file": SimpleUploadedFile("list.jpg", b"jpeg")})

    handover.refresh_from_db()
    assert refused.status_code == 403
    assert handover.is_signed
    assert handover.taker_recorded_by == clerk
    assert handover.paper.file_name == "list.jpg"


def test_a_site_recommends_for_its_own_pool_alone(client, site):
    other = factories.make_site(name="外地安置点")
    clerk = factories.make_site_staff(site)
    typed = {
        "name": "龙后备",
        "source": "wealth_leader",
        "recommended_by": "党支部",
        "recommended_on": "2026-01-05",
    }

    for place in (other.pk, "", site.pk):
        enter(client, clerk).post(reverse("reserve_add"), {**typed, "site": place})

    assert [cadre.site for cadre in ReserveCadre.objects.all()] == [site]


def test_the_pool_of_another_site_and_the_county_is_not_shown(client, site):
    make_cadre(factories.make_site(), "暗记甲")
    make_cadre(None, "暗记乙")
    make_cadre(site, "龙后备")

    page = enter(client, factories.make_site_staff(site)).get(reverse("reserve_list"))

    assert "龙后备" in page.content.decode()
    assert "暗记" not in page.content.decode()


def test_leave_is_recorded_for_the_sites_own_people_alone(client, site):
    own = factories.make_user("石书记", username="own-secretary")
    factories.make_posting(own, Post.FIRST_SECRETARY, site)
    stranger = factories.make_user("外人", username="stranger")
    factories.make_posting(stranger, Post.FIRST_SECRETARY, factories.make_site())
    enter(client, factories.make_site_staff(site))

    for holder in (stranger, own):
        client.post(
            reverse("leave_add"),
            {
                "holder": holder.username,
                "site": site.pk,
                "kind": "annual",
                "first": "2026-03-02",
                "last": "2026-03-06",
            },
        )

    assert [(leave.holder, leave.valid_to) for leave in Leave.objects.all()] == [
        (own, date(2026, 3, 6))
    ]
