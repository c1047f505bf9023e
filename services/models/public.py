import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q


def new_door_code() -> str:
    """The code in a printed QR: nobody finds a site's page by trying."""
    return secrets.token_urlsafe(9)


class PublicDoorQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "PublicDoorQuerySet":
        return self.filter(within_q(scope, site="site_id"))


@tracked()
class PublicDoor(models.Model):
    """The page that a site's printed QR code leads to; a new code makes the old paper useless."""

    site = models.OneToOneField("sites.ResettlementSite", models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_door_code)
    is_open = models.BooleanField(_("open"), default=True)

    objects = PublicDoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("public page of a site")
        verbose_name_plural = _("public pages of sites")

    def __str__(self) -> str:
        return f"{self.site_id}"


class PublicKnock(models.Model):
    """How often one network address filed or asked in an hour; deleted after a day.

    `mark` is a keyed hash of the address, so that the table names nobody.
    """

    mark = models.BinaryField()
    kind = models.CharField(max_length=10)
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("knock at a public page")
        verbose_name_plural = _("knocks at public pages")
        constraints = [
            models.UniqueConstraint(fields=["mark", "kind", "hour"], name="publicknock_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["file", "ask"]), name="publicknock_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.times}"
