import base64

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from lib.encryption import seal, unseal

SECRET_PLACE = "otp_totp_totpdevice.key"


class SecondFactor(TOTPDevice):
    """A phone that shows codes. Its secret stands sealed in the package's own column."""

    class Meta:
        proxy = True
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def sealed(secret: bytes) -> str:
        """What stands in the column `key`: 20 bytes become 68 of its 80 characters."""
        return base64.b64encode(seal(secret, SECRET_PLACE)).decode()

    @property
    def bin_key(self) -> bytes:
        """The secret itself, for the package's own arithmetic. Raises CannotOpen."""
        return unseal(base64.b64decode(self.key), SECRET_PLACE)


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
