"""Loads the room; after the last migration of a run the locks are laid anew."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """The room of accounts and sign-in."""

    name = "alongside.access"
    label = "access"

    def ready(self) -> None:
        """Lay the locks when the last app of a migrate run is through."""
        from alongside.access import among, receiving, table_locks  # noqa: F401 (models must be loaded first)

        receiving.connect()
        post_migrate.connect(_lay_locks, dispatch_uid="alongside.locks")


def _lay_locks(sender: AppConfig, using: str, plan: Any = None, **kwargs: Any) -> None:
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last.label and using == "owner":
        from alongside.access import locks

        locks.apply()
