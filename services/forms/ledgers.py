"""The form of a past ledger."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.intakes import clean_table_file
from lib.scope import Scope
from services.ledgers.topics import LedgerTopic, ledger_topic
from services.rules.ledgers import roles_of, topics_of
from sites.models import ResettlementSite


class LedgerForm(forms.Form):
    """A ledger of one of the sites that the person may take ledgers in for."""

    topic = forms.ChoiceField(label=gettext_lazy("Kind of ledger"))
    site = forms.ModelChoiceField(
        label=gettext_lazy("Resettlement site"),
        queryset=None,
        empty_label=gettext_lazy("Choose the site"),
    )
    file = forms.FileField(
        label=gettext_lazy("Ledger file"),
        help_text=gettext_lazy(".xlsx, .xls or .csv, in the layout that the office keeps it in."),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        topics = topics_of(scope)
        fields: dict[str, Any] = self.fields
        fields["topic"].choices = [(topic.name, topic.title) for topic in topics]
        sites = ResettlementSite.objects.within(scope.only(roles_of(topics))).order_by("code")
        fields["site"].queryset = sites
        if len(sites) == 1:
            fields["site"].empty_label = None

    def clean_file(self) -> UploadedFile:
        return clean_table_file(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        topic, site = ledger_topic(data.get("topic", "")), data.get("site")
        if topic and site and not self.scope.has(topic.readers, site_id=site.pk):
            self.add_error("topic", _("Ledgers of this kind are taken in by another post there."))
        return data

    @property
    def chosen(self) -> LedgerTopic:
        topic = ledger_topic(self.cleaned_data["topic"])
        assert topic is not None
        return topic
