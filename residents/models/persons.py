from datetime import date

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from lib.dated import current_q
from lib.encryption import blind_index, seal, unseal
from lib.history import tracked
from lib.masking import mask_identity_number, mask_phone
from lib.names import name_keys
from lib.scope import Scope
from residents.enums import (
    DisabilityLevel,
    Education,
    EthnicGroup,
    HealthStatus,
    LabourAbility,
    LabourStatus,
    MaritalStatus,
    PoliticalStatus,
    ResidenceStatus,
    SchoolStage,
    Sex,
)
from residents.models.households import home_json
from residents.models.triggers import name_gram_triggers

ID_NUMBER_PLACE = "residents_person.id_number"


class PersonQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PersonQuerySet":
        """Persons of one's sites, or members of households in one's stairwells today."""
        area = scope.area
        if area.county:
            return self
        inside = Q(site__in=sorted(area.sites))
        if area.stairwells:
            living = Person.objects.filter(
                current_q(scope.on, "membership__"),
                current_q(scope.on, "membership__household__occupancy__"),
                membership__household__occupancy__dwelling__stairwell__in=sorted(
                    area.stairwell_ids
                ),
            )
            inside |= Q(pk__in=living.values("pk"))
        return self.filter(inside)

    def current(self, on: date) -> "PersonQuerySet":
        """Members of a household on that day."""
        return self.filter(current_q(on, "membership__"))

    def with_household(self, on: date) -> "PersonQuerySet":
        """Adds `household` (id, no, relation, is_head) and `home` of that day, None without one."""
        member = "membership__"
        now = Person.objects.filter(current_q(on, member), pk=OuterRef("pk"))
        household = JSONObject(
            id=f"{member}household_id",
            no=f"{member}household__household_no",
            relation=f"{member}relation_code",
            is_head=f"{member}is_head",
        )
        place = f"{member}household__occupancy__"
        homes = now.filter(current_q(on, place))
        return self.annotate(
            household=Subquery(now.values_list(household)[:1]),
            home=Subquery(homes.values_list(home_json(place))[:1]),
        )

    def for_list(self, on: date) -> "PersonQuerySet":
        """What a list, a search or a page shows of a person on that day."""
        return self.select_related("site").with_household(on)

    def with_id_number(self, number: str) -> "PersonQuerySet":
        """The person with this identity number; a blank one never matches anything."""
        return self.filter(id_number_index=blind_index(number)) if number else self.none()


@tracked()
class Person(models.Model):
    """A resident. The identity number is sealed; `site` is where he lives now."""

    site = models.ForeignKey(
        "sites.ResettlementSite",
        models.PROTECT,
        verbose_name=_("resettlement site"),
        related_name="+",
    )
    user = models.OneToOneField(
        "accounts.User",
        models.SET_NULL,
        verbose_name=_("staff directory entry"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=60)
    name_pinyin = models.CharField(max_length=120, blank=True, editable=False)
    name_initials = models.CharField(max_length=30, blank=True, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    id_number_sealed = models.BinaryField(null=True, editable=False)
    id_number_index = models.BinaryField(null=True, editable=False)
    id_missing_reason = models.CharField(
        _("reason for a missing identity number"), max_length=100, blank=True
    )
    ethnic_code = models.CharField(
        _("ethnic group"), max_length=2, choices=EthnicGroup.choices, blank=True
    )
    education_code = models.CharField(
        _("education"), max_length=2, choices=Education.choices, blank=True
    )
    political_code = models.CharField(
        _("political status"), max_length=2, choices=PoliticalStatus.choices, blank=True
    )
    marital_code = models.CharField(
        _("marital status"), max_length=2, choices=MaritalStatus.choices, blank=True
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    residence_code = models.CharField(
        _("residence"), max_length=20, choices=ResidenceStatus.choices, blank=True
    )
    labour_ability_code = models.CharField(
        _("labour ability"), max_length=20, choices=LabourAbility.choices, blank=True
    )
    labour_status_code = models.CharField(
        _("labour status"), max_length=20, choices=LabourStatus.choices, blank=True
    )
    labour_skill = models.CharField(_("skill"), max_length=60, blank=True)
    training_had = models.CharField(_("training had"), max_length=100, blank=True)
    training_wanted = models.CharField(_("training wanted"), max_length=100, blank=True)
    health_code = models.CharField(
        _("health"), max_length=20, choices=HealthStatus.choices, blank=True
    )
    illness = models.CharField(_("illness"), max_length=100, blank=True)
    disability_code = models.CharField(
        _("disability"), max_length=20, choices=DisabilityLevel.choices, blank=True
    )
    school_stage_code = models.CharField(
        _("school stage"), max_length=20, choices=SchoolStage.choices, blank=True
    )
    school_name = models.CharField(_("school"), max_length=100, blank=True)
    school_grade = models.CharField(_("grade"), max_length=20, blank=True)
    has_pension = models.BooleanField(_("pension insurance"), null=True, blank=True)
    has_medical_insurance = models.BooleanField(_("medical insurance"), null=True, blank=True)
    medical_insurance_place = models.CharField(
        _("place of medical insurance"), max_length=60, blank=True
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        triggers = name_gram_triggers()
        indexes = [
            models.Index(fields=["site", "name"], name="person_site_name"),
            models.Index(
                OpClass("name_initials", name="text_pattern_ops"), "site", name="person_initials"
            ),
            models.Index(fields=["phone"], name="person_phone", condition=~Q(phone="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_index"],
                name="person_id_number_once",
                violation_error_message=_(
                    "This identity number is registered already. Where you do not find the person, "
                    "ask the county."
                ),
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="person_sex_known"),
            models.CheckConstraint(
                condition=Q(id_number_sealed__isnull=True, id_number_index__isnull=True)
                | Q(id_number_sealed__isnull=False, id_number_index__isnull=False),
                name="person_id_number_sealed_and_indexed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keeps the pinyin keys in step with the name."""
        self.name_pinyin, self.name_initials = name_keys(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def id_number(self) -> str:
        """The identity number in clear, "" where there is none; never shown without a reveal."""
        if self.id_number_sealed is None:
            return ""
        return unseal(self.id_number_sealed, ID_NUMBER_PLACE).decode()

    def set_id_number(self, number: str) -> None:
        """Seals and indexes a checked number; "" takes it away."""
        self.id_number_sealed = seal(number.encode(), ID_NUMBER_PLACE) if number else None
        self.id_number_index = blind_index(number) if number else None

    @property
    def id_number_masked(self) -> str:
        return mask_identity_number(self.id_number)

    @property
    def phone_masked(self) -> str:
        return mask_phone(self.phone)

    def age_on(self, day: date) -> int | None:
        """Full years on that day."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
