"""What the pages of an import show to whom: the file to its sender, health to who may see it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import AccessKind
from accounts.models import AccessEvent
from residents.models import ImportFinding
from sites.enums import Post
from tests.factories import make_id_number, make_site, make_site_staff, make_user_with
from tests.residents.imports.rosters import check, import_roster

pytestmark = pytest.mark.django_db
WANG = make_id_number(date(1975, 5, 1), 11)
CHILD = make_id_number(date(2020, 5, 1), 13)
OLD_PHONE, NEW_PHONE = "13811112222", "13933334444"
HEADINGS = "户编号,姓名,与户主关系,公民身份号码,联系电话,患病情况,健康状况,就读学校,迁出地村组"


def rows(phone: str, illness: str, health: str, school: str, village: str) -> bytes:
    return "\n".join(
        [
            HEADINGS,
            f"A1,王大山,户主,{WANG},{phone},{illness},{health},,{village}",
            f"A1,王小宝,子,{CHILD},,,,{school},",
        ]
    ).encode()


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def clerk(site):
    return make_site_staff(site)


@pytest.fixture
def administrator(db):
    return make_user_with(Post.COUNTY_ADMINISTRATOR)


def page_of(client, batch, kind="refused") -> str:
    return client.get(reverse("import_detail", args=[batch.token]), {"kind": kind}).content.decode()


def test_an_administrator_reads_no_cells_of_a_roster_that_another_sent(
    site, clerk, administrator, signed_in
):
    batch = check(clerk, site, rows(OLD_PHONE, "肺结核", "癌症晚期吗", "第一小学", "凯峡河村"))

    own = page_of(signed_in(clerk), batch)
    other = page_of(signed_in(administrator), batch)

    for secret in (WANG, OLD_PHONE, "肺结核", "癌症晚期吗", "凯峡河村"):
        assert secret in own
        assert secret not in other
    for open_word in ("A1", "王大山", "****"):
        assert open_word in other
    marked = reverse("import_marked", args=[batch.token])
    assert (marked in own, marked in other) == (True, False)
    assert signed_in(administrator).post(marked).status_code == 403
    assert signed_in(clerk).post(marked).status_code == 200


def test_an_administrator_reads_the_roster_that_he_sent_himself(site, administrator, signed_in):
    batch = check(administrator, site, rows(OLD_PHONE, "肺结核", "癌症晚期吗", "第一小学", "村"))

    assert "癌症晚期吗" in page_of(signed_in(administrator), batch)


def test_what_the_register_masks_is_masked_in_the_preview_too(
    site, clerk, administrator, signed_in
):
    import_roster(clerk, site, rows(OLD_PHONE, "高血压", "健康", "第一小学", "凯峡河村"))
    batch = check(clerk, site, rows(NEW_PHONE, "糖尿病", "健康", "第二小学", "平阳河村"))

    own = page_of(signed_in(clerk), batch, "changed")
    colleague = page_of(signed_in(make_site_staff(site)), batch, "changed")
    other = page_of(signed_in(administrator), batch, "changed")

    assert ImportFinding.objects.filter(batch=batch, kind="changed").count() == 4
    for page in (own, colleague, other):
        assert "138****2222" in page
        assert OLD_PHONE not in page
        assert "凯峡河村" not in page
    for new in (NEW_PHONE, "糖尿病", "第二小学", "平阳河村"):
        assert new in own
        assert new in colleague
        assert new not in other
    for guarded in ("高血压", "第一小学"):
        assert guarded in own
        assert guarded not in other


def test_whoever_looks_at_the_findings_leaves_a_trace(site, clerk, signed_in):
    batch = check(clerk, site, rows("12", "", "", "", ""))
    client = signed_in(clerk)

    page_of(client, batch)
    page_of(client, batch, "changed")
    client.get(reverse("import_detail", args=[batch.token]), {"fragment": "progress"})

    seen = AccessEvent.objects.filter(kind=AccessKind.VIEW, row_id=batch.pk)
    assert seen.values_list("table", "site_id", "row_count").get() == (
        "residents_importfinding", site.pk, 1,
    )  # fmt: skip
