from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.dated import current_q, end_after_start, no_overlap
from lib.history import tracked
from lib.scope import Scope
from sites.checklist_enums import ChecklistKind, StandardGroup


class StandardQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "StandardQuerySet":
        """The county's list; everybody with a posting reads it."""
        return self if scope.grants else self.none()

    def current(self, on: date) -> "StandardQuerySet":
        return self.filter(current_q(on))


@tracked()
class StandardChecklist(models.Model):
    """One version of the standard for service centres (R44) or culture centres (R61)."""

    kind = models.CharField(_("kind of centre"), max_length=20, choices=ChecklistKind.choices)
    version = models.CharField(pgettext_lazy("of a standard", "version"), max_length=60)
    document = models.CharField(_("issued by which paper"), max_length=120, blank=True)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard checklist")
        verbose_name_plural = _("standard checklists")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChecklistKind.values), name="standardchecklist_kind_known"
            ),
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="standardchecklist_once",
                violation_error_message=_("There is a checklist of this version already."),
            ),
            end_after_start("standardchecklist_end_after_start"),
            no_overlap(
                "standardchecklist_no_overlap",
                "kind",
                sentence=_("Another version holds in these days. End it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


@tracked()
class ChecklistItem(models.Model):
    """One thing that the standard asks for. `is_example`: a sample, not the text of a standard."""

    checklist = models.ForeignKey(
        StandardChecklist,
        models.PROTECT,
        verbose_name=_("standard checklist"),
        related_name="items",
    )
    group = models.CharField(
        _("group of the standard"), max_length=20, choices=StandardGroup.choices
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("of an item", "no."))
    text = models.CharField(pgettext_lazy("of a standard", "what is asked for"), max_length=200)
    points = models.PositiveSmallIntegerField(_("points of a check"), default=1)
    is_example = models.BooleanField(_("example"), default=False)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ["checklist", "group", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=StandardGroup.values), name="checklistitem_group_known"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1),
                name="checklistitem_points_positive",
                violation_error_message=_("An item is worth 1 point or more."),
            ),
            models.UniqueConstraint(
                fields=["checklist", "group", "number"],
                name="checklistitem_number_once",
                violation_error_message=_("The group has an item of this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """An item that was checked somewhere keeps its words: a new version says it anew."""
        stored = ChecklistItem.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None or not stored.answers.exists():  # type: ignore[attr-defined]
            return
        if self._says() != stored._says():
            raise ValidationError(
                _(
                    "“%(item)s” has been checked already and stays as it is. "
                    "End this version and enter the new words in a new one."
                ),
                params={"item": stored.text},
            )

    def _says(self) -> Collection[object]:
        return (self.checklist_id, self.group, self.text, self.points)
