"""A roster goes in: what is new, changed, unchanged and refused, and what is then in the register."""

from datetime import date

import pytest

from lib.history import event_model
from residents.actions.imports.showing import finding_report
from residents.enums import FindingKind, ImportStatus
from residents.models import Household, ImportFinding, Membership, NameGram, Occupancy, Person
from sites.models import Dwelling
from tests.factories import (
    make_dwelling,
    make_household,
    make_id_number,
    make_person,
    make_site,
    make_site_staff,
)
from tests.residents.imports.rosters import check, import_roster, member, roster, store

pytestmark = pytest.mark.django_db
WANG = make_id_number(date(1975, 5, 1), 11)
LI = make_id_number(date(1977, 6, 2), 12)


def family(**cells: str) -> bytes:
    return roster(
        member("A1", "王大山", building="3", stairwell="2", room="501", id=WANG,
               moved="2019-12-15", work="省外务工", **cells),
        member("A1", "李秀英", "配偶", id=LI),
        member("A1", "王小宝", "子", born="2019-03-04"),
    )  # fmt: skip


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_site_staff(site)


def codes(batch, kind=FindingKind.REFUSED):
    return [(f["row"], f["code"]) for f in finding_report(batch, kind)]


def test_a_new_family_is_stored_whole(site, clerk):
    batch = import_roster(clerk, site, family())

    assert batch.status == ImportStatus.STORED
    household = Household.objects.get(site=site)
    assert (household.household_no, household.moved_in_on) == ("A1", date(2019, 12, 15))
    members = Membership.objects.filter(household=household).order_by("id")
    assert [(m.person.name, m.relation_code, m.is_head, m.valid_from) for m in members] == [
        ("王大山", "02", True, date(2019, 12, 15)),
        ("李秀英", "10", False, date(2019, 12, 15)),
        ("王小宝", "20", False, date(2019, 12, 15)),
    ]
    wang = Person.objects.get(name="王大山")
    assert (wang.id_number, wang.sex, wang.birth_date) == (WANG, "1", date(1975, 5, 1))
    assert (wang.name_pinyin, wang.name_initials) == ("wangdashan", "wds")
    assert wang.labour_status_code == "outside_province"
    occupancy = Occupancy.objects.get()
    assert str(Dwelling.objects.with_address().get(pk=occupancy.dwelling_id)) == "3-2-501"


def test_names_are_found_by_their_grams_and_history_names_the_batch(site, clerk):
    batch = import_roster(clerk, site, family())

    grams = NameGram.objects.filter(site_id=site.pk, gram="大山").values_list(
        "person_id", flat=True
    )
    assert list(grams) == [Person.objects.get(name="王大山").pk]
    events = event_model(Person).objects.filter(pgh_context_id=batch.context_id)
    assert events.count() == 3
    assert events.first().pgh_context.metadata == {"user": clerk.pk, "batch": batch.pk}


def test_the_same_file_twice_changes_nothing(site, clerk):
    import_roster(clerk, site, family())
    before = event_model(Person).objects.count() + event_model(Membership).objects.count()

    batch = import_roster(clerk, site, family())

    counts = batch.counts
    assert (counts["households_unchanged"], counts["persons_unchanged"]) == (1, 3)
    assert (counts["persons_new"], counts["persons_changed"]) == (0, 0)
    after = event_model(Person).objects.count() + event_model(Membership).objects.count()
    assert after == before


def test_changes_are_shown_old_and_new_before_they_are_stored(site, clerk):
    import_roster(clerk, site, family())

    batch = check(clerk, site, family(phone="13912345678"))

    assert batch.counts["persons_changed"] == 1
    assert codes(batch) == []
    finding = ImportFinding.objects.get(batch=batch, kind=FindingKind.CHANGED)
    assert (finding.row, finding.column) == (2, "I")
    assert Person.objects.get(name="王大山").phone == ""
    store(clerk, batch)
    assert Person.objects.get(name="王大山").phone == "13912345678"
    assert Person.objects.get(name="王大山").version == 2


def test_an_empty_cell_takes_nothing_away(site, clerk):
    import_roster(clerk, site, family(phone="13912345678"))

    batch = import_roster(clerk, site, family())

    assert batch.counts["persons_changed"] == 0
    assert Person.objects.get(name="王大山").phone == "13912345678"


