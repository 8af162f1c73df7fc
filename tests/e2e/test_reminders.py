"""Reminders inside the app, on a clock that is turned: at their time, not in quiet hours, put off, let be, paused."""

from __future__ import annotations

import datetime

import pytest
from harness import Phone, Server
from people import Couple, NewPhone
from playwright.sync_api import Locator, expect
from taps import Thumb

pytestmark = pytest.mark.slow  # make journeys

# What stands chosen on the disk, once the server has it: nothing is on its way any more.
CHOSEN = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('unsaid');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const asking = opening.result.transaction('vault').objectStore('vault').get('vault');
    asking.onsuccess = () => {
      opening.result.close();
      done(asking.result.mine === null ? asking.result.version : null);
    };
  };
})"""
DAILY = "This is the time you chose for yourself."
KIND = "You wanted to say something kind now and then."
BACK = "You wanted to come back to this."
MONDAY = datetime.datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime.datetime:
    """A time of the first day, or of a later one."""
    return MONDAY + datetime.timedelta(days=days, hours=hour, minutes=minute)


def turned(phone: Phone, hour: int, minute: int = 0, days: int = 0) -> Phone:
    """Turn the clock and open Today, as when the phone is taken out."""
    phone.page.clock.set_system_time(at(hour, minute, days))
    phone.open("/").sees("link", "Lit up")
    # What comes after the first paint has come.
    phone.page.get_by_role("link", name="Us", exact=True).click()
    phone.sees("heading", "Us")
    phone.page.get_by_role("link", name="Today", exact=True).click()
    phone.sees("link", "Lit up")
    return phone


def shows(phone: Phone, says: str) -> Phone:
    """This reminder is there, and no other."""
    expect(phone.page.get_by_text(says)).to_be_visible()
    for other in {DAILY, KIND, BACK} - {says}:
        expect(phone.page.get_by_text(other)).to_have_count(0)
    return phone


def shows_none(phone: Phone) -> Phone:
    """No reminder at all."""
    for one in (DAILY, KIND, BACK):
        expect(phone.page.get_by_text(one)).to_have_count(0)
    return phone


def done(phone: Phone, button: str) -> None:
    """Do this about the reminder; that it was done is said once it is kept."""
    phone.tap("button", button)
    expect(phone.page.locator(".lines span[tabindex='-1']")).to_be_focused()


def time_field(phone: Phone, name: str) -> Locator:
    """A time by its label."""
    return phone.page.get_by_label(name, exact=True)


def chosen(phone: Phone) -> int:
    """The version of what was chosen, once nothing of it is on its way any more."""
    for _ in range(100):
        if (version := phone.page.evaluate(CHOSEN)) is not None:
            return int(version)
        phone.page.wait_for_timeout(50)
    raise AssertionError("what was chosen did not arrive")


def until_written(phone: Phone, before: int) -> None:
    """Wait for what was just chosen; nothing is written where it stood already."""
    for _ in range(40):
        if chosen(phone) > before:
            return
        phone.page.wait_for_timeout(50)


def kept(phone: Phone, name: str, time: str) -> None:
    """Choose a time, and see that it stays when the page is opened anew."""
    before = chosen(phone)
    time_field(phone, name).fill(time)
    until_written(phone, before)
    phone.open("/you/reminders")
    expect(time_field(phone, name)).to_have_value(time)


def choose(phone: Phone, time: str, quiet: tuple[str, str] | None = None) -> Phone:
    """A daily time, and quiet hours."""
    phone.open("/you/reminders").tick("Once a day")
    kept(phone, "From this time", time)
    if quiet:
        phone.tick("No reminder in these hours")
        for name, value in zip(("From", "Until"), quiet, strict=True):
            kept(phone, name, value)
    return phone


@pytest.fixture(scope="module")
def paired(own_pair: Couple) -> Couple:
    """A pair of this file's own."""
    return own_pair


@pytest.fixture
def alone(phone: NewPhone) -> Phone:
    """Someone who just started, on a clock that can be turned."""
    one = phone("al")
    one.page.clock.install(time=at(9))
    one.start_with_passkey()
    one.open("/you").wait_for_worker()
    return one


@pytest.fixture
def two(couple: Couple) -> Phone:
    """One of two."""
    couple.al.page.clock.install(time=at(9))
    return couple.al


def test_nothing_is_on_before_it_was_chosen(alone: Phone) -> None:
    for hour in (0, 9, 20, 23):
        shows_none(turned(alone, hour))
    alone.open("/you/reminders")
    expect(alone.page.get_by_role("checkbox", name="Once a day")).not_to_be_checked()
    expect(alone.page.get_by_role("button", name="Don't remind me")).to_have_attribute("aria-pressed", "true")
    expect(alone.page.get_by_text("Nothing is sent to your phone.")).to_be_visible()


