"""The pages of requests: intake, list, detail, deeds, desk, file; who sees whose words."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from lib.periods import today
from services.actions import request_claims, requests
from services.enums.requests import RequestLevel, RequestState
from services.models import ServiceRequest
from sites.enums import Post
from tests import factories
from tests.residents.world import MARK
from tests.services.requests import make_request, make_unit, make_unit_staff

WORDS = "胸口闷需要去县医院"
pytestmark = pytest.mark.django_db


def page(client, name, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def intake(world, **fields):
    """What a clerk types."""
    typed = {
        "resident": "王建国", "category": "medical", "urgency": "3_ordinary", "words": WORDS,
        "channel": "counter", "then": "accept", "occurred_on": today().isoformat(),
        "token": str(uuid.uuid4()),
    }  # fmt: skip
    return typed | fields


def test_one_screen_finds_the_resident_and_accepts_the_request(world, signed_in):
    clerk = signed_in(world.site_staff())

    response = clerk.post(reverse("request_add"), intake(world), follow=True)

    row = ServiceRequest.objects.get()
    assert (row.person, row.household, row.state) == (
        world.own.head,
        world.own.household,
        "accepted",
    )
    assert row.due_on.isoformat() in response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("request_detail", args=[row.pk])


def test_the_same_form_twice_is_one_request(world, signed_in):
    clerk, typed = signed_in(world.site_staff()), intake(world)

    for _ in range(2):
        assert clerk.post(reverse("request_add"), typed).status_code == 302

    assert ServiceRequest.objects.get().steps.count() == 2


def test_two_residents_of_a_name_are_asked_for_and_nothing_typed_is_lost(world, signed_in):
    twin = factories.make_person(world.own.neighbours, name="王建国")
    clerk, typed = signed_in(world.site_staff()), intake(world)

    answer = clerk.post(reverse("request_add"), typed).content.decode()

    assert not ServiceRequest.objects.exists()
    assert "Choose who it is" in answer
    assert WORDS in answer
    assert f'value="p{twin.pk}"' in answer
    clerk.post(reverse("request_add"), typed | {"who": f"p{twin.pk}"})
    assert ServiceRequest.objects.get().household == world.own.neighbours


def test_without_script_the_button_looks_up_and_keeps_what_was_typed(world, signed_in):
    clerk = signed_in(world.site_staff())

    answer = clerk.post(reverse("request_add"), intake(world, look="1")).content.decode()

    assert f'value="p{world.own.head.pk}"' in answer
    assert WORDS in answer
    assert "Not saved yet" not in answer
    assert not ServiceRequest.objects.exists()


def test_residents_of_other_sites_are_neither_found_nor_chosen(world, signed_in):
    clerk = signed_in(world.site_staff())
    found = clerk.post(reverse("request_residents"), {"text": f"{MARK}王建国"}).content.decode()
    assert MARK not in found

    answer = clerk.post(
        reverse("request_add"), intake(world, resident="", who=f"p{world.other.head.pk}")
    )

    assert "not in your area" in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_a_search_by_telephone_while_typing_is_logged(world, signed_in):
    clerk = signed_in(world.site_staff())

    clerk.post(reverse("request_residents"), {"text": world.own.head.phone})

    assert AccessEvent.objects.filter(kind="search", fields="phone").exists()


def test_anonymous_settled_on_the_spot_and_wrong_telephone(world, signed_in):
    clerk = signed_in(world.site_staff())
    typed = intake(world, resident="", then="answer", caller_phone="12")

    answer = clerk.post(reverse("request_add"), typed).content.decode()
    assert "is no telephone number" in answer
    assert "Write what the resident was told" in answer

    clerk.post(reverse("request_add"), typed | {"caller_phone": "", "reply": "已解答"})
    row = ServiceRequest.objects.get()
    assert (row.state, row.reply, row.can_be_called_back) == ("done_claimed", "已解答", False)


def test_a_grid_leader_reports_and_the_centre_decides(world, signed_in):
    leader = world.grid_leader()
    grid = signed_in(leader)
    assert 'name="then"' not in page(grid, "request_add")

    grid.post(reverse("request_add"), intake(world, channel="grid", then="answer", reply="已办"))

    row = ServiceRequest.objects.get()
    assert (row.state, row.channel) == ("received", "grid")
    assert WORDS in page(grid, "request_detail", row.pk)
    assert grid.get(reverse("request_step", args=[row.pk, "accept"])).status_code == 403


def test_the_list_takes_the_same_queries_at_one_and_three_rows(
    world, signed_in, django_assert_num_queries
):
    clerk = signed_in(world.site_staff())
    page(clerk, "request_list")  # the session's own first writes
    for number in (1, 3):
        while ServiceRequest.objects.count() < number:
            household = (
                world.own.household if ServiceRequest.objects.count() % 2 else world.own.neighbours
            )
            make_request(household=household, state=RequestState.ASSIGNED)
        with django_assert_num_queries(10):
            page(clerk, "request_list")


def test_the_desk_takes_the_same_queries_at_one_and_three_late_requests(
    world, signed_in, django_assert_num_queries
):
    clerk = signed_in(world.site_staff())
    page(clerk, "desk")  # the session's own first writes
    for number in (1, 3):
        while ServiceRequest.objects.count() < number:
            make_request(household=world.own.household, state=RequestState.ASSIGNED,
                         due_on=today() - timedelta(days=1))  # fmt: skip
        with django_assert_num_queries(16):
            page(clerk, "desk")


def test_outline_readers_see_neither_words_nor_people_until_it_is_escalated(world, signed_in):
    row = make_request(household=world.own.household, person=world.own.head, words=WORDS,
                       category="medical", place="三栋门口", state=RequestState.HANDLING)  # fmt: skip
    town = factories.make_township("中坝街道", "520623003")
    type(world.own.site).objects.filter(pk=world.own.site.pk).update(township=town)
    town_staff = signed_in(factories.make_user_with(Post.TOWN_STAFF, town))
    county = signed_in(world.county_staff())
    others = [signed_in(world.leader()), signed_in(world.business_auditor())]
    request_claims.add_note(actor=factories.make_user(), request=row, note="已联系家属")

    def sees(client) -> set[str]:
        text = page(client, "request_list") + page(client, "request_detail", row.pk)
        assert row.number in text
        return {secret for secret in (WORDS, "王建国", "三栋门口", "已联系家属") if secret in text}

    assert [sees(client) for client in (town_staff, county, *others)] == [set()] * 4
    for client in (town_staff, county):
        for action in ("note", "escalate"):
            assert client.get(reverse("request_step", args=[row.pk, action])).status_code == 403
        assert client.post(reverse("request_reveal", args=[row.pk])).status_code == 403

    ServiceRequest.objects.filter(pk=row.pk).update(level=RequestLevel.TOWN)
    assert WORDS in sees(town_staff)
    assert sees(county) == set()
    ServiceRequest.objects.filter(pk=row.pk).update(level=RequestLevel.COUNTY)
    assert WORDS in sees(county)
    assert [sees(client) for client in others] == [set()] * 2


def test_a_unit_sees_what_it_has_in_hand_with_the_door_and_the_telephone(world, signed_in):
    company, bureau = make_unit(world.own.site), make_unit(None)
    unit = signed_in(make_unit_staff(company))
    helper = signed_in(make_unit_staff(bureau))
    stranger = signed_in(make_unit_staff(make_unit(world.own.site)))
    clerk = world.site_staff()
    row = make_request(household=world.own.household, person=world.own.head, words=WORDS,
                       state=RequestState.ACCEPTED)  # fmt: skip
    assert unit.get(reverse("request_detail", args=[row.pk])).status_code == 404

    requests.assign(actor=clerk, request=row, lead=company, assisting=[bureau])

    text = page(unit, "request_detail", row.pk)
    assert WORDS in text
    assert "3-2-501" in text
    assert world.own.head.phone not in text
    assert reverse("household_detail", args=[world.own.household.pk]) not in text
    assert WORDS in page(helper, "request_detail", row.pk)
    assert helper.get(reverse("request_step", args=[row.pk, "sign_in"])).status_code == 403
    assert stranger.get(reverse("request_detail", args=[row.pk])).status_code == 404
    shown = unit.post(reverse("request_reveal", args=[row.pk]), {"reason": "约上门时间"})
    assert world.own.head.phone in shown.content.decode()
    assert AccessEvent.objects.get(kind="reveal").reason == "约上门时间"

    back = reverse("request_step", args=[row.pk, "return"])
    unit.post(back, {"note": "不属物业服务范围"})
    assert unit.get(reverse("request_detail", args=[row.pk])).status_code == 404


def test_a_deed_that_is_not_possible_any_more_says_so_and_keeps_the_words(world, signed_in):
    clerk = signed_in(world.site_staff())
    row = make_request(world.own.site, RequestState.CLOSED)

    answer = clerk.post(
        reverse("request_step", args=[row.pk, "claim_done"]), {"note": "已经修好了"}
    ).content.decode()

    assert "is not possible while it is “closed”" in answer
    assert "已经修好了" in answer
    assert clerk.get(reverse("request_step", args=[row.pk, "explode"])).status_code == 404


def test_one_press_accepts_and_the_sentence_says_until_when(world, signed_in):
    clerk = signed_in(world.site_staff())
    row = make_request(world.own.site)

    answer = clerk.post(reverse("request_step", args=[row.pk, "accept"]), follow=True)

    row.refresh_from_db()
    assert f"It is due on {row.due_on.isoformat()}" in answer.content.decode()


def test_the_desk_shows_new_due_late_and_what_waits_for_me(
    world, signed_in, django_assert_max_num_queries
):
    on, clerk = today(), world.site_staff()
    yesterday = on - timedelta(days=1)
    make_request(world.own.site, words="新诉求甲")
    make_request(world.own.site, RequestState.HANDLING, words="今日乙", due_on=on, warn_on=on)
    make_request(
        world.own.site, RequestState.ASSIGNED, words="逾期丙", due_on=yesterday, warn_on=yesterday
    )
    make_request(world.own.site, RequestState.DONE_CLAIMED, words="待回访丁")
    make_request(world.own.site, RequestState.DONE_CLAIMED, words="我报的戊", done_by=clerk)
    make_request(world.other.site, words=f"{MARK}别处")
    client = signed_in(clerk)

    with django_assert_max_num_queries(40):
        text = page(client, "desk")

    columns = re.split(r'id="(?:mine|column-\w+)"', text)[1:]
    assert [name in part for name, part in zip(
        ("待回访丁", "新诉求甲", "今日乙", "逾期丙"), columns, strict=True
    )] == [True] * 4  # fmt: skip
    assert "我报的戊" not in text
    assert MARK not in text


def test_a_households_file_has_its_requests_in_tab_story_and_open_matters(world, signed_in):
    row = make_request(household=world.own.household, words=WORDS)
    clerk = signed_in(world.site_staff())

    assert WORDS in page(clerk, "household_services", world.own.household.pk)
    overview = page(clerk, "household_detail", world.own.household.pk)
    assert overview.count(reverse("request_detail", args=[row.pk])) >= 2
    leader = signed_in(world.leader())
    assert WORDS not in page(leader, "household_services", world.own.household.pk)
    assert WORDS not in page(leader, "household_detail", world.own.household.pk)
