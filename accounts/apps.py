from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts and log")

    def ready(self) -> None:
        from accounts.grants import grant_rights
        from accounts.models import AccessEvent, AuditEvent
        from lib.history import register_ledger

        register_ledger(AuditEvent)
        register_ledger(AccessEvent)
        post_migrate.connect(grant_rights, sender=self)
