"""What an action refuses, shown beside the fields of its form."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def show_refusal(form: forms.Form | forms.ModelForm, error: ValidationError) -> None:
    """Puts each sentence beside its field; what belongs to none stands above the form."""
    for name, errors in error.update_error_dict({}).items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
