"""Finding the header of a sheet, and which column holds which field."""

import re
from dataclasses import dataclass
from typing import Any

from lib.spreadsheets import Merge, cell_text, column_letter
from residents.roster.rows import Question

IGNORED = "ignored"
# Field to the headings under which offices keep it; compared without spaces, signs and brackets.
SYNONYMS: dict[str, str] = {
    "household_no": "户编号 户编码 家庭编号 户号 家庭编码 户籍编号 户ID 搬迁户编号 住户编号",
    "head_name": "户主姓名 户主 户主名字",
    "building_name": "楼栋 楼号 栋号 栋 幢 幢号 楼栋号 楼 座 楼幢",
    "stairwell_name": "单元 单元号 单元楼",
    "room_no": "房号 室号 室 房间号 门牌号 房屋号 户室 住房号",
    "address": "楼栋房号 安置地址 现住址 现住房号 安置房地址 现居住地址 安置住址 房屋地址 安置房号 "
    "楼栋单元房号 安置点地址",
    "floor_area_m2": "住房面积 安置面积 安置住房面积 安置房面积 建筑面积 现住房面积",
    "relocation_type": "搬迁类型 户类型 搬迁户类型 搬迁性质 人口类型 户属性",
    "relocation_year": "搬迁年度 年度搬迁任务 任务年度 搬迁任务年度 搬迁年份",
    "planned_move_in_on": "计划入住时间 计划搬迁时间",
    "moved_in_on": "入住时间 搬迁入住时间 实际入住时间 入住日期 搬迁时间 搬入时间 实际搬迁入住时间",
    "origin": "迁出地 迁出地址 原住址 搬出地 原居住地 迁出地详细地址",
    "origin_county": "迁出县 迁出县区 迁出区县",
    "origin_township": "迁出乡镇 迁出镇 迁出乡 迁出地乡镇 原乡镇",
    "origin_village": "迁出村组 迁出村 迁出地村组 原村组 村组",
    "origin_class": "迁出地类型 迁出区类型 迁出地类别",
    "old_house_m2": "旧房面积 原房屋面积 旧房建筑面积",
    "old_house_demolished_on": "拆旧时间 旧房拆除时间 拆除时间 拆除旧房时间",
    "demolition_reward_yuan": "拆旧奖励 拆旧奖励资金 拆旧奖补",
    "land_reclaimed_on": "复垦时间 复垦复绿时间",
    "homestead_m2": "宅基地面积",
    "farmland_mu": "耕地面积 承包地面积 耕地",
    "self_raised_yuan": "自筹资金 自筹",
    "poverty_exit_year": "脱贫年度 脱贫年份 脱贫时间",
    "hukou_transferred_on": "户口迁移时间 户口迁入时间 户籍迁移时间",
    "title_issued_on": "房产证办理时间 不动产权证办理时间 办证时间 发证时间",
    "monitored_type": "监测对象类型 监测类型 监测户类型 监测对象类别",
    "risk_found_on": "风险发现时间 识别时间 监测识别时间",
    "risk_cleared_on": "风险消除时间",
    "hardship_cause": "致贫原因 风险类型 致贫返贫风险",
    "net_income_yuan": "人均纯收入 家庭人均纯收入 人均收入",
    "industry_support": "产业扶持 产业帮扶 产业扶持项目",
    "name": "姓名 成员姓名 家庭成员姓名 人员姓名 名字 搬迁人员姓名",
    "relation_code": "与户主关系 和户主关系 家庭关系 关系 与户主的关系",
    "sex": "性别",
    "birth_date": "出生日期 出生年月 出生年月日 生日",
    "id_number": "公民身份号码 身份证号码 身份证号 身份证 证件号码 公民身份证号码 证件号 "
    "居民身份证号码 身份号码",
    "id_missing_reason": "无证原因 无身份证原因 身份证缺失原因 无身份证号原因",
    "ethnic_code": "民族 族别",
    "education_code": "文化程度 学历 教育程度 受教育程度",
    "political_code": "政治面貌",
    "marital_code": "婚姻状况 婚姻 婚姻状态",
    "phone": "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 本人电话",
    "labour_ability_code": "劳动能力 劳动技能 劳动力情况 劳动力",
    "labour_status_code": "就业状态 就业情况 就业状况 务工情况 务工状态 务工就业情况",
    "labour_skill": "技能 职业技能 技能特长 掌握技能",
    "health_code": "健康状况 健康情况 身体状况",
    "illness": "患病情况 病种 疾病 所患疾病",
    "disability_code": "残疾等级 残疾情况 残疾",
    "school_stage_code": "在校生状况 在校生情况 就学阶段 就读阶段 在读阶段",
    "school_name": "就读学校 学校 学校名称 在读学校",
    "school_grade": "年级 就读年级",
    "has_pension": "养老保险 是否参加养老保险 参加养老保险 城乡居民养老保险",
    "has_medical_insurance": "医疗保险 是否参加医疗保险 参加医疗保险 城乡居民医保 医保",
    "medical_insurance_place": "参保地 医保参保地",
    "training_had": "培训情况 已参加培训 参加培训情况",
    "training_wanted": "培训意愿 培训需求",
    "residence_code": "居住状态 在家情况 是否在家 常住情况",
    "remark": "备注 说明",
    IGNORED: "序号 问题 家庭人口 家庭人口数 人口数 户人口 年龄 安置点 安置点名称 所属社区",
}
# Headings with more than one reading; what other columns hold already is struck out first.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "编号": ("household_no", IGNORED),
    "地址": ("address", "origin"),
    "住址": ("address", "origin"),
    "家庭住址": ("address", "origin"),
    "家庭地址": ("address", "origin"),
    "详细地址": ("address", "origin"),
    "面积": ("floor_area_m2", "old_house_m2"),
    "房屋面积": ("floor_area_m2", "old_house_m2"),
    "类型": ("relocation_type", "monitored_type"),
    "类别": ("relocation_type", "monitored_type"),
    "时间": ("moved_in_on", "old_house_demolished_on"),
    "日期": ("moved_in_on", "birth_date"),
    "乡镇": ("origin_township", IGNORED),
    "村组名": ("origin_village", IGNORED),
    "保险": ("has_pension", "has_medical_insurance"),
    "培训": ("training_had", "training_wanted"),
    "状态": ("labour_status_code", "residence_code"),
}
FIELD_OF = {word: field for field, words in SYNONYMS.items() for word in words.split()}
HOUSEHOLD_FIELDS = frozenset(list(SYNONYMS)[: list(SYNONYMS).index("name")])
_NOISE = re.compile(r"[\s*＊:：、,，.。/／()（）\[\]【】]|[(（].*?[)）]")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
HEADER_ROWS_SEARCHED = 30


