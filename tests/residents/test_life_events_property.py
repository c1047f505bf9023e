"""Random lives of families: every invariant holds, and undo gives back exactly what was there."""

import itertools
import random
from collections import Counter
from datetime import date, timedelta

import hypothesis
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grids.models import GridStairwell
from lib.periods import today
from residents.actions.life_events import households, members
from residents.actions.life_events.recording import Facts, undo
from residents.enums import LifeEventKind
from residents.models import ContactPair, Household, LifeEvent, Membership, Occupancy, Person
from sites.models import Dwelling
from tests import factories

# Together 500; in shares, so that a suite on several processes need not wait for one of them.
SHARES, SEQUENCES = 4, 125
START = date(2026, 1, 1)
KINDS = sorted(LifeEventKind.values)
# Not of the business: the event itself with its stamps, logs, sessions, history.
LEFT_OUT = ("residents_lifeevent",)
BUSINESS = ("sites", "residents", "grids", "services", "employment", "community", "field")


@pytest.fixture
def county(db):
    """Two sites, three families with five members in all at the first, free dwellings at both."""
    places = []
    for _number in range(2):
        site = factories.make_site()
        stairwell = factories.make_stairwell(factories.make_building(site))
        factories.make_grid(stairwell)
        places.append((site, [factories.make_dwelling(stairwell) for _i in range(5)]))
    (site, dwellings), _second = places
    for dwelling, size in zip(dwellings, (3, 2, 1), strict=False):
        household = factories.make_household(dwelling=dwelling, head="王一")
        for number in range(1, size):
            factories.make_person(household, name=f"李{number}")
        factories.make_contact_pair(household)
    return factories.make_county_staff(), [site for site, _dwellings in places]


def business_tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in BUSINESS
        and not hasattr(model, "pgh_tracked_model")
        and model._meta.db_table not in LEFT_OUT
    )


def prepare_dump() -> None:
    """Plans the dump of all tables once for the connection: it is taken some thousand times."""
    parts = []
    for table in business_tables():
        row = "(person_id, site_id, gram)" if table.endswith("namegram") else "t"
        parts.append(f"SELECT '{table}', {row}::text FROM \"{table}\" t")
    with connection.cursor() as cursor:
        # A statement outlives the transaction of the test that prepared it.
        cursor.execute("DEALLOCATE ALL")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE dump AS {' UNION ALL '.join(parts)}")


def dump() -> list[tuple[str, str]]:
    """Every row of every business table, whole; grams without their running numbers."""
    with connection.cursor() as cursor:
        cursor.execute("EXECUTE dump")
        return sorted(cursor.fetchall())


def check_invariants(days: list[date]) -> None:
    """One head, one dwelling, one grid, one household a person, no orphan, no overlap, one site.

    Of every one of these days: the state of a past day is as whole as that of today.
    """
    memberships = list(Membership.objects.select_related("person"))
    occupancies = list(Occupancy.objects.select_related("dwelling"))
    contacts = list(ContactPair.objects.all())
    grids = list(GridStairwell.objects.all())
    households = list(Household.objects.all())

    def of(rows, household, on) -> list:
        return [row for row in rows if row.household_id == household.pk and holds(row, on)]

    for household, on in itertools.product(households, days):
        begun = household.moved_in_on is None or household.moved_in_on <= on
        lives = begun and (household.ended_on is None or household.ended_on > on)
        present, homes = of(memberships, household, on), of(occupancies, household, on)
        pairs = of(contacts, household, on)
        if household.ended_on != household.moved_in_on:
            assert sum(member.is_head for member in present) == lives
            assert bool(present) == lives
        assert len(homes) <= lives
        assert len(pairs) <= lives
        assert all(row.site_id == household.site_id for row in (*present, *homes, *pairs))
        for home in homes:
            wells = [row for row in grids if row.stairwell_id == home.dwelling.stairwell_id]
            assert sum(holds(row, on) for row in wells) == 1
        if on == days[-1]:
            assert all(member.person.site_id == household.site_id for member in present)
            assert all(home.dwelling.state != "vacant" for home in homes)
    heads = [member for member in memberships if member.is_head]
    for rows, key in (
        (memberships, "person_id"),
        (heads, "household_id"),
        (occupancies, "household_id"),
        (occupancies, "dwelling_id"),
        (contacts, "household_id"),
    ):
        spans: dict[int, list] = {}
        for row in rows:
            spans.setdefault(getattr(row, key), []).append(
                (row.valid_from, row.valid_to or date.max)
            )
        for found in spans.values():
            found.sort()
            assert all(a[1] < b[0] for a, b in itertools.pairwise(found))


