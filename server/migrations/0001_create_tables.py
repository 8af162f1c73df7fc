"""Every table of the first release: frozen copies, deliberately apart from `server/models.py`."""

from typing import Any

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
)


def up(_migrator: Any, db: Any) -> None:
    """Make them all."""

    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Account(Table):
        uid = BlobField(primary_key=True)
        created_on = DateField()

    class Credential(Table):
        ref = BlobField(primary_key=True)
        account = ForeignKeyField(Account, column_name="uid", backref="credentials", on_delete="CASCADE")
        credential_id = BlobField()
        public_key = BlobField()
        sign_count = BigIntegerField()
        backup_eligible = BooleanField()
        backed_up = BooleanField()
        aaguid = CharField(36)
        transports = CharField(100)
        created_on = DateField()
        last_used_on = DateField()

    class Wrap(Table):
        account = ForeignKeyField(Account, column_name="uid", backref="wraps", on_delete="CASCADE")
        kind = SmallIntegerField()
        ref = BlobField()
        gen = BigIntegerField()
        bytes = BlobField()

        class Meta:
            primary_key = CompositeKey("account", "kind", "ref")

    class Vault(Table):
        account = ForeignKeyField(Account, column_name="uid", primary_key=True, on_delete="CASCADE")
        gen = BigIntegerField()
        version = BigIntegerField()
        bytes = BlobField()

    class Recovery(Table):
        account = ForeignKeyField(Account, column_name="uid", primary_key=True, on_delete="CASCADE")
        rec_id = BlobField(unique=True)
        auth_hash = BlobField()

    class Permit(Table):
        hash = BlobField(primary_key=True)
        account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")
        expires_at = BigIntegerField()

    class Session(Table):
        token_hash = BlobField(primary_key=True)
        id = BlobField(unique=True)
        account = ForeignKeyField(Account, column_name="uid", backref="sessions", on_delete="CASCADE")
        credential = ForeignKeyField(Credential, column_name="ref", backref="sessions", on_delete="CASCADE")
        device = CharField(60)
        created_on = DateField()
        last_used_on = DateField()
        expires_at = BigIntegerField()

    class Verification(Table):
        session = ForeignKeyField(Session, column_name="token_hash", on_delete="CASCADE")
        purpose = CharField(20)
        expires_at = BigIntegerField()

        class Meta:
            primary_key = CompositeKey("session", "purpose")

    class Challenge(Table):
        challenge = BlobField(primary_key=True)
        browser = BlobField(index=True)
        purpose = CharField(20)
        uid = BlobField(null=True)
        expires_at = BigIntegerField(index=True)

    class Activity(Table):
        account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")
        n = IntegerField()
        what = CharField(30)
        on = DateField()

        class Meta:
            primary_key = CompositeKey("account", "n")

    class Space(Table):
        id = BlobField(primary_key=True)
        kind = CharField(7)
        head = BigIntegerField(default=0)
        epoch = BigIntegerField(default=1)
        incarnation = BlobField()
        ended_seq = BigIntegerField(null=True)

    class Member(Table):
        space = ForeignKeyField(Space, column_name="space_id", backref="members", on_delete="CASCADE")
        slot = SmallIntegerField()
        account = ForeignKeyField(Account, column_name="uid", null=True, backref="memberships", on_delete="SET NULL")

        class Meta:
            primary_key = CompositeKey("space", "slot")
            indexes = ((("account", "space"), False),)

    class Envelope(Table):
        space = ForeignKeyField(Space, column_name="space_id", on_delete="CASCADE")
        seq = BigIntegerField()
        msg_id = BlobField()
        slot = SmallIntegerField()
        device_id = BlobField()
        device_seq = BigIntegerField()
        bytes = BlobField(null=True)
        erased_on = DateField(null=True)

        class Meta:
            primary_key = CompositeKey("space", "seq")
            indexes = (
                (("space", "msg_id"), True),
                (("space", "device_id", "device_seq"), True),
            )

    # The daily purge looks for what was taken back and still has its bytes: nearly always nothing, in a long table.
    Envelope.add_index(
        Envelope.index(
            Envelope.erased_on,
            where=Envelope.erased_on.is_null(False) & Envelope.bytes.is_null(False),
            name="envelope_to_purge",
        )
    )

    class Invite(Table):
        iid = BlobField(primary_key=True)
        purpose = SmallIntegerField()
        host = ForeignKeyField(Account, column_name="host_uid", backref="invites", on_delete="CASCADE")
        guest = ForeignKeyField(Account, column_name="guest_uid", null=True, backref="answered", on_delete="CASCADE")
        expires_at = BigIntegerField(index=True)
        bpub = BlobField(null=True)
        mb = BlobField(null=True)
        apub = BlobField(null=True)
        na = BlobField(null=True)
        ma = BlobField(null=True)
        payload = BlobField(null=True)
        space_id = BlobField(null=True)

    db.create_tables(
        [
            Account,
            Credential,
            Wrap,
            Vault,
            Recovery,
            Permit,
            Session,
            Verification,
            Challenge,
            Activity,
            Space,
            Member,
            Envelope,
            Invite,
        ],
        safe=False,
    )
