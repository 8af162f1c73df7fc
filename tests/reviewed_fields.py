"""Every field and header that anybody is ever answered with, each with the reason why it tells nothing of the other.

A new field belongs here only after somebody asked what a watchful partner could read from it.
"""

from __future__ import annotations

MINE = "mine: what I made, or what my own browser has"
SEALED = "sealed by a phone; opens with a key the server never had"
LOG = "a place in a log that both hold: an order, no time"
REFUSAL = "one of a closed list; equal for everything that is not mine"
LETTER = "a letter of a handshake I am a side of"
SERVER = "about this server, equal for everybody"

FIELDS: dict[str, dict[str, str]] = {
    "About": dict.fromkeys(["help_lines", "operator", "version"], SERVER),
    "HelpLine": dict.fromkeys(["country", "line", "name", "note"], SERVER),
    "Health": {"status": SERVER},
    "Account": {
        **dict.fromkeys(["uid", "credential_id", "session_id", "passkey", "recovery", "gen", "version", "wraps"], MINE),
        **dict.fromkeys(["vault", "wrap"], SEALED),
        "operator": SERVER,
        "kept_until": "my own account's last day",
        "revoked_on": "the day the operator signed me out, told to me alone",
        "spaces": "the spaces I am in",
        "archive": "the ended spaces I was let read",
    },
    "server__api__account__PasskeyState": dict.fromkeys(["backed_up", "backup_eligible"], MINE),
    "SpaceState": {
        "id": "drawn at random by the phone that began it",
        "kind": "private or shared",
        "slot": "which of the two places is mine",
        "epoch": "which key is in use: both hold it",
        "head": LOG,
        "incarnation": "drawn at random when the database began or was put back",
        "ended_seq": LOG,
        "left": "who ended it, without a day: by it a phone tells a taking back from a server's theft",
    },
    "ArchivedSpace": {"id": "as it was handed to me", "head": LOG, "incarnation": "random, of the database"},
    "SpacePage": {
        **dict.fromkeys(["id", "incarnation"], "random, of the space and the database"),
        **dict.fromkeys(["head", "more"], LOG),
        "epoch": "which key is in use: both hold it",
        "ended": "one bit, without a day",
        "items": "the log itself",
        "problem": REFUSAL,
    },
    "SpaceItem": {
        "seq": LOG,
        "slot": "who wrote it, as its header says",
        "msg_id": "drawn at random; tells no minute",
        "bytes": SEALED,
    },
    "History": {
        "incarnation": "random, of the database",
        "items": "the log itself",
        "left": "who ended it, without a day",
        "gone": "how much of theirs they took back: the same history shows it place by place",
        "more": LOG,
    },
    "SyncAnswer": {
        **dict.fromkeys(["put", "erase", "restore"], "what became of my own wishes"),
        "spaces": "pages of what I may read",
        "vault": MINE,
    },
    "PutOutcome": {"outcome": "of my own note", "seq": LOG, "problem": REFUSAL},
    "EraseOutcome": {
        "outcome": "of my own wish; the other's notes and unknown ones are one answer",
        "problem": REFUSAL,
    },
    "VaultNumbers": dict.fromkeys(["gen", "version"], MINE),
    "VaultVersion": dict.fromkeys(["gen", "version"], MINE),
    "VaultState": {"gen": MINE, "version": MINE, "vault": SEALED},
    "Changes": {"activity": "my own ways in"},
    "Change": {"n": MINE, "on": "a day of mine, for me alone", "what": "a change of my own ways in"},
    "Sessions": {"sessions": "my own browsers"},
    "SessionState": dict.fromkeys(
        ["id", "passkey", "device", "created_on", "last_used_on", "current"], "my own browser, by day, for me alone"
    ),
    "Passkeys": {"passkeys": "my own passkeys"},
    "server__api__passkeys__PasskeyState": dict.fromkeys(
        ["ref", "id", "aaguid", "backed_up", "backup_eligible", "created_on", "last_used_on", "current", "wrapped"],
        "my own passkey, by day, for me alone",
    ),
    "Begun": {"options": "WebAuthn's options for a passkey of mine"},
    "View": {},
    "HostView": dict.fromkeys(["bpub", "mb", "side", "state"], LETTER),
    "GuestView": dict.fromkeys(["apub", "ma", "na", "payload", "side", "space_id", "state"], LETTER),
    "LinkView": dict.fromkeys(["apub", "ma", "na", "payload", "state"], LETTER),
    "Enrolment": {"enrol": "a permit for a device of mine"},
    "server__api__invites__Opened": {"expires_in": "how long my own invitation lives"},
    "server__api__recovery__Opened": {
        **dict.fromkeys(["uid", "gen", "version", "permit"], "mine, against my own code"),
        **dict.fromkeys(["vault", "wrap"], SEALED),
    },
    "Problem": dict.fromkeys(["type", "title", "status", "detail", "retry"], REFUSAL),
}
# Within `Begun.options`, which is of WebAuthn's form and not of ours; and what one refusal carries besides.
FREE = {
    "Begun": {
        **dict.fromkeys(["rp", "name", "pubKeyCredParams", "alg", "type", "timeout", "attestation"], SERVER),
        **dict.fromkeys(["authenticatorSelection", "requireResidentKey", "residentKey", "userVerification"], SERVER),
        **dict.fromkeys(["rpId", "excludeCredentials", "allowCredentials", "hints"], MINE),
        **dict.fromkeys(["challenge", "user", "id", "displayName", "transports"], MINE),
    },
    "Problem": {"incarnations": "random, of my own spaces after the database was put back"},
}
EVENT = {"space": "a space of mine that moved", "head": LOG}
ALWAYS = "what goes with every answer, whoever asks"
HEADERS = {
    **dict.fromkeys(["Content-Type", "Content-Length", "Content-Encoding"], "of this body"),
    **dict.fromkeys(["Content-Security-Policy", "Permissions-Policy", "Referrer-Policy"], ALWAYS),
    **dict.fromkeys(["X-Content-Type-Options", "Strict-Transport-Security", "Cache-Control", "Vary"], ALWAYS),
    **{f"Cross-Origin-{name}-Policy": ALWAYS for name in ("Opener", "Embedder", "Resource")},
    "Set-Cookie": "my own browser's",
    "Allow": "which methods a route has",
    "Retry-After": "after my own haste",
    "X-Accel-Buffering": "for the proxy in front of a stream",
    **dict.fromkeys(["Date", "Server", "Connection"], "the web server's own, of this very moment"),
}
