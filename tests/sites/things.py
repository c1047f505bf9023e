"""One row of everything that the pages of posts open, for the tests that walk all addresses."""

from datetime import date, timedelta
from typing import Any

from lib.periods import today
from sites.actions.documents import save_document
from sites.enums import LeaveKind, Post
from sites.models import (
    Handover,
    HandoverItem,
    Leave,
    PlanItem,
    Posting,
    ReserveCadre,
    ResettlementSite,
    ServiceDocument,
    WorkLogEntry,
)
from tests import factories


def make_cadre(site: ResettlementSite | None = None, name: str = "龙后备", **fields: Any):
    """Somebody of the reserve pool."""
    return ReserveCadre.objects.create(
        site=site,
        name=name,
        **{
            "source": "former_village_cadre",
            "recommended_by": "社区党委",
            "recommended_on": date(2025, 3, 1),
            **fields,
        },
    )


def things_of_posts(site: ResettlementSite, mark: str = "") -> dict[str, Any]:
    """What an address of the posts' pages may name at this site, `mark` in every text.

    Names of colleagues carry none: the staff directory shows them to everybody.
    """
    secretary = factories.make_user("石书记")
    posting = factories.make_posting(secretary, Post.FIRST_SECRETARY, site)
    successor = factories.make_user("田书记")
    handover = Handover.objects.create(
        site=site, post=Post.FIRST_SECRETARY, giver=secretary, taker=successor, due_on=today()
    )
    HandoverItem.objects.create(site=site, handover=handover, text=f"{mark}公章")
    WorkLogEntry.objects.create(
        posting=posting, site=site, day=today(), kind="visit", text=f"{mark}走访"
    )
    plan = PlanItem.objects.create(
        posting=posting, site=site, year=today().year, quarter=1, text=f"{mark}修路"
    )
    leave = Leave.objects.create(
        holder=secretary,
        site=site,
        kind=LeaveKind.ANNUAL,
        valid_from=today(),
        valid_to=today() + timedelta(days=5),
        reason=f"{mark}探亲",
    )
    document = save_document(
        actor=secretary,
        document=ServiceDocument(
            site=site, document_no=f"{mark}1号", title=f"{mark}任命", issued_on=date(2025, 1, 1)
        ),
        file_name="order.pdf",
        content=f"{mark}%PDF".encode(),
    )
    Posting.objects.filter(pk=posting.pk).update(document=document, handover=handover)
    return {
        "kind": "site",
        "posting_id": posting.pk,
        "handover_id": handover.pk,
        "cadre_id": make_cadre(site, f"{mark}龙后备").pk,
        "leave_id": leave.pk,
        "document_id": document.pk,
        "item_id": plan.pk,
    }
