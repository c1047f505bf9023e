"""My work: what I am responsible for, what is vacant under me, what is due, by role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from grids.enums import GridPost
from lib.periods import today
from sites.enums import Post
from sites.models import Establishment, PlanItem, Posting
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def site():
    return factories.make_site(name="平阳安置点")


def opened(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("my_work"))


def test_a_site_sees_its_posts_its_vacancies_and_not_those_of_another(site):
    for place in (site, factories.make_site(name="外地安置点")):
        factories.make_posting(factories.make_user(), Post.FIRST_SECRETARY, place)
        factories.make_leader(place)
        Establishment.objects.create(post=Post.MEDIATOR, site=place, seats=2)
    clerk = factories.make_user("赵社区")
    factories.make_posting(clerk, Post.CENTRE_STAFF, site, planned_to=today() + 30 * DAY)
    factories.make_contact_pair(factories.make_household(site), clerk)

    page = opened(clerk)

    (vacancy,) = page.context["vacancies"]
    assert (vacancy.count, f"post={Post.MEDIATOR}" in vacancy.url) == (2, True)
    (line,) = page.context["posts"]
    assert (line.place, line.state) == ("平阳安置点", "near_due")
    assert (page.context["contacts"], page.context["posts_due"]) == (1, 1)
    assert "外地" not in page.content.decode()


def test_a_first_secretary_is_told_of_the_plan_he_has_not_made_and_then_of_what_is_open(site):
    secretary = factories.make_user("石书记")
    posting = factories.make_posting(secretary, Post.FIRST_SECRETARY, site)
    url = reverse("posting_work", args=["site", posting.pk])

    before = [item for item in opened(secretary).context["work"] if item.url == url]
    quarter = (today().month - 1) // 3 + 1
    for _number in range(2):
        PlanItem.objects.create(
            posting=posting, site=site, year=today().year, quarter=quarter, text="修路"
        )
    after = [item for item in opened(secretary).context["work"] if item.url == url]

    assert [(item.count, item.state) for item in before] == [(1, "near_due")]
    assert [(item.count, item.state) for item in after] == [(2, "running")]


def test_a_grid_leader_sees_the_empty_seats_of_his_own_grid(site):
    stairwells = [factories.make_stairwell(factories.make_building(site)) for _ in range(2)]
    own, other = (factories.make_grid(stairwell) for stairwell in stairwells)
    for grid in (own, other):
        factories.make_joint_unit(grid, name=f"{grid.name}单元")
    leader = factories.make_user("孙楼长")
    factories.make_posting(leader, GridPost.GRID_LEADER, own)

    page = opened(leader)

    assert [own.name in row.label for row in page.context["vacancies"]] == [True]
    assert [row.url for row in page.context["vacancies"]] == [""]
    assert own.name in page.content.decode()


def test_whoever_has_no_area_still_sees_his_post(site):
    mediator = factories.make_user_with(Post.MEDIATOR, site, name="吴调解")

    page = opened(mediator)

    assert [line.place for line in page.context["posts"]] == ["平阳安置点"]
    assert page.context["vacancies"] == []


def test_the_holder_opens_his_own_posting_and_nobody_else_s(site):
    colleague = factories.make_user_with(Post.MEDIATOR, site, name="郑同事")
    mediator = factories.make_user_with(Post.MEDIATOR, site, name="吴调解")
    page = opened(mediator)
    (line,) = page.context["posts"]
    client = Client()
    client.force_login(mediator, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("posting_detail", args=[line.kind, line.pk])

    own = client.get(url)

    assert url in page.content.decode()
    assert own.status_code == 200
    assert f'href="{reverse("post_list")}"' not in own.content.decode()
    others = Posting.objects.get(holder=colleague).pk
    assert reverse("posting_detail", args=["site", others]) not in own.content.decode()
    assert client.get(reverse("posting_detail", args=["site", others])).status_code == 403
