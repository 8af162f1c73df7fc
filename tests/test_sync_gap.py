"""A reader who follows the cursor misses nothing while four processes write; and the test would notice."""

import subprocess
import sys
from pathlib import Path

import pytest
from courier_client import pull, to_bytes

WRITERS, EACH = 4, 100


@pytest.fixture
def write_and_follow(person, database_url):
    """Run the writers, follow the space by cursor meanwhile; return the seqs seen and the seqs there are."""
    space, processes = person.private_space, []

    def run(*kind):
        for number in range(WRITERS):
            command = [sys.executable, str(Path(__file__).parent / "gap_writer.py"), database_url]
            command += [to_bytes(person.uid).hex(), to_bytes(space).hex(), f"device-{number}", str(EACH), *kind]
            processes.append(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            )
        for process in processes:
            assert process.stdout.readline() == b"ready\n"
        for process in processes:
            process.stdin.write(b"\n")
            process.stdin.flush()
        seen, since, finished = [], 0, False
        while not finished:
            finished = all(process.poll() is not None for process in processes)
            page = pull(person, space, since)
            seen += [item["seq"] for item in page["items"]]
            since = seen[-1] if seen else 0
            finished = finished and not page["more"]
        assert [(process.returncode, process.stderr.read()) for process in processes] == [(0, b"")] * WRITERS
        return seen, [item["seq"] for item in pull(person, space)["items"]]

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def test_four_writers_and_a_reader_who_follows_the_cursor_lose_nothing(write_and_follow):
    seen, there = write_and_follow()
    assert there == list(range(1, WRITERS * EACH + 1))
    assert seen == there


def test_numbers_taken_outside_the_lock_do_lose_notes_and_this_test_sees_it(write_and_follow):
    seen, there = write_and_follow("counter")
    assert len(there) == WRITERS * EACH
    assert len(seen) < len(there)
