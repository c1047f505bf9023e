"""Sample items of the two standards, marked as examples.

The texts of the provincial standard of 2022 and of the four unified standards were not found; what
stands here comes from what other sites publish. A county enters its own version as master data.
"""

from sites.checklist_enums import ChecklistKind, StandardGroup

VERSION = "示例"
Items = dict[str, tuple[str, ...]]
SERVICE_CENTRE: Items = {
    StandardGroup.PLANNING: (
        "服务中心面积按每百户不少于30平方米配置",
        "党建、治理、服务功能集中在一处",
        "优先盘活存量或与物业、业委会场所共用",
        "步行15分钟内可到达",
    ),
    StandardGroup.FITTING_OUT: (
        "设便民服务大厅和综合窗口",
        "设议事（会议）室和党员活动室",
        "设调解室，标识和桌牌齐全",
        "有无障碍通道和等候座椅",
    ),
    StandardGroup.MANAGEMENT: (
        "开放时间和值班表上墙公开",
        "用房预约有登记，冲突有人协调",
        "来访、办件台账当天登记",
        "消防器材在有效期内，通道畅通",
    ),
    StandardGroup.SERVICE: (
        "一次性告知办事事项和所需材料",
        "为老人、残疾人提供上门代办",
        "诉求限时办结并回访",
        "每周至少一个晚上或周末开放",
    ),
}
CULTURE_CENTRE: Items = {
    StandardGroup.PLANNING: (
        "文化广场约500平方米",
        "有图书阅览室、活动室、讲堂",
        "有乡愁馆或乡愁陈列",
    ),
    StandardGroup.FITTING_OUT: (
        "图书不少于1500种、1800册",
        "有广播室，设备完好",
        "音响、灯光和文体器材登记在册",
    ),
    StandardGroup.MANAGEMENT: (
        "每周开放不少于42小时",
        "临时闭馆提前5天公告",
        "有专职公共文化服务人员",
    ),
    StandardGroup.SERVICE: (
        "有不少于6人的文化志愿服务队",
        "有群众文艺队伍并定期活动",
        "开设四点半课堂",
        "每年至少举办两次民族文化活动",
    ),
}
SAMPLES: dict[str, Items] = {
    ChecklistKind.SERVICE_CENTRE: SERVICE_CENTRE,
    ChecklistKind.CULTURE_CENTRE: CULTURE_CENTRE,
}
