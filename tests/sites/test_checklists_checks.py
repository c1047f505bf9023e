"""Checks against a standard: the site looks, the county after it, findings until confirmed (R44)."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lib.periods import today
from lib.scope import scope_of
from lib.tasks import work_of
from sites.actions import checklist_findings, checklists
from sites.checklist_enums import (
    FINDING,
    RUN,
    CheckResult,
    FindingAction,
    FindingStatus,
    RunAction,
    RunStatus,
)
from sites.enums import Post
from sites.models import ChecklistFinding, ChecklistItem, ChecklistRun, StandardChecklist
from tests import factories
from tests.sites.centre_things import answers_of, make_checked, make_self_check, standard

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(days=30)


@pytest.fixture
def site():
    return factories.make_site()


@pytest.fixture
def county():
    return factories.make_county_staff()


def score(run):
    return ChecklistRun.objects.with_scores().get(pk=run.pk)


def test_the_county_s_look_gives_the_score_and_the_findings(site, county):
    run = make_self_check(site)
    assert score(run).county_score is None

    checklists.check_run(
        actor=county, run=run, answers=answers_of(run, 台账="台账缺三月"), due_on=SOON
    )

    run = score(run)
    asked = run.checklist.items.count()
    assert (run.self_score, run.county_score) == (100, round(100 * (asked - 1) / asked))
    finding = ChecklistFinding.objects.get()
    assert (finding.text, finding.due_on, finding.status) == ("台账缺三月", SOON, "open")


def test_what_does_not_apply_is_left_out_of_the_score(site):
    run = checklists.start_run(actor=factories.make_user(), site=site, checklist=standard())
    answers = answers_of(run, 台账="缺")
    first = next(iter(answers))
    answers[first] = (CheckResult.NOT_APPLICABLE, "")

    checklists.submit_run(actor=factories.make_user(), run=run, answers=answers)

    asked = len(answers) - 1
    assert score(run).self_score == round(100 * (asked - 1) / asked)


def test_points_weigh(site):
    checklist = StandardChecklist.objects.create(
        kind="service_centre", version="2026", valid_from=today()
    )
    for number, points in ((1, 3), (2, 1)):
        ChecklistItem.objects.create(
            checklist=checklist, group="1_planning", number=number, text=f"条目{number}",
            points=points,
        )  # fmt: skip
    actor = factories.make_user()
    run = checklists.start_run(actor=actor, site=site, checklist=checklist)

    checklists.submit_run(actor=actor, run=run, answers=answers_of(run, 条目2="缺"))

    assert score(run).self_score == 75


def test_nobody_checks_after_himself(site):
    both = factories.make_site_staff(site)
    factories.make_posting(both, Post.COUNTY_STAFF)
    run = make_self_check(site, by=both)

    with pytest.raises(ValidationError, match="自查人员不能同时作县级检查"):
        checklists.check_run(actor=both, run=run, answers=answers_of(run), due_on=SOON)

    run.refresh_from_db()
    assert run.status == RunStatus.SELF_CHECKED


def test_nobody_confirms_what_he_rectified(site, county):
    finding = make_checked(site)
    checklist_findings.rectify_finding(actor=county, finding=finding, note="已补")

    with pytest.raises(ValidationError, match="整改人员不能自己复查确认"):
        checklist_findings.confirm_finding(actor=county, finding=finding, note="")

    other = factories.make_user()
    checklist_findings.confirm_finding(actor=other, finding=finding, note="已复查")
    finding.refresh_from_db()
    assert (finding.status, finding.confirmed_by) == ("confirmed", other)
    steps = finding.steps.values_list("before", "after", "note")
    assert list(steps) == [
        ("", "open", ""),
        ("open", "rectified", "已补"),
        ("rectified", "confirmed", "已复查"),
    ]


def test_open_items_and_silent_ones_are_refused_with_their_words(site, county):
    run = checklists.start_run(actor=county, site=site, checklist=standard())
    answers = answers_of(run)
    first = next(iter(answers))

    with pytest.raises(ValidationError, match="还有1项未检查"):
        checklists.submit_run(actor=county, run=run, answers=answers | {first: ("", "")})
    with pytest.raises(ValidationError, match="请说明以下条目存在的问题"):
        checklists.submit_run(
            actor=county, run=run, answers=answers | {first: (CheckResult.NOT_MET, "")}
        )
    with pytest.raises(ValidationError, match="正在进行"):
        checklists.start_run(actor=county, site=site, checklist=standard())


def run_in(status, site):
    """A check in this state."""
    if status == RunStatus.COUNTY_CHECKED:
        return make_checked(site).run
    if status == RunStatus.SELF_CHECKED:
        return make_self_check(site)
    return checklists.start_run(actor=factories.make_user(), site=site, checklist=standard())


@pytest.mark.parametrize(("status", "action"), list(product(RunStatus, RunAction)))
def test_every_pair_of_a_check_moves_or_is_refused_with_a_sentence(site, status, action):
    run = run_in(status, site)
    words = {"actor": factories.make_user(), "run": run}
    deeds = {
        RunAction.SUBMIT: lambda: checklists.submit_run(**words, answers=answers_of(run)),
        RunAction.RETURN: lambda: checklists.return_run(**words, note="照片不清"),
        RunAction.CHECK: lambda: checklists.check_run(
            **words, answers=answers_of(run), due_on=SOON
        ),
    }
    target = RUN.moves[action].get(status)

    if target is None:
        with pytest.raises(ValidationError) as refused:
            deeds[action]()
        assert refused.value.code == "wrong_state"
        assert str(status.label) in refused.value.messages[0]
    else:
        deeds[action]()
    run.refresh_from_db()
    assert run.status == (target or status)


@pytest.mark.parametrize(("status", "action"), list(product(FindingStatus, FindingAction)))
def test_every_pair_of_a_finding_moves_or_is_refused_with_a_sentence(site, status, action):
    finding = make_checked(site)
    doer, other = factories.make_user(), factories.make_user()
    if status != FindingStatus.OPEN:
        checklist_findings.rectify_finding(actor=doer, finding=finding, note="已补")
    if status == FindingStatus.CONFIRMED:
        checklist_findings.confirm_finding(actor=other, finding=finding, note="")
    deed = {
        FindingAction.RECTIFY: checklist_findings.rectify_finding,
        FindingAction.CONFIRM: checklist_findings.confirm_finding,
        FindingAction.RETURN: checklist_findings.return_finding,
    }[action]
    target = FINDING.moves[action].get(status)

    if target is None:
        with pytest.raises(ValidationError) as refused:
            deed(actor=other, finding=finding, note="说明")
        assert refused.value.code == "wrong_state"
    else:
        deed(actor=other, finding=finding, note="说明")
    finding.refresh_from_db()
    assert finding.status == (target or status)


def test_an_item_that_was_checked_keeps_its_words(site):
    make_self_check(site)
    item = ChecklistItem.objects.filter(checklist=standard()).first()
    item.text = "新的说法"

    with pytest.raises(ValidationError, match="已用于检查"):
        item.full_clean()


def test_samples_are_marked_and_come_once(client):
    client.force_login(factories.make_county_staff())

    for _number in range(2):
        client.post(reverse("checklist_samples"))

    assert StandardChecklist.objects.count() == 2
    assert not ChecklistItem.objects.filter(is_example=False).exists()
    groups = ChecklistItem.objects.values_list("checklist", "group").distinct()
    assert groups.order_by("checklist").count() == 8


def test_the_pages_take_a_check_from_its_start_to_the_confirmed_finding(client, site, county):
    clerk = factories.make_site_staff(site)
    client.force_login(clerk)
    client.post(reverse("checklist_start", args=[site.pk]), {"checklist": standard().pk})
    run = ChecklistRun.objects.get()
    fill = reverse("checklist_fill", args=[run.pk])
    typed = {f"result-{item}": "met" for item in answers_of(run)}
    first = next(iter(answers_of(run)))

    # Kept half way, then handed in.
    client.post(fill, {f"result-{first}": "met", f"note-{first}": "见台账"})
    assert "见台账" in client.get(fill).content.decode()
    client.post(fill, {**typed, "finish": "on"})
    client.force_login(county)
    seen = {**typed, f"result-{first}": "not_met", f"note-{first}": "面积不够", "finish": "on"}
    refused = client.post(fill, seen).content.decode()
    assert "请填写不达标项的整改期限" in refused
    assert 'value="面积不够"' in refused
    client.post(fill, {**seen, "due_on": SOON.isoformat()})

    finding = ChecklistFinding.objects.get()
    step = reverse("finding_step", args=[finding.pk])
    assert client.post(step, {"action": "rectify", "note": "x"}).status_code == 403
    client.force_login(clerk)
    assert client.post(step, {"action": "confirm", "note": "x"}).status_code == 403
    client.post(step, {"action": "rectify", "note": "已扩建"})
    client.force_login(county)
    client.post(step, {"action": "confirm", "note": "现场已看"})
    page = client.get(reverse("checklist_run", args=[run.pk])).content.decode()
    assert "已整改（复查确认）" in page
    assert "现场已看" in page


def test_what_waits_stands_on_the_home_page_of_whose_turn_it_is(site, county):
    clerk = factories.make_site_staff(site)
    finding = make_checked(site)
    make_self_check(site)

    def waiting(user):
        return {item.title: item.count for item in work_of(scope_of(user.pk, today()))}

    assert waiting(clerk).get("待整改的检查问题") == 1
    assert waiting(county).get("待县级检查的自查") == 1
    checklist_findings.rectify_finding(actor=clerk, finding=finding, note="已补")
    assert "待整改的检查问题" not in waiting(clerk)
    assert waiting(county).get("待复查的整改") == 1


def test_the_list_takes_the_same_number_of_statements_for_one_and_for_three_rows(
    client, county, django_assert_num_queries
):
    client.force_login(county)
    url = reverse("checklist_list")
    for number in range(3):
        make_checked(factories.make_site())
        if number != 1:
            client.get(url)
            with django_assert_num_queries(12):
                client.get(url)
