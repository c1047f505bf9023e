"""The headings under which offices keep each field."""

from lib.sheet_headers import IGNORED

# Field to the headings under which offices keep it; compared without spaces, signs and brackets.
SYNONYMS: dict[str, str] = {
    "household_no": "户编码号 户号码 户序号 家庭户编号 农户编号 搬迁户编码 户代码 户编号 户编码 家庭编号 户号 家庭编码 户籍编号 户ID 搬迁户编号 住户编号",
    "head_name": "户主名称 户主姓名 户主 户主名字",
    "building_name": "栋数 楼宇 楼幢号 幢数 几栋 楼号栋号 楼栋 楼号 栋号 栋 幢 幢号 楼栋号 楼 座 楼幢",
    "stairwell_name": "单元名称 几单元 单元 单元号 单元楼",
    "room_no": "号 房间 房屋号码 住房编号 房屋编号 户室号 门号 房号 室号 室 房间号 门牌号 房屋号 户室 住房号",
    "address": "安置点住房地址 安置房楼栋房号 住房地址 安置房具体地址 安置地详细地址 栋单元房号 现住地址 楼栋单元号 楼栋号房号 楼栋单元房间号 居住地址 门牌 房屋坐落 楼栋房号 安置地址 现住址 现住房号 安置房地址 现居住地址 安置住址 房屋地址 安置房号 "
    "楼栋单元房号 安置点地址",
    "floor_area_m2": "住房面积平方米 安置房建筑面积 房屋建筑面积 现住房建筑面积 安置住房建筑面积 住房面积 安置面积 安置住房面积 安置房面积 建筑面积 现住房面积",
    "relocation_type": "搬迁户类别 搬迁对象类型 户类别 家庭类型 搬迁对象 户属性类型 贫困户属性 搬迁类别 人口属性 搬迁类型 户类型 搬迁户类型 搬迁性质 人口类型 户属性",
    "relocation_year": "搬迁年 年度 搬迁任务年份 搬迁批次年度 搬迁年度 年度搬迁任务 任务年度 搬迁任务年度 搬迁年份",
    "planned_move_in_on": "计划入住时间 计划搬迁时间",
    "moved_in_on": "入住年月 搬迁入住日期 实际入住日期 入住安置点时间 搬迁日期 实际搬迁时间 入住时间 搬迁入住时间 实际入住时间 入住日期 搬迁时间 搬入时间 实际搬迁入住时间",
    "origin": "迁出地详址 搬迁前地址 原籍 原户籍地 原户籍地址 户籍地址 户籍所在地 原家庭住址 原地址 迁出地 迁出地址 原住址 搬出地 原居住地 迁出地详细地址",
    "origin_county": "迁出地县 原县 迁出县 迁出县区 迁出区县",
    "origin_township": "迁出街道 迁出乡镇街道 原住乡镇 迁出地乡镇街道 迁出乡镇 迁出镇 迁出乡 迁出地乡镇 原乡镇",
    "origin_village": "迁出村居 迁出地村 迁出村民组 原住村组 迁出组 迁出自然村 迁出村组 迁出村 迁出地村组 原村组 村组",
    "origin_class": "迁出地类型 迁出区类型 迁出地类别",
    "old_house_m2": "旧房面积 原房屋面积 旧房建筑面积",
    "old_house_demolished_on": "拆旧时间 旧房拆除时间 拆除时间 拆除旧房时间",
    "demolition_reward_yuan": "拆旧奖励 拆旧奖励资金 拆旧奖补",
    "land_reclaimed_on": "复垦时间 复垦复绿时间",
    "homestead_m2": "宅基地面积",
    "farmland_mu": "耕地面积 承包地面积 耕地",
    "self_raised_yuan": "自筹资金 自筹",
    "poverty_exit_year": "脱贫年度 脱贫年份 脱贫时间",
    "hukou_transferred_on": "户籍迁入时间 户口迁入日期 户口迁移日期 落户时间 户口迁移时间 户口迁入时间 户籍迁移时间",
    "title_issued_on": "不动产证办理时间 房产证办证时间 不动产登记时间 房产证发证时间 房产证办理时间 不动产权证办理时间 办证时间 发证时间",
    "monitored_type": "监测对象类型 监测类型 监测户类型 监测对象类别",
    "risk_found_on": "风险发现时间 识别时间 监测识别时间",
    "risk_cleared_on": "风险消除时间",
    "hardship_cause": "主要致贫原因 返贫致贫风险 风险原因 主要风险 致贫原因 风险类型 致贫返贫风险",
    "net_income_yuan": "人均纯收入 家庭人均纯收入 人均收入",
    "industry_support": "产业扶持 产业帮扶 产业扶持项目",
    "name": "家庭成员 成员 姓名全称 人员名称 本人姓名 居民姓名 姓名 成员姓名 家庭成员姓名 人员姓名 名字 搬迁人员姓名",
    "relation_code": "与户主之关系 户主关系 与户主 成员关系 关系与户主 与户主亲属关系 家庭成员关系 称谓 与户主关系 和户主关系 家庭关系 关系 与户主的关系",
    "is_head": "是否户主 户主标识 是否为户主",
    "sex": "性别",
    "birth_date": "出生时间 出生年月日期 生日日期 出生 出生日期 出生年月 出生年月日 生日",
    "id_number": "身份证号码18位 身份证编号 公民身份证号 公民身份号 身份证件号码 有效证件号码 成员身份证号码 本人身份证号码 身份证号18位 居民身份证号 成员身份证号 证件号码身份证 公民身份号码 身份证号码 身份证号 身份证 证件号码 公民身份证号码 证件号 "
    "居民身份证号码 身份号码",
    "id_missing_reason": "无证原因 无身份证原因 身份证缺失原因 无身份证号原因",
    "ethnic_code": "民族 族别",
    "education_code": "文化 文化水平 最高学历 学历层次 文化程度 学历 教育程度 受教育程度",
    "political_code": "政治面貎 党派 政治面貌",
    "marital_code": "婚姻状况 婚姻 婚姻状态",
    "phone": "联系号码 本人联系电话 手机电话 联系手机 电话手机 联系人电话 本人联系方式 户主电话 户主联系电话 移动电话 联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 本人电话",
    "labour_ability_code": "劳动能力情况 是否劳动力 劳动能力类型 劳力类型 劳动力类型 劳动技能类型 劳动能力 劳动技能 劳动力情况 劳动力",
    "labour_status_code": "目前就业状态 就业类型 务工就业 就业 是否就业 务工地点类型 就业去向 从业状况 就业渠道 就业状态 就业情况 就业状况 务工情况 务工状态 务工就业情况",
    "labour_skill": "技能 职业技能 技能特长 掌握技能",
    "health_code": "健康 身体健康状况 身体情况 健康程度 健康状况 健康情况 身体状况",
    "illness": "疾病名称 疾病情况 患病类型 病情 病名 患病情况 病种 疾病 所患疾病",
    "disability_code": "残疾类别 残疾类型 残疾级别 残疾等级类别 残疾证等级 残疾等级 残疾情况 残疾",
    "school_stage_code": "在校情况 就学情况 就学状况 学生阶段 是否在校 在校状态 就读情况 教育阶段 在校生状况 在校生情况 就学阶段 就读阶段 在读阶段",
    "school_name": "就读学校 学校 学校名称 在读学校",
    "school_grade": "班级 所在年级 年级 就读年级",
    "has_pension": "养老保险参保情况 城乡居民基本养老保险 养老保险情况 是否参加城乡居民养老保险 参加养老保险情况 是否参养老保险 养老 养老保险 是否参加养老保险 参加养老保险 城乡居民养老保险",
    "has_medical_insurance": "医疗保险参保情况 基本医疗保险 是否参加基本医疗保险 是否参加医保 参加医疗保险情况 医保参保情况 合医 新农合 城乡居民基本医疗保险 医保情况 是否参加城乡居民基本医疗保险 是否参加新型农村合作医疗 医疗保险 是否参加医疗保险 参加医疗保险 城乡居民医保 医保",
    "medical_insurance_place": "医保地 医疗保险参保地 参保地点 医保缴费地 参保地 医保参保地",
    "training_had": "是否参加培训 培训项目 参加过何种培训 已培训 培训情况 已参加培训 参加培训情况",
    "training_wanted": "培训意愿 培训需求",
    "residence_code": "是否常住 居住情况 是否实际居住 在家状态 是否居住 居住状态 在家情况 是否在家 常住情况",
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
# What stands over several columns and says nothing of one.
GROUPS = frozenset(
    "户信息 家庭信息 家庭成员信息 成员信息 户主信息 人员信息 基本信息 住址 住房信息 迁出地信息 搬迁信息 安置信息 迁出地 "
    "户主 户主情况 家庭成员情况 家庭成员 安置住房 家庭基本情况 户情况 住房情况 安置房 安置情况 搬迁情况 人员情况 成员情况".split()
)
# Over columns that tell of the head, not of the member in the row.
HEAD_GROUPS = ("户主", "户主信息", "户主情况", "户主基本信息")
