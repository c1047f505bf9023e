"""The list action that ends posts, shared by all tables of dated posts."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lib.periods import today


def ending_action(end: Callable[..., str]) -> Callable:
    """An action "end today" that calls `end(actor, posting, on)` for each chosen post.

    Rights end at midnight; each post that cannot be ended is named with its reason.
    """

    @admin.action(permissions=["change"], description=gettext_lazy("End the chosen posts today"))
    def end_today(keeper: Any, request: HttpRequest, queryset: QuerySet) -> None:
        ended = 0
        for posting in queryset:
            refusal = end(actor=request.user, posting=posting, on=today())
            if refusal:
                messages.error(request, f"{posting}: {refusal}")
            else:
                ended += 1
        if ended:
            sentence = ngettext(
                "%(number)s post ends today; its rights end at midnight.",
                "%(number)s posts end today; their rights end at midnight.",
                ended,
            )
            messages.success(request, sentence % {"number": ended})

    return end_today


class HeldToday(admin.SimpleListFilter):
    """Posts held today, or not (any more or yet)."""

    title = gettext_lazy("held today")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        held = queryset.model.objects.current(today()).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=held)
        return queryset.exclude(pk__in=held) if self.value() == "no" else queryset


class InForceToday(HeldToday):
    """The same of rows that are no posts."""

    title = gettext_lazy("in force today")
