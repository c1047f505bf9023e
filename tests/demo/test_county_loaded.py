"""The synthetic county gives the article's numbers and keeps every rule of the registers."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count

from accounts.models import User
from demo.identity import AREA_PREFIX, check_digit
from demo.load import load
from demo.staff import DEMO_PASSWORD, SIGN_INS
from grids.models import GridPosting, GridStairwell
from lib.dated import current_q
from lib.scope import Role, scope_of
from residents.models import Household, Membership, Occupancy, Person
from residents.roster import read_roster
from services.dossiers import missing_papers
from services.enums.dispute_stages import DisputeStage
from services.models import Dispute, MediationCommittee
from sites.enums import DwellingState
from sites.models import Dwelling, Posting, ResettlementSite, Stairwell, Township

AS_OF = date(2026, 11, 23)
# What the article says and these registers can answer.
ARTICLE = {
    "sites": 14,
    "grids": 26,
    "grid_party_groups": 26,
    "grid_leaders": 41,
    "full_time_grid_members": 9,
    "first_secretaries": 14,
    "work_team_members": 42,
    "culture_staff": 54,
}


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once; the tests of this module only read it, and it is gone behind them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(as_of=AS_OF, seed=1)
        with connection.cursor() as cursor:
            # Nobody gathers statistics about an open transaction; without them the database
            # takes its tables for small and joins them row by row.
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        transaction.set_rollback(True)


def values(*options: str) -> dict[str, int]:
    out = StringIO()
    call_command("figures", *options, "--json", stdout=out)
    return {row["code"]: row["value"] for row in json.loads(out.getvalue())}


@pytest.mark.parametrize("day", [AS_OF, AS_OF + timedelta(days=120)])
def test_figures_are_those_of_the_article(county, day):
    found = values("--to", day.isoformat())

    assert {code: found[code] for code in ARTICLE} == ARTICLE


def test_county_has_the_size_of_a_county(county):
    found = values("--to", AS_OF.isoformat())

    assert 4_300 <= found["households"] <= 4_700
    assert 17_500 <= found["persons"] <= 18_500


def test_door_services_are_those_of_the_article_and_more_than_a_third_verified(county):
    found = values("--to", AS_OF.isoformat())

    assert found["door_services"] >= 450
    assert found["door_services"] / 3 < found["door_services_verified"] < found["door_services"]
    assert 0 < found["door_services_historical"] < found["door_services"] / 2


def test_disputes_are_those_of_the_article_and_the_overlap_is_known(county):
    found = values("--to", AS_OF.isoformat())

    assert found["disputes_settled_with_grid_staff"] >= 230
    assert found["disputes_settled_by_centres"] >= 260
    assert 0 < found["disputes_settled_by_both"] < found["disputes_settled_with_grid_staff"]
    assert found["disputes_settled"] == (
        found["disputes_settled_with_grid_staff"]
        + found["disputes_settled_by_centres"]
        - found["disputes_settled_by_both"]
    )
    # What was guided elsewhere or ended has been closed since.
    assert set(Dispute.objects.values_list("stage", flat=True)) == set(DisputeStage) - {
        DisputeStage.GUIDED,
        DisputeStage.ENDED,
    }


def test_closed_cases_lack_no_paper_and_committees_are_lawful(county):
    filed = Dispute.objects.filter(stage=DisputeStage.FILED).select_related("agreement")
    for dispute in filed.order_by("?")[:25]:
        assert missing_papers(dispute) == [], dispute.pk
    for committee in MediationCommittee.objects.prefetch_related("members"):
        assert 3 <= committee.members.count() <= 9
        assert committee.members.filter(sex="2").exists()


def test_figures_of_one_site_are_its_part(county):
    found = values("--to", AS_OF.isoformat(), "--site", "DEMO01")

    assert (found["sites"], found["grids"], found["full_time_grid_members"]) == (1, 4, 2)


def test_unknown_site_is_refused_with_the_known_ones(county):
    with pytest.raises(CommandError, match="There is no site “X”; the sites are: DEMO01, "):
        values("--site", "X")


def test_towns_are_the_nineteen_of_the_county(county):
    codes = set(Township.objects.values_list("code", flat=True))

    assert len(codes) == 19
    assert {code[:6] for code in codes} == {"520623"}


def test_invented_site_names_say_so(county):
    silent = ResettlementSite.objects.exclude(remark__contains="虚构")
    invented = ResettlementSite.objects.exclude(name="平阳社区")

    assert not silent.exists()
    assert invented.filter(name_en__contains="(fictional)").count() == 13


def test_every_stairwell_is_in_one_grid(county):
    assert GridStairwell.objects.count() == Stairwell.objects.count()


def test_identity_numbers_are_synthetic_and_right(county):
    persons = Person.objects.exclude(id_number_index=None).order_by("pk")[:500]

    for person in persons:
        number = person.id_number
        assert number.startswith(AREA_PREFIX)
        assert check_digit(number[:17]) == number[17]
        assert number[6:14] == f"{person.birth_date:%Y%m%d}"
        assert int(number[16]) % 2 == (person.sex == "1")


def test_only_newborns_lack_a_number(county):
    without = Person.objects.filter(id_number_index=None)

    assert without.exists()
    assert not without.filter(id_missing_reason="").exists()
    assert not without.filter(birth_date__lt=AS_OF - timedelta(days=366)).exists()


def test_every_living_household_has_one_head(county):
    heads = Membership.objects.filter(current_q(AS_OF), is_head=True)
    living = Household.objects.current(AS_OF)

    assert heads.count() == living.count()
    assert not living.exclude(pk__in=heads.values("household")).exists()


def test_dwellings_say_who_lives_in_them(county):
    occupied = Occupancy.objects.filter(current_q(AS_OF)).values("dwelling")
    vacant = Dwelling.objects.filter(state=DwellingState.VACANT)

    assert vacant.exists()
    assert not vacant.filter(pk__in=occupied).exists()
    assert (
        not Dwelling.objects.exclude(state=DwellingState.VACANT).exclude(pk__in=occupied).exists()
    )
    tenants = Occupancy.objects.filter(current_q(AS_OF), is_tenant=True)
    assert set(tenants.values_list("dwelling__state", flat=True)) == {DwellingState.LET}


def test_there_is_something_to_tell(county):
    """Moves, departures, former and future posts, leaders of two buildings, rare characters."""
    leaders = GridPosting.objects.filter(current_q(AS_OF), post="grid_leader")
    twice = leaders.values("holder").annotate(n=Count("id")).filter(n=2)

    assert Household.objects.filter(predecessor__isnull=False).exists()
    assert Household.objects.filter(ended_on__isnull=False, successors=None).exists()
    assert Occupancy.objects.filter(valid_to__isnull=False, household__ended_on=None).exists()
    assert Posting.objects.filter(valid_from__gt=AS_OF).exists()
    assert Posting.objects.filter(valid_to__lt=AS_OF).exists()
    assert Person.objects.filter(name__regex="[䶮𠮷𬍛]").exists()
    assert twice.count() == 19


def test_every_value_is_one_of_its_code_list(county):
    for model in (Household, Person, Membership, Dwelling):
        for field in model._meta.concrete_fields:
            if not field.choices:
                continue
            used = set(model.objects.order_by().values_list(field.name, flat=True).distinct())
            assert used <= {value for value, _label in field.flatchoices} | {""}, field


@pytest.mark.parametrize(
    ("username", "role"),
    [
        ("demo-admin", Role.COUNTY_ADMINISTRATOR),
        ("demo-county", Role.COUNTY_STAFF),
        ("demo-leader", Role.COUNTY_LEADER),
        ("demo-site", Role.SITE_STAFF),
        ("demo-grid", Role.GRID_STAFF),
        ("demo-mediator", Role.MEDIATOR),
        ("demo-auditor", Role.AUDITOR),
    ],
)
def test_demo_users_hold_their_post_and_can_sign_in(county, username, role):
    user = User.objects.get(username=username)

    assert set(SIGN_INS) >= {username}
    assert user.check_password(DEMO_PASSWORD)
    assert not user.must_change_password
    assert scope_of(user.pk, AS_OF).roles == {role}


def test_nobody_else_can_sign_in(county):
    others = User.objects.exclude(username__in=SIGN_INS).filter(is_active=True)[:50]

    assert not any(user.has_usable_password() for user in others)


def test_loading_again_changes_nothing(county):
    before = User.objects.count()
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert "is loaded already; nothing was changed" in out.getvalue()
    assert User.objects.count() == before


def test_the_sample_rosters_meet_nobody_of_the_county(county):
    people = {
        person.id_index
        for path in Path("tests/samples").glob("roster_*.*")
        if path.suffix in (".xlsx", ".csv")
        for person in read_roster(path.read_bytes(), path.name).persons
        if person.id_index
    }

    assert people
    assert not Person.objects.filter(id_number_index__in=people).exists()


def test_nearly_everybody_hangs_in_the_net(county):
    found = values("--to", AS_OF.isoformat())

    gaps = {code: found[f"households_without_{code}"] for code in ("head", "unit", "contact")}
    assert all(20 < number < 120 for number in gaps.values()), gaps
    assert found["households_without_grid"] == found["households_without_party_group"] == 0
    missing = found["households"] - found["households_in_whole_net"]
    assert missing == sum(gaps.values()) + found["households_without_dwelling"]
    assert found["joint_household_units"] == Stairwell.objects.count() - 2


def test_every_site_has_its_centres_and_rooms_are_used(county):
    found = values("--to", AS_OF.isoformat())

    assert found["sites_with_service_centre"] == found["sites_with_culture_centre"] == 14
    assert found["sites_with_merged_functions"] == 13
    assert 0 < found["room_hours_used"] < found["room_hours_open"]
    assert 0 < found["check_points_met"] < found["check_points_asked"]
    assert 0 < found["check_findings_rectified"] < found["check_findings"]
