"""Checks against the sample standards: last year's closed, this year's in every state (R44)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import User
from demo.centres import centre_staff
from demo.places import Places
from demo.staff import Staff
from sites.checklist_enums import ChecklistKind, CheckResult, FindingStatus, RunStatus
from sites.enums import Post
from sites.models import (
    ChecklistAnswer,
    ChecklistFinding,
    ChecklistItem,
    ChecklistRun,
    ChecklistStep,
    ResettlementSite,
    StandardChecklist,
)
from sites.sample_standards import SAMPLES, VERSION

# Days back at which the checks of each kind began.
STARTED = {ChecklistKind.SERVICE_CENTRE: (420, 50), ChecklistKind.CULTURE_CENTRE: (65,)}
# Sites whose check of this year is still with the site, or waits for the county.
WITH_SITE, WITH_COUNTY = 0, 1
LACKING = "尚未配齐，需整改"
DONE = "已购置并张贴上墙，附照片"


@dataclass(slots=True)
class Checks:
    """Not yet stored."""

    checklists: list[StandardChecklist] = field(default_factory=list)
    items: list[ChecklistItem] = field(default_factory=list)
    runs: list[ChecklistRun] = field(default_factory=list)
    answers: list[ChecklistAnswer] = field(default_factory=list)
    findings: list[ChecklistFinding] = field(default_factory=list)
    steps: list[ChecklistStep] = field(default_factory=list)


def check_centres(rng: Random, as_of: date, places: Places, staff: Staff) -> Checks:
    """Two rounds of the service centres, one of the culture centres."""
    made = Checks()
    office = next(row.holder for row in staff.postings if row.post == Post.COUNTY_STAFF)
    people = centre_staff(staff, as_of)
    for kind, groups in SAMPLES.items():
        checklist = StandardChecklist(
            kind=kind, version=VERSION, document="样例，非正式标准文本",
            valid_from=date(as_of.year - 2, 1, 1),
        )  # fmt: skip
        made.checklists.append(checklist)
        items = [
            ChecklistItem(
                checklist=checklist, group=group, number=number, text=text, is_example=True
            )
            for group, texts in groups.items()
            for number, text in enumerate(texts, start=1)
        ]
        made.items += items
        for back in STARTED[ChecklistKind(kind)]:
            for index, site in enumerate(places.sites):
                started = as_of - timedelta(days=back - index % 7)
                status = RunStatus.COUNTY_CHECKED
                if back < 60 and index in (WITH_SITE, WITH_COUNTY):
                    status = (RunStatus.SELF_CHECKING, RunStatus.SELF_CHECKED)[index]
                run = _run(made, site, checklist, started, status, people[site.code][0], office)
                _answer(rng, made, run, items)
                _find(made, as_of, run, items, index, people[site.code][-1])
    return made


def _run(
    made: Checks,
    site: ResettlementSite,
    checklist: StandardChecklist,
    started: date,
    status: RunStatus,
    by: User,
    office: User,
) -> ChecklistRun:
    is_handed_in, is_checked = status != RunStatus.SELF_CHECKING, status == RunStatus.COUNTY_CHECKED
    run = ChecklistRun(
        site=site, checklist=checklist, status=status, started_on=started,
        self_checked_on=started + timedelta(days=2) if is_handed_in else None,
        self_checked_by=by if is_handed_in else None,
        county_checked_on=started + timedelta(days=9) if is_checked else None,
        county_checked_by=office if is_checked else None,
    )  # fmt: skip
    made.runs.append(run)
    _step(made, run, by, "", RunStatus.SELF_CHECKING)
    if is_handed_in:
        _step(made, run, by, RunStatus.SELF_CHECKING, RunStatus.SELF_CHECKED)
    if is_checked:
        _step(made, run, office, RunStatus.SELF_CHECKED, RunStatus.COUNTY_CHECKED)
    return run


def _answer(rng: Random, made: Checks, run: ChecklistRun, items: list[ChecklistItem]) -> None:
    """The county is a little stricter than the site; a check under way is half filled in."""
    for number, item in enumerate(items):
        own = CheckResult.MET if rng.random() < 0.93 else CheckResult.NOT_MET
        county = own if rng.random() < 0.94 else CheckResult.NOT_MET
        if run.status == RunStatus.SELF_CHECKING and number >= len(items) // 2:
            own = ""
        if run.status != RunStatus.COUNTY_CHECKED:
            county = ""
        made.answers.append(
            ChecklistAnswer(
                site=run.site, run=run, item=item, self_result=own, county_result=county,
                self_note=LACKING if own == CheckResult.NOT_MET else "",
                county_note=LACKING if county == CheckResult.NOT_MET else "",
            )
        )  # fmt: skip


def _find(
    made: Checks,
    as_of: date,
    run: ChecklistRun,
    items: list[ChecklistItem],
    index: int,
    by: User,
) -> None:
    """Old findings are closed; of this year's some are open, one site's are overdue."""
    if run.status != RunStatus.COUNTY_CHECKED:
        return
    answers = made.answers[-len(items) :]
    for answer in answers:
        if answer.county_result != CheckResult.NOT_MET:
            continue
        due = run.county_checked_on + timedelta(days=20 if index == 4 else 60)
        is_old = (as_of - run.started_on).days > 200
        status = FindingStatus.CONFIRMED if is_old else list(FindingStatus)[index % 3]
        if index == 4:
            status = FindingStatus.CONFIRMED if is_old else FindingStatus.OPEN
        is_done = status != FindingStatus.OPEN
        is_confirmed = status == FindingStatus.CONFIRMED
        finding = ChecklistFinding(
            site=run.site, run=run, item=answer.item, text=answer.county_note, due_on=due,
            status=status,
            rectified_on=run.county_checked_on + timedelta(days=12) if is_done else None,
            rectified_by=by if is_done else None, evidence=DONE if is_done else "",
            confirmed_on=run.county_checked_on + timedelta(days=18) if is_confirmed else None,
            confirmed_by=run.county_checked_by if is_confirmed else None,
        )  # fmt: skip
        made.findings.append(finding)
        _step(made, run, run.county_checked_by, "", FindingStatus.OPEN, finding)
        if is_done:
            _step(made, run, by, FindingStatus.OPEN, FindingStatus.RECTIFIED, finding)
        if is_confirmed:
            _step(
                made, run, run.county_checked_by, FindingStatus.RECTIFIED,
                FindingStatus.CONFIRMED, finding,
            )  # fmt: skip


def _step(
    made: Checks,
    run: ChecklistRun,
    actor: User,
    before: str,
    after: str,
    finding: ChecklistFinding | None = None,
) -> None:
    made.steps.append(
        ChecklistStep(
            site=run.site, run=run, finding=finding, actor=actor, before=before, after=after
        )
    )
