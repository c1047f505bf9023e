from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.history import tracked
from lib.scope import Scope


class UserQuerySet(models.QuerySet):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def within(self, scope: Scope) -> "UserQuerySet":
        """The staff directory: everyone who holds a posting may look up every colleague."""
        return self if scope.grants else self.none()

    def matching(self, words: str) -> "UserQuerySet":
        """Every word stands in the name, the unit, the title or the work telephone."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__contains=word)
                | Q(unit__contains=word)
                | Q(title__contains=word)
                | Q(work_phone__contains=word)
            )
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A new user; without a password he is only in the directory and cannot sign in."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """One person of the staff directory; what he may do comes from his postings alone."""

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("A user with this user name is in the directory already.")},
    )
    name = models.CharField(_("name"), max_length=60)
    unit = models.CharField(_("work unit"), max_length=120, blank=True)
    title = models.CharField(_("position title"), max_length=60, blank=True)
    work_phone = models.CharField(_("work telephone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), default=timezone.now)
    language = models.CharField(
        _("language"),
        max_length=10,
        default="zh-hans",
        choices=[("zh-hans", "简体中文"), ("en", "English")],
    )
    large_type = models.BooleanField(_("large type"), default=False)
    seen_first_steps = models.BooleanField(_("has seen the first steps"), default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username
