"""`opiekun call types`, `type set` and `rules`."""

from __future__ import annotations


def test_the_five_types_of_the_offer_are_there(opiekun):
    types = {each["code"]: each for each in opiekun("call", "types", "--json").json}
    assert [*types] == ["assistance", "training", "brainstorming", "check-in", "migration"]
    assert types["training"]["name"] == {"en": "Feature training", "pl": "Szkolenie"}
    assert types["migration"]["presence"] == "agent_and_specialist"
    assert "Burza mózgów" in opiekun("call", "types", lang="pl").out


def test_a_type_is_changed_in_what_is_given(opiekun):
    before = next(each for each in opiekun("call", "types", "--json").json if each["code"] == "training")
    place = "https://meet.example.com/{uid}"
    words = ["--minutes", "45", "--per-day", "0", "--place", place, "--reminder", "0", "--question-en", "Why?"]
    after = opiekun("call", "type", "set", "training", *words, "--json").json
    changed = {"minutes": 45, "per_day": None, "place": place, "place_kind": "link", "reminders": []}
    assert after == {**before, **changed, "questions": [{"en": "Why?", "pl": ""}]}
    assert "45 min" in opiekun("call", "types").out


def test_a_type_of_ones_own(opiekun):
    ran = opiekun("call", "type", "set", "audit", "--minutes", "90", "--name-pl", "Audyt", "--not-offered", "--json")
    assert (ran.json["code"], ran.json["offered"]) == ("audit", False)
    assert "audit" in opiekun("call", "types").out


def test_what_cannot_be_is_refused(opiekun):
    unknown = opiekun("call", "type", "set", "audit", "--name-en", "Audit")
    assert (unknown.status, unknown.out) == (1, "")
    assert "audit" in unknown.err
    assert "check-in" in unknown.err
    for words in (["--minutes", "0"], ["--place", "javascript:x"], ["--per-week", "-1"]):
        ran = opiekun("call", "type", "set", "training", *words)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.count("\n") == 1


def test_rules_for_all_bookings(opiekun):
    assert opiekun("call", "rules", "--json").json == {"kept_minutes": 0, "frees_tentative": False}
    assert opiekun("call", "rules", "--kept-minutes", "60", "--frees-tentative").status == 0
    assert opiekun("call", "rules", "--json").json == {"kept_minutes": 60, "frees_tentative": True}
    assert opiekun("call", "rules", "--kept-minutes", "-1").status == 1
    assert "60 min" in opiekun("call", "rules").out
