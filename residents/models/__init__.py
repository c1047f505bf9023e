from residents.models.households import Household
from residents.models.imports import HeaderChoice, ImportBatch, ImportFinding
from residents.models.memberships import Membership, Occupancy
from residents.models.names import NameGram
from residents.models.persons import Person

__all__ = [
    "HeaderChoice",
    "Household",
    "ImportBatch",
    "ImportFinding",
    "Membership",
    "NameGram",
    "Occupancy",
    "Person",
]
