"""Linking a device of one's own, and reading an ended space without a slot: frozen copies."""

from typing import Any

from peewee import BigIntegerField, BlobField, CompositeKey, ForeignKeyField, Model


def up(migrator: Any, db: Any) -> None:
    """Three columns that nobody needs to fill, one table."""

    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Account(Table):
        uid = BlobField(primary_key=True)

    class Space(Table):
        id = BlobField(primary_key=True)

    class Reader(Table):
        space = ForeignKeyField(Space, column_name="space_id", on_delete="CASCADE")
        account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")

        class Meta:
            primary_key = CompositeKey("space", "account")
            indexes = ((("account", "space"), False),)

    migrator.migrate(
        migrator.add_column("permit", "iid", BlobField(null=True)),
        migrator.add_column("invite", "browser", BlobField(null=True)),
        migrator.add_column("vault", "restored", BigIntegerField(null=True)),
    )
    db.create_tables([Reader], safe=False)
