"""Putting a request or a dispute on the agenda of a meeting of its site."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.scope import Scope
from services.models import Dispute, Meeting, ServiceRequest
from services.rules.meetings import can_keep_meetings


class MeetingChoice(forms.ModelChoiceField):
    """A meeting with its time, so that two of one name are told apart."""

    def label_from_instance(self, obj: Meeting) -> str:  # type: ignore[override]
        return f"{timezone.localtime(obj.planned_at):%Y-%m-%d %H:%M} · {obj.title}"


class CaseAgendaForm(forms.Form):
    """The meetings of the site that are still to come and whose agenda the reader keeps."""

    meeting = MeetingChoice(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        error_messages={
            "invalid_choice": _("This meeting is not to be had any more. Choose another one.")
        },
    )

    def __init__(
        self, *args: Any, case: ServiceRequest | Dispute, scope: Scope, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="agenda_%s", **kwargs)
        kept = Meeting.objects.of_area(scope.only(can_keep_meetings.roles)).upcoming()
        rows = kept.filter(site=case.site_id).order_by("planned_at", "pk")
        if not self.is_bound:
            # Not offered again; sent a second time it is the same point, not a mistake.
            rows = rows.exclude(pk__in=case.agenda_items.values("meeting"))
        self.fields["meeting"].queryset = rows  # type: ignore[attr-defined]

    @property
    def has_meetings(self) -> bool:
        return self.fields["meeting"].queryset.exists()  # type: ignore[attr-defined]
