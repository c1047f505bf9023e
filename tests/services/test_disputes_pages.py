"""The pages of disputes as site staff, grid staff and others meet them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent, User
from lib.periods import today
from residents.models import Person
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.models import CommitteeMember, Dispute, DossierPaper
from sites.enums import Post
from tests import factories
from tests.residents.world import World, make_world
from tests.services.dispute_world import Case, make_case

S, M = DisputeStage, DisputeMove
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def case(world) -> Case:
    return make_case(world.own)


def client_of(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(
        language="en", seen_first_steps=True, must_change_password=False
    )
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def typed(case: Case, **more: str) -> dict[str, str]:
    return {
        "site": str(case.place.site.pk),
        "occurred_on": today().isoformat(),
        "source": "on_application",
        "kind": "neighbour",
        "complexity": "general",
        "channel": "service_centre",
        "title": "楼道堆物",
        "summary": "楼道堆物，双方争吵。",
        "applicant_resident": "3-2-501",
        "respondent_name": "李外来",
        "respondent_phone": "13700001111",
        "token": "7f1f9a52-2f5e-4b52-9d1e-6a53d4f7a001",
        **more,
    }


def test_a_dispute_is_registered_once_whatever_is_clicked(case):
    client = client_of(case.clerk)

    first = client.post(reverse("dispute_add"), typed(case))
    client.post(reverse("dispute_add"), typed(case))

    dispute = Dispute.objects.get()
    assert first.url == reverse("dispute_detail", args=[dispute.pk])
    assert dispute.stairwell == case.place.stairwell
    assert [str(party) for party in dispute.parties.all()] == ["王建国", "李外来"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"applicant_resident": "没这人"}, "No resident here matches."),
        ({"applicant_resident": "王"}, "Several residents match: 王"),
        ({"respondent_name": ""}, "Name the party: a resident, or somebody from elsewhere."),
        (
            {"respondent_resident": "3-2-501"},
            "Nobody quarrels with himself: name the other party.",
        ),
        ({"respondent_phone": "12"}, "“12” cannot be dialled."),
        ({"occurred_on": "2020-01-05"}, "The quarter of 2020-01-05 was closed on 2020-04-10:"),
        ({"summary": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(case, change, sentence):
    response = client_of(case.clerk).post(reverse("dispute_add"), typed(case, **change))

    assert sentence in response.content.decode()
    assert "楼道堆物" in response.content.decode()
    assert not Dispute.objects.exists()


def test_grid_staff_settle_on_the_spot_and_read_what_they_reported(world, case):
    leader = world.grid_leader()
    client = client_of(leader)
    case.register()

    response = client.post(reverse("dispute_spot"), typed(case, terms="互相道歉"))

    dispute = Dispute.objects.get(recorded_by=leader)
    assert response.url == reverse("dispute_detail", args=[dispute.pk])
    assert (dispute.stage, dispute.channel, dispute.level) == (S.AGREED, "grid", "grid")
    assert dispute.participants.get().capacity == "grid_staff"
    assert "互相道歉" in client.get(response.url).content.decode()


def test_a_grid_leader_finds_no_case_that_he_neither_reported_nor_helps_with(world, case):
    dispute = case.register()
    other = factories.make_grid_leader(factories.make_grid(world.own.second_stairwell))

    detail = client_of(other).get(reverse("dispute_detail", args=[dispute.pk]))
    inside = client_of(world.grid_leader()).get(reverse("dispute_detail", args=[dispute.pk]))

    assert (detail.status_code, inside.status_code) == (404, 404)


def test_the_page_offers_the_next_step_and_says_what_is_missing(case):
    dispute = case.at(S.ACCEPTED)
    page = client_of(case.clerk).get(reverse("dispute_detail", args=[dispute.pk]))
    text = page.content.decode()

    assert page.context["offers"][0].label == "appoint mediators"
    assert [paper["label"] for paper in page.context["file"]["missing"]] == [
        "application for mediation",
        "acceptance register",
    ]
    assert "days left of the time limit" in text
    assert AccessEvent.objects.filter(kind="view", row_id=dispute.pk, actor=case.clerk).exists()


def test_a_step_that_is_not_possible_says_what_is(case):
    dispute = case.register()
    url = reverse("dispute_step", args=[dispute.pk, "agree"])

    response = client_of(case.clerk).get(url, follow=True)

    assert "“record the agreement” is not possible while" in response.content.decode()


def test_a_case_goes_its_way_by_the_forms(case):
    dispute = case.register()
    client, colleague = client_of(case.clerk), client_of(case.colleague)
    day = today().isoformat()
    member = case.mediators[0]
    ids = {user.pk: row for row, user in _members(case)}
    for move, form, by in (
        ("accept", {"on": day, "complexity": "general"}, client),
        ("appoint", {"on": day, "mediators": [ids[member.pk]], "chosen": "chosen"}, client),
        ("tell_rights", {"on": day}, client),
        ("investigate", _session(day), client),
        ("hold_session", _session(day), client),
        ("agree", _agreement(day), client),
        ("apply_court", {"court": "石阡县人民法院", "applied_on": day}, client),
        ("decide_court", {"decided_on": day, "result": "confirmed"}, client),
        ("follow_up", _visit(day), client),
        ("confirm", _visit(day), colleague),
    ):
        url = reverse("dispute_step", args=[dispute.pk, move])
        assert by.get(url).status_code == 200
        response = by.post(url, form)
        assert response.status_code == 302, (move, response.context["form"].errors)
    blocked = client.post(reverse("dispute_step", args=[dispute.pk, "close"]), {"on": day})
    assert "The file lacks: application for mediation" in blocked.content.decode()
    add = reverse("dispute_paper_add", args=[dispute.pk])
    for paper in client.get(reverse("dispute_detail", args=[dispute.pk])).context["file"][
        "missing"
    ]:
        client.post(add, {"kind": paper["kind"], "pages": "1", "on_paper": "on", "token": _token()})

    for move in ("close", "file"):
        client.post(reverse("dispute_step", args=[dispute.pk, move]), {"on": day})

    dispute.refresh_from_db()
    assert (dispute.stage, dispute.confirmed_by) == (S.FILED, case.colleague)
    assert dispute.confirmation.result == "confirmed"


def _members(case: Case):
    return [(row.pk, row.user) for row in CommitteeMember.objects.select_related("user")]


def _token() -> str:
    return str(uuid4())


def _session(day: str) -> dict[str, str]:
    words = {"place": "调解室", "present": "双方", "minutes": "各自陈述"}
    return {"held_on": day, **words, "token": _token()}


def _agreement(day: str) -> dict[str, str]:
    words = {"facts": "公用部位", "terms": "清理", "performance_way": "自行"}
    return {"form": "written", "effective_on": day, "perform_by": day, **words}


def _visit(day: str) -> dict[str, str]:
    return {"made_on": day, "performance": "performed", "is_content": "yes", "note": "已清理"}


def test_a_written_agreement_names_the_fields_it_lacks(case):
    dispute = case.at(S.MEDIATING)
    form = {**_agreement(today().isoformat()), "perform_by": ""}

    page = client_of(case.clerk).post(reverse("dispute_step", args=[dispute.pk, "agree"]), form)

    assert page.context["form"].errors == {
        "perform_by": ["A written agreement says this. Fill it in."]
    }


def test_scans_are_opened_with_a_trace_and_other_files_refused(case):
    dispute = case.at(S.ACCEPTED)
    client = client_of(case.clerk)
    add = reverse("dispute_paper_add", args=[dispute.pk])
    wrong = client.post(
        add,
        {
            "kind": "05_evidence",
            "pages": "1",
            "token": _token(),
            "file": SimpleUploadedFile("virus.exe", b"MZ"),
        },
    )
    right = SimpleUploadedFile("证据.png", b"\x89PNG")

    client.post(add, {"kind": "05_evidence", "pages": "1", "token": _token(), "file": right})

    paper = DossierPaper.objects.get()
    opened = client.get(reverse("dispute_paper", args=[paper.pk]))
    assert "“virus.exe” is no paper" in wrong.content.decode()
    assert opened.content == b"\x89PNG"
    assert AccessEvent.objects.filter(table="services_dossierpaper", row_id=paper.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_rows_as_for_one(case, rows, django_assert_num_queries):
    for _number in range(rows):
        case.register()
    client = client_of(case.clerk)
    client.get(reverse("dispute_list"))

    with django_assert_num_queries(8):
        page = client.get(reverse("dispute_list"))

    assert page.context["page"].count == rows


def test_every_number_of_the_summary_opens_as_many_rows(world, case):
    case.at(S.FOLLOWED_UP)
    case.at(S.AGREED)
    case.at(S.ENDED)
    case.register(kind="damages")
    case.register(occurred_on=today() - timedelta(days=200), late_reason="补录")
    leader = factories.make_user_with(Post.CONTACT_LEADER, world.other.site)
    first = today() - timedelta(days=210)
    days = {"first": first.isoformat(), "last": today().isoformat()}

    # A leader counts the county and reads his own sites: his numbers open their rows all the same.
    for user in (case.clerk, leader):
        client = client_of(user)
        summary = client.get(reverse("dispute_summary"), days)
        total = summary.context["rows"][-1]["line"]
        assert (total.counts["registered"], total.counts["settled"], total.success) == (4, 1, 33)
        for row in summary.context["rows"]:
            for number, url in row["cells"]:
                page = client.get(url)
                assert page.context["page"].count == number, url
                found = [row["dispute"].is_found for row in page.context["page"].rows]
                assert set(found) <= {user == case.clerk}
                assert ("楼道堆物" in page.content.decode()) == (user == case.clerk and number > 0)


def test_late_records_count_when_reviewed(case):
    old = today() - timedelta(days=200)
    case.register(occurred_on=old, late_reason="补录")
    days = {"first": old.isoformat(), "last": today().isoformat()}

    summary = client_of(case.clerk).get(reverse("dispute_summary"), days)

    assert not summary.context["has_rows"]


def test_somebody_of_the_town_reads_the_case_that_he_took_over(case):
    dispute = case.at(S.ACCEPTED)
    town = factories.make_user_with(Post.TOWN_STAFF, case.place.site.township)
    url = reverse("dispute_detail", args=[dispute.pk])
    before = client_of(town).get(url).content.decode()

    case.do(dispute, M.ESCALATE, level="town", handler=town)

    after = client_of(town).get(url)
    assert "楼道堆物" not in before
    assert "楼道堆物" in after.content.decode()
    assert after.context["offers"]


def test_a_mediator_loses_the_case_with_his_post(case):
    dispute = case.at(S.APPOINTED)
    mediator = case.mediators[0]
    client = client_of(mediator)
    url = reverse("dispute_detail", args=[dispute.pk])
    assert "楼道堆物" in client.get(url).content.decode()

    case.do(dispute, M.APPOINT, mediators=case.mediators[1:])

    assert client.get(url).status_code == 404


def test_papers_are_chinese_in_every_language(case):
    Person.objects.filter(pk=case.place.head.pk).update(ethnic_code="06")
    dispute = case.at(S.AGREED)
    client = client_of(case.clerk)
    page = client.get(reverse("dispute_detail", args=[dispute.pk]))

    for form in page.context["file"]["forms"]:
        paper = client.get(form["url"])
        assert paper.status_code == 200
        assert "人调字第1号" in paper.content.decode()
        assert 'lang="zh-hans"' in paper.content.decode()
        # What was filled in from code lists follows the form, not the reader.
        assert "Miao" not in paper.content.decode()
    printed = AccessEvent.objects.filter(kind="print", row_id=dispute.pk)
    assert printed.count() == len(page.context["file"]["forms"])
