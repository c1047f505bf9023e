"""The words of rosters and the codes that they mean; several words may mean one code."""

import re

ETHNIC = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 "
    "俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()


def _table(text: str) -> dict[str, str]:
    """ "code: word word; code: word" as word to code."""
    pairs = (entry.split(":") for entry in text.split(";") if entry.strip())
    return {word: code.strip() for code, words in pairs for word in words.split()}


WORDS: dict[str, dict[str, str]] = {
    "sex": _table("1: 男 男性 1 M; 2: 女 女性 2 F; 0: 未知"),
    "ethnic_code": {
        word: f"{i:02d}" for i, name in enumerate(ETHNIC, 1) for word in (name, f"{name}族")
    }
    | _table("97: 其他 其它 穿青人 穿青 未识别民族 革家人; 98: 外国血统中国籍人士"),
    "relation_code": _table(
        "02: 户主; 01: 本人; 10: 配偶 夫妻 爱人; 11: 夫 丈夫; 12: 妻 妻子 媳妇;"
        "20: 子 儿子 之子; 21: 独生子; 22: 长子; 23: 次子 二子; 24: 三子; 25: 四子; 26: 五子;"
        "27: 养子 继子 养子或继子; 28: 女婿; 29: 其他儿子;"
        "30: 女 女儿 之女; 31: 独生女; 32: 长女; 33: 次女 二女; 34: 三女; 35: 四女; 36: 五女;"
        "37: 养女 继女 养女或继女; 38: 儿媳 儿媳妇; 39: 其他女儿;"
        "40: 孙子女 孙辈; 41: 孙子 孙 长孙; 42: 孙女; 43: 外孙子 外孙; 44: 外孙女; 45: 孙媳 孙媳妇;"
        "46: 孙女婿; 47: 曾孙子 曾孙; 48: 曾孙女;"
        "50: 父母; 51: 父亲 父 之父; 52: 母亲 母 之母; 53: 公公; 54: 婆婆; 55: 岳父; 56: 岳母;"
        "57: 继父 养父; 58: 继母 养母;"
        "60: 祖父母; 61: 祖父 爷爷; 62: 祖母 奶奶; 63: 外祖父 外公; 64: 外祖母 外婆; 66: 曾祖父;"
        "67: 曾祖母;"
        "71: 兄 哥哥 哥; 72: 嫂 嫂子; 73: 弟 弟弟; 74: 弟媳 弟媳妇; 75: 姐 姐姐 姐姊; 76: 姐夫;"
        "77: 妹 妹妹; 78: 妹夫; 70: 兄弟姐妹 兄弟姊妹;"
        "97: 其他亲属 其它亲属 侄子 侄女 侄儿 外甥 外甥女 叔父 伯父 姑母 其他; 99: 非亲属 其他非亲属"
    ),
    "education_code": _table(
        "10: 研究生 研究生及以上 硕士 博士; 20: 本科 大学本科 大学 本科及以上; 30: 专科 大专 大学专科;"
        "40: 中职 中专 中等职业教育 职高 技校 中技; 60: 高中 普通高中; 70: 初中; 80: 小学;"
        "91: 文盲或半文盲 文盲 半文盲 不识字; 92: 学龄前 学龄前儿童 未上学 幼儿; 90: 其他 其它"
    ),
    "political_code": _table(
        "01: 中共党员 党员 共产党员; 02: 预备党员 中共预备党员; 03: 共青团员 团员; 04: 民革党员 民革会员;"
        "05: 民盟盟员; 06: 民建会员; 07: 民进会员; 08: 农工党党员; 09: 致公党党员; 10: 九三学社社员;"
        "11: 台盟盟员; 12: 无党派民主人士 无党派人士; 13: 群众"
    ),
    "marital_code": _table(
        "10: 未婚; 20: 已婚; 21: 初婚; 22: 再婚; 23: 复婚; 30: 丧偶; 40: 离婚 离异; 90: 未说明的婚姻状况 未说明"
    ),
    "relocation_type": _table(
        "registered_poor: 建档立卡户 建档立卡 脱贫户 建档立卡贫困户 贫困户 脱贫户(原建档立卡户) 原建档立卡户;"
        "accompanying: 同步搬迁户 同步搬迁 随迁户 同步 非建档立卡户 同步户"
    ),
    "labour_ability_code": _table(
        "ordinary: 普通劳动力 普通 有 有劳动能力 是; skilled: 技能劳动力 技能;"
        "partial: 弱劳动力或半劳动力 弱劳动力 半劳动力 弱劳力 半劳力;"
        "lost: 丧失劳动力; none: 无劳动力 无 无劳动能力 否"
    ),
    "labour_status_code": _table(
        "county: 县内务工 县内就业 县内; province: 省内务工 省内县外务工 县外省内务工 省内就业;"
        "outside_province: 省外务工 省外就业 省外; self_employed: 自主创业 创业 个体经营 个体;"
        "workshop: 帮扶车间 扶贫车间 就业帮扶车间; public_welfare: 公益性岗位 公益岗位 公益岗;"
        "flexible: 灵活就业 打零工 零工; farming: 务农 在家务农 种植养殖; unemployed: 未就业 无业 失业 待业;"
        "student: 学生 在校生 上学 在校学生; retired: 退休; other: 其他 其它"
    ),
    "health_code": _table(
        "healthy: 健康 良好 健康或良好 一般; chronic: 长期慢性病 慢性病 患有慢性病;"
        "serious: 患有大病 大病 重病; disabled: 残疾 残疾人; other: 其他"
    ),
    "disability_code": _table(
        "one: 一级 1级 1; two: 二级 2级 2; three: 三级 3级 3; four: 四级 4级 4"
    ),
    "school_stage_code": _table(
        "kindergarten: 幼儿园 学前教育 学前; primary: 小学 小学在读; junior: 初中 初中在读;"
        "senior: 高中 普通高中 高中在读; vocational: 中职 中专 职高 技校; college: 大学 大专 本科 高等教育 专科 研究生;"
        "dropped_out: 失学 辍学 失学辍学; none: 非在校生 否 不在校 未就学"
    ),
    "monitored_type": _table(
        "unstable: 脱贫不稳定户 脱贫不稳定; marginal: 边缘易致贫户 边缘易致贫 边缘户;"
        "sudden: 突发严重困难户 突发严重困难"
    ),
    "origin_class": _table("1: 1 一类 一 Ⅰ; 2: 2 二类 二 Ⅱ; 3: 3 三类 三 Ⅲ; 4: 4 四类 四 Ⅳ"),
    "residence_code": _table(
        "resident: 常住 在家 居住 是 长期居住; away: 外出 不在家 否 外出务工 常年外出 空挂"
    ),
}
# Words that say "nothing to say here" in a column of codes.
NOTHING = {"无", "否", "-", "—", "--", "/", "\\", "不详", "未知", "无残疾", "非监测对象", "非残疾"}
YES = {"是", "有", "已", "已参加", "参加", "已参保", "参保", "√", "1", "Y", "YES"}
NO = {"否", "无", "未", "未参加", "未参保", "没有", "×", "0", "N", "NO"}
_SPACES = re.compile(r"\s+")


def code_of(field: str, text: str) -> str | None:
    """The code that a word means in this column, "" where it says nothing, None if unknown."""
    words = WORDS[field]
    bare = _SPACES.sub("", text).replace("（", "(").replace("）", ")")
    if bare in words:
        return words[bare]
    stripped = bare.split("(")[0]
    if stripped in words:
        return words[stripped]
    if bare in words.values():
        return bare
    return "" if bare in NOTHING else None
