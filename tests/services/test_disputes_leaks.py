"""A dispute's parties and words reach nobody without right: pages, search, exports, prints, history.

Every private text of two cases carries a secret of its own. Whoever holds no right asks for every
address that could show it; site staff, who hold it, do see each secret, so the secrets are real.
"""

import json
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import AuditEvent, User
from lib.exports import exporter_of
from lib.figures import all_figures
from lib.periods import since_last_year, today
from lib.scope import scope_of
from lib.timeline import matters_of, timeline_of
from residents.models import Household
from services.actions.dispute_parties import add_participant
from services.actions.dossiers import add_paper
from services.desk import desk_of
from services.dispute_papers import PAPERS
from services.enums.dispute_stages import DisputeMove, DisputeStage
from services.models import Dispute, DisputeParticipant, DossierPaper
from tests.access.cast import make_cast
from tests.access.test_access_table import names, words_of
from tests.residents.world import make_world
from tests.services.dispute_things import things_of_disputes
from tests.services.dispute_world import Case, make_case

S, M = DisputeStage, DisputeMove
SECRET = "密语"
# The telephone of the outsider in a marked world, and the name of a scan.
PHONE, FILE = "13900008888", "密语文件.pdf"
# Whose post gives no right to a case that he neither reported nor mediates.
WITHOUT_RIGHT = (
    "administrator", "county", "member_unit", "leader", "town", "handling", "grid", "joint",
    "mediator", "auditor", "business", "shopkeeper", "ended", "out",
)  # fmt: skip
# Pages that show disputes, or that lower apps fill from what disputes register.
PREFIXES = (
    "dispute", "household_", "person_", "search", "home", "figure", "late", "audit", "access",
    "export", "care", "desk", "organisation",
)  # fmt: skip


class Told:
    """The world with two cases, every text of theirs a secret."""

    def __init__(self) -> None:
        self.world = make_world()
        self.cast = make_cast(self.world)
        self.case = make_case(self.world.own, mark=SECRET)
        self.filed = self._told(S.FILED)
        self.open = self._told(S.MEDIATING)
        place, household = self.world.own, self.world.own.household
        self.things = {
            **things_of_disputes(place, household, mark=SECRET),
            "household_id": household.pk,
            "person_id": place.head.pk,
            "site_id": place.site.pk,
            "code": "disputes_settled",
            "name": "phone",
            "topic": "dispute",
            "record_id": self.open.pk,
            "event_kind": "split",
        }

    def _told(self, stage: DisputeStage) -> Dispute:
        case = self.case
        dispute = case.at(S.MEDIATING)
        case.do(dispute, M.INVESTIGATE)
        case.do(dispute, M.FLAG_RISK, note=f"{SECRET}扬言")
        case.do(dispute, M.EXTEND, note=f"{SECRET}同意延长")
        # Not the colleague: whoever handled a case does not call back.
        handler = case.mediators[-1]
        case.do(dispute, M.ESCALATE, level="county", handler=handler, note=f"{SECRET}上报")
        guest = DisputeParticipant(name=f"{SECRET}寨老", capacity="invited")
        add_participant(actor=case.clerk, dispute=dispute, participant=guest)
        add_paper(
            actor=case.clerk,
            dispute=dispute,
            paper=DossierPaper(kind="05_evidence", token=uuid4(), remark=f"{SECRET}备注"),
            file_name=FILE,
            content=f"{SECRET}正文".encode(),
        )
        if stage == S.FILED:
            for move in (M.AGREE, M.APPLY_COURT, M.DECIDE_COURT, M.CONFIRM, M.CLOSE, M.FILE):
                case.do(dispute, move)
        return Dispute.objects.get(pk=dispute.pk)

    def addresses(self) -> list[str]:
        """Every address that could show something of a dispute."""
        found = []
        for name in names(get_resolver()):
            if name.startswith(PREFIXES) and set(words_of(name)) <= set(self.things):
                found.append(reverse(name, kwargs={w: self.things[w] for w in words_of(name)}))
        for dispute in (self.filed, self.open):
            found.append(reverse("dispute_detail", args=[dispute.pk]))
            found += [reverse("dispute_print", args=[dispute.pk, name]) for name in PAPERS]
            found += [reverse("dispute_step", args=[dispute.pk, move]) for move in M]
            found += [
                reverse("dispute_paper", args=[paper.pk])
                for paper in dispute.papers.exclude(file_name="")
            ]
        found.append(f"{reverse('dispute_list')}?show=all&{today():first=%Y-01-01}")
        return found


@pytest.fixture
def told(db) -> Told:
    return Told()


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def leaks(text: str) -> bool:
    return SECRET in text or PHONE in text


def text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(sorted(response.items()))


@pytest.mark.timeout(300)
def test_no_page_print_or_error_tells_anybody_without_right(told):
    addresses = told.addresses()
    found = []
    for role in WITHOUT_RIGHT:
        client = client_of(told.cast[role])
        for url in addresses:
            for ask in (client.get, client.post):
                with transaction.atomic():
                    response = ask(url)
                    if leaks(text_of(response)):
                        found.append((role, ask.__name__, url, response.status_code))
                    transaction.set_rollback(True)

    assert not found, found
    assert len(addresses) > 80


