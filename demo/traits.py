"""What the register says of a person of a certain age: school, work, health, telephone."""

from datetime import date
from random import Random
from typing import Any

from demo.families import HEAD, Member
from demo.identity import Numbers
from residents.enums import (
    DisabilityLevel,
    Education,
    HealthStatus,
    LabourAbility,
    LabourStatus,
    MaritalStatus,
    PoliticalStatus,
    ResidenceStatus,
    SchoolStage,
    Sex,
)

# Oldest age, stage, education already reached, share that is at that school.
SCHOOLING = (
    (3, "", "", 0.0),
    (6, SchoolStage.KINDERGARTEN, Education.PRESCHOOL, 0.85),
    (12, SchoolStage.PRIMARY, Education.PRIMARY_SCHOOL, 1.0),
    (15, SchoolStage.JUNIOR, Education.MIDDLE_SCHOOL, 1.0),
    (18, SchoolStage.SENIOR, Education.HIGH_SCHOOL, 0.68),
    (22, SchoolStage.COLLEGE, Education.JUNIOR_COLLEGE, 0.4),
)
# Youngest age, then the shares of what people of that age have learnt.
LEARNT = (
    (60, {Education.ILLITERATE: 34, Education.PRIMARY_SCHOOL: 52, Education.MIDDLE_SCHOOL: 14}),
    (
        45,
        {
            Education.ILLITERATE: 6,
            Education.PRIMARY_SCHOOL: 44,
            Education.MIDDLE_SCHOOL: 43,
            Education.HIGH_SCHOOL: 7,
        },
    ),
    (
        30,
        {
            Education.PRIMARY_SCHOOL: 15,
            Education.MIDDLE_SCHOOL: 58,
            Education.VOCATIONAL: 10,
            Education.HIGH_SCHOOL: 9,
            Education.JUNIOR_COLLEGE: 6,
            Education.BACHELOR: 2,
        },
    ),
    (
        0,
        {
            Education.MIDDLE_SCHOOL: 36,
            Education.VOCATIONAL: 20,
            Education.HIGH_SCHOOL: 16,
            Education.JUNIOR_COLLEGE: 18,
            Education.BACHELOR: 10,
        },
    ),
)
AT_HOME = {
    LabourStatus.COUNTY: 38,
    LabourStatus.FLEXIBLE: 18,
    LabourStatus.PUBLIC_WELFARE: 7,
    LabourStatus.WORKSHOP: 6,
    LabourStatus.SELF_EMPLOYED: 8,
    LabourStatus.FARMING: 9,
    LabourStatus.EMPLOYED: 4,
    LabourStatus.UNEMPLOYED: 10,
}
ELSEWHERE = {LabourStatus.OUTSIDE_PROVINCE: 74, LabourStatus.PROVINCE: 26}
SKILLS = ("家政", "电焊", "缝纫", "厨师", "刺绣", "驾驶", "竹编", "苔茶制作", "金丝珐琅")
WORKS_ELSEWHERE = 0.4


def traits_of(
    rng: Random, member: Member, as_of: date, numbers: Numbers, *, away: bool
) -> dict[str, Any]:
    """Column values of a person beyond name, birth date and ethnic group."""
    age = member.age(as_of)
    traits = {
        "sex": Sex.MALE if member.male else Sex.FEMALE,
        "phone": numbers.mobile() if _has_phone(rng, member, age) else "",
        "marital_code": _marriage(rng, member, age),
        "political_code": _politics(rng, age),
        "has_medical_insurance": rng.random() < 0.97,
        "has_pension": rng.random() < 0.9 if age >= 16 else None,
        **_schooling(rng, age),
        **_health(rng, age),
    }
    if age >= 16 and "school_stage_code" not in traits:
        traits |= _labour(rng, age, traits["health_code"], away=away)
    elsewhere = away or traits.get("labour_status_code") in ELSEWHERE
    traits["residence_code"] = ResidenceStatus.AWAY if elsewhere else ResidenceStatus.RESIDENT
    return traits


def _chosen(rng: Random, shares: dict[Any, int]) -> Any:
    return rng.choices(list(shares), list(shares.values()))[0]


def _has_phone(rng: Random, member: Member, age: int) -> bool:
    share = 0.97 if member.relation == HEAD else 0.85 if 16 <= age < 65 else 0.4 if age >= 65 else 0
    return rng.random() < share


def _marriage(rng: Random, member: Member, age: int) -> str:
    if member.married:
        return MaritalStatus.MARRIED
    if age < 24:
        return MaritalStatus.SINGLE
    if age >= 60:
        return MaritalStatus.WIDOWED
    return rng.choice([MaritalStatus.SINGLE, MaritalStatus.DIVORCED, MaritalStatus.WIDOWED])


def _politics(rng: Random, age: int) -> str:
    chance = rng.random()
    if age >= 20 and chance < 0.05:
        return PoliticalStatus.PARTY_MEMBER
    if 14 <= age < 28 and chance < 0.25:
        return PoliticalStatus.LEAGUE_MEMBER
    return PoliticalStatus.MASSES


def _schooling(rng: Random, age: int) -> dict[str, Any]:
    """Pupils have a stage; the others what they have learnt."""
    for oldest, stage, education, share in SCHOOLING:
        if age <= oldest:
            if rng.random() < share:
                return {"school_stage_code": stage, "education_code": education}
            break
    if age < 16:
        return {}
    return {
        "education_code": next(_chosen(rng, shares) for least, shares in LEARNT if age >= least)
    }


def _health(rng: Random, age: int) -> dict[str, Any]:
    chance = rng.random()
    if chance < 0.035:
        level = rng.choice(DisabilityLevel.values[:4])
        return {"health_code": HealthStatus.DISABLED, "disability_code": level}
    if chance < (0.3 if age >= 60 else 0.06):
        return {
            "health_code": HealthStatus.CHRONIC,
            "illness": rng.choice(["高血压", "糖尿病", "风湿"]),
        }
    if chance > 0.992:
        return {"health_code": HealthStatus.SERIOUS}
    return {"health_code": HealthStatus.HEALTHY}


def _labour(rng: Random, age: int, health: str, *, away: bool) -> dict[str, Any]:
    """Ability and status of whoever is no pupil any more; half of the disabled work."""
    if age >= 66 or health == HealthStatus.SERIOUS:
        return {"labour_ability_code": LabourAbility.NONE}
    if health == HealthStatus.DISABLED and rng.random() < 0.5:
        return {"labour_ability_code": LabourAbility.LOST}
    if age >= 60:
        status = LabourStatus.FARMING if rng.random() < 0.3 else ""
        return {"labour_ability_code": LabourAbility.PARTIAL, "labour_status_code": status}
    elsewhere = away or rng.random() < WORKS_ELSEWHERE
    labour = {
        "labour_ability_code": LabourAbility.ORDINARY,
        "labour_status_code": _chosen(rng, ELSEWHERE if elsewhere else AT_HOME),
    }
    if rng.random() < 0.12:
        skill = rng.choice(SKILLS)
        labour |= {"labour_ability_code": LabourAbility.SKILLED, "labour_skill": skill}
    return labour
