"""Every page of master data × every role, from the table of roles and not from what was seen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.admin.site import portal_admin
from lib.periods import today
from residents.models import VisitInterval
from services.models import (
    CaseAllowanceRate,
    DeadlineRule,
    MediationCommittee,
    WorkdayOverride,
)
from sites.enums import Post
from sites.models import Posting
from tests.admin.world import FIRST_DAY, MARK, World
from tests.services.doors import make_door_kind
from tests.services.meetings import make_meeting_kind

A, OFFICE, S = Post.COUNTY_ADMINISTRATOR, Post.COUNTY_STAFF, Post.CENTRE_STAFF
VISITORS = {A: "administrator", OFFICE: "follow-up office", S: "site staff"}

# model: who keeps it; who reads it (the keepers read too). The table stands in sites.rules.
KEEPERS = {
    "accounts.user": {A},
    "sites.county": {A},
    "sites.township": {A},
    "sites.community": {A},
    "sites.resettlementsite": {A, OFFICE},
    "sites.building": {A, OFFICE, S},
    "sites.stairwell": {A, OFFICE, S},
    "sites.dwelling": {A, OFFICE, S},
    "sites.organisation": {A, OFFICE, S},
    "sites.posting": {A},
    "sites.establishment": {A},
    "sites.committeeterm": {A},
    "sites.leadinggroupversion": {A, OFFICE},
    "sites.leadinggroupmember": {A, OFFICE},
    "sites.unitduty": {A, OFFICE},
    "sites.servicecentre": {A, OFFICE, S},
    "sites.openinghours": {A, OFFICE, S},
    "sites.closure": {A, OFFICE, S},
    "sites.venue": {A, OFFICE, S},
    "sites.sharingagreement": {A, OFFICE, S},
    "sites.culturecentre": {A, OFFICE, S},
    "sites.culturefund": {A, OFFICE, S},
    "sites.cultureequipment": {A, OFFICE, S},
    "sites.facility": {A, OFFICE, S},
    "sites.facilityrule": {A, OFFICE},
    "sites.standardchecklist": {A, OFFICE},
    "sites.checklistitem": {A, OFFICE},
    "sites.systembody": {A, OFFICE, S},
    "grids.grid": {A, OFFICE},
    "grids.gridstairwell": {A, OFFICE},
    "grids.gridpartygroup": {A, OFFICE},
    "grids.gridposting": {A},
    "grids.jointhouseholdunit": {A, OFFICE, S},
    "grids.jointhouseholddwelling": {A, OFFICE, S},
    "grids.gridfunctionline": {A, OFFICE},
    "residents.visitinterval": {A, OFFICE},
    "services.meetingkind": {A, OFFICE},
    "services.deadlinerule": {A, OFFICE},
    "services.workdayoverride": {A, OFFICE},
    "services.doorservicekind": {A, OFFICE},
    "services.mediationcommittee": {A, OFFICE, S},
    "services.caseallowancerate": {A, OFFICE},
}
READERS = {label: {A, OFFICE, S} for label in KEEPERS} | {"accounts.user": {A}}
# Pages that a model has not for anybody, though he keeps it.
NOBODY = {
    ("accounts.user", "delete"),
    ("services.doorservicekind", "delete"),
    ("grids.gridstairwell", "add"),
    ("grids.jointhouseholddwelling", "add"),
}
SHUT_OUT = set(Post) - {A, OFFICE, S, Post.CULTURE_STAFF} - {
    Post.FIRST_SECRETARY, Post.WORK_TEAM_MEMBER, Post.PARTY_COMMITTEE_MEMBER,
    Post.RESIDENTS_COMMITTEE_MEMBER, Post.RESIDENTS_GROUP_HEAD, Post.BRANCH_SECRETARY,
    Post.BRANCH_COMMITTEE_MEMBER, Post.GOVERNANCE_HEAD, Post.GOVERNANCE_STAFF,
}  # fmt: skip
WRITE = {"add", "delete", "import"}


def row_of(world: World, label: str, place: str):
    """A row of the model at the own or the other site."""
    at = getattr(world, place)
    return {
        "accounts.user": at.posting.holder,
        "sites.county": world.county,
        "sites.township": world.township,
        "sites.community": at.community,
        "sites.resettlementsite": at.site,
        "sites.building": at.building,
        "sites.stairwell": at.stairwell,
        "sites.dwelling": at.dwelling,
        "sites.organisation": at.organisation,
        "sites.posting": at.posting,
        "sites.establishment": at.establishment,
        "sites.committeeterm": at.term,
        "sites.leadinggroupversion": world.version,
        "sites.leadinggroupmember": world.member,
        "sites.unitduty": world.duty,
        **{f"sites.{name}": row for name, row in at.centre_rows.items()},
        **{f"sites.{name}": row for name, row in world.standard_rows.items()},
        "sites.systembody": at.system_body,
        "grids.grid": at.grid,
        "grids.gridstairwell": at.grid.gridstairwell_set.get(),
        "grids.gridpartygroup": at.party_group,
        "grids.gridposting": at.grid_posting,
        "grids.jointhouseholdunit": at.joint_unit,
        "grids.jointhouseholddwelling": at.joint_unit.jointhouseholddwelling_set.get(),
        "grids.gridfunctionline": at.function_line,
        "residents.visitinterval": VisitInterval.objects.get_or_create(
            site=at.site, tier="1_red", defaults={"visit_interval_days": 5}
        )[0],
        "services.meetingkind": make_meeting_kind(),
        "services.doorservicekind": make_door_kind(),
        "services.deadlinerule": DeadlineRule.objects.order_by("pk").first(),
        "services.workdayoverride": WorkdayOverride.objects.get_or_create(
            day=today(), defaults={"is_workday": True, "ground": "通知"}
        )[0],
        "services.mediationcommittee": MediationCommittee.objects.get_or_create(
            site=at.site, name=f"{at.site.name}调委会", valid_from=FIRST_DAY
        )[0],
        "services.caseallowancerate": CaseAllowanceRate.objects.get_or_create(
            complexity="simple", form="oral", yuan=20, valid_from=FIRST_DAY
        )[0],
    }[label]


def address(label: str, page: str, row=None) -> str:
    name = f"admin:{label.replace('.', '_')}_{page}"
    return reverse(name, args=[row.pk] if row is not None else [])


def expected(label: str, page: str, post: Post, *, elsewhere: bool = False) -> int:
    if post not in READERS[label]:
        return 403
    if elsewhere:
        return 404
    if page in WRITE and (post not in KEEPERS[label] or (label, page) in NOBODY):
        return 403
    return 200


def test_every_registered_model_has_a_line_in_the_table():
    assert {model._meta.label_lower for model in portal_admin._registry} == set(KEEPERS)


@pytest.mark.parametrize("post", VISITORS)
@pytest.mark.parametrize("name", ["changelist", "add", "export", "import"])
def test_pages_without_a_row(world, sign_in, post, name):
    client = sign_in(post)

    found = {label: client.get(address(label, name)).status_code for label in KEEPERS}

    assert found == {label: expected(label, name, post) for label in KEEPERS}


@pytest.mark.parametrize("post", VISITORS)
@pytest.mark.parametrize("name", ["change", "delete", "history"])
def test_pages_of_a_row_of_the_own_site(world, sign_in, post, name):
    client = sign_in(post)

    found = {
        label: client.get(address(label, name, row_of(world, label, "own"))).status_code
        for label in KEEPERS
    }

    assert found == {label: expected(label, name, post) for label in KEEPERS}


COUNTY_WIDE = {
    "accounts.user", "sites.county", "sites.township", "sites.community",
    "sites.leadinggroupversion", "sites.leadinggroupmember", "sites.unitduty",
    "services.meetingkind", "services.deadlinerule", "services.workdayoverride",
    "services.doorservicekind",
    "sites.facilityrule", "sites.standardchecklist", "sites.checklistitem",
    "services.caseallowancerate",
}  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["change", "delete", "history"])
def test_rows_of_the_other_site_are_not_found(world, sign_in, name, method):
    client = sign_in(S)
    labels = set(KEEPERS) - COUNTY_WIDE

    found = {}
    for label in labels:
        answer = getattr(client, method)(address(label, name, row_of(world, label, "other")))
        assert MARK not in answer.content.decode()
        found[label] = answer.status_code

    assert found == {label: expected(label, name, S, elsewhere=True) for label in labels}


@pytest.mark.parametrize("post", sorted(SHUT_OUT))
def test_other_roles_stay_outside(world, sign_in, post):
    client = sign_in(post)

    found = {
        address(label, page): client.get(address(label, page)).status_code
        for label in KEEPERS
        for page in ("changelist", "add", "export", "import")
    }
    found["index"] = client.get(reverse("admin:index")).status_code

    assert set(found.values()) == {403}


def test_signed_out_is_led_to_the_sign_in_page(world, client):
    pages = [reverse("admin:index"), reverse("admin:jsi18n"), reverse("admin:autocomplete")]
    pages += [address(label, "changelist") for label in KEEPERS]

    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("sign_in")), page


@pytest.mark.parametrize("label", sorted(KEEPERS))
def test_the_mark_of_the_other_site_stands_on_no_page_of_site_staff(world, sign_in, label):
    client = sign_in(S)
    own = row_of(world, label, "own")
    pages = [address(label, page) for page in ("changelist", "add", "export", "import")]
    pages += [address(label, page, own) for page in ("change", "delete", "history")]
    pages += [reverse("admin:index"), reverse("admin:app_list", args=[label.split(".")[0]])]

    for page in pages:
        assert MARK not in client.get(page).content.decode(), page


def test_a_lookup_that_no_filter_offers_is_refused(world, sign_in):
    client = sign_in(A)

    for label, lookup in [
        ("accounts.user", "password__startswith"),
        ("sites.posting", "holder__password__startswith"),
    ]:
        assert client.get(address(label, "changelist"), {lookup: "a"}).status_code == 400


def suggest(client, label: str, field: str, term: str = ""):
    """What the box of this field suggests for what was typed."""
    app, model = label.split(".")
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return client.get(reverse("admin:autocomplete"), query)


def test_autocomplete_names_rows_of_the_own_site_only(world, sign_in):
    client = sign_in(S)

    for label, field in [
        ("sites.stairwell", "building"),
        ("sites.dwelling", "stairwell"),
        ("sites.organisation", "site"),
        ("grids.jointhouseholdunit", "grid"),
    ]:
        answer = suggest(client, label, field)
        assert (answer.status_code, len(answer.json()["results"])) == (200, 1), field
        assert MARK not in answer.content.decode()


def test_autocomplete_is_for_whoever_keeps_the_page_that_asks(world, sign_in):
    clients = {post: sign_in(post) for post in VISITORS}

    for label, field, keepers in [
        ("sites.posting", "holder", {A}),
        ("grids.gridposting", "grid", {A}),
        ("sites.leadinggroupmember", "holder", {A, OFFICE}),
        ("residents.household", "site", set()),
    ]:
        answers = {post: suggest(clients[post], label, field) for post in VISITORS}
        answered = {post for post, answer in answers.items() if answer.status_code == 200}
        assert answered == keepers, label


def test_autocomplete_tells_rows_of_two_sites_apart_and_finds_by_site(world, sign_in):
    client, own = sign_in(A), world.own

    all_of_them = suggest(client, "sites.dwelling", "stairwell").json()["results"]
    found = suggest(client, "sites.dwelling", "stairwell", own.site.name).json()["results"]

    texts = [row["text"] for row in all_of_them]
    assert len(set(texts)) == len(texts) == 2
    assert [row["text"] for row in found] == [f"{own.site} {own.stairwell}"]


@pytest.mark.parametrize("label", sorted(KEEPERS))
def test_a_list_takes_the_same_number_of_statements_for_one_and_for_more_rows(
    world, sign_in, label
):
    client = sign_in(A)
    row = row_of(world, label, "own")
    client.get(address(label, "changelist"))

    with CaptureQueriesContext(connection) as few:
        client.get(address(label, "changelist"), {"q": "no such row"})
    with CaptureQueriesContext(connection) as all_rows:
        client.get(address(label, "changelist"))

    assert row is not None
    assert len(few) == len(all_rows)


@pytest.mark.parametrize("post", VISITORS)
def test_a_post_that_ended_takes_the_open_session_s_pages_with_it(world, sign_in, post):
    client = sign_in(post)
    own = row_of(world, "sites.building", "own")
    pages = [reverse("admin:index"), address("sites.building", "changelist")]
    pages += [address("sites.building", name, own) for name in ("change", "history", "delete")]
    assert {client.get(page).status_code for page in pages} == {200}

    Posting.objects.filter(post=post).update(valid_to=today() - timedelta(days=1))

    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page).status_code for page in pages} == {403}
