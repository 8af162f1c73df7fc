"""One writer of the cursor-gap test, in a process of its own: `gap_writer.py URL UID SPACE DEVICE COUNT [counter]`.

With `counter` it takes its numbers as a sequence would, outside the head row's lock: the way that loses rows.
"""

import os
import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

# ruff: noqa: E402
from courier_client import envelope

from server import db, sync


def put(uid: bytes, space: bytes, device: bytes, n: int) -> None:
    answer = sync.exchange(uid, [], [envelope(space, 0, device, n)], [])
    assert answer.put[0].outcome == "accepted"


def put_with_a_counter(uid: bytes, space: bytes, device: bytes, n: int) -> None:
    with db.database.atomic():
        [(seq,)] = db.rows("UPDATE space SET epoch = epoch + 1 WHERE id = ? RETURNING epoch - 1", space)
    time.sleep(random.uniform(0, 0.004))
    note = envelope(space, 0, device, n)
    with db.database.atomic():
        row = (space, seq, note[39:55], 0, device, n, note)
        db.write_many(sync._INSERT, [row])
        db.rows("UPDATE space SET head = ? WHERE id = ? AND head < ? RETURNING head", seq, space, seq)


def main() -> None:
    url, uid, space, device, count, *kind = sys.argv[1:]
    write = put_with_a_counter if kind else put
    db.configure(url)
    with db.connection():
        print("ready", flush=True)
        sys.stdin.readline()
        for n in range(1, int(count) + 1):
            write(bytes.fromhex(uid), bytes.fromhex(space), device.encode(), n)
            time.sleep(random.uniform(0, 0.002))
    os._exit(0)


main()
