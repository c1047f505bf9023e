"""基层组织体系 (R13, R14): five kinds at every site, each gap a link to mend it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from grids.models import GridFunctionLine
from lib.figures import figure_of
from lib.periods import since_last_year, today
from lib.scope import scope_of
from sites.enums import KINDS_OF_PART, OrganisationKind, OrganisationPart, Post
from sites.models import Organisation, WorkLogEntry
from tests import factories

FOUNDED = date(2019, 1, 1)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def site(db):
    """A site where every part is played but the mass organisations'."""
    site = factories.make_site(name="平阳安置点")
    for part, kinds in KINDS_OF_PART.items():
        if part != OrganisationPart.MASS:
            factories.make_organisation(site, kind=kinds[-1], name=f"甲{part}")
    return site


def test_the_board_shows_exactly_the_part_that_nobody_plays(site):
    page = signed_in(factories.make_site_staff(site)).get(reverse("organisation_board"))

    (line,) = page.context["lines"]
    assert [cell.count for cell in line.cells] == [1, 1, 0, 1, 1]
    assert line.gaps == 1


def test_a_gap_is_mended_from_the_board_and_leads_back_to_it(site):
    client = signed_in(factories.make_site_staff(site))
    board = reverse("organisation_board")
    gap = client.get(board).context["lines"][0].cells[2]

    answer = client.post(
        gap.url,
        {
            "site": site.pk,
            "kind": OrganisationKind.MASS,
            "name": "平阳妇女联合会",
            "valid_from": "2026-01-05",
        },
    )

    assert answer.url == board
    assert client.get(board).context["lines"][0].gaps == 0


def test_an_ended_or_a_future_body_plays_no_part(site):
    day = timedelta(days=1)
    for name, first, last in (
        ("旧妇联", FOUNDED, today() - day),
        ("新妇联", today() + day, None),
    ):
        factories.make_organisation(
            site, kind=OrganisationKind.MASS, name=name, valid_from=first, valid_to=last
        )

    page = signed_in(factories.make_site_staff(site)).get(reverse("organisation_board"))

    assert page.context["lines"][0].cells[2].count == 0


def test_a_site_sees_its_own_bodies_and_the_county_s_alone(site):
    other = factories.make_site(name="暗记安置点")
    factories.make_organisation(other, name="暗记党支部")
    factories.make_organisation(None, kind=OrganisationKind.MEMBER_UNIT, name="县民政局")
    client = signed_in(factories.make_site_staff(site))

    listed = client.get(reverse("organisation_list")).content.decode()
    board = client.get(reverse("organisation_board")).content.decode()

    assert "县民政局" in listed
    assert "暗记" not in listed + board


def test_a_leader_sees_gaps_everywhere_without_a_link_to_mend_them(site):
    factories.make_site(name="乙安置点")
    page = signed_in(factories.make_leader(site)).get(reverse("organisation_board"))

    lines = page.context["lines"]
    assert [line.gaps for line in lines] == [5, 1]
    assert not any(cell.url for cell in lines[0].cells)


def test_a_body_s_page_names_who_held_posts_in_the_period(site):
    body = Organisation.objects.in_part(OrganisationPart.PARTY).get()
    holder = factories.make_user(name="吴支书")
    factories.make_posting(
        holder, Post.BRANCH_SECRETARY, site, organisation=body, valid_from=date(2024, 1, 1)
    )
    client = signed_in(factories.make_site_staff(site))
    url = reverse("organisation_detail", args=[body.pk])

    assert "吴支书" in client.get(url).content.decode()
    assert "吴支书" not in client.get(f"{url}?first=2023-01-01&last=2023-12-31").content.decode()


def test_the_figures_count_bodies_branches_and_sites_with_a_gap(site):
    county = scope_of(factories.make_county_staff().pk, today())
    period = since_last_year(today())
    factories.make_organisation(site)
    factories.make_site()

    def value(code: str) -> int:
        return figure_of(code).value(county, period)

    assert (value("organisations"), value("sites_with_party_branch")) == (5, 1)
    assert value("sites_with_organisation_gap") == 2


def test_a_unit_s_report_tells_whom_it_sent_and_what_they_wrote(site):
    unit = factories.make_organisation(None, kind=OrganisationKind.MEMBER_UNIT, name="县教育局")
    posting = factories.make_posting(
        factories.make_user("石书记"), Post.FIRST_SECRETARY, site, home_organisation=unit
    )
    for day in (today(), date(2019, 1, 1)):
        WorkLogEntry.objects.create(posting=posting, site=site, day=day, kind="visit", text="走访")
    grid = factories.make_grid(factories.make_stairwell(factories.make_building(site)))
    GridFunctionLine.objects.create(
        site=site, grid=grid, line="civil_affairs", organisation=unit, valid_from=FOUNDED
    )

    page = signed_in(factories.make_county_staff()).get(
        reverse("organisation_detail", args=[unit.pk])
    )

    assert [(deed.title, deed.count) for deed in page.context["deeds"]] == [
        ("Cadres sent to sites", 1),
        ("Entries in their work logs", 1),
        ("Grids on which its line runs", 1),
    ]
