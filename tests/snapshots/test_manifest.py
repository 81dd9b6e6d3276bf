"""A manifest comes back as it was written, or it is refused."""

import gc
import json
from datetime import timedelta
from weakref import ref

import pytest

from dashboard.snapshots.manifest import FORMAT, FindingEntry, Manifest, ManifestError
from tests.stores import manifest


def finding(check: str, *, passed: bool = False, **changes: object) -> FindingEntry:
    values = {"check": check, "kind": "source", "subject": "tasks", "severity": "critical", "sentence": "It is so."}
    return FindingEntry.model_validate({**values, "passed": passed, **changes})


def test_a_manifest_comes_back_as_it_was_written() -> None:
    written = manifest(findings=[finding("a", months=[24300], datasets=["tasks"])], company="Ærø & 日本").named()
    assert Manifest.from_json(written.to_json()) == written


def test_the_name_is_the_time_and_the_content() -> None:
    one, other = manifest().named(), manifest(company="Other").named()
    assert one.id.startswith("20260101T060000000Z-")
    assert one.id != other.id
    assert one.id == manifest().named().id
    later = one.model_copy(update={"created_at": one.created_at + timedelta(milliseconds=7)})
    assert later.named().id.startswith("20260101T060000007Z-")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"company": "Forged"}, "does not match its name"),
        ({"id": "20260101T060000000Z-000000000000"}, "does not match its name"),
        ({"format": FORMAT + 1}, "not of format"),
    ],
)
def test_a_changed_manifest_is_refused(change: dict[str, object], said: str) -> None:
    plain = json.loads(manifest().named().to_json()) | change
    with pytest.raises(ManifestError, match=said):
        Manifest.from_json(json.dumps(plain))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', b"\xff\xfe"])
def test_what_is_no_manifest_is_refused(text: str | bytes) -> None:
    with pytest.raises(ManifestError):
        Manifest.from_json(text)


def test_fields_that_this_version_does_not_know_are_said() -> None:
    class Newer(Manifest):
        invention: str

    newer = Newer(**manifest().model_dump(), invention="x").named()
    with pytest.raises(ManifestError, match="another version of Northstar wrote it"):
        Manifest.from_json(newer.to_json())


def test_failed_findings_are_found_by_severity_and_by_dataset() -> None:
    whole = manifest(
        findings=[
            finding("passed", passed=True, datasets=["tasks"]),
            finding("stops", datasets=["tasks"]),
            finding("marks", severity="warning", datasets=["finance", "answers"]),
        ]
    )
    assert [entry.check for entry in whole.failed()] == ["stops", "marks"]
    assert [entry.check for entry in whole.failed("warning")] == ["marks"]
    assert [entry.check for entry in whole.about(["answers", "themes"])] == ["marks"]


def test_the_same_text_is_the_same_manifest_for_as_long_as_it_is_held() -> None:
    text = manifest().named().to_json()
    held = Manifest.from_json(text)
    assert Manifest.from_json(text.encode()) is held
    gone = ref(held)
    del held
    gc.collect()
    assert gone() is None


def test_another_text_is_another_manifest() -> None:
    one, other = (manifest().model_copy(update={"company": name}).named() for name in ("One", "Other"))
    assert [Manifest.from_json(each.to_json()).company for each in (one, other)] == ["One", "Other"]
