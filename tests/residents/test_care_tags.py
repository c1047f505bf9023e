"""重点关爱对象 and 红黄绿分级 (R50): reason, setter, review, expiry; seen by those who look after."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import AccessEvent, ExportJob
from lib.exports import exporter_of
from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.tasks import work_of
from residents.actions.care import end_tag, review_tag, set_tag
from residents.enums import AttentionTier, CareKind
from residents.models import CareTag, VisitInterval
from sites.enums import Post
from tests import factories
from tests.residents.world import MARK

SOON = timedelta(days=30)


def tagged(world, actor, household=None, **fields) -> CareTag:
    values = {
        "person": None,
        "kind": CareKind.LIVING_ALONE,
        "tier": AttentionTier.RED,
        "reason": "独居且行动不便",
        "review_on": today() + SOON,
        "valid_to": today() + 3 * SOON,
    }
    household = household or world.own.household
    return set_tag(actor=actor, household=household, **{**values, **fields})


def form(**fields) -> dict:
    day = today() + SOON
    return {
        "kind": "living_alone",
        "tier": "1_red",
        "reason": "独居且行动不便",
        "review_on": day.isoformat(),
        "valid_to": (day + SOON).isoformat(),
        **fields,
    }


def test_a_tag_keeps_why_how_closely_by_whom_and_until_when(world, signed_in):
    user = world.grid_leader()
    url = reverse("household_care", args=[world.own.household.pk])

    page = signed_in(user).post(url, form(person=world.own.head.pk), follow=True)

    tag = CareTag.objects.get()
    assert (tag.person, tag.set_by, tag.reason) == (world.own.head, user, "独居且行动不便")
    assert tag.review_on == today() + SOON
    assert "独居且行动不便" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("site_staff", 200), ("grid_leader", 200), ("county_staff", 200), ("leader", 403),
     ("business_auditor", 403), ("shopkeeper", 403)],
)  # fmt: skip
def test_who_may_know_why_somebody_is_in_care(world, signed_in, who, status):
    tagged(world, world.site_staff())
    client = signed_in(getattr(world, who)())

    page = client.get(reverse("household_care", args=[world.own.household.pk]))
    file = client.get(reverse("household_detail", args=[world.own.household.pk]))
    history = client.get(reverse("household_history", args=[world.own.household.pk]))

    assert page.status_code == status
    if status != 200:
        for answer in (page, file, history):
            assert "独居且行动不便" not in answer.content.decode()


def test_a_grid_leader_sees_his_own_households_alone(world, signed_in):
    staff = world.site_staff()
    tagged(world, staff)
    tagged(world, staff, world.own.neighbours, reason="邻居之事")
    client = signed_in(world.grid_leader())

    listed = client.get(reverse("care_list"))
    foreign = client.get(reverse("household_care", args=[world.own.neighbours.pk]))

    assert [row["household"] for row in listed.context["page"].rows] == [world.own.household]
    assert foreign.status_code == 404


def test_every_look_is_logged(world, signed_in):
    user = world.site_staff()
    tagged(world, user)

    signed_in(user).get(reverse("household_care", args=[world.own.household.pk]))
    signed_in(user).get(reverse("care_list"))

    events = AccessEvent.objects.filter(actor=user, fields="care").order_by("pk")
    assert [event.row_id for event in events] == [world.own.household.pk, None]


def test_the_same_ground_is_not_set_twice_and_no_tag_lasts_longer_than_a_year(world):
    staff = world.site_staff()
    tagged(world, staff)

    with pytest.raises(ValidationError):
        tagged(world, staff)
    with pytest.raises(ValidationError):
        tagged(world, staff, kind=CareKind.OTHER, valid_to=today() + timedelta(days=400))
    with pytest.raises(ValidationError):
        tagged(world, staff, kind=CareKind.OTHER, review_on=today() - timedelta(days=1))
    with pytest.raises(ValidationError):
        tagged(world, staff, kind=CareKind.OTHER, person=world.other.head)

    assert CareTag.objects.count() == 1


def test_a_tag_that_expired_yesterday_is_gone_from_the_list(world, signed_in):
    staff = world.site_staff()
    tag = tagged(world, staff)
    CareTag.objects.filter(pk=tag.pk).update(
        valid_from=today() - 2 * SOON,
        review_on=today() - SOON,
        valid_to=today() - timedelta(days=1),
    )

    page = signed_in(staff).get(reverse("care_list"))

    assert page.context["page"].rows == []


def test_a_due_review_waits_for_those_who_set_tags_and_is_done_by_renewing(world):
    staff = world.site_staff()
    tag = tagged(world, staff)
    CareTag.objects.filter(pk=tag.pk).update(valid_from=today() - SOON, review_on=today())

    def waiting() -> bool:
        scope = scope_of(staff.pk, today())
        return any("care" in item.url for item in work_of(scope))

    assert waiting()
    review_tag(
        actor=staff,
        tag=tag,
        tier=AttentionTier.GREEN,
        reason="子女已返家",
        review_on=today() + SOON,
        valid_to=today() + 2 * SOON,
    )
    assert not waiting()


def test_a_tag_ends_with_a_reason_and_stays_in_the_file(world, signed_in):
    staff = world.site_staff()
    tag = tagged(world, staff)

    end_tag(actor=staff, tag=tag, why="已随子女居住")
    with pytest.raises(ValidationError):
        end_tag(actor=staff, tag=tag, why="再来一次")

    tag.refresh_from_db()
    assert (tag.ended_why, tag.valid_to) == ("已随子女居住", today())


def hidden_value(client, code: str = "care_households") -> str:
    return client.get(reverse("figure_detail", args=[code])).content.decode()


def test_counts_below_five_are_hidden_from_everybody_who_does_not_look_after(world, signed_in):
    staff = world.site_staff()
    tagged(world, staff)
    office = scope_of(world.county_staff().pk, today())
    leader = signed_in(world.leader())

    few = hidden_value(leader)
    for _number in range(4):
        household = factories.make_household(site=world.own.site)
        tagged(world, staff, household)
    five = hidden_value(leader)

    assert figure_of("care_households").value(office, since_last_year(today())) == 5
    assert "fewer than 5" in few
    assert "fewer than 5" not in five
    for page in (few, five):
        assert world.own.household.household_no not in page
        assert "?site=" not in page


def test_those_who_do_not_look_after_get_neither_a_site_s_count_nor_the_rows(world, signed_in):
    tagged(world, world.site_staff())
    client = signed_in(world.leader())
    code = world.own.site.code

    page = client.get(reverse("figure_detail", args=["care_households"]) + f"?site={code}")
    export = client.post(
        reverse("figure_export", args=["care_households"]), {"reason": "核对", "site": code}
    )
    listed = client.get(reverse("figure_list") + f"?site={code}").content.decode()

    assert "fewer than 5" in page.content.decode()
    assert export.status_code == 403
    assert "fewer than 5" in listed


def test_a_leader_who_is_town_staff_too_still_sees_no_exact_count(world, signed_in):
    leader = world.leader()
    factories.make_posting(leader, Post.CENTRE_STAFF, world.own.site)
    tagged(world, world.site_staff())

    assert "fewer than 5" in hidden_value(signed_in(leader))


def test_the_list_goes_out_exactly_to_those_who_read_it_with_a_reason(world, signed_in):
    staff = world.site_staff()
    tagged(world, staff, person=world.own.head)
    tagged(world, staff, world.other.household, reason=f"{MARK}重病")
    client = signed_in(staff)

    assert client.get(reverse("care_list")).context["export_code"] == "care"
    client.post(
        reverse("list_export", args=["care"]), {"query": "tier=1_red", "reason": "季度核对"}
    )

    job = ExportJob.objects.get()
    assert (job.exporter, AccessEvent.objects.get(kind="export").reason) == ("care", "季度核对")
    sheet = exporter_of("care").sheet(scope_of(staff.pk, today()), {"query": "tier=1_red"})
    ((site, number, head, member, _address, _tier, days, _kind, reason, review, _expiry),) = (
        sheet.rows
    )
    household = world.own.household
    assert (site, number, reason) == (household.site.name, household.household_no, "独居且行动不便")
    assert (head, member, days, review) == ("王建国", "王建国", 7, today() + SOON)


@pytest.mark.parametrize("who", ["grid_leader", "leader", "business_auditor", "shopkeeper"])
def test_who_may_not_take_the_list_of_care_out(world, signed_in, who):
    client = signed_in(getattr(world, who)())

    answer = client.post(reverse("list_export", args=["care"]), {"reason": "想要"})

    assert answer.status_code == 403
    assert not ExportJob.objects.exists()


def test_a_tier_is_visited_as_the_county_says_unless_the_site_has_days_of_its_own(world, signed_in):
    staff = world.site_staff()
    tagged(world, staff)
    client = signed_in(staff)

    def shown() -> int:
        (row,) = client.get(reverse("care_list")).context["page"].rows
        return row["visit_days"]

    assert VisitInterval.objects.by_place() == {
        (None, "1_red"): 7, (None, "2_yellow"): 30, (None, "3_green"): 90,
    }  # fmt: skip
    assert shown() == 7
    VisitInterval.objects.create(site=world.other.site, tier="1_red", visit_interval_days=2)
    assert shown() == 7
    VisitInterval.objects.create(site=world.own.site, tier="1_red", visit_interval_days=5)
    assert shown() == 5
    page = client.get(reverse("household_care", args=[world.own.household.pk]))
    assert [days for _tier, days in page.context["tiers"]] == [5, 30, 90]
    with pytest.raises(IntegrityError):
        VisitInterval.objects.create(tier="1_red", visit_interval_days=3)
