from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope, within_q
from sites.models.sites import ResettlementSite

FILE_PLACE = "sites_servicedocument.file_sealed"


class ServiceDocumentQuerySet(models.QuerySet):
    def within(self, scope: Scope) -> "ServiceDocumentQuerySet":
        """County readers see all papers, others those of their sites; the file is not loaded."""
        return self.filter(within_q(scope, site="site_id")).defer("file_sealed")


@tracked(exclude=["file_sealed"])
class ServiceDocument(models.Model):
    """An order of service; one paper appoints or ends many. Its file is kept sealed."""

    site = models.ForeignKey(
        ResettlementSite,
        models.PROTECT,
        verbose_name=_("resettlement site"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for a paper of the county."),
    )
    document_no = models.CharField(_("document no."), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    issued_on = models.DateField(_("issued on"))
    file_name = models.CharField(_("file name"), max_length=120, blank=True)
    file_sealed = models.BinaryField(_("file"), null=True, editable=False)

    objects = ServiceDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of service")
        verbose_name_plural = _("orders of service")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "document_no"],
                name="servicedocument_once",
                nulls_distinct=False,
                violation_error_message=_("A paper of this number is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_no} {self.title}"
