"""Form of a user in the master data."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User


class UserForm(forms.ModelForm):
    """An entry of the staff directory; the stored password is neither shown nor read."""

    first_password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Only to give a new one; it must be changed at the next sign-in. "
            "Without a password the person is in the directory and cannot sign in."
        ),
    )
    # Who fills the form in; set by the admin page.
    actor: User | None = None

    class Meta:
        model = User
        fields = ["username", "name", "unit", "title", "work_phone", "is_active", "language"]

    def clean_is_active(self) -> bool:
        active = self.cleaned_data["is_active"]
        if not active and self.actor is not None and self.instance.pk == self.actor.pk:
            raise forms.ValidationError(
                _("You cannot deactivate yourself. Ask another county administrator.")
            )
        return active

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("first_password")
        if password:
            try:
                validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("first_password", error)
        return cleaned
