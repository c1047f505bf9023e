from django.db import models
from django.utils.translation import gettext_lazy as _


class TrustedDevice(models.Model):
    """A browser on which the second factor is not asked again until `expires_at` (30 days)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    token_hash = models.BinaryField(unique=True)
    label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("remembered device")
        verbose_name_plural = _("remembered devices")

    def __str__(self) -> str:
        return self.label or str(self.pk)


class FormerPassword(models.Model):
    """The hash of a password used before; the last five may not be used again."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")

    def __str__(self) -> str:
        return str(self.pk)