def holds(row, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)


def play(kind: str, rng: random.Random, actor, sites, on: date) -> LifeEvent:
    """One event of this kind with chance's choice of whom it concerns."""
    home = rng.choice(list(Household.objects.filter(ended_on__isnull=True).order_by("pk")))
    there = list(Person.objects.filter(membership__in=_members(home, on)).order_by("pk"))
    who, other = rng.choice(there), rng.choice(there)
    free = Dwelling.objects.exclude(pk__in=Occupancy.objects.values("dwelling"))
    facts = Facts(on, evidence="证明")
    about = {"actor": actor, "facts": facts, "household": home}
    site = next(s for s in sites if s.pk != home.site_id)
    some = rng.sample(there, rng.randint(1, len(there)))

    def flats(at) -> list[Dwelling]:
        return list(free.filter(site=at).order_by("pk"))

    def mate() -> Person:
        return rng.choice(list(Person.objects.filter(site=home.site).order_by("pk")))

    return {
        "birth": lambda: members.birth(**about, name="王小", sex="2", relation="20"),
        "death": lambda: members.death(**about, person=who, new_head=other),
        "marriage_in": lambda: members.marriage_in(
            **about, relation="12", name="赵新", person=rng.choice([lambda: None, mate])(),
            new_head=other
        ),
        "join": lambda: members.join_relatives(
            **about, relation="97", person=mate(), new_head=other
        ),
        "marriage_out": lambda: members.marriage_out(**about, person=who, new_head=other),
        "split": lambda: households.split(
            **about, persons=some, head=some[0], new_head=other,
            dwelling=rng.choice([None, *flats(home.site)[:1]]),
        ),
        "merge": lambda: households.merge(
            **about,
            into=rng.choice(list(Household.objects.filter(ended_on__isnull=True).order_by("pk"))),
        ),
        "move": lambda: households.move(**about, dwelling=rng.choice(flats(home.site))),
        "other_site": lambda: households.other_site(
            **about, site=site, dwelling=rng.choice([None, *flats(site)[:1]])
        ),
        "out": lambda: households.out(**about, persons=rng.choice([(), some]), new_head=other),
        "absence": lambda: members.absence(**about, persons=some),
        "return": lambda: members.come_back(**about, persons=some),
        "head": lambda: members.head(**about, person=who),
        "hukou": lambda: households.hukou(**about),
    }[kind]()  # fmt: skip


def _members(home: Household, on: date):
    return Membership.objects.current(on).filter(household=home)


@pytest.mark.parametrize("share", range(SHARES))
def test_random_lives_keep_every_invariant_and_undo_restores_the_rows_exactly(county, share):
    actor, sites = county
    reached: Counter = Counter()
    prepare_dump()
    at_rest = dump()

    @settings(
        max_examples=SEQUENCES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.seed(share)
    @given(
        kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3),
        seed=st.integers(0, 2**32),
        step=st.integers(0, 3),
    )
    def live(kinds, seed, step):
        reached["sequences"] += 1
        rng = random.Random(seed)
        with transaction.atomic():
            on, recorded, state = START, [], at_rest
            for kind in kinds:
                on += timedelta(days=step)
                if not Household.objects.filter(ended_on__isnull=True).exists():
                    break
                state = state or dump()
                try:
                    with transaction.atomic():
                        event = play(kind, rng, actor, sites, on)
                except (ValidationError, IndexError):
                    assert dump() == state
                    continue
                reached[kind] += 1
                recorded.append((event, state))
                state = None
                check_invariants([*(START + timedelta(days=n) for n in range(10)), today()])
            for event, before in reversed(recorded):
                assert undo(actor=actor, event=event) == []
                assert dump() == before
            transaction.set_rollback(True)

    live()

    assert reached.pop("sequences") >= SEQUENCES
    assert set(reached) == set(KINDS), reached
