"""What follows a refresh: it is made of what was published, and nothing that fails there touches the publication."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard import after_refresh
from dashboard.__main__ import app
from dashboard.after_refresh import arguments
from dashboard.delivery import AfterRefresh
from dashboard.settings import PREFIX
from dashboard.snapshots.store import Store
from tests import companies
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key in [key for key in os.environ if key.upper().startswith(PREFIX)]:
        monkeypatch.delenv(key)
    companies.build(tmp_path / "warehouse.duckdb")
    monkeypatch.setenv("NORTHSTAR_WAREHOUSE_URL", f"duckdb:///{tmp_path / 'warehouse.duckdb'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(folder: Path, follows: str) -> None:
    said = f'company = "Small & Co"\nas_of = {companies.TODAY}\nfirst_month = "2024-01"\n'
    (folder / "northstar.toml").write_text(said + follows, encoding="utf-8")


def refresh() -> Result:
    return CliRunner().invoke(app, ["refresh"], catch_exceptions=False)


def test_what_is_asked_for_is_made_of_what_was_published(folder: Path) -> None:
    configured(
        folder,
        '[[after_refresh]]\nwhat = "digest"\nout = "digest.txt"\n'
        '[[after_refresh]]\nwhat = "deck"\nout = "pack.pptx"\noutline = "small.toml"\n',
    )
    (folder / "small.toml").write_text("title = 'Small'\nslides = ['O1']\n")
    done = refresh()
    assert done.exit_code == 0, done.output
    assert "Small & Co" in (folder / "digest.txt").read_text()
    assert (folder / "pack.pptx").exists()


def test_what_fails_is_said_and_leaves_the_publication_and_what_follows(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configured(
        folder,
        '[[after_refresh]]\nwhat = "deck"\nout = "pack.pptx"\noutline = "none.toml"\n'
        '[[after_refresh]]\nwhat = "digest"\nsend = true\n'
        '[[after_refresh]]\nwhat = "digest"\nout = "digest.txt"\n',
    )
    done = refresh()
    assert done.exit_code == 1
    assert "the deck that is to follow it was made not at all" in done.stderr
    assert "the digest that is to follow it was made not at all" in done.stderr
    told = capfd.readouterr().err
    assert "none.toml cannot be read" in told
    assert "name no mail server" in told
    assert (folder / "digest.txt").exists()
    store = Store(folder / "data/snapshots")
    assert store.current().manifest.company == "Small & Co"
    attempt = store.last_attempt()
    assert attempt is not None
    assert attempt.outcome == "published"


def test_a_refresh_that_published_nothing_is_followed_by_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(folder, '[[after_refresh]]\nwhat = "digest"\nout = "digest.txt"\n')
    monkeypatch.setenv("NORTHSTAR_WAREHOUSE_URL", f"duckdb:///{folder / 'gone.duckdb'}")
    assert refresh().exit_code == 2
    assert not (folder / "digest.txt").exists()


def test_a_command_that_cannot_be_begun_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "no-python"))
    assert after_refresh._run([sys.executable]) == 2
    assert "could not be begun: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ({"what": "digest", "send": True}, "digest --send"),
        ({"what": "digest", "out": "-d.eml", "region": ["NA", "-x"]}, "digest --out=-d.eml --region=NA --region=-x"),
        ({"what": "deck", "out": "-a.pptx", "outline": "w.toml", "each_region": True},
         "deck --outline=w.toml --each-region -- -a.pptx"),
    ],
)  # fmt: skip
def test_each_is_made_by_its_own_command(said: dict[str, object], command: str) -> None:
    assert " ".join(arguments(AfterRefresh.model_validate(said))) == command


def test_who_makes_them_holds_no_password_of_the_warehouse(folder: Path) -> None:
    assert "NORTHSTAR_WAREHOUSE_URL" in os.environ
    assert "NORTHSTAR_WAREHOUSE_URL" not in after_refresh._environment()
    assert str(ROOT) in after_refresh._environment()["PYTHONPATH"]


def test_a_refresh_that_nothing_follows_loads_no_feature(folder: Path) -> None:
    configured(folder, "")
    code = (
        "import sys\nfrom dashboard.__main__ import run\nassert run(['refresh']) == 0\n"
        "print('loaded', [name for name in sys.modules if name.startswith(('dashboard.features', 'dashboard.export', "
        "'pptx', 'vl_convert', 'typst'))])"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "loaded []"
