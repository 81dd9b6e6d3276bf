"""The light and its words: what is held back, of when, and how many checks were run and failed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.data.standing import Ground, Standing
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Acceptance, FindingEntry, TableEntry
from dashboard.words.trust import (
    advice,
    check_status,
    checks_of,
    failures,
    findings_about,
    held_back,
    mark,
    marked_at,
    moment,
    of_file,
    provenance,
    remedy,
    source,
    trust,
    where,
)
from tests.manifests import SINCE, TODAY, entry, finding, held, of


def test_what_is_held_back_since_an_earlier_hour_of_the_same_day_is_told_with_the_hour() -> None:
    entries = [*held(*"abc"), *(entry(name) for name in "de"), entry("f", state="not_connected", as_of=None)]
    judged = trust(of(entries, [finding("a", check=f"t.{number}") for number in range(4)]))
    assert judged.light == "orange"
    assert judged.sentence == "3 of 5 datasets held back, read 26 Nov 14:53; 4 critical"


def test_what_is_held_back_since_an_earlier_day_is_told_with_the_day() -> None:
    entries = held("answers", as_of=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert trust(of(entries, [])).sentence == "answers held back, read 24 Nov"


def test_of_versions_of_several_days_the_oldest_is_told() -> None:
    entries = [*held("b"), *held("a", as_of=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))]
    assert trust(of(entries, [])).sentence == "b and a held back, the oldest read 24 Nov"


def test_days_and_hours_are_those_of_the_company() -> None:
    late = held("answers", as_of=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    judged = trust(of(late, [], timezone="Europe/Berlin"))
    assert judged.sentence == "answers held back, read 26 Nov 00:30"


def test_what_is_withheld_and_what_is_held_back_are_both_told() -> None:
    judged = trust(of([entry("c", state="withheld", as_of=None), *held("a")], [finding("c")]))
    assert judged.light == "red"
    assert judged.sentence == "c withheld; a held back, read 26 Nov 14:53; 1 critical"


def test_what_was_accepted_is_not_counted_as_critical() -> None:
    accepted = Acceptance(reason="known", by="Ada", until=TODAY)
    judged = trust(of([entry("a")], [finding("a", accepted=accepted)]))
    assert judged.light == trust(of([entry("a")], [finding("a", severity="warning")])).light == "orange"
    assert judged.sentence == "1 of 1 checks failed, 1 critical and accepted"
    assert trust(of([entry("a")], [finding("a", severity="warning")])).sentence.endswith("none of them critical")


@pytest.mark.parametrize(("passed", "light"), [(True, "green"), (False, "red")])
def test_where_nothing_is_held_back_the_checks_decide(passed: bool, light: str) -> None:
    assert trust(of([entry("a")], [finding("a", passed=passed)])).light == light


def test_a_footer_and_a_figure_tell_what_was_set_aside_in_the_same_words() -> None:
    """Rows that were left out were '2 checks failed' below a table and 'rows set aside' on its figures."""
    july, ground = 2024 * 12 + 6, Ground(("finance",), (2024 * 12 + 6, 2024 * 12 + 6))
    rows = finding("finance", check="a", severity="warning", set_aside={"2024-07": 3, "2024-08": 4})
    values = finding("finance", check="b", severity="warning", values_aside={"2024-07": 1})
    plain = finding("finance", check="c", severity="warning")
    for failed in ([rows], [rows, values], [rows, values, plain], [plain]):
        known = of([entry("finance", reads=["finance"])], failed)
        footer = provenance(known, ["finance"], Settings(), (july, july)).split(" · ")[-1]
        assert footer == mark(failed, ground)[0]
    assert check_status([], [rows]) == "7 rows set aside elsewhere"
    assert check_status([plain], [rows]) == "1 check failed, 7 rows set aside elsewhere"


def test_the_checks_that_are_counted_are_those_whose_failures_are_shown() -> None:
    """A check of another table can bear on a dataset, and a check of its own table on none."""
    entries = [entry("finance", reads=["finance"])]
    other = finding("finance", "customer_windows", subject="revenue", severity="warning")
    own = finding("finance", subject="finance", passed=True, action="")
    elsewhere = finding(subject="finance", severity="warning", check="finance.note")
    known = of(entries, [other, own, elsewhere])
    assert checks_of(known, ["finance"]).startswith("2 checks bear on these data")
    assert checks_of(known, ["finance"]).endswith("; 1 failed.")
    assert [found.subject for found in findings_about(known, ["finance"])] == ["revenue"]
    assert provenance(known, ["finance"], Settings()).endswith("1 check failed")


def test_a_check_that_failed_for_other_months_is_told_apart() -> None:
    """A check of no month in particular touches all of them; one of July 2024 touches what speaks of it."""
    july = 2024 * 12 + 6
    entries = [entry("finance", reads=["finance"])]
    everywhere = finding("finance", check="a", severity="warning")
    of_july = finding("finance", check="b", severity="warning", months=[july])
    noted = finding("finance", check="c", severity="info")
    known = of(entries, [everywhere, of_july, noted])

    def told(*findings: FindingEntry, months: tuple[int, int] | None) -> str:
        return provenance(of(entries, list(findings)), ["finance"], Settings(), months).split(" · ")[-1]

    assert told(of_july, months=(july + 1, july + 3)) == "1 check failed elsewhere"
    assert told(of_july, months=(july - 1, july)) == "1 check failed"
    assert told(of_july, months=None) == "1 check failed"
    assert told(everywhere, of_july, months=(july + 1, july + 3)) == "1 check failed, 1 elsewhere"
    assert told(everywhere, of_july, months=None) == "2 checks failed"
    assert told(noted, months=None) == "checks passed"
    assert failures(known.failed(), Ground(("cases",))) == ([], [])


def test_a_footer_tells_the_day_by_the_company_s_clocks() -> None:
    late = entry("finance", reads=["finance"], as_of=datetime(2026, 11, 25, 23, 30, tzinfo=UTC))
    known = of([late], [], timezone="Europe/Berlin")
    assert provenance(known, ["finance"], Settings()) == "Source: finance · read 26 Nov 2026 · checks passed"


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("withheld",), "Until then what stands on it is withheld."),
        (("carried_over",), "Until then the last good figures are shown."),
        (("carried_over", "withheld"), "Until then the last good figures are shown, or none where there are none."),
        (("published",), ""),
    ],
)
def test_what_to_do_is_told_by_what_became_of_the_datasets(states: tuple[str, ...], said: str) -> None:
    entries = [entry(name, state=state) for name, state in zip("ab", states, strict=False)]
    failed = finding(*(one.name for one in entries))
    base = "Correct them at the source or exclude them in the mapping."
    assert remedy(failed) == base
    assert advice(of(entries, [failed]), failed) == f"{base} {said}".strip()
    assert findings_about(of(entries, [failed]), ["a"])[0].action == f"{base} {said}".strip()


def test_advice_on_what_stops_nothing_is_left_as_it_is() -> None:
    marked = finding("a", severity="warning", action="Look at it at the source; the figures are shown all the same.")
    assert advice(of([entry("a")], [marked]), marked) == marked.action


def test_of_what_a_file_holds_it_is_told_when_the_file_was_changed() -> None:
    read = entry(
        "journeys", as_of=datetime(2026, 11, 26, 9, 30, tzinfo=UTC), rows=12, reads=["journey_steps", "stages"]
    )
    changed = datetime(2026, 9, 3, 22, 30, tzinfo=UTC)
    stages = TableEntry(name="stages", present=True, kept_in="registers.xlsx, sheet stages", changed=changed)
    filed = of([read], [], timezone="Asia/Tokyo").model_copy(
        update={"tables": {"stages": stages, "journey_steps": TableEntry(name="journey_steps", present=True)}}
    )
    said = " from registers.xlsx, sheet stages, changed 4 Sep 2026"
    assert of_file(read, filed, "en") == said
    assert source(filed, ["journeys"], Settings()) == f"Source: journey steps · read 26 Nov 2026{said}"
    assert of_file(read, of([read], []), "en") == ""


def test_times_are_those_of_the_company_s_clocks() -> None:
    late = entry("answers", as_of=datetime(2026, 11, 26, 23, 30, tzinfo=UTC), rows=1234, reads=["survey_responses"])
    tokyo = of([late], [], timezone="Asia/Tokyo")
    assert source(tokyo, ["answers"], Settings()) == "Source: survey responses · read 27 Nov 2026"
    assert source(tokyo, ["unknown"], Settings(locale="de")) == "Read 26. Nov. 2026"
    assert moment(SINCE, tokyo, "en", "d MMM") == "26 Nov"
    standing = Standing("carried_over", ("t: 3 rows have no score.",), late.as_of)
    assert held_back(standing, tokyo, "en") == "As of 27 Nov 2026, because: t: 3 rows have no score."
    assert held_back(Standing("carried_over"), tokyo, "en") == "As of an earlier refresh."


def test_a_failed_check_of_other_months_fails_elsewhere() -> None:
    here, elsewhere = finding("a", months=[24320]), finding("a", months=[24300], severity="warning")
    everywhere = finding("a", severity="info", months=None)
    touching, others = failures([elsewhere, everywhere, here], Ground(("a",), (24318, 24320)))
    assert (touching, others) == ([here, everywhere], [elsewhere])
    assert check_status([], []) == "checks passed"
    assert check_status([here], []) == "1 check failed"
    assert check_status([here, everywhere], [elsewhere]) == "2 checks failed, 1 elsewhere"
    assert check_status([], [elsewhere]) == "1 check failed elsewhere"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (None, "1 of 1 checks failed, none of them critical"), (0, "1 of 1 checks failed, none touches this page"),
        (1, "1 of 1 checks failed, marked in 1 place here"), (5, "1 of 1 checks failed, marked in 5 places here"),
    ],
)  # fmt: skip
def test_the_light_says_in_how_many_places_a_page_is_marked(places: int | None, said: str) -> None:
    judged = trust(of([entry("a")], [finding("a", severity="warning")]), "en", places)
    assert (judged.light, judged.sentence) == ("orange", said)
    accepted = Acceptance(reason="known", by="Ada", until=TODAY)
    told = trust(of([entry("a")], [finding("a", accepted=accepted)]), "en", places).sentence
    assert told.startswith("1 of 1 checks failed, 1 critical and accepted")


def test_where_a_page_is_marked_is_said_each_once() -> None:
    assert marked_at(["Margin", "Growth", "Growth"], "en") == "Marked here: Margin; Growth (2 places)."


def test_a_dialog_says_of_a_finding_that_it_touches_no_month_of_the_figure() -> None:
    july, ground = finding("a", months=[24300]), Ground(("a",), (24318, 24320))
    assert where(july, (ground,)) == "It touches no month that this figure stands on."
    assert where(july, (ground, Ground(("a",), (24300, 24300)))) == where(july, ()) == ""
