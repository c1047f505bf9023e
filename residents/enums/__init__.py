"""Codes of the register; values are those of the national standards where one exists."""

from residents.enums.care import AttentionTier, CareKind
from residents.enums.imports import FindingCode, FindingKind, ImportStatus
from residents.enums.life_events import LifeEventKind
from residents.enums.living import (
    DisabilityLevel,
    Education,
    HealthStatus,
    LabourAbility,
    LabourStatus,
    ResidenceStatus,
    SchoolStage,
)
from residents.enums.population import EthnicGroup, MaritalStatus, PoliticalStatus, Sex
from residents.enums.relations import Relation
from residents.enums.relocation import MonitoredType, OriginClass, RelocationType

__all__ = [
    "AttentionTier",
    "CareKind",
    "DisabilityLevel",
    "Education",
    "EthnicGroup",
    "FindingCode",
    "FindingKind",
    "HealthStatus",
    "ImportStatus",
    "LabourAbility",
    "LabourStatus",
    "LifeEventKind",
    "MaritalStatus",
    "MonitoredType",
    "OriginClass",
    "PoliticalStatus",
    "Relation",
    "RelocationType",
    "ResidenceStatus",
    "SchoolStage",
    "Sex",
]
