"""The read door shows what is whole, and says what is not."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.snapshots.manifest import DatasetEntry
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import CURRENT, HISTORY, LAST_ATTEMPT, MANIFEST, PINNED, NoSnapshot, SnapshotError, Store
from tests.stores import ANSWERS, FINANCE, START, publish

ROOT = Path(__file__).parents[2]


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def test_tables_come_back_as_they_were_written(tmp_path: Path) -> None:
    publish(tmp_path)
    snapshot = Store(tmp_path).current()
    assert snapshot.notice is None
    answers = snapshot.table("answers")
    assert answers is not None
    assert answers.equals(ANSWERS)
    finance = snapshot.table("finance")
    assert finance is not None
    assert finance.equals(FINANCE)


def test_a_dataset_without_rows_of_its_own_gives_none_and_an_unknown_one_is_a_mistake(tmp_path: Path) -> None:
    withheld = DatasetEntry(name="tasks", kind="register", description="", grain=[], measures=[], state="withheld")
    publish(tmp_path, tables={})
    publisher = Publisher(tmp_path)
    with publisher.lock(), publisher.draft() as draft:
        earlier = Store(tmp_path).current().manifest
        publisher.publish(draft, earlier.model_copy(update={"datasets": {"tasks": withheld}, "company": "Other"}))
    snapshot = Store(tmp_path).current()
    assert snapshot.table("tasks") is None
    with pytest.raises(SnapshotError, match="knows no dataset 'task'"):
        snapshot.table("task")


@pytest.mark.parametrize("folder", ["", "absent"])
def test_an_empty_store_says_what_to_run(tmp_path: Path, folder: str) -> None:
    store = Store(tmp_path / folder)
    assert store.current_id() is None
    assert store.list() == []
    assert store.history() == ()
    assert store.last_attempt() is None
    with pytest.raises(NoSnapshot, match="Run `python -m dashboard demo --publish`"):
        store.current()


@pytest.mark.parametrize("harm", [truncate, flip, empty, Path.unlink])
@pytest.mark.parametrize("file", [MANIFEST, "answers.parquet", "finance.parquet"])
def test_a_damaged_file_brings_the_earlier_snapshot_with_a_notice(tmp_path: Path, file: str, harm: object) -> None:
    good = publish(tmp_path, 0)
    bad = publish(tmp_path, 1)
    assert callable(harm)
    harm(bad.folder / file)
    shown = Store(tmp_path).current()
    assert shown.id == good.id
    assert shown.notice is not None
    assert bad.id in shown.notice.why
    assert (shown.notice.what, shown.notice.when) == ("instead", START)
    assert shown.table("answers") is not None


def test_a_snapshot_that_is_gone_brings_the_earlier_one(tmp_path: Path) -> None:
    good, bad = publish(tmp_path, 0), publish(tmp_path, 1)
    for file in list(bad.folder.iterdir()):
        file.unlink()
    bad.folder.rmdir()
    assert Store(tmp_path).current().id == good.id


def test_where_nothing_is_whole_it_is_said(tmp_path: Path) -> None:
    empty(publish(tmp_path, 0).folder / "answers.parquet")
    empty(publish(tmp_path, 1).folder / MANIFEST)
    with pytest.raises(NoSnapshot, match="No earlier snapshot is whole either"):
        Store(tmp_path).current()


@pytest.mark.parametrize("file", [CURRENT, HISTORY, PINNED, LAST_ATTEMPT])
@pytest.mark.parametrize("harm", [truncate, flip, empty, Path.unlink])
def test_the_store_s_own_files_may_be_lost_without_losing_the_snapshot(tmp_path: Path, file: str, harm: object) -> None:
    publish(tmp_path, 0)
    last = publish(tmp_path, 1)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.pin(last.id, "board of March")
        publisher.end_attempt(publisher.begin_attempt(), "published", "", last.id)
    assert callable(harm)
    harm(tmp_path / file)
    store = Store(tmp_path)
    assert store.current().id == last.id
    assert len(store.list()) == 2
    store.history()
    store.pinned()
    store.last_attempt()
    publish(tmp_path, 2)


@pytest.mark.parametrize("file", [HISTORY, PINNED, LAST_ATTEMPT])
@pytest.mark.parametrize(
    "text", ["[]", "{}", "3", "null", '"x"', "[1]", '[{"at": "soon"}]', '{"outcome": "lost"}', '{"a": {"b": 1}}']
)
def test_the_store_s_own_files_may_be_of_another_shape(tmp_path: Path, file: str, text: str) -> None:
    last = publish(tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    store = Store(tmp_path)
    assert store.current().id == last.id
    assert len(store.list()) == 1
    assert store.history() == () or file != HISTORY
    assert store.last_attempt() is None
    store.pinned()
    publish(tmp_path, 1)


def test_a_rollback_is_told_to_whoever_has_the_snapshot_open_and_so_is_its_end(tmp_path: Path) -> None:
    """The app keeps what it has opened: what happens to the store afterwards is asked for apart."""
    opened, later = publish(tmp_path, 0), publish(tmp_path, 1)
    store, publisher = Store(tmp_path), Publisher(tmp_path)
    assert store.notice(later) is None
    with publisher.lock():
        publisher.roll_back(reason="the ledger was wrong")
    notice = store.notice(opened)
    assert notice is not None
    assert (notice.what, notice.why) == ("rolled_back", "the ledger was wrong")
    assert notice == store.current().notice
    with publisher.lock():
        publisher.roll_back(later.id, reason="it was right")
        publisher.roll_back(opened.id, reason="it was not")
    assert (again := store.notice(opened)) is not None
    assert again.why == "it was not"
    published = publish(tmp_path, 2)
    assert store.notice(published) is None


def test_what_stands_in_for_a_damaged_snapshot_keeps_its_notice(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    empty(publish(tmp_path, 1).folder / MANIFEST)
    shown = Store(tmp_path).current()
    assert shown.notice is not None
    assert Store(tmp_path).notice(shown) == shown.notice


def test_a_store_that_cannot_be_read_is_not_called_empty(tmp_path: Path) -> None:
    publish(tmp_path)
    (tmp_path / CURRENT).unlink()
    (tmp_path / CURRENT).mkdir()
    with pytest.raises(SnapshotError, match="current cannot be read: Is a directory"):
        Store(tmp_path).current()


def test_a_lost_pointer_goes_by_the_history_where_there_was_a_rollback(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    publish(tmp_path, 1)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.roll_back()
    (tmp_path / CURRENT).unlink()
    assert Store(tmp_path).current().id == good.id


def test_a_later_snapshot_never_stands_in_for_one_that_was_rolled_back_to(tmp_path: Path) -> None:
    good = publish(tmp_path, 0)
    publish(tmp_path, 1)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.roll_back()
    empty(good.folder / "answers.parquet")
    with pytest.raises(NoSnapshot):
        Store(tmp_path).current()


def test_a_file_changed_after_opening_is_refused_when_it_is_read(tmp_path: Path) -> None:
    snapshot = publish(tmp_path)
    opened = Store(tmp_path).current()
    flip(snapshot.folder / "answers.parquet")
    with pytest.raises(SnapshotError, match=r"answers\.parquet was changed after it was published"):
        opened.table("answers")
    (snapshot.folder / "answers.parquet").unlink()
    with pytest.raises(SnapshotError, match=r"answers\.parquet cannot be read: No such file"):
        opened.table("answers")


def test_a_snapshot_in_another_s_folder_is_refused(tmp_path: Path) -> None:
    one, other = publish(tmp_path, 0), publish(tmp_path, 1)
    (other.folder / MANIFEST).write_bytes((one.folder / MANIFEST).read_bytes())
    with pytest.raises(SnapshotError, match=f"its folder holds the snapshot {one.id}"):
        Store(tmp_path).open(other.id)


@pytest.mark.parametrize("name", ["", "..", "../../etc", "current", "20260101T060000000Z-00000000000g"])
def test_only_names_of_snapshots_are_opened(tmp_path: Path, name: str) -> None:
    publish(tmp_path)
    with pytest.raises(SnapshotError, match="is no name of a snapshot"):
        Store(tmp_path).open(name)


def test_the_list_tells_of_each_snapshot_also_of_the_damaged(tmp_path: Path) -> None:
    first, second = publish(tmp_path, 0, demo=True), publish(tmp_path, 1)
    empty(first.folder / MANIFEST)
    newest, oldest = Store(tmp_path).list()
    assert (newest.id, newest.current, newest.states, newest.problem) == (second.id, True, {"published": 2}, None)
    assert (oldest.id, oldest.current, oldest.created_at) == (first.id, False, None)
    assert oldest.problem is not None
    assert "its manifest cannot be used" in oldest.problem


def test_reading_brings_only_the_table_that_is_asked(tmp_path: Path) -> None:
    publish(tmp_path, tables={"answers": ANSWERS, "finance": pa.table({"month": range(400_000)})})
    snapshot = Store(tmp_path).current()
    before = pa.total_allocated_bytes()
    answers = snapshot.table("answers")
    assert answers is not None
    assert pa.total_allocated_bytes() - before < 100_000


def test_the_read_door_knows_neither_the_warehouse_nor_the_checks() -> None:
    code = (
        "import sys, dashboard.settings, dashboard.snapshots.manifest, dashboard.snapshots.store\n"
        "strange = {'sqlalchemy', 'duckdb', 'great_expectations', 'queries', 'data_checks', 'pandas', 'streamlit'}\n"
        "sys.exit(', '.join(sorted(strange & set(sys.modules))) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
