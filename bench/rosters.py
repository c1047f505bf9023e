"""Rosters of any size for the benchmarks and the crash tests: invented people, prefix 520699."""

import csv
import io
from datetime import date, timedelta

from openpyxl import Workbook

from lib.identity_numbers import check_digit

HEADINGS = (
    "户编号 楼栋 单元 房号 姓名 与户主关系 性别 民族 公民身份号码 出生日期 文化程度 政治面貌 联系电话 "
    "迁出乡镇 迁出村组 搬迁类型 搬迁年度 入住时间 住房面积 劳动能力 就业状态"
).split()
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"
GIVEN = "建国秀英伟芳强丽军敏静涛玉兰桂华明霞平红波艳春梅"
TOWNS = ("坪山乡", "国荣乡", "枫香乡", "聚凤乡", "甘溪乡", "河坝镇", "花桥镇")
# Older than anybody of the demo county, so that the two never share a number.
FIRST_BIRTHDAY = date(1901, 1, 1)
BIRTHDAYS = 7_600


def identity_number(index: int) -> str:
    """The index-th invented number: 7,600 birthdays times 999 serials."""
    born = FIRST_BIRTHDAY + timedelta(days=index % BIRTHDAYS)
    first = f"520699{born:%Y%m%d}{1 + index // BIRTHDAYS:03d}"
    return first + check_digit(first)


def roster_rows(persons: int, *, start: int = 0) -> list[list[object]]:
    """Rows of households of four; `start` shifts the people, so that two rosters do not meet."""
    rows: list[list[object]] = []
    for index in range(persons):
        household, member = divmod(index, 4)
        number = identity_number(start + index)
        floor, room = divmod(household % 44, 4)
        building, stairwell = divmod(household // 44, 3)
        name = SURNAMES[household % 20] + GIVEN[index % 24] + GIVEN[(index * 7 + household) % 24]
        rows.append(
            [
                f"B{household:06d}", f"{building + 1}", f"{stairwell + 1}",
                f"{floor + 1}{room + 1:02d}", name,
                ("户主", "配偶", "子", "女")[member], "男" if int(number[16]) % 2 else "女",
                ("汉族", "仡佬族", "侗族", "苗族")[household % 4], number,
                f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
                ("初中", "小学", "高中", "本科")[index % 4], "群众", f"199{index % 100_000_000:08d}",
                TOWNS[household % 7], f"第{1 + household % 12}村民组",
                "建档立卡户", 2017 + household % 3, f"201{7 + household % 3}-0{1 + household % 9}-15",
                80, "普通劳动力", ("省外务工", "县内务工", "务农", "未就业")[index % 4],
            ]
        )  # fmt: skip
    return rows


def roster_xlsx(persons: int, *, start: int = 0) -> bytes:
    """A workbook of that many persons."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append(HEADINGS)
    for row in roster_rows(persons, start=start):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def roster_csv(persons: int, *, start: int = 0) -> bytes:
    """The same as a text file in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(roster_rows(persons, start=start))
    return out.getvalue().encode()
