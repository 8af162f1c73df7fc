"""Every table. Bytes a person's phone sealed are stored as they came; days are kept where a minute would tell too much.

Primary keys of everything that belongs to a space begin with the space, so that the log shards by space.
"""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
)

from server.db import Table, locked


class Account(Table):
    """A person: a random 16-byte `uid`, nothing else that could name them.

    `ending_on`: the day its owner ended it; erased 7 days later unless kept. `revoked_on`: the day the operator ended
    all its sessions, which its owner is told for good.
    """

    uid = BlobField(primary_key=True)
    created_on = DateField()
    ending_on = DateField(null=True)
    revoked_on = DateField(null=True)

    @classmethod
    def hold(cls, uid: bytes) -> None:
        """Make every other change of this person's ways in wait until this transaction ends."""
        list(locked(cls.select(cls.uid).where(cls.uid == uid)).tuples())


class Credential(Table):
    """A passkey's public half. `ref` = SHA-256 of the credential id (which may be 1,023 bytes long)."""

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
    """The vault key, sealed for one way in. `kind` 1 = passkey, by its ref; 2 = recovery, with 32 zero bytes as ref."""

    account = ForeignKeyField(Account, column_name="uid", backref="wraps", on_delete="CASCADE")
    kind = SmallIntegerField()
    ref = BlobField()
    gen = BigIntegerField()
    bytes = BlobField()

    class Meta:
        primary_key = CompositeKey("account", "kind", "ref")


class Vault(Table):
    """A person's sealed vault. (gen, version) stand in its clear header and only ever rise.

    `restored`: an older copy of the database was put back, and a device may bring its newer vault of this generation.
    """

    account = ForeignKeyField(Account, column_name="uid", primary_key=True, on_delete="CASCADE")
    gen = BigIntegerField()
    version = BigIntegerField()
    bytes = BlobField()
    restored = BigIntegerField(null=True)


class Recovery(Table):
    """What proves a recovery code: its public id and SHA-256 of its proof. One a person."""

    account = ForeignKeyField(Account, column_name="uid", primary_key=True, on_delete="CASCADE")
    rec_id = BlobField(unique=True)
    auth_hash = BlobField()


class Permit(Table):
    """32 random bytes, kept as SHA-256, that allow one passkey to be registered without a session.

    `iid` names the handshake that carries it to another device; NULL: a recovery code earned it.
    """

    hash = BlobField(primary_key=True)
    account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")
    expires_at = BigIntegerField()
    iid = BlobField(null=True)


class Session(Table):
    """A signed-in browser. `token_hash` = SHA-256 of the cookie's token; `id` is what lists show."""

    token_hash = BlobField(primary_key=True)
    id = BlobField(unique=True)
    account = ForeignKeyField(Account, column_name="uid", backref="sessions", on_delete="CASCADE")
    credential = ForeignKeyField(Credential, column_name="ref", backref="sessions", on_delete="CASCADE")
    device = CharField(60)
    created_on = DateField()
    last_used_on = DateField()
    expires_at = BigIntegerField()


class Verification(Table):
    """A user-verified assertion for one purpose, made in one session; good for five minutes."""

    session = ForeignKeyField(Session, column_name="token_hash", on_delete="CASCADE")
    purpose = CharField(20)
    expires_at = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("session", "purpose")


class Challenge(Table):
    """A ceremony that was begun. Bound to one browser and one purpose; deleting the row is what uses it up."""

    challenge = BlobField(primary_key=True)
    browser = BlobField(index=True)
    purpose = CharField(20)
    uid = BlobField(null=True)
    expires_at = BigIntegerField(index=True)


class Activity(Table):
    """An access change, told to its owner alone. Never an export, never a visit to a page, never a minute."""

    account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")
    n = IntegerField()
    what = CharField(30)
    on = DateField()

    class Meta:
        primary_key = CompositeKey("account", "n")


class Space(Table):
    """A log with members. `head` = highest seq given out; `ended_seq` is set once, by leaving.

    `left`: one bit a slot (1 << slot) for each whose person left, or took something back after the end.
    """

    id = BlobField(primary_key=True)
    kind = CharField(7)
    head = BigIntegerField(default=0)
    epoch = BigIntegerField(default=1)
    incarnation = BlobField()
    ended_seq = BigIntegerField(null=True)
    left = SmallIntegerField(default=0, constraints=[SQL("DEFAULT 0")])


class Member(Table):
    """Who holds a slot of a space: 0 its creator, 1 the one who joined."""

    space = ForeignKeyField(Space, column_name="space_id", backref="members", on_delete="CASCADE")
    slot = SmallIntegerField()
    account = ForeignKeyField(Account, column_name="uid", null=True, backref="memberships", on_delete="SET NULL")

    class Meta:
        primary_key = CompositeKey("space", "slot")
        indexes = ((("account", "space"), False),)


class Reader(Table):
    """Who may read an ended space without a slot in it: they lost everything, and a member handed them the keys."""

    space = ForeignKeyField(Space, column_name="space_id", on_delete="CASCADE")
    account = ForeignKeyField(Account, column_name="uid", on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("space", "account")
        indexes = ((("account", "space"), False),)


class Envelope(Table):
    """One sealed note. `bytes` NULL = erased; `erased_on` = the day its author took it back (purged 7 days later)."""

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


# The daily purge looks for what was taken back and still has its bytes: nearly always nothing, in a very long table.
Envelope.add_index(
    Envelope.index(
        Envelope.erased_on,
        where=Envelope.erased_on.is_null(False) & Envelope.bytes.is_null(False),
        name="envelope_to_purge",
    )
)


class Invite(Table):
    """A handshake's mailbox. The server sees only what both sides post here; it can open none of it.

    `purpose` 1 pair · 2 link my own device, whose other side has no account yet and is known by its `browser` ·
    3 renew `space_id`.
    """

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
    browser = BlobField(null=True)


TABLES = [
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
    Reader,
    Envelope,
    Invite,
]
