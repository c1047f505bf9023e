"""What ledgers of disputes call things: columns, types, places, results."""

from django.utils.translation import gettext_lazy

from services.enums.disputes import DisputeChannel, DisputeKind, PartySide
from services.ledgers.topics import Column

COLUMNS = {
    "ledger_no": Column(
        gettext_lazy("number in the old ledger"),
        "案号 案件编号 卷宗号 卷宗编号 纠纷编号 登记编号 台账编号",
        "2025-017",
    ),
    "occurred_on": Column(
        gettext_lazy("registered on"),
        "登记日期 登记时间 受理日期 受理时间 发生时间 纠纷时间 日期 时间 排查时间",
        "2025-03-12",
    ),
    "applicant": Column(
        gettext_lazy("applicant"),
        "申请人 甲方 当事人 当事人甲 当事人甲方 申请方 纠纷当事人",
        "王建国",
    ),
    "respondent": Column(
        gettext_lazy("respondent"),
        "被申请人 乙方 当事人乙 当事人乙方 对方当事人 被申请方",
        "李秀英",
    ),
    "kind": Column(gettext_lazy("type of dispute"), "纠纷类型 纠纷类别 类型 类别", "邻里"),
    "words": Column(
        gettext_lazy("what happened"),
        "纠纷内容 纠纷简要情况 主要内容 简要案情 纠纷情况 基本情况 内容 事由 案由",
        "楼上漏水损坏天花板",
    ),
    "channel": Column(
        gettext_lazy("handled at"),
        "调解组织 调解单位 受理单位 调解地点 化解渠道 渠道",
        "党群服务中心",
    ),
    "mediators": Column(
        gettext_lazy("mediators and grid staff"),
        "调解员 调解人 调解人员 参与人员 化解责任人 责任人 包案人 网格员",
        "孙楼长",
    ),
    "result": Column(
        gettext_lazy("result"),
        "调解结果 化解情况 调处结果 处理结果 结果 是否化解 化解结果",
        "调解成功",
    ),
    "over_on": Column(
        gettext_lazy("settled or ended on"),
        "调解日期 调解时间 化解时间 化解日期 办结时间 办结日期 调处时间 结案时间",
        "2025-03-15",
    ),
}
KINDS = {
    "婚姻": DisputeKind.MARRIAGE_FAMILY, "家庭": DisputeKind.MARRIAGE_FAMILY,
    "婚姻家庭纠纷": DisputeKind.MARRIAGE_FAMILY, "家庭纠纷": DisputeKind.MARRIAGE_FAMILY,
    "邻里纠纷": DisputeKind.NEIGHBOUR, "邻里": DisputeKind.NEIGHBOUR,
    "合同": DisputeKind.CONTRACT, "债务": DisputeKind.CONTRACT, "债务纠纷": DisputeKind.CONTRACT,
    "借贷": DisputeKind.CONTRACT, "劳动": DisputeKind.LABOUR, "劳资纠纷": DisputeKind.LABOUR,
    "欠薪": DisputeKind.LABOUR, "物业": DisputeKind.PROPERTY, "物业纠纷": DisputeKind.PROPERTY,
    "噪音": DisputeKind.NOISE_HYGIENE, "环境卫生": DisputeKind.NOISE_HYGIENE,
    "损害赔偿": DisputeKind.DAMAGES, "赔偿": DisputeKind.DAMAGES,
    "土地": DisputeKind.FOREST_LAND, "山林土地": DisputeKind.FOREST_LAND,
    "宅基地": DisputeKind.HOUSE_HOMESTEAD, "房屋": DisputeKind.HOUSE_HOMESTEAD,
    "交通事故": DisputeKind.TRAFFIC, "医疗": DisputeKind.MEDICAL, "其他": DisputeKind.OTHER,
    "其它": DisputeKind.OTHER, "其他纠纷": DisputeKind.OTHER,
}  # fmt: skip
CHANNELS = {
    "网格": DisputeChannel.GRID, "网格员": DisputeChannel.GRID, "楼栋": DisputeChannel.GRID,
    "中心": DisputeChannel.SERVICE_CENTRE, "社区": DisputeChannel.SERVICE_CENTRE,
    "服务中心": DisputeChannel.SERVICE_CENTRE, "党群服务中心": DisputeChannel.SERVICE_CENTRE,
    "社区调委会": DisputeChannel.SERVICE_CENTRE, "调委会": DisputeChannel.SERVICE_CENTRE,
    "综治中心": DisputeChannel.TOWN_CENTRE, "乡镇综治中心": DisputeChannel.TOWN_CENTRE,
    "街道": DisputeChannel.TOWN_CENTRE, "乡镇": DisputeChannel.TOWN_CENTRE,
    "县综治中心": DisputeChannel.COUNTY_CENTRE,
}  # fmt: skip
SIDES = (("applicant", PartySide.APPLICANT), ("respondent", PartySide.RESPONDENT))
SETTLED, ENDED = "settled", "ended"
RESULTS = {
    **dict.fromkeys(
        (
            "调解成功",
            "成功",
            "已化解",
            "化解",
            "是",
            "达成协议",
            "已调解",
            "已解决",
            "和解",
            "已办结",
        ),
        SETTLED,
    ),
    **dict.fromkeys(
        "调解不成功 不成功 未成功 未达成协议 调解失败 终止 终止调解 转诉讼".split(),
        ENDED,
    ),
}
RESULT_LABELS = {SETTLED: "调解成功", ENDED: "调解不成功"}
