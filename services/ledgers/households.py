"""Whom a row of a ledger is about: the household by number, dwelling or the name of a member."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.names import clean_name
from residents.models import Household, Membership, Occupancy
from residents.roster.addresses import Address, read_address
from services.ledgers.rows import Entry
from services.ledgers.topics import Column
from sites.models import ResettlementSite

FIELDS = ("household_no", "building_name", "stairwell_name", "room_no", "address", "name")
PLACE = FIELDS[1:5]
Span = tuple[date, date | None]


@dataclass(slots=True)
class Households:
    """The households of one site with all that ever belonged to them; three statements."""

    by_number: dict[str, Household]
    by_id: dict[int, Household]
    members: dict[int, list[tuple[str, Span]]]
    homes: dict[Address, list[tuple[int, Span]]]

    @classmethod
    def of_site(cls, site: ResettlementSite) -> "Households":
        rows = list(Household.objects.filter(site=site))
        members = defaultdict(list)
        people = Membership.objects.filter(site=site).values_list(
            "household_id", "person__name", "valid_from", "valid_to"
        )
        for household_id, name, first, last in people:
            members[household_id].append((name, (first, last)))
        homes = defaultdict(list)
        dwellings = Occupancy.objects.filter(site=site).values_list(
            "household_id",
            "dwelling__stairwell__building__name",
            "dwelling__stairwell__name",
            "dwelling__room_no",
            "valid_from",
            "valid_to",
        )
        for household_id, building, stairwell, room, first, last in dwellings:
            homes[building, stairwell, room].append((household_id, (first, last)))
        return cls(
            {row.household_no: row for row in rows}, {row.pk: row for row in rows}, members, homes
        )

    def find(self, entry: Entry, day: date | None, *, outsiders: bool = False) -> Household | None:
        """The household that a row means on that day; None with a fault where it means none.

        Number before dwelling before name; a name that is given must be that of a member. With
        `outsiders` a name alone that no member bears, or several, or no name at all is no fault.
        """
        row = entry.row
        names = [clean_name(part) for part in row.text("name").split("、") if part]
        household = None
        if number := "".join(row.text("household_no").split()):
            household = self.by_number.get(number)
            if household is None:
                entry.refuse(
                    "household_no",
                    _("The site has no household %(found)s. Correct the number, or leave it empty "
                      "and give the dwelling.")
                    % {"found": number[:30]},
                )  # fmt: skip
                return None
        elif any(row.text(name) for name in PLACE):
            household = self._at(entry, day)
            if household is None:
                return None
        elif names:
            return self._named(entry, names[0], day, outsiders)
        elif not outsiders:
            entry.refuse(
                "household_no",
                _("Nothing says whom it was for. Give the household number, the dwelling or the "
                  "name of a member."),
            )  # fmt: skip
        if household is None or not names:
            return household
        if not any(name in {n for n, _span in self.members[household.pk]} for name in names):
            entry.refuse(
                "name",
                _("Nobody of household %(number)s is called “%(found)s”. Correct the name, or the "
                  "number or dwelling.")
                % {"number": household.household_no, "found": names[0][:30]},
            )  # fmt: skip
            return None
        return household

    def _at(self, entry: Entry, day: date | None) -> Household | None:
        row = entry.row
        address = read_address(*(row.cells.get(name, "") for name in PLACE))
        shown = "-".join(address) if isinstance(address, tuple) else str(address or "")
        name = next(name for name in PLACE if row.text(name))
        if not isinstance(address, tuple):
            entry.refuse(
                name,
                _(
                    "“%(found)s” says no dwelling. Write building, stairwell and room like "
                    "3-2-501 or 3栋2单元501."
                )
                % {"found": shown[:40]},
            )
            return None
        lived = self.homes.get(address, [])
        there = [pk for pk, span in lived if day is None or _holds(span, day)]
        if len(set(there)) == 1:
            return self.by_id[there[0]]
        if not lived:
            sentence = _("No household has ever lived in “%(found)s”. Correct the dwelling.")
        else:
            sentence = _(
                "Nobody is registered in “%(found)s” on that day. Correct the dwelling or the day, "
                "or give the household number."
            )
        entry.refuse(name, sentence % {"found": shown})
        return None

    def _named(
        self, entry: Entry, name: str, day: date | None, outsiders: bool
    ) -> Household | None:
        found = {
            pk
            for pk, people in self.members.items()
            if any(n == name and (day is None or _holds(span, day)) for n, span in people)
        }
        if len(found) == 1:
            return self.by_id[found.pop()]
        if outsiders:
            return None
        if found:
            sentence = _(
                "%(count)s households of the site have a member called “%(found)s”. Give the "
                "household number or the dwelling."
            )
        else:
            sentence = _(
                "Nobody called “%(found)s” is registered at the site on that day. Correct the "
                "name, or give the household number or the dwelling."
            )
        entry.refuse("name", sentence % {"found": name[:30], "count": len(found)})
        return None


def _holds(span: Span, day: date) -> bool:
    first, last = span
    return first <= day and (last is None or last >= day)


def household_columns() -> dict[str, Column]:
    """The columns of whom a row is about, for the topics that are about households."""
    return {
        "household_no": Column(
            gettext_lazy("household number"),
            "户编号 户号 户编码 家庭编号 住户编号 户籍编号",
            "010076",
        ),
        "name": Column(
            gettext_lazy("head or member"),
            "服务对象 户主 户主姓名 姓名 居民姓名 群众姓名 住户姓名 诉求人 反映人 来访人 住户",
            "王建国",
        ),
        "building_name": Column(gettext_lazy("building"), "楼栋 栋 栋号 楼号 幢 幢号 楼栋号", "3"),
        "stairwell_name": Column(gettext_lazy("stairwell"), "单元 单元号", "2"),
        "room_no": Column(gettext_lazy("room"), "房号 室 房间号 室号 房间", "501"),
        "address": Column(
            gettext_lazy("address"),
            "住址 地址 楼栋房号 栋单元房号 住房地址 家庭住址 居住地址 详细地址 门牌号",
            "",
        ),
    }
