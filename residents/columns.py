"""The columns of the two lists; pages and exports show the same ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from residents.enums import (
    Education,
    EthnicGroup,
    LabourStatus,
    MaritalStatus,
    MonitoredType,
    PoliticalStatus,
    Relation,
    RelocationType,
    ResidenceStatus,
    Sex,
)
from residents.models import Household, Person
from residents.sight import Sight, state_of

RELATIONS = dict(Relation.choices)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: `value(row, sight)` gives text, a number or a day, masked as the sight says.

    `usual` columns are shown until somebody chooses others; the first column is always shown.
    A phone shows only those that are `on_phone`, so that nothing scrolls sideways.
    """

    name: str
    label: str
    value: Callable[[Any, Sight], Any]
    usual: bool = True
    numeric: bool = False
    on_phone: bool = False

    @property
    def css(self) -> str:
        """Classes of its cells."""
        return f"{'num' if self.numeric else ''} {'' if self.on_phone else 'only-desk'}".strip()


def _coded(name: str, codes: type[TextChoices]) -> Callable[[Any, Sight], Any]:
    """A column of labels; `get_…_display` would go through all the labels for every cell."""
    labels = dict(codes.choices)
    return lambda row, sight: labels.get(getattr(row, name), "")


def _open(name: str, codes: type[TextChoices]) -> Callable[[Person, Sight], Any]:
    """A column of a person's labels that is hidden for children."""
    read = _coded(name, codes)
    return lambda person, sight: sight.guarded(person, read(person, sight))


def _of_household(part: str) -> Callable[[Person, Sight], str]:
    return lambda person, sight: person.household[part] if person.household else ""


def _sensitive(read: Callable[[Household, Sight], Any]) -> Callable[[Household, Sight], Any]:
    """A column of a household that only readers of hardship see."""
    return lambda row, sight: read(row, sight) if sight.may_see_sensitive(row) else ""


def _relation(person: Person, sight: Sight) -> str:
    code = person.household["relation"] if person.household else ""
    return sight.guarded(person, RELATIONS.get(code, code))


HOUSEHOLD_COLUMNS = (
    ListColumn(
        "household_no", _("household number"), lambda row, sight: row.household_no, on_phone=True
    ),
    ListColumn(
        "head", _("head of household"), lambda row, sight: row.head_name or "", on_phone=True
    ),
    ListColumn("site", _("resettlement site"), lambda row, sight: row.site.name),
    ListColumn("address", _("address"), lambda row, sight: sight.address(row), on_phone=True),
    ListColumn("size", _("persons"), lambda row, sight: row.size, numeric=True, on_phone=True),
    ListColumn(
        "relocation_type",
        _("relocation type"),
        _coded("relocation_type", RelocationType),
    ),
    ListColumn("state", _("state"), lambda row, sight: state_of(row, sight.on)),
    ListColumn("moved_in_on", _("move-in date"), lambda row, sight: row.moved_in_on, usual=False),
    ListColumn("ended_on", _("ended on"), lambda row, sight: row.ended_on, usual=False),
    ListColumn(
        "relocation_year",
        _("relocation year"),
        lambda row, sight: row.relocation_year,
        usual=False,
    ),
    ListColumn(
        "origin",
        _("town of origin"),
        lambda row, sight: f"{row.origin_county}{row.origin_township}",
        usual=False,
    ),
    ListColumn(
        "monitored_type",
        _("monitored type"),
        _sensitive(_coded("monitored_type", MonitoredType)),
        usual=False,
    ),
    ListColumn(
        "poverty_exit_year",
        _("year of poverty exit"),
        lambda row, sight: row.poverty_exit_year,
        usual=False,
    ),
    ListColumn(
        "hukou_transferred_on",
        _("hukou transferred on"),
        lambda row, sight: row.hukou_transferred_on,
        usual=False,
    ),
    ListColumn(
        "title_issued_on",
        _("property certificate issued on"),
        lambda row, sight: row.title_issued_on,
        usual=False,
    ),
)

PERSON_COLUMNS = (
    ListColumn("name", _("name"), lambda row, sight: row.name, on_phone=True),
    ListColumn("sex", _("sex"), _coded("sex", Sex)),
    ListColumn(
        "age", _("age"), lambda row, sight: row.age_on(sight.on), numeric=True, on_phone=True
    ),
    ListColumn("household_no", _("household number"), _of_household("no")),
    ListColumn("relation", _("relation to head"), _relation),
    ListColumn("site", _("resettlement site"), lambda row, sight: row.site.name),
    ListColumn("address", _("address"), lambda row, sight: sight.address(row), on_phone=True),
    ListColumn("id_number", _("identity number"), lambda row, sight: sight.id_number(row)),
    ListColumn("phone", _("phone"), lambda row, sight: sight.phone(row)),
    ListColumn("ethnic", _("ethnic group"), _open("ethnic_code", EthnicGroup), usual=False),
    ListColumn(
        "education",
        _("education"),
        _open("education_code", Education),
        usual=False,
    ),
    ListColumn(
        "political",
        _("political status"),
        _open("political_code", PoliticalStatus),
        usual=False,
    ),
    ListColumn(
        "marital",
        _("marital status"),
        _open("marital_code", MaritalStatus),
        usual=False,
    ),
    ListColumn(
        "residence",
        _("residence"),
        _open("residence_code", ResidenceStatus),
        usual=False,
    ),
    ListColumn(
        "labour_status",
        _("labour status"),
        _open("labour_status_code", LabourStatus),
        usual=False,
    ),
)


def chosen_columns(
    columns: Sequence[ListColumn], names: Iterable[str] | None
) -> tuple[ListColumn, ...]:
    """The columns of these names in their own order, the first one always; None: the usual ones."""
    if names is None:
        return tuple(column for column in columns if column.usual)
    wanted = {columns[0].name, *names}
    return tuple(column for column in columns if column.name in wanted)
