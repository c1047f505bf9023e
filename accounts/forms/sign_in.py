from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password; the answer does not say which of the two was wrong."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "User name and password do not fit together. Mind capital letters; after five "
            "failures this user name is locked here for a quarter of an hour."
        ),
        "inactive": _("This user is no longer active. Ask the county administrator."),
    }


class CodeForm(forms.Form):
    """The six digits that the phone shows."""

    otp = forms.RegexField(
        r"^\d{6}$",
        label=_("Code"),
        error_messages={"invalid": _("The code is six digits, such as 123456.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )
    remember = forms.BooleanField(
        label=_("Do not ask again on this computer for 30 days"),
        required=False,
        help_text=_("Only on a computer that you alone use."),
    )

    def clean_otp(self) -> str:
        """Full-width digits, as Chinese keyboards give them, become plain ones."""
        return "".join(str(int(digit)) for digit in self.cleaned_data["otp"])
