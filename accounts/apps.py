from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts and log")

    def ready(self) -> None:
        # Registers the page of users with `accounts.admin.site`.
        import accounts.admin.users  # noqa: F401
        from accounts.actions.drafts import delete_old_drafts
        from accounts.actions.exports import delete_old_exports, fail_abandoned_exports
        from accounts.actions.second_factor import forget_expired_devices
        from accounts.grants import grant_rights
        from accounts.models import AccessEvent, AuditEvent
        from accounts.worker import forget_dead_workers
        from lib.history import register_ledger
        from lib.sweeps import register_deletion, register_sweep

        for deletion in (
            delete_old_exports, delete_old_drafts, forget_expired_devices, forget_dead_workers
        ):  # fmt: skip
            register_deletion(deletion)
        register_sweep(fail_abandoned_exports)
        register_ledger(AuditEvent)
        register_ledger(AccessEvent)
        post_migrate.connect(grant_rights, sender=self)
