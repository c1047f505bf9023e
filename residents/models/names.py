from django.db import models


class NameGram(models.Model):
    """A gram of a person's name; kept by triggers, searched by equality, rebuilt at will."""

    gram = models.CharField(max_length=2)
    site_id = models.BigIntegerField()
    person_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["gram", "site_id", "person_id"], name="namegram_gram"),
            models.Index(fields=["person_id"], name="namegram_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
