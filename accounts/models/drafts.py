from django.db import models
from django.utils.translation import gettext_lazy as _


class FormDraft(models.Model):
    """What somebody typed and did not send; sealed, one a person and form, deleted after days."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    form = models.CharField(max_length=120)
    payload_sealed = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="formdraft_one_a_form")
        ]

    def __str__(self) -> str:
        return self.form
