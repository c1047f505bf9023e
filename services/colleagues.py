"""Who works at a site: the people that records of its daily work may name."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from grids.models import GridPosting
from sites.models import Posting


def colleagues_of(site_ids: Iterable[int], on: date) -> QuerySet[User]:
    """Whoever holds a site or grid post at one of the sites on that day, by name."""
    sites = list(site_ids)
    at_site = Posting.objects.current(on).filter(site__in=sites, holder=OuterRef("pk"))
    in_grid = GridPosting.objects.current(on).filter(site__in=sites, holder=OuterRef("pk"))
    return User.objects.filter(Q(Exists(at_site)) | Q(Exists(in_grid)), is_active=True).order_by(
        "name", "pk"
    )


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Some colleagues by name and unit."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user: User) -> str:
        return f"{user.name}（{user.unit}）" if user.unit else user.name
