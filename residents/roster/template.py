"""An empty roster for offices that have none: headings as they are read, numbers kept as text."""

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from residents.roster.cells import DATES, NUMBERS, YEARS, YES_OR_NO
from residents.roster.vocabulary import CODE_LISTS

# Field to its heading, in the order in which a clerk thinks of a family.
COLUMNS: dict[str, str] = {
    "household_no": "户编号", "building_name": "楼栋", "stairwell_name": "单元", "room_no": "房号",
    "name": "姓名", "relation_code": "与户主关系", "sex": "性别", "ethnic_code": "民族",
    "id_number": "公民身份号码", "id_missing_reason": "无证原因", "birth_date": "出生日期",
    "phone": "联系电话", "education_code": "文化程度", "political_code": "政治面貌",
    "marital_code": "婚姻状况", "residence_code": "居住情况", "labour_ability_code": "劳动能力",
    "labour_status_code": "就业状态", "labour_skill": "技能特长", "training_had": "培训情况",
    "training_wanted": "培训意愿", "health_code": "健康状况", "illness": "患病情况",
    "disability_code": "残疾等级", "school_stage_code": "就学情况", "school_name": "就读学校",
    "school_grade": "就读年级", "has_pension": "养老保险", "has_medical_insurance": "医疗保险",
    "medical_insurance_place": "参保地", "relocation_type": "搬迁类型",
    "relocation_year": "搬迁年度", "planned_move_in_on": "计划入住时间",
    "moved_in_on": "入住时间", "floor_area_m2": "住房面积(㎡)", "origin_county": "迁出县",
    "origin_township": "迁出乡镇", "origin_village": "迁出村组", "origin_class": "迁出地类型",
    "old_house_m2": "旧房面积(㎡)", "old_house_demolished_on": "旧房拆除时间",
    "demolition_reward_yuan": "拆旧奖励(元)", "land_reclaimed_on": "复垦时间",
    "homestead_m2": "宅基地面积(㎡)", "farmland_mu": "耕地面积(亩)",
    "self_raised_yuan": "自筹资金(元)", "poverty_exit_year": "脱贫年度",
    "hukou_transferred_on": "户口迁入时间", "title_issued_on": "不动产证办理时间",
    "industry_support": "产业扶持", "monitored_type": "监测对象类型",
    "risk_found_on": "风险发现时间", "risk_cleared_on": "风险消除时间",
    "hardship_cause": "风险原因", "net_income_yuan": "人均纯收入(元)", "remark": "备注",
}  # fmt: skip
NEEDED = {"household_no", "name", "relation_code", "id_number"}
_PLACE = (gettext_noop("As in the housing register; one row is enough for the household."),)
_FROM_NUMBER = (gettext_noop("May be left empty where there is an identity number."),)
SENTENCES: dict[str, tuple[str, ...]] = {
    "household_no": (gettext_noop("The same number in every row of a household."),),
    "building_name": _PLACE,
    "stairwell_name": _PLACE,
    "room_no": _PLACE,
    "id_number": (
        gettext_noop("All 18 characters as on the card; the column is kept as text."),
        gettext_noop(
            "Of a child under 16 with a birth date it may be missing, of others with a reason."
        ),
    ),
    "relation_code": (
        gettext_noop(
            "户主 in exactly one row of a household, in the others the relation to the head."
        ),
    ),
    "phone": (gettext_noop("A mobile number of 11 digits, or a landline such as 0856-1234567."),),
    "sex": _FROM_NUMBER,
    "birth_date": _FROM_NUMBER,
}
KINDS: tuple[tuple[set[str], str], ...] = (
    (DATES, gettext_noop("A day such as 2019-12-15.")),
    (YEARS, gettext_noop("A year such as 2019.")),
    (NUMBERS, gettext_noop("A number without a unit.")),
)
TITLE, UNIT_LINE = "安置点住户花名册", "填报单位：                    填报日期："
ROSTER, NOTES, CODES = "花名册", "填写说明", "代码"
HEADING_ROW, LAST_ROW = 3, 5_000
TEXT, DAY = "@", "yyyy-mm-dd"
YES_AND_NO = ("是", "否")
FILL = PatternFill("solid", fgColor="DCE6F1")
NEEDED_FILL = PatternFill("solid", fgColor="FFE8A3")


def template_workbook() -> bytes:
    """An .xlsx of three sheets: the roster, how it is filled in, and the hidden lists of words."""
    book = Workbook()
    page: Any = book.active
    page.title = ROSTER
    page.append([TITLE])
    page.append([UNIT_LINE])
    page.append(list(COLUMNS.values()))
    page["A1"].font = Font(bold=True, size=16)
    page.freeze_panes = f"F{HEADING_ROW + 1}"
    page.row_dimensions[HEADING_ROW].height = 32
    notes, codes = book.create_sheet(NOTES), book.create_sheet(CODES)
    codes.sheet_state = "hidden"
    for index, name in enumerate(COLUMNS, 1):
        _column(page, index, name)
        _choices(page, codes, index, name)
    _explain(notes)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _column(page: Any, index: int, name: str) -> None:
    heading = page.cell(HEADING_ROW, index)
    heading.font = Font(bold=True)
    heading.fill = NEEDED_FILL if name in NEEDED else FILL
    heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    column = page.column_dimensions[get_column_letter(index)]
    column.width = 22 if name == "id_number" else 14
    if name in DATES:
        column.number_format = DAY
    elif name not in NUMBERS | YEARS:
        column.number_format = TEXT


def _choices(page: Any, codes: Any, index: int, name: str) -> None:
    """A list to choose from; other words are taken too, since the reader knows many."""
    words = _words(name)
    if not words:
        return
    letter = get_column_letter(index)
    for row, word in enumerate(words, 1):
        codes.cell(row, index, word)
    source = f"'{CODES}'!${letter}$1:${letter}${len(words)}"
    choice = DataValidation(type="list", formula1=source, allow_blank=True)
    choice.showErrorMessage = False
    choice.add(f"{letter}{HEADING_ROW + 1}:{letter}{LAST_ROW}")
    page.add_data_validation(choice)


def _words(name: str) -> list[str]:
    """What a cell of the column may say, in Chinese; nothing where it may say anything."""
    if name in YES_OR_NO:
        return list(YES_AND_NO)
    if name not in CODE_LISTS:
        return []
    with override("zh-hans"):
        return [str(label) for label in CODE_LISTS[name].labels]


def _explain(page: Any) -> None:
    page.append([_("Column"), _("needed"), _("How it is filled in")])
    for cell in page[1]:
        cell.font = Font(bold=True)
    for name, heading in COLUMNS.items():
        page.append([heading, _("yes") if name in NEEDED else "", " ".join(_sentences(name))])
    for letter, width in (("A", 20), ("B", 10), ("C", 100)):
        page.column_dimensions[letter].width = width
    for (cell,) in page.iter_rows(min_row=2, min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _sentences(name: str) -> Iterator[str]:
    yield from (_(sentence) for sentence in SENTENCES.get(name, ()))
    for names, sentence in KINDS:
        if name in names:
            yield _(sentence)
    if words := _words(name):
        yield _("Words of the list: %(words)s.") % {"words": "、".join(words)}
