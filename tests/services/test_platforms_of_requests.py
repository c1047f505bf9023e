"""Requests on the three platforms (R35): each once, on the one of its channel."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lib.figures import figure_of
from lib.periods import Period, today
from lib.scope import scope_of
from services.actions.requests import receive
from services.enums.platforms import Platform
from services.enums.requests import RequestState
from services.models import ServiceRequest
from tests import factories
from tests.services.requests import make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def clerk(site):
    return factories.make_site_staff(site)


def test_each_request_is_a_use_of_the_platform_of_its_channel_and_leads_to_its_row(site, clerk):
    for channel in ("counter", "phone", "meeting"):
        receive(
            actor=clerk, site=site, category="repair", urgency="3_ordinary", channel=channel,
            words="路灯坏了", caller_name="王某",
        )  # fmt: skip
    make_request(site, RequestState.REFUSED)
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(reverse("platform_list"))

    assert [platform["total"] for platform in answer.context["platforms"]] == [0, 2, 1]
    assert ServiceRequest.objects.taken_up().count() == 3
    for code, number in (("requests_mass_service", 2), ("requests_deliberation", 1)):
        address = reverse("figure_detail", args=[code])
        assert f'href="{address}?' in answer.content.decode()
        scope = scope_of(clerk.pk, today())
        assert figure_of(code).value(scope, Period(today(), today())) == number
        assert client.get(address).content.decode().count('href="/services/requests/') >= number


def test_no_request_belongs_to_party_activity(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(site, platform=Platform.PARTY_ACTIVITY)
