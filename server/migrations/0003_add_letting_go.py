"""Who let go of what two had, the end of an account in two speeds, and what an operator did: frozen copies."""

from typing import Any

from peewee import SQL, DateField, SmallIntegerField


def up(migrator: Any, _db: Any) -> None:
    """Three columns that an older process need not know."""
    migrator.migrate(
        migrator.add_column("space", "left", SmallIntegerField(default=0, constraints=[SQL("DEFAULT 0")])),
        migrator.add_column("account", "ending_on", DateField(null=True)),
        migrator.add_column("account", "revoked_on", DateField(null=True)),
    )
