"""Making an account: one request, all or nothing."""


def test_an_account_is_made_in_one_request(person):
    assert person.account["gen"] == person.account["version"] == 1
    assert [space["kind"] for space in person.account["spaces"]] == ["private"]
    assert person.get("/api/session").json == person.account
