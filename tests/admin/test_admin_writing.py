"""What may be written through the master data, and which sentence answers what may not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import AuditVerb
from accounts.models import AccessEvent, AuditEvent, User
from grids.models import GridPosting, GridStairwell, JointHouseholdDwelling
from lib.periods import today
from sites.enums import Post
from sites.models import Building, Dwelling, Organisation, Posting, SiteCommunity, Stairwell
from tests.admin.test_admin_pages import OFFICE, A, S, address
from tests.admin.world import FIRST_DAY, MARK, make_user, post_at

REFUSED = 200  # a form shown again with its sentences


def test_a_building_of_the_own_site_is_added_and_audited(world, sign_in):
    own = world.own

    answer = sign_in(S).post(
        address("sites.building", "add"),
        {"site": own.site.pk, "community": own.community.pk, "name": "9", "floors": "6"},
    )

    building = Building.objects.get(name="9")
    assert (answer.status_code, building.site_id) == (302, own.site.pk)
    event = AuditEvent.objects.get(verb=AuditVerb.ROW_ADDED)
    assert (event.table, event.row_id, event.site_id) == (
        "sites_building", building.pk, own.site.pk,
    )  # fmt: skip


def test_a_building_at_the_other_site_is_no_valid_choice(world, sign_in):
    other = world.other

    answer = sign_in(S).post(
        address("sites.building", "add"),
        {"site": other.site.pk, "community": other.community.pk, "name": "9"},
    )

    assert answer.status_code == REFUSED
    assert MARK not in answer.content.decode()
    assert not Building.objects.filter(name="9").exists()


def test_a_buildings_community_is_one_of_its_site(world, sign_in):
    answer = sign_in(OFFICE).post(
        address("sites.building", "add"),
        {"site": world.own.site.pk, "community": world.other.community.pk, "name": "9"},
    )

    assert answer.status_code == REFUSED
    assert "communit" in str(answer.context["adminform"].form.errors) or "社区" in str(
        answer.context["adminform"].form.errors
    )


def test_the_site_of_a_stairwell_follows_from_its_building(world, sign_in):
    sign_in(S).post(
        address("sites.stairwell", "add"),
        {"building": world.own.building.pk, "name": "7", "kind": "stairwell"},
    )

    assert Stairwell.objects.get(name="7").site_id == world.own.site.pk


def test_a_stairwell_never_moves_to_another_site(world, sign_in):
    own = world.own

    answer = sign_in(OFFICE).post(
        address("sites.stairwell", "change", own.stairwell),
        {"building": world.other.building.pk, "name": "2", "kind": "stairwell"},
    )

    assert answer.status_code == REFUSED
    assert answer.context["adminform"].form.errors["building"]
    assert Stairwell.objects.get(pk=own.stairwell.pk).building_id == own.building.pk


def test_the_same_room_twice_is_refused_with_its_sentence(world, sign_in):
    own = world.own

    answer = sign_in(S).post(
        address("sites.dwelling", "add"),
        {"stairwell": own.stairwell.pk, "room_no": "301", "state": "vacant"},
    )

    sentence = next(
        str(constraint.violation_error_message)
        for constraint in Dwelling._meta.constraints
        if constraint.name == "dwelling_room_once_a_stairwell"
    )
    assert answer.context["adminform"].form.non_field_errors() == [sentence]


def test_site_staff_leave_the_countys_organisations_alone(world, sign_in):
    body = Organisation.objects.create(kind="member_unit", name="县局", valid_from=FIRST_DAY)
    client = sign_in(S)
    typed = {"kind": "member_unit", "name": "新", "valid_from": "2024-01-01"}

    assert client.get(address("sites.organisation", "change", body)).status_code == 200
    assert client.post(address("sites.organisation", "change", body), typed).status_code == 403
    assert (
        client.post(address("sites.organisation", "delete", body), {"post": "yes"}).status_code
        == 403
    )
    assert client.post(address("sites.organisation", "add"), typed).status_code == REFUSED
    assert list(Organisation.objects.filter(site=None).values_list("name", flat=True)) == ["县局"]


def test_what_others_refer_to_is_not_deleted_and_answers_with_numbers(world, sign_in):
    client = sign_in(A)
    own = world.own

    for label, row in [
        ("sites.township", world.township),
        ("sites.resettlementsite", own.site),
        ("sites.building", own.building),
        ("sites.stairwell", own.stairwell),
        ("grids.grid", own.grid),
    ]:
        answer = client.post(address(label, "delete", row), {"post": "yes"})
        assert answer.status_code == 200, label
        assert answer.context["protected"], label
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_deletion_preview_names_nothing_of_another_site(world, sign_in):
    """The town is named, what hangs on it is counted: its sites may lie out of scope."""
    answer = sign_in(A).get(address("sites.township", "delete", world.township))

    assert MARK not in answer.content.decode()


def test_a_community_in_use_cannot_be_taken_from_its_site(world, sign_in):
    link = SiteCommunity.objects.get(site=world.own.site)
    site = world.own.site

    answer = sign_in(A).post(
        address("sites.resettlementsite", "change", site),
        {
            "code": site.code, "name": site.name, "township": site.township_id,
            "setting": site.setting, "opened_on": "2024-01-01",
            "sitecommunity_set-TOTAL_FORMS": "1", "sitecommunity_set-INITIAL_FORMS": "1",
            "sitecommunity_set-0-id": link.pk, "sitecommunity_set-0-site": site.pk,
            "sitecommunity_set-0-community": link.community_id,
            "sitecommunity_set-0-DELETE": "on",
        },
        follow=True,
    )  # fmt: skip

    assert answer.status_code == 200
    assert answer.context["adminform"].form.non_field_errors()
    assert SiteCommunity.objects.filter(pk=link.pk).exists()


def test_bulk_deletion_takes_rows_of_the_scope_only(world, sign_in):
    own, other = world.own, world.other
    GridStairwell.objects.all().delete()
    JointHouseholdDwelling.objects.all().delete()
    chosen = [own.dwelling.pk, other.dwelling.pk]
    client = sign_in(S)

    answer = client.post(
        address("sites.dwelling", "changelist"),
        {"action": "delete_selected", "_selected_action": chosen},
    )
    assert MARK not in answer.content.decode()

    client.post(
        address("sites.dwelling", "changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert list(Dwelling.objects.all()) == [other.dwelling]


def test_posts_are_ended_today_by_the_administrator(world, sign_in):
    posting = post_at(world.own.site, make_user("leaver"), Post.CULTURE_STAFF)

    sign_in(A).post(
        address("sites.posting", "changelist"),
        {"action": "end_today", "_selected_action": [posting.pk]},
    )

    assert Posting.objects.get(pk=posting.pk).valid_to == today()


def test_grid_posts_are_ended_today_by_the_administrator(world, sign_in):
    posting = world.own.grid_posting

    sign_in(A).post(
        address("grids.gridposting", "changelist"),
        {"action": "end_today", "_selected_action": [posting.pk]},
    )

    assert GridPosting.objects.get(pk=posting.pk).valid_to == today()


@pytest.mark.parametrize("post", [OFFICE, S])
def test_whoever_only_reads_posts_is_not_offered_to_end_them(world, sign_in, post):
    posting = world.own.posting

    sign_in(post).post(
        address("sites.posting", "changelist"),
        {"action": "end_today", "_selected_action": [posting.pk]},
    )

    assert Posting.objects.get(pk=posting.pk).valid_to is None


def test_the_last_administrator_stays(world, sign_in):
    client = sign_in(A)
    posting = Posting.objects.get(post=A)

    answer = client.post(
        address("sites.posting", "changelist"),
        {"action": "end_today", "_selected_action": [posting.pk]},
        follow=True,
    )

    assert len(answer.context["messages"]) == 1
    assert Posting.objects.get(pk=posting.pk).valid_to is None


def test_the_last_administrators_posting_is_neither_edited_away_nor_deleted(world, sign_in):
    client = sign_in(A)
    posting = Posting.objects.get(post=A)

    edited = client.post(
        address("sites.posting", "change", posting),
        {
            "holder": posting.holder_id, "post": A, "county": world.county.pk,
            "valid_from": "2024-01-01", "valid_to": today().isoformat(),
        },
    )  # fmt: skip
    deleted = client.post(address("sites.posting", "delete", posting), {"post": "yes"})

    assert edited.context["adminform"].form.non_field_errors()
    assert deleted.status_code == 403
    assert Posting.objects.get(pk=posting.pk).valid_to is None


def test_administrator_and_auditor_do_not_go_together(world, sign_in):
    client = sign_in(A)
    administrator = Posting.objects.get(post=A).holder

    answer = client.post(
        address("sites.posting", "add"),
        {
            "holder": administrator.pk, "post": Post.AUDITOR, "county": world.county.pk,
            "valid_from": today().isoformat(),
        },
    )  # fmt: skip

    assert answer.status_code == REFUSED
    assert str(administrator) in str(answer.context["adminform"].form.non_field_errors())


def test_one_after_the_other_they_do(world):
    user = make_user("former")
    end = today() - timedelta(days=1)
    Posting.objects.create(
        holder=user, post=A, county=world.county, valid_from=FIRST_DAY, valid_to=end
    )

    Posting(holder=user, post=Post.AUDITOR, county=world.county, valid_from=today()).full_clean()


def test_a_grid_takes_free_stairwells_of_its_own_site(world, sign_in):
    own = world.own
    free = Stairwell.objects.create(site=own.site, building=own.building, name="5")
    client = sign_in(OFFICE)
    typed = {"code": "A01", "name": "网格", "valid_from": "2024-01-01"}

    answer = client.post(
        address("grids.grid", "change", own.grid),
        typed | {"chosen_stairwells": [free.pk, world.other.stairwell.pk]},
    )
    assert answer.status_code == REFUSED

    client.post(address("grids.grid", "change", own.grid), typed | {"chosen_stairwells": [free.pk]})
    held = GridStairwell.objects.current(today()).filter(grid=own.grid)
    assert list(held.values_list("stairwell_id", flat=True)) == [free.pk]
    left = GridStairwell.objects.get(stairwell=own.stairwell)
    assert left.valid_to == today() - timedelta(days=1)


def test_a_grid_takes_no_stairwell_that_another_one_has_on_that_day(world, sign_in):
    own = world.own
    second = type(own.grid).objects.create(
        site=own.site, code="A02", name="二网格", valid_from="2024-01-01"
    )
    GridStairwell.objects.update(valid_to=today() - timedelta(days=1))
    typed = {"code": "A02", "name": "二网格", "valid_from": "2024-01-01"}
    typed["chosen_stairwells"] = [own.stairwell.pk]
    client, url = sign_in(OFFICE), address("grids.grid", "change", second)

    refused = client.post(url, typed | {"since": (today() - timedelta(days=5)).isoformat()})

    assert own.grid.name in str(refused.context["adminform"].form.errors["since"])
    client.post(url, typed | {"since": today().isoformat()})
    assert GridStairwell.objects.get(grid=second).valid_from == today()


def test_stairwells_in_no_grid_are_found(world, sign_in):
    own = world.own
    free = Stairwell.objects.create(site=own.site, building=own.building, name="5")

    answer = sign_in(S).get(address("sites.stairwell", "changelist"), {"grid": "none"})

    assert list(answer.context["cl"].result_list) == [free]


def test_vacant_seats_are_found(world, sign_in):
    post_at(world.own.site, make_user("member"), Post.WORK_TEAM_MEMBER)

    answer = sign_in(A).get(address("sites.establishment", "changelist"), {"vacant": "yes"})

    vacant = {row.site.code: (row.held, row.vacant) for row in answer.context["cl"].result_list}
    assert vacant == {"A": (1, 2), "B": (0, 3)}


def test_a_new_user_gets_a_first_password_and_must_change_it(world, sign_in):
    sign_in(A).post(
        address("accounts.user", "add"),
        {
            "username": "new", "name": "新人", "is_active": "on", "language": "zh-hans",
            "first_password": "Spring-2024-river",
        },
    )  # fmt: skip

    user = User.objects.get(username="new")
    assert user.check_password("Spring-2024-river")
    assert user.must_change_password


def test_a_user_without_a_password_cannot_sign_in(world, sign_in):
    sign_in(A).post(
        address("accounts.user", "add"),
        {"username": "new", "name": "新人", "is_active": "on", "language": "zh-hans"},
    )

    assert not User.objects.get(username="new").has_usable_password()


def test_the_page_of_a_user_shows_no_hash_and_is_written_into_the_access_log(world, sign_in):
    user = world.own.posting.holder
    user.set_password("Spring-2024-river")
    user.save()
    client = sign_in(A)

    for page in ("change", "history"):
        assert (
            user.password not in client.get(address("accounts.user", page, user)).content.decode()
        )
    # One look at the values of today, one at those of the past.
    assert AccessEvent.objects.filter(table="accounts_user", row_id=user.pk).count() == 2


def test_nobody_deactivates_himself(world, sign_in):
    client = sign_in(A)
    me = Posting.objects.get(post=A).holder

    answer = client.post(
        address("accounts.user", "change", me),
        {"username": me.username, "name": me.name, "language": "zh-hans"},
    )

    assert answer.context["adminform"].form.errors["is_active"]


def test_the_history_names_who_changed_what(world, sign_in):
    client = sign_in(OFFICE)
    building = world.own.building
    client.post(
        address("sites.building", "change", building),
        {"community": building.community_id, "name": "88", "floors": ""},
    )

    answer = client.get(address("sites.building", "history", building))

    newest = answer.context["lines"][0]
    assert newest.who == f"{OFFICE.value}-user"
    assert [(old, new) for _label, old, new in newest.fields] == [("1", "88")]


def test_leaving_the_admin_leads_to_the_portal(world, sign_in):
    client = sign_in(A)

    assert client.post(reverse("admin:logout")).url == reverse("sign_out")
    assert client.get(reverse("admin:password_change")).url == reverse("password_change")