def test_the_line_is_there_from_the_chosen_time_until_midnight_once_a_day(alone: Phone, server: Server) -> None:
    thumb = Thumb(alone)
    alone.open("/you")
    thumb.tap("link", "Choose your reminders")
    thumb.tap("checkbox", "Once a day Only on days you haven't written. A day you skip leaves no trace.")
    assert thumb.taps == 2
    choose(alone, "20:00")
    server.kill()
    alone.context.set_offline(True)
    shows_none(turned(alone, 19, 59))
    shows(turned(alone, 20), DAILY)
    shows(turned(alone, 23, 59), DAILY)
    shows_none(turned(alone, 0, 1, days=1))
    shows(turned(alone, 20, days=9), DAILY)
    expect(alone.page.get_by_text(DAILY)).to_have_count(1)


def test_it_is_looked_for_when_the_app_comes_to_the_front_and_moves_nothing_before(alone: Phone) -> None:
    choose(alone, "20:00")
    shows_none(turned(alone, 19, 59))
    alone.page.clock.set_system_time(at(20, 1))
    alone.page.wait_for_timeout(400)
    shows_none(alone)
    alone.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    shows(alone, DAILY)


def test_who_wrote_today_is_not_reminded(alone: Phone) -> None:
    choose(alone, "20:00")
    alone.page.clock.set_system_time(at(12))
    alone.feel("low_unpleasant", "tired", "a word at noon")
    shows_none(turned(alone, 20, 30))
    shows(turned(alone, 20, 30, days=1), DAILY)


def test_not_today_is_one_tap_and_today_alone(alone: Phone) -> None:
    choose(alone, "20:00")
    thumb = Thumb(shows(turned(alone, 20, 5), DAILY)).tap("button", "Not today")
    assert thumb.taps == 1
    expect(alone.page.get_by_text("All right.")).to_be_focused()
    shows_none(turned(alone, 21))
    shows_none(turned(alone, 23, 59))
    shows(turned(alone, 20, days=1), DAILY)


def test_later_is_two_taps_an_hour_or_tomorrow(alone: Phone) -> None:
    choose(alone, "20:00")
    thumb = Thumb(shows(turned(alone, 20, 5), DAILY)).tap("button", "Later")
    expect(alone.page.get_by_role("button", name="This evening")).to_have_count(0)
    thumb.tap("button", "In an hour")
    assert thumb.taps == 2
    expect(alone.page.get_by_text("It comes again in an hour.")).to_be_focused()
    shows_none(turned(alone, 21, 4))
    shows(turned(alone, 21, 6), DAILY)
    alone.tap("button", "Later")
    done(alone, "Tomorrow")
    shows_none(turned(alone, 23))
    shows_none(turned(alone, 19, days=1))
    shows(turned(alone, 20, days=1), DAILY)


def test_in_the_morning_it_can_wait_for_the_evening(alone: Phone) -> None:
    choose(alone, "08:00")
    shows(turned(alone, 8, 10), DAILY).tap("button", "Later")
    done(alone, "This evening")
    shows_none(turned(alone, 18, 59))
    shows(turned(alone, 19), DAILY)


def test_quiet_hours_over_midnight_have_nothing_in_them(alone: Phone) -> None:
    choose(alone, "21:30", ("22:00", "07:00"))
    shows(turned(alone, 21, 45), DAILY)
    shows_none(turned(alone, 22))
    choose(alone, "23:00")
    expect(alone.page.get_by_role("main")).to_contain_text("inside your quiet hours, so it comes at 7:00")
    for hour, days in ((22, 0), (23, 0), (0, 1), (6, 1)):
        shows_none(turned(alone, hour, 30, days))
    shows(turned(alone, 7, days=1), DAILY)


def test_a_pause_stops_it_for_a_day_or_until_it_is_ended(alone: Phone) -> None:
    choose(alone, "08:00")
    alone.page.clock.set_system_time(at(10))
    alone.open("/you/reminders").tap("button", "Pause for a day")
    expect(alone.page.get_by_text("Paused until")).to_be_visible()
    expect(alone.page.get_by_role("button", name="End the pause")).to_be_focused()
    shows_none(turned(alone, 9, 59, days=1))
    shows(turned(alone, 10, 5, days=1), DAILY)
    alone.open("/you/reminders").tap("button", "Pause until I end it")
    expect(alone.page.get_by_text("Paused until you end it.")).to_be_visible()
    shows_none(turned(alone, 12, days=40))
    alone.open("/you/reminders").tap("button", "End the pause")
    expect(alone.page.get_by_role("button", name="Pause for a day")).to_be_visible()
    shows(turned(alone, 12, days=40), DAILY)