def test_with_a_refused_row_nothing_is_stored(site, clerk):
    content = roster(
        member("A1", "王大山", id=WANG[:-1] + ("1" if WANG[-1] != "1" else "2")),
        member("B2", "李秀英", id=LI),
    )

    batch = store(clerk, check(clerk, site, content))

    assert batch.status == ImportStatus.CHECKED
    assert codes(batch) == [(2, "id_check_digit")]
    assert not Person.objects.exists()


def test_the_clerk_may_store_the_households_without_a_fault(site, clerk):
    content = roster(
        member("A1", "王大山", id=WANG, phone="12"),
        member("A1", "王小宝", "子", born="2019-03-04"),
        member("B2", "李秀英", id=LI),
    )

    batch = store(clerk, check(clerk, site, content), skip_faulty=True)

    assert batch.status == ImportStatus.STORED
    assert list(Person.objects.values_list("name", flat=True)) == ["李秀英"]


def test_a_child_that_gets_its_number_is_matched_by_household_name_and_birth_date(site, clerk):
    import_roster(clerk, site, family())
    number = make_id_number(date(2019, 3, 4), 77)

    batch = import_roster(
        clerk,
        site,
        roster(member("A1", "王大山", id=WANG), member("A1", "王小宝", "子", id=number)),
    )

    assert (batch.counts["persons_new"], batch.counts["persons_changed"]) == (0, 1)
    assert Person.objects.get(name="王小宝").id_number == number


def test_who_is_absent_stays_and_is_told(site, clerk):
    import_roster(clerk, site, family())

    batch = import_roster(clerk, site, roster(member("A1", "王大山", id=WANG)))

    assert [code for _row, code in codes(batch, FindingKind.WARNING)] == ["absent_in_file"] * 2
    assert Membership.objects.filter(valid_to=None).count() == 3


def test_another_head_and_another_dwelling_are_told_and_not_stored(site, clerk):
    import_roster(clerk, site, family())

    batch = import_roster(
        clerk,
        site,
        roster(
            member("A1", "李秀英", id=LI, building="9", stairwell="1", room="101"),
            member("A1", "王大山", "配偶", id=WANG),
            member("A1", "王小宝", "子", born="2019-03-04"),
        ),
    )

    warnings = {code for _row, code in codes(batch, FindingKind.WARNING)}
    assert warnings == {"head_differs", "dwelling_differs"}
    assert Membership.objects.get(is_head=True).person.name == "王大山"
    assert not Dwelling.objects.filter(stairwell__building__name="9").exists()


def test_a_person_of_another_household_is_refused_and_named_within_the_scope(site, clerk):
    import_roster(clerk, site, family())

    batch = check(clerk, site, roster(member("B9", "王大山", id=WANG)))

    finding = finding_report(batch, FindingKind.REFUSED)[0]
    assert finding["code"] == "id_in_other_household"
    assert "A1" in finding["message"]


def test_a_number_outside_the_scope_names_nothing(site, clerk):
    other = make_household(make_site(), household_no="GEHEIM77", head=None)
    make_person(other, name="秘密人", id_number=WANG)

    batch = check(clerk, site, roster(member("A1", "王大山", id=WANG)))

    finding = finding_report(batch, FindingKind.REFUSED)[0]
    assert finding["code"] == "id_in_other_household"
    assert "GEHEIM77" not in finding["message"]
    assert "秘密人" not in finding["message"]


def test_an_unknown_dwelling_is_refused_until_the_clerk_adds_it(site, clerk):
    make_dwelling()  # of another site
    known = make_household(site, dwelling=None)
    assert known.site_id == site.pk
    import_roster(clerk, site, family())

    content = roster(
        member("B2", "赵一", id=LI[:17] + LI[17], building="7", stairwell="1", room="101")
    )
    batch = check(
        clerk, site, content.replace(LI.encode(), make_id_number(date(1966, 6, 6), 5).encode())
    )

    assert codes(batch) == [(2, "dwelling_unknown")]


def test_an_occupied_dwelling_is_refused(site, clerk):
    import_roster(clerk, site, family())
    number = make_id_number(order=6)

    batch = check(
        clerk,
        site,
        roster(member("B2", "赵一", id=number, building="3", stairwell="2", room="501")),
    )

    assert codes(batch) == [(2, "dwelling_occupied")]
