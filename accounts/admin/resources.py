"""Rows of master data from and to sheets: codes and names instead of ids, within the scope.

Built on django-import-export: a subclass names its columns (`Meta.fields`), those that find a row
(`Meta.import_id_fields`), and a widget for each foreign key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from import_export.results import RowResult
from tablib import Dataset

from accounts.admin.columns import WIDGETS, Choice, Plain, PlainOrNone, Related, YesNoOrNone
from accounts.admin.refusals import sentence_of
from lib.access import HeldBy
from lib.history import set_constraints_immediate
from lib.scope import Scope

SHOWN_CHANGES = 200


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is new or changes: line of the sheet, what it is, (column, old, new)."""

    line: int
    is_new: bool
    row: str
    fields: list[tuple[str, Any, Any]]


class NoDifference:
    """Instead of the package's coloured HTML; `RowChange` says it in words."""

    def __init__(self, resource: Any, original: Any, new: bool) -> None:
        pass

    def compare_with(self, resource: Any, instance: Any) -> None:
        pass


class MasterResource(ModelResource):
    """All or nothing; every row through `full_clean`; rows of other sites are not found."""

    # The field whose site the row takes, where the sheet does not say the site itself.
    site_from = ""
    # Headings of columns that hold a code or name of a related row.
    headers: dict[str, Any] = {}
    # What an export loads along with its rows.
    loads: tuple[str, ...] = ()

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        use_transactions = True

    def __init__(self, scope: Scope, keep_rule: HeldBy, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scope, self.keep_rule = scope, keep_rule
        # The sheet's line of each row, filled by the reader; what changes, for the preview.
        self.lines: list[int] = []
        self.changes: list[RowChange] = []
        self._stored: dict[tuple, Any] | None = None
        for name, field in self.fields.items():
            field.column_name = self.header_of(name)
            if isinstance(field.widget, Related):
                field.widget.scope = scope
                field.widget._found = {}

    @classmethod
    def widget_from_django_field(cls, f: models.Field, default: Any = None) -> Any:
        if f.flatchoices:
            return lambda **kwargs: Choice(f.flatchoices)
        if isinstance(f, models.CharField) and f.null:
            return PlainOrNone
        if isinstance(f, models.BooleanField) and f.null:
            return YesNoOrNone
        for kind, widget in WIDGETS.items():
            if isinstance(f, kind):
                return widget
        return Plain

    def header_of(self, name: str) -> str:
        """The heading of a column: the field's label in the language of the page."""
        if name in self.headers:
            return str(self.headers[name])
        return str(self._meta.model._meta.get_field(name).verbose_name)

    def headings(self) -> dict[str, str]:
        """Every heading that is understood, in both languages or as the field's name, to ours."""
        known: dict[str, str] = {}
        for name, field in self.fields.items():
            known[name] = field.column_name
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    known[self.header_of(name)] = field.column_name
        return known

    def get_queryset(self) -> models.QuerySet:
        return self._meta.model.objects.within(self.scope)

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        set_constraints_immediate()

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """Ids come from the sequence alone: nothing to set afterwards, as ModelResource would."""

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Puts the cleaned foreign keys beside the cells, for those that are found through them."""
        for name, field in self.fields.items():
            if isinstance(field.widget, Related) and field.column_name in row:
                try:
                    row[f"@{name}"] = field.widget.clean(row[field.column_name], row)
                except ValueError as error:
                    row[f"@{name}"] = None
                    if field.readonly:
                        raise ValidationError({str(field.attribute): str(error)}) from None

    @classmethod
    def get_diff_class(cls) -> type:
        return NoDifference

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The stored row that this one is about, within the scope; None for a new one."""
        key = []
        for name in self.get_import_id_fields():
            try:
                value = self.fields[name].clean(row)
            except (KeyError, ValueError):
                return None
            key.append(value.pk if isinstance(value, models.Model) else value)
        return self._stored_rows().get(tuple(key))

    def _stored_rows(self) -> dict[tuple, Any]:
        """Rows of the scope by what finds them: one statement for the whole file."""
        if self._stored is None:
            rows = self.get_queryset().select_related(*self.loads)
            self._stored = {self._key_of(row): row for row in rows}
        return self._stored

    def _key_of(self, row: Any) -> tuple:
        fields = map(self._meta.model._meta.get_field, self.get_import_id_fields())
        return tuple(getattr(row, field.attname) for field in fields)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """A second line about the same row finds what the first one made of it."""
        self._stored_rows()[self._key_of(instance)] = instance

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """As in the form: the site follows from the parent, and a stored row stays in its site."""
        errors = dict(import_validation_errors or {})
        if self.site_from and self.site_from not in errors:
            parent = getattr(instance, self.site_from, None)
            if parent is not None:
                instance.site_id = parent.site_id
        if not errors:
            self._check_keeper(instance)
        super().validate_instance(instance, errors, validate_unique)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """What the database refuses becomes the row's sentence."""
        try:
            super().do_instance_save(instance, is_create)
        except IntegrityError as error:
            raise ValidationError(sentence_of(error)) from error

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        if not new:
            self._check_keeper(instance)

    def _check_keeper(self, instance: Any) -> None:
        if not self.keep_rule(self.scope, instance):
            raise ValidationError(
                _(
                    "This row belongs to the county or to another site. "
                    "Take it out of the file, or ask the county to send it."
                )
            )

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        """Notes what changes, for the preview."""
        kind = row_result.import_type
        if kind == RowResult.IMPORT_TYPE_SKIP or len(self.changes) >= SHOWN_CHANGES:
            return
        new = kind == RowResult.IMPORT_TYPE_NEW
        pairs = [
            (
                field.column_name,
                "" if new else field.export(row_result.original),
                field.export(row_result.instance),
            )
            for field in self.get_import_fields()
        ]
        self.changes.append(
            RowChange(
                line=self.lines[kwargs["row_number"] - 1],
                is_new=new,
                row=str(row_result.instance),
                fields=[pair for pair in pairs if (pair[1] or "") != (pair[2] or "")],
            )
        )

    def check_headings(self, headings: Iterable[str]) -> list[str]:
        """The headings as ours. Raises ValidationError for unknown, doubled and missing ones."""
        known = self.headings()
        found = list(headings)
        unknown = [heading for heading in found if heading not in known]
        ours = [known[heading] for heading in found if heading in known]
        expected = "、".join(field.column_name for field in self.get_import_fields())
        if unknown:
            raise ValidationError(
                _(
                    "Found columns that do not belong here: %(found)s. "
                    "Expected only: %(expected)s. Take the others away or correct their headings."
                )
                % {"found": "、".join(unknown), "expected": expected}
            )
        missing = [
            self.fields[name].column_name
            for name in self.get_import_id_fields()
            if self.fields[name].column_name not in ours
        ]
        if missing or len(set(ours)) != len(ours):
            raise ValidationError(
                _(
                    "Missing or doubled columns: %(missing)s. Expected each of these once: "
                    "%(expected)s. Add them in the first line."
                )
                % {
                    "missing": "、".join(missing or sorted({h for h in ours if ours.count(h) > 1})),
                    "expected": expected,
                }
            )
        return ours
