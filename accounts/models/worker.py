from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """The background worker's sign of life; /readyz and the import page read it."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("worker beat")
        verbose_name_plural = _("worker beats")

    def __str__(self) -> str:
        return self.name
