"""Master data from and to sheets: whole or not at all, and only within the scope."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions.uploads import kept_upload
from accounts.admin.importing import ROW_LIMIT
from accounts.admin.site import portal_admin
from accounts.enums import AccessKind, AuditVerb
from accounts.models import AccessEvent, AuditEvent, FormDraft, User
from grids.models import GridPosting, GridStairwell
from sites.enums import Post
from sites.models import Building, Dwelling, Organisation, Posting, ResettlementSite, Stairwell
from tests.admin.test_admin_pages import KEEPERS, OFFICE, A, S, address, row_of
from tests.admin.world import MARK, make_user


def sheet(*lines) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def send(client: Client, label: str, *lines, name: str = "rows.xlsx", content: bytes | None = None):
    file = SimpleUploadedFile(name, content if content is not None else sheet(*lines))
    return client.post(address(label, "import"), {"file": file})


def store(client: Client, label: str, *lines):
    """Sends, and confirms what the preview found."""
    preview = send(client, label, *lines)
    assert preview.context["outcome"].faults == []
    return client.post(address(label, "import"), {"confirm": preview.context["digest"]})


def faults(answer) -> list[tuple[int, str]]:
    return answer.context["outcome"].faults


def exported(client: Client, label: str, **query) -> list[tuple]:
    answer = client.post(
        address(label, "export") + ("?" + "&".join(f"{k}={v}" for k, v in query.items())),
        {"file_format": "xlsx", "reason": "核对"},
    )
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [tuple(row) for row in page.iter_rows(values_only=True)]


def test_a_preview_stores_nothing_and_the_confirmation_everything(world, sign_in):
    client = sign_in(S)
    lines = (
        ["site", "community", "name", "floors"],
        ["A", "社区A", "7", 6],
        ["A", "社区A", 1.0, 11],
    )

    preview = send(client, "sites.building", *lines)
    outcome = preview.context["outcome"]
    assert (outcome.new, outcome.changed, outcome.faults) == (1, 1, [])
    assert not Building.objects.filter(name="7").exists()

    client.post(address("sites.building", "import"), {"confirm": preview.context["digest"]})

    assert list(
        Building.objects.filter(site=world.own.site).order_by("name").values_list("name", "floors")
    ) == [("1", 11), ("7", 6)]
    event = AuditEvent.objects.get(verb=AuditVerb.ROWS_IMPORTED)
    assert event.detail == {"rows_of": "sites_building", "new": 1, "changed": 1, "unchanged": 0}
    assert not FormDraft.objects.exists()


def test_the_same_file_twice_changes_nothing(world, sign_in):
    client = sign_in(S)
    lines = (["site", "community", "name"], ["A", "社区A", "7"])
    store(client, "sites.building", *lines)

    outcome = send(client, "sites.building", *lines).context["outcome"]

    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 0, 1)


def test_one_faulty_row_keeps_all_others_out(world, sign_in):
    answer = send(
        sign_in(S),
        "sites.building",
        ["site", "community", "name", "floors"],
        ["A", "社区A", "7", "6"],
        ["A", "社区A", "8", "six"],
    )

    assert [line for line, _sentence in faults(answer)] == [3]
    assert "six" in faults(answer)[0][1]
    assert "digest" in answer.context
    client = answer.client
    client.post(address("sites.building", "import"), {"confirm": answer.context["digest"]})
    assert not Building.objects.filter(name__in=["7", "8"]).exists()


@pytest.mark.parametrize(
    ("label", "head", "row"),
    [
        ("sites.building", ["site", "community", "name"], ["B", "社区B", "9"]),
        ("sites.building", ["site", "community", "name"], ["A", "社区B", "9"]),
        ("sites.stairwell", ["site", "building", "name"], ["B", f"{MARK}1", "9"]),
        ("sites.stairwell", ["site", "building", "name"], ["A", f"{MARK}1", "9"]),
        ("sites.dwelling", ["site", "building", "stairwell", "room_no"], ["B", f"{MARK}1", f"{MARK}2", "9"]),
        ("sites.dwelling", ["site", "building", "stairwell", "room_no"], ["A", "1", f"{MARK}2", "9"]),
        ("sites.organisation", ["site", "kind", "name", "valid_from"], ["B", "workshop", "新", "2024-01-01"]),
        ("sites.organisation", ["site", "kind", "name", "valid_from"], ["", "workshop", "新", "2024-01-01"]),
    ],
)  # fmt: skip
def test_rows_with_another_sites_key_are_refused(world, sign_in, label, head, row):
    """Keys of the other site are answered exactly like keys that do not exist."""
    before = {
        model: model.objects.count() for model in (Building, Stairwell, Dwelling, Organisation)
    }

    answer = send(sign_in(S), label, head, row)

    assert [line for line, _sentence in faults(answer)] == [2] * len(faults(answer))
    assert faults(answer)
    assert {model: model.objects.count() for model in before} == before


@pytest.mark.parametrize("column", ["id", "ID", "site_id", "pk"])
def test_a_column_of_primary_keys_is_refused(world, sign_in, column):
    other = world.other.building

    answer = send(
        sign_in(S),
        "sites.building",
        [column, "site", "community", "name"],
        [other.pk, "A", "社区A", "stolen"],
    )

    assert column in str(answer.context["form"].errors["file"])
    assert Building.objects.get(pk=other.pk).name == f"{MARK}1"


def test_a_county_organisation_is_not_changed_by_a_sites_file(world, sign_in):
    Organisation.objects.create(kind="member_unit", name="县局", valid_from="2024-01-01")

    answer = send(
        sign_in(S),
        "sites.organisation",
        ["site", "kind", "name", "valid_from", "phone"],
        ["", "member_unit", "县局", "2024-01-01", "08561234567"],
    )

    assert [line for line, _sentence in faults(answer)] == [2]


def test_a_constraints_sentence_reaches_the_row(world, sign_in):
    """The single seat is taken: the row reads the sentence of the constraint."""
    make_user("second")

    answer = send(
        sign_in(A),
        "sites.posting",
        ["holder", "post", "county", "township", "site", "valid_from"],
        ["second", "first_secretary", "", "", "A", "2024-02-01"],
    )

    sentence = next(
        str(constraint.violation_error_message)
        for constraint in Posting._meta.constraints
        if constraint.name == "posting_one_seat"
    )
    assert faults(answer) == [(2, sentence)]


def test_postings_and_users_come_by_file(world, sign_in):
    client = sign_in(A)

    store(client, "accounts.user", ["username", "name"], ["li", "李四"])
    store(
        client,
        "sites.posting",
        ["holder", "post", "county", "township", "site", "valid_from"],
        ["li", "work_team_member", "", "", "A", "2024年2月1日"],
    )
    store(
        client,
        "grids.gridposting",
        ["grid", "building", "joint_unit", "holder", "post", "valid_from"],
        ["A01", "1", "", "li", "grid_leader", "2024/2/1"],
    )

    user = User.objects.get(username="li")
    assert not user.has_usable_password()
    assert Posting.objects.get(holder=user).post == Post.WORK_TEAM_MEMBER
    assert GridPosting.objects.get(holder=user).site_id == world.own.site.pk


def test_nobody_deactivates_himself_by_file(world, sign_in):
    client = sign_in(A)
    me = User.objects.get(pk=client.session["_auth_user_id"])

    found = faults(
        send(
            client,
            "accounts.user",
            ["username", "name", "is_active"],
            [me.username, me.name, "否"],
        )
    )

    assert any("不能停用自己的账号" in sentence for _line, sentence in found)
    me.refresh_from_db()
    assert me.is_active


def test_stairwells_move_between_grids_by_file(world, sign_in):
    own = world.own
    second = type(own.grid).objects.create(
        site=own.site, code="A02", name="二网格", valid_from="2024-01-01"
    )

    store(
        sign_in(OFFICE),
        "grids.gridstairwell",
        ["site", "building", "stairwell", "grid", "valid_from"],
        ["A", "1", "2", "A02", "2024-03-01"],
    )

    before, since = GridStairwell.objects.filter(stairwell=own.stairwell).order_by("valid_from")
    assert (before.grid_id, before.valid_to) == (own.grid.pk, date(2024, 2, 29))
    assert (since.grid_id, since.valid_from) == (second.pk, date(2024, 3, 1))


def test_too_many_rows_and_files_that_are_none_are_answered_with_sentences(world, sign_in):
    client = sign_in(S)
    head = ["site", "community", "name"]

    many = send(
        client, "sites.building", head, *([["A", "社区A", n] for n in range(ROW_LIMIT + 1)])
    )
    none = send(client, "sites.building", name="rows.xlsx", content=b"no workbook")
    other = send(client, "sites.building", name="rows.pdf", content=b"%PDF")
    empty = send(client, "sites.building", head)

    for answer in (many, none, other, empty):
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]


def test_a_file_of_gb18030_is_read(world, sign_in):
    content = "site,community,name\nA,社区A,七栋\n".encode("gb18030")

    answer = send(sign_in(S), "sites.building", name="rows.csv", content=content)

    assert answer.context["outcome"].new == 1


def test_the_waiting_file_is_its_senders_alone_and_sealed(world, sign_in):
    client = sign_in(S)
    preview = send(client, "sites.building", ["site", "community", "name"], ["A", "社区A", "七"])
    sender = User.objects.get(username=f"{S.value}-user")

    assert b"rows.xlsx" not in bytes(FormDraft.objects.get().payload_sealed)
    assert kept_upload(actor=sender, page="import:sites_building")[0] == "rows.xlsx"
    stranger = sign_in(OFFICE)
    stranger.post(address("sites.building", "import"), {"confirm": preview.context["digest"]})
    assert not Building.objects.filter(name="七").exists()


def test_an_export_holds_the_scope_and_is_written_into_the_access_log(world, sign_in):
    rows = exported(sign_in(S), "sites.dwelling")

    assert len(rows) == 2
    assert MARK not in str(rows)
    event = AccessEvent.objects.get(kind=AccessKind.EXPORT)
    assert (event.table, event.row_count, event.reason) == ("sites_dwelling", 1, "核对")


def test_an_export_follows_the_filter(world, sign_in):
    rows = exported(sign_in(A), "sites.building", site__id__exact=world.other.site.pk)

    assert [row[2] for row in rows[1:]] == [f"{MARK}1"]


def test_an_export_without_a_reason_is_not_made(world, sign_in):
    answer = sign_in(S).post(address("sites.dwelling", "export"), {"file_format": "xlsx"})

    assert answer.context["form"].errors["reason"]
    assert not AccessEvent.objects.filter(kind=AccessKind.EXPORT).exists()


def test_formulas_leave_as_text_and_come_back_as_typed(world, sign_in):
    building = world.own.building
    Building.objects.filter(pk=building.pk).update(name="=1+1")
    client = sign_in(S)

    rows = exported(client, "sites.building")
    assert rows[1][2] == "'=1+1"

    outcome = send(client, "sites.building", *rows).context["outcome"]
    assert (outcome.unchanged, outcome.faults) == (1, [])


@pytest.mark.parametrize("label", sorted(set(KEEPERS)))
def test_what_was_exported_comes_back_unchanged(world, sign_in, label):
    client = sign_in(A)
    row_of(world, label, "own")
    rows = exported(client, label)
    model = next(m for m in portal_admin._registry if m._meta.label_lower == label)

    answer = send(client, label, *rows)

    assert answer.context["form"].errors == {}
    outcome = answer.context["outcome"]
    assert outcome.faults == []
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 0, model.objects.count())


def test_an_export_in_english_comes_back_in_chinese(world, sign_in):
    client = sign_in(A)
    client.cookies["django_language"] = "en"
    rows = exported(client, "sites.resettlementsite")
    client.cookies["django_language"] = "zh-hans"

    outcome = send(client, "sites.resettlementsite", *rows).context["outcome"]

    assert (outcome.unchanged, outcome.faults) == (ResettlementSite.objects.count(), [])
