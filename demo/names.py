"""Names as they are heard in north-east Guizhou; no list of real persons stands behind them."""

from random import Random

# Surname and its share in a thousand, roughly as the local surnames go.
SURNAMES: dict[str, int] = {
    "杨": 92, "张": 71, "王": 60, "李": 58, "刘": 50, "陈": 48, "周": 42, "吴": 40, "罗": 36,
    "田": 34, "冉": 30, "安": 28, "黄": 27, "龙": 26, "付": 24, "代": 22, "徐": 22, "何": 21,
    "任": 20, "唐": 19, "覃": 18, "谢": 17, "赵": 17, "冯": 16, "雷": 15, "熊": 14, "邓": 14,
    "朱": 13, "曾": 12, "郑": 11, "石": 11, "胡": 10, "余": 9, "夏": 8, "潘": 8, "梁": 7,
    "蒋": 7, "肖": 7, "彭": 6, "万": 6, "包": 5, "汪": 5, "简": 4, "解": 3, "单": 2, "仇": 2,
    "欧阳": 3, "司马": 1,
}  # fmt: skip
MEN = {
    "old": "国正大光文明忠德兴顺安福贵金银全友朝廷万世昌荣华富学清仁义志",
    "middle": "勇军强刚伟平波涛林松海江云峰辉建永胜华明飞超斌东亮旭毅红",
    "young": "浩宇轩博睿泽梓俊豪子涵晨奕辰铭熙皓瑞航逸嘉恒煜昊诚翔",
}
WOMEN = {
    "old": "秀英珍兰芝桂莲菊芬素琴淑贞玉凤银香翠娥仙菊友先碧清云",
    "middle": "丽艳敏燕霞娟红梅芳琼群玲萍英慧琴静洁春雪莉飞亚碧",
    "young": "欣怡梓涵雨诗语萱雅琪佳悦思彤可馨婷妍依诺若瑶钰紫淇",
}
# Characters that many programs lose: outside the common set, two even outside the basic plane.
RARE = "䶮赟犇祎翀喆垚淼彧珺𠮷𬍛"
RARE_SHARE = 0.004
ONE_CHARACTER_SHARE = {"old": 0.06, "middle": 0.3, "young": 0.16}

_SURNAMES, _WEIGHTS = list(SURNAMES), list(SURNAMES.values())


def surname(rng: Random) -> str:
    """A surname, common ones more often."""
    return rng.choices(_SURNAMES, _WEIGHTS)[0]


def given_name(rng: Random, male: bool, birth_year: int) -> str:
    """A given name of one or two characters in the taste of its years."""
    cohort = "old" if birth_year < 1968 else "middle" if birth_year < 1998 else "young"
    characters = (MEN if male else WOMEN)[cohort]
    if rng.random() < RARE_SHARE:
        characters = RARE
    first = rng.choice(characters)
    if rng.random() < ONE_CHARACTER_SHARE[cohort]:
        return first
    second = rng.choice((MEN if male else WOMEN)[cohort])
    return first if second == first and cohort == "old" else first + second
