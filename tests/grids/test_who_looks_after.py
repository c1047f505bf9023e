"""Who is responsible for a household, and which posts the staff directory shows."""

from grids.enums import GridPost
from lib.periods import today
from lib.posts import posts_of
from lib.timeline import Responsible, responsible_for
from sites.enums import Post
from tests import factories


def test_building_head_and_grid_member_of_the_dwelling_are_responsible(db):
    site = factories.make_site()
    own, other = (factories.make_stairwell(factories.make_building(site)) for _ in range(2))
    grid = factories.make_grid(own, other)
    head = factories.make_user("楼长", work_phone="0856-0000001")
    neighbour = factories.make_user("邻楼长")
    member = factories.make_user("网格员")
    factories.make_posting(head, GridPost.GRID_LEADER, grid, building=own.building)
    factories.make_posting(neighbour, GridPost.GRID_LEADER, grid, building=other.building)
    factories.make_posting(member, GridPost.FULL_TIME_MEMBER, grid)
    household = factories.make_household(dwelling=factories.make_dwelling(own))

    found = responsible_for(household, today())

    posts = [GridPost.FULL_TIME_MEMBER.label, GridPost.GRID_LEADER.label]
    assert found == [
        Responsible(post=posts[0], name="网格员", phone=""),
        Responsible(post=posts[1], name="楼长", phone="0856-0000001"),
    ]


def test_nobody_is_responsible_for_a_household_without_a_dwelling(db):
    household = factories.make_household()

    assert responsible_for(household, today()) == []


def test_all_posts_of_a_person_stand_in_one_list(db):
    site = factories.make_site(name="青山安置点")
    stairwell = factories.make_stairwell(factories.make_building(site, name="3"))
    grid = factories.make_grid(stairwell, name="第一网格")
    user = factories.make_site_staff(site)
    factories.make_posting(user, GridPost.GRID_LEADER, grid, building=stairwell.building)

    held = posts_of([user.pk], today())[user.pk]

    assert [(post.post, post.place) for post in held] == [
        (Post.CENTRE_STAFF.label, "青山安置点"),
        (GridPost.GRID_LEADER.label, "第一网格 3"),
    ]