def test_mute_lets_the_line_be(alone: Phone) -> None:
    choose(alone, "08:00").tick("Mute new notes")
    shows(turned(alone, 9), DAILY)


def test_what_is_no_time_changes_nothing(alone: Phone) -> None:
    choose(alone, "20:00", ("22:00", "07:00"))
    field = time_field(alone, "Until")
    field.fill("22:00")
    expect(alone.page.get_by_text("These hours need a beginning and an end.")).to_be_visible()
    field.blur()
    expect(field).to_have_value("07:00")
    daily = time_field(alone, "From this time")
    daily.fill("")
    daily.blur()
    expect(daily).to_have_value("20:00")


def test_from_the_line_to_a_word_and_to_a_question(alone: Phone) -> None:
    choose(alone, "08:00")
    thumb = Thumb(shows(turned(alone, 9), DAILY)).tap("link", "Write")
    thumb.tap("link", "Weighed down").tap("button", "sad").tap("button", "Keep for me")
    assert thumb.taps == 4
    alone.tap("button", "Undo")
    alone.page.wait_for_url("**/write/**")
    shows(turned(alone, 9), DAILY).tap("link", "A question")
    alone.sees("button", "Another one")


def test_the_keyboard_does_all_of_it(alone: Phone) -> None:
    page = alone.open("/you/reminders").page
    page.get_by_role("checkbox", name="Once a day").focus()
    page.keyboard.press("Space")
    expect(time_field(alone, "From this time")).to_be_visible()
    page.keyboard.press("Tab")
    expect(time_field(alone, "From this time")).to_be_focused()
    # Where this browser asks for morning or evening too, it is told.
    before = chosen(alone)
    page.keyboard.type("0815a")
    expect(time_field(alone, "From this time")).to_have_value("08:15")
    until_written(alone, before)
    alone.page.wait_for_timeout(200)
    chosen(alone)
    alone.open("/you/reminders")
    expect(time_field(alone, "From this time")).to_have_value("08:15")
    shows_none(turned(alone, 8, 14))
    shows(turned(alone, 8, 15), DAILY)
    later = page.get_by_role("button", name="Later", exact=True)
    later.focus()
    expect(later).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(later).to_have_attribute("aria-expanded", "true")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="In an hour")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It comes again in an hour.")).to_be_focused()


def test_something_kind_keeps_its_rhythm_by_day_and_is_off_by_default(two: Phone) -> None:
    shows_none(turned(two, 12, days=30))
    two.page.clock.set_system_time(at(9))
    two.open("/you/reminders").tap("button", "Every few days")
    expect(two.page.get_by_role("button", name="Every few days")).to_have_attribute("aria-pressed", "true")
    shows_none(turned(two, 12, days=2))
    shows(turned(two, 12, days=3), KIND)
    expect(two.page.get_by_role("link", name="Something kind", exact=True).first).to_be_visible()
    shows_none(turned(two, 21, days=3))
    done(shows(turned(two, 12, days=4), KIND), "Not now")
    shows_none(turned(two, 12, days=6))
    shows(turned(two, 12, days=7), KIND)
    two.open("/you/reminders").tap("button", "Don't remind me")
    expect(two.page.get_by_role("button", name="Don't remind me")).to_have_attribute("aria-pressed", "true")
    shows_none(turned(two, 12, days=30))


def test_what_i_choose_is_sealed_in_the_vault_and_says_nothing_to_the_other(couple: Couple) -> None:
    al, bo, server = couple.al, couple.bo, couple.server
    # A day on which nothing was written, whatever the other tests wrote.
    al.page.clock.set_system_time(at(9, days=60))
    sent = len(al.sent)
    choose(al, "08:00")
    done(shows(turned(al, 9, days=60), DAILY), "Not today")
    al.page.wait_for_timeout(1000)
    told = {one.url.removeprefix(server.origin) for one in al.sent[sent:] if one.method in ("PUT", "POST", "DELETE")}
    assert told <= {"/api/vault", "/api/sync"}, "the vault is all that changes"
    for word in (b"remind", b"08:00"):
        assert word not in server.stored_bytes
        assert all(word not in one.body for one in al.sent[sent:])
    shows_none(turned(al, 12, days=60))
    shows_none(bo.open("/"))
