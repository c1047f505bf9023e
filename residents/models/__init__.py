from residents.models.care import CareTag
from residents.models.contacts import ContactPair
from residents.models.households import Household
from residents.models.imports import HeaderChoice, ImportBatch, ImportFinding
from residents.models.life_events import LifeEvent
from residents.models.memberships import Membership, Occupancy
from residents.models.names import NameGram
from residents.models.persons import Person
from residents.models.visit_intervals import VisitInterval, visit_days_of

__all__ = [
    "CareTag",
    "ContactPair",
    "HeaderChoice",
    "Household",
    "ImportBatch",
    "ImportFinding",
    "LifeEvent",
    "Membership",
    "NameGram",
    "Occupancy",
    "Person",
    "VisitInterval",
    "visit_days_of",
]
