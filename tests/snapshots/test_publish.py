"""A draft becomes a snapshot whole or not at all, and nothing that was published is lost."""

import resource
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.snapshots.publish import LOCK, PublicationError, Publisher, StoreBusy
from dashboard.snapshots.store import CURRENT, SnapshotError, Store
from tests.stores import ANSWERS, manifest, publish

ROOT = Path(__file__).parents[2]


def test_the_same_rows_always_make_the_same_bytes(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    halves = pa.concat_tables([ANSWERS.slice(0, 1), ANSWERS.slice(1)])
    with publisher.lock(), publisher.draft() as draft:
        assert draft.write("a", ANSWERS).sha256 == draft.write("b", halves).sha256


def test_a_dataset_is_taken_over_from_an_earlier_snapshot_as_a_copy(tmp_path: Path) -> None:
    earlier = publish(tmp_path, 0)
    entry = earlier.manifest.datasets["answers"]
    publisher = Publisher(tmp_path)
    with publisher.lock(), publisher.draft() as draft:
        stored = draft.copy(earlier, entry)
        assert (stored.file, stored.rows, stored.sha256) == (entry.file, entry.rows, entry.sha256)
        copied = draft.folder / stored.file
        assert copied.stat().st_ino != (earlier.folder / stored.file).stat().st_ino


def test_a_damaged_file_is_not_taken_over(tmp_path: Path) -> None:
    earlier = publish(tmp_path, 0)
    (earlier.folder / "answers.parquet").write_bytes(b"no")
    publisher = Publisher(tmp_path)
    with publisher.lock(), publisher.draft() as draft:
        with pytest.raises(SnapshotError, match="is damaged"):
            draft.copy(earlier, earlier.manifest.datasets["answers"])
        assert list(draft.folder.iterdir()) == []


def test_a_draft_that_was_not_published_leaves_nothing_behind(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)

    def fail() -> None:
        with publisher.lock(), publisher.draft() as draft:
            draft.write("answers", ANSWERS)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_two_cannot_publish_at_once(tmp_path: Path) -> None:
    other = Publisher(tmp_path)
    with Publisher(tmp_path).lock(), pytest.raises(StoreBusy, match="Another command is writing"), other.lock():
        pass
    with other.lock():
        pass


def test_the_lock_and_the_draft_of_a_killed_process_stop_nobody(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    code = f"""
        import sys, time
        from pathlib import Path
        from dashboard.snapshots.publish import Publisher
        from tests.stores import ANSWERS
        publisher = Publisher(Path({str(tmp_path)!r}))
        with publisher.lock(), publisher.draft() as draft:
            publisher.begin_attempt()
            draft.write("answers", ANSWERS)
            print("drafted", flush=True)
            time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "drafted\n"
        with pytest.raises(StoreBusy), Publisher(tmp_path).lock():
            pass
        process.kill()
    assert list(tmp_path.glob(".draft-*"))
    assert Store(tmp_path).current().id == good.id
    publish(tmp_path, 1)
    assert not list(tmp_path.glob(".draft-*"))
    assert [event.what for event in Store(tmp_path).history()] == ["published", "interrupted", "published"]


def test_a_snapshot_that_was_shown_before_a_kill_enters_the_history_afterwards(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    shown = publish(tmp_path, 1)
    (tmp_path / "history.json").write_text("[]")
    with Publisher(tmp_path).lock():
        pass
    assert [(event.what, event.snapshot) for event in Store(tmp_path).history()] == [("published", shown.id)]


def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    large = pa.table({"month": range(200_000)})
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, unlimited[1]))
    try:
        with pytest.raises(PublicationError, match="What was published before stands as it was"):
            publish(tmp_path, 1, {"answers": large})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert Store(tmp_path).current().id == good.id
    assert not list(tmp_path.glob(".draft-*"))


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")
def test_a_manifest_that_nobody_could_read_is_not_published(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    publisher = Publisher(tmp_path)
    with publisher.lock(), publisher.draft() as draft, pytest.raises(PublicationError, match="cannot be read back"):
        publisher.publish(draft, manifest(1).model_copy(update={"company": None}))
    assert Store(tmp_path).current().id == good.id
    assert Store(tmp_path).names() == [good.id]


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(PublicationError, match="The folder of snapshots could not be written"),
        Publisher(tmp_path / "file/snapshots").lock(),
    ):
        pass


def test_rolling_back_shows_the_earlier_snapshot_and_says_so(tmp_path: Path) -> None:
    good, bad = publish(tmp_path, 0), publish(tmp_path, 1)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        assert publisher.roll_back(reason="the ledger was wrong").id == good.id
    shown = Store(tmp_path).current()
    assert shown.id == good.id
    assert shown.notice is not None
    assert (shown.notice.what, shown.notice.why) == ("rolled_back", "the ledger was wrong")
    event = Store(tmp_path).history()[-1]
    assert (event.what, event.snapshot, event.instead_of) == ("rolled_back", good.id, bad.id)
    with publisher.lock():
        assert publisher.roll_back(bad.id).id == bad.id
    publish(tmp_path, 2)
    assert Store(tmp_path).current().notice is None


def test_rolling_back_passes_over_what_is_damaged(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    damaged = publish(tmp_path, 1)
    publish(tmp_path, 2)
    (damaged.folder / "finance.parquet").unlink()
    publisher = Publisher(tmp_path)
    with publisher.lock():
        with pytest.raises(SnapshotError, match=r"finance\.parquet cannot be read"):
            publisher.roll_back(damaged.id)
        assert publisher.roll_back().id == good.id
        with pytest.raises(SnapshotError, match="no earlier snapshot"):
            publisher.roll_back()


def test_the_last_each_month_s_last_and_the_pinned_are_kept(tmp_path: Path) -> None:
    names = [publish(tmp_path, day).id for day in range(0, 80, 10)]
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.pin(names[1], "board")
        gone = publisher.prune(2)
    # 1, 11, 21, 31 January; 10, 20 February; 2, 12 March
    assert set(gone) == {names[0], names[2], names[4]}
    assert Store(tmp_path).names() == [names[7], names[6], names[5], names[3], names[1]]
    assert not list(tmp_path.glob(".pruned-*"))
    with publisher.lock():
        publisher.unpin(names[1])
        assert publisher.prune(2) == (names[1],)
        with pytest.raises(SnapshotError, match="is not pinned"):
            publisher.unpin(names[1])


def test_while_it_cannot_be_read_which_are_pinned_none_is_removed(tmp_path: Path) -> None:
    names = [publish(tmp_path, day).id for day in range(5)]
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.pin(names[0], "board")
        (tmp_path / "pinned.json").write_text("[]")
        assert publisher.prune(2) == ()
        publisher.pin(names[0], "board")
        assert set(publisher.prune(2)) == {names[1], names[2]}


def test_the_snapshot_on_the_wall_is_never_pruned(tmp_path: Path) -> None:
    old = publish(tmp_path, 0)
    for day in (1, 2, 3):
        publish(tmp_path, day)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.roll_back(old.id)
        publisher.prune(2)
    assert Store(tmp_path).current().id == old.id


def test_a_pin_names_a_snapshot_that_exists(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    with publisher.lock(), pytest.raises(SnapshotError, match="its manifest is missing"):
        publisher.pin("20260101T060000000Z-000000000000", "board")


def test_how_a_refresh_ended_is_recorded(tmp_path: Path) -> None:
    publisher = Publisher(tmp_path)
    with publisher.lock():
        started = publisher.begin_attempt()
        running = publisher.last_attempt()
        publisher.end_attempt(started, "failed", "The warehouse does not answer.")
    assert running is not None
    assert (running.outcome, running.ended_at) == ("running", None)
    ended = Store(tmp_path).last_attempt()
    assert ended is not None
    assert (ended.outcome, ended.sentence) == ("failed", "The warehouse does not answer.")
    assert ended.started_at == started <= datetime.now(UTC)
    assert Store(tmp_path).history()[-1].detail == "The warehouse does not answer."


def test_current_is_one_line_with_a_name(tmp_path: Path) -> None:
    snapshot = publish(tmp_path)
    assert (tmp_path / CURRENT).read_text() == snapshot.id + "\n"
    assert snapshot.manifest == Store(tmp_path).current().manifest
    assert snapshot.id.endswith(manifest(0, datasets=snapshot.manifest.datasets).named().id[-12:])