def test_site_staff_do_see_the_secrets(told):
    client = client_of(told.case.clerk)
    detail = text_of(client.get(reverse("dispute_detail", args=[told.filed.pk])))
    prints = [
        text_of(client.get(reverse("dispute_print", args=[told.filed.pk, name])))
        for name in ("application", "mediation", "agreement", "visits", "investigation", "cover")
    ]

    for part in (
        "楼道堆物",
        "扬言",
        "同意延长",
        "上报",
        "寨老",
        "备注",
        "王家三日内清理完毕",
        "楼道已清理",
    ):
        assert f"{SECRET}{part}" in detail, part
    assert all(leaks(paper) for paper in prints)


def test_staff_of_another_site_find_nothing(told):
    stranger = make_case(told.world.other).clerk
    client = client_of(stranger)

    for url in told.addresses():
        response = client.get(url)
        assert not leaks(text_of(response)), url
    detail = client.get(reverse("dispute_detail", args=[told.open.pk]))
    assert detail.status_code == 404


def test_the_search_box_does_not_find_parties(told):
    for role in ("county", "town", "grid", "leader", "business", "administrator"):
        client = client_of(told.cast[role])
        for words in (f"{SECRET}李秀英", PHONE, SECRET, "人调字"):
            page = client.post(reverse("search"), {"q": words}, follow=True)
            assert "李大山" not in text_of(page)
            assert "人调字" not in text_of(page).replace(words, "")


def test_a_familys_file_tells_of_its_case_only_who_may_read_it(told):
    household = Household.objects.for_list(today()).get(pk=told.world.own.household.pk)
    for role in ("county", "town", "grid", "leader", "business", "administrator"):
        user = told.cast[role]
        scope = scope_of(user.pk, today())
        entries = [entry for entry in timeline_of(household, scope) if "disputes" in entry.url]
        matters = [matter for matter in matters_of(household, scope) if "disputes" in matter.url]
        page = text_of(client_of(user).get(reverse("household_detail", args=[household.pk])))
        assert (entries, matters) == ([], []), role
        assert "人调字" not in page, role
    clerk = scope_of(told.case.clerk.pk, today())
    assert [entry for entry in timeline_of(household, clerk) if "disputes" in entry.url]


def test_exports_figures_desk_and_logs_name_nobody(told):
    for role in (*WITHOUT_RIGHT[:12], "site"):
        user = told.cast[role]
        scope = scope_of(user.pk, today())
        for code in ("disputes", "dispute_month"):
            exporter = exporter_of(code)
            assert exporter is not None
            if exporter.allowed(scope):
                sheet = exporter.sheet(scope, {"query": "show=all"})
                assert not leaks(str([sheet.header, sheet.filter_text, list(sheet.rows)]))
        for figure in all_figures():
            rows = figure.rows(scope.counting(), since_last_year(today()))
            if figure.code.startswith("disputes"):
                cells = [[column.value(row) for column in figure.columns] for row in rows]
                assert not leaks(str(cells))
        if role != "site":
            cards = [card for cards in desk_of(scope).values() for card in cards]
            assert not leaks(str(cards)), role
    assert not leaks(str(list(AuditEvent.objects.values_list("detail", flat=True))))


def test_what_a_case_was_worth_prevented_or_risked_is_told_to_its_readers_alone(told):
    Dispute.objects.update(amount_yuan=77777, prevented="suicide", prevented_persons=888)
    exporter = exporter_of("disputes")
    assert exporter is not None

    def told_to(role: str) -> tuple[str, str, int, int]:
        user = told.cast[role]
        sheet = exporter.sheet(scope_of(user.pk, today()), {"query": "show=all"})
        pages = [
            client_of(user).get(f"{reverse('dispute_list')}?show=all{more}")
            for more in ("", "&risk=high", "&risk=none")
        ]
        numbers = [page.context["page"].count for page in pages[1:]]
        return str(list(sheet.rows)), text_of(pages[0]), *numbers

    for role in ("county", "town"):
        sheet, page, high, none = told_to(role)
        assert sheet.count("人调字") == 3, role
        assert not any(part in sheet for part in ("77777", "自杀", "888")), role
        assert page.count("人调字") == 3, role
        assert "可能激化或群体性" not in page.split("<table")[1], role
        assert (high, none) == (0, 0), role
    sheet, page, high, none = told_to("site")
    assert all(part in sheet for part in ("77777", "自杀", "888"))
    assert (high, none) == (2, 1)


def test_json_of_the_figures_names_nobody(told):
    out = StringIO()

    call_command("figures", "--json", stdout=out)

    found = {row["code"]: row["value"] for row in json.loads(out.getvalue())}
    assert found["disputes_settled"] == 1
    assert not leaks(out.getvalue())


def test_who_reported_from_the_grid_reads_his_own_case_alone(told):
    leader = told.cast["grid"]
    own = Case(
        place=told.world.own, clerk=leader, colleague=told.case.colleague, mediators=[], mark="自报"
    ).register(channel="grid")
    client = client_of(leader)

    mine = text_of(client.get(reverse("dispute_detail", args=[own.pk])))
    other = text_of(client.get(reverse("dispute_detail", args=[told.open.pk])))

    assert "自报楼道堆物" in mine
    assert not leaks(other)
    # Not even type and day of another case of his stairwell: he would know who it is.
    assert (
        client.get(reverse("dispute_print", args=[told.open.pk, "application"])).status_code == 404
    )


def test_wrong_input_is_not_thrown_back_to_others(told):
    client = client_of(told.cast["county"])
    step = reverse("dispute_step", args=[told.open.pk, "agree"])

    refused = client.post(step, {"terms": "x"})

    assert refused.status_code == 403
    assert not leaks(text_of(refused))