@dataclass(slots=True)
class Header:
    """Where a table starts (index of its first data row) and its columns: index to field."""

    first_row: int
    columns: dict[int, str]
    texts: dict[int, str]

    def letters(self) -> dict[str, str]:
        """Field to column letter."""
        return {field: column_letter(i) for i, field in sorted(self.columns.items(), reverse=True)}


def plain(cell: Any) -> str:
    """A heading without spaces, signs and what stands in brackets."""
    return _NOISE.sub("", _BRACKETS.sub("", cell_text(cell)))


def find_header(
    rows: list[list[Any]], merges: list[Merge], choices: dict[str, str]
) -> tuple[Header | None, list[Question]]:
    """The header of a sheet, None where it has none, and what has to be asked about it."""
    best, best_score = -1, 2
    for index, row in enumerate(rows[:HEADER_ROWS_SEARCHED]):
        score = len(
            {FIELD_OF[text] for cell in row if (text := plain(cell)) in FIELD_OF} - {IGNORED}
        )
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        return None, []
    texts, first_row = _texts(rows, merges, best)
    if "name" not in {FIELD_OF.get(own) for own, _group in texts.values()}:
        return None, []
    columns, questions = _read(texts, choices)
    labels = {index: own for index, (own, _group) in texts.items()}
    return Header(first_row, columns, labels), questions


def _texts(
    rows: list[list[Any]], merges: list[Merge], best: int
) -> tuple[dict[int, tuple[str, str]], int]:
    """Column to (own heading, heading of its group), for headers of one or two rows."""
    main = [plain(cell) for cell in rows[best]]
    above = _spread(rows, merges, best - 1, len(main)) if best else [""] * len(main)
    if not any(text in FIELD_OF or text in _GROUPS for text in above):
        above = [""] * len(main)
    below = [plain(cell) for cell in rows[best + 1]] if best + 1 < len(rows) else []
    known = [text for text in below if text]
    is_second = bool(known) and all(text in FIELD_OF or text in AMBIGUOUS for text in known)
    texts: dict[int, tuple[str, str]] = {}
    if is_second:
        group = _spread(rows, merges, best, len(main))
        below += [""] * (len(main) - len(below))
        for index, own in enumerate(below):
            texts[index] = (own, group[index]) if own else (main[index], "")
    else:
        for index, own in enumerate(main):
            texts[index] = (own, above[index]) if own else (above[index], "")
    return {i: pair for i, pair in texts.items() if pair[0]}, best + (2 if is_second else 1)


_GROUPS = {"户信息", "家庭信息", "家庭成员信息", "成员信息", "户主信息", "人员信息", "基本信息", "住址",
           "住房信息", "迁出地信息", "搬迁信息", "安置信息", "迁出地"}  # fmt: skip


def _spread(rows: list[list[Any]], merges: list[Merge], index: int, width: int) -> list[str]:
    """A row of group headings, each spread over the columns that it is merged over."""
    row = [plain(cell) for cell in rows[index]]
    row += [""] * (width - len(row))
    for top, left, bottom, right in merges:
        if top <= index <= bottom and left < width:
            text = plain(rows[top][left]) if left < len(rows[top]) else ""
            for column in range(left, min(right + 1, width)):
                row[column] = row[column] or text
    return row


def _read(
    texts: dict[int, tuple[str, str]], choices: dict[str, str]
) -> tuple[dict[int, str], list[Question]]:
    columns: dict[int, str] = {}
    for index, (own, group) in texts.items():
        field = choices.get(own) or _field_of(own, group)
        if field:
            columns[index] = field
    taken = set(columns.values())
    questions = []
    for index, (own, _group) in texts.items():
        if index in columns or own not in AMBIGUOUS:
            continue
        left = [f for f in AMBIGUOUS[own] if f not in taken and not _covered(f, taken)]
        if len(left) == 1:
            columns[index] = left[0]
            taken.add(left[0])
        elif left:
            questions.append(Question(column_letter(index), own, (*left, IGNORED)))
    return {i: f for i, f in columns.items() if f != IGNORED}, questions


def _field_of(own: str, group: str) -> str | None:
    if own in ("姓名", "名字") and group in ("户主", "户主信息", "户信息"):
        return "head_name"
    if own in ("乡镇", "镇") and group.startswith("迁出"):
        return "origin_township"
    if own in ("村组", "村") and group.startswith("迁出"):
        return "origin_village"
    return FIELD_OF.get(own)


def _covered(field: str, taken: set[str]) -> bool:
    """Whether finer columns hold already what this one would."""
    if field == "address":
        return "room_no" in taken
    if field == "origin":
        return "origin_township" in taken
    return False
