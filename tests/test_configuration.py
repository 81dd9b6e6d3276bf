"""Where settings come from, which of them wins, and what is said of a wrong one."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.configuration import FILE, SECRETS, load, with_identity
from dashboard.measures.named import refuse_unknown_measures
from dashboard.settings import PREFIX, Settings, SettingsError

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for key in list(os.environ):
        if key.upper().startswith(PREFIX):
            monkeypatch.delenv(key)


def write(folder: Path, text: str, name: str = FILE) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.timezone == "UTC"
    assert settings.snapshots == tmp_path / "data/snapshots"
    assert settings.north_star.statement == ""


def test_the_environment_beats_the_mapping_which_beats_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'mapping = "maps/acme"\ncurrency = "EUR"\nleast_n = 10\nopen_months = 2\n')
    write(tmp_path / "maps/acme", 'currency = "USD"\nleast_n = 20\n')
    monkeypatch.setenv("NORTHSTAR_LEAST_N", "40")
    settings = load(tmp_path)
    assert (settings.open_months, settings.currency, settings.least_n) == (2, "USD", 40)


def test_lists_come_from_the_environment_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_MILESTONES", '[{"date": "2025-01-01", "label": "Moved"}]')
    assert load(tmp_path).milestones[0].label == "Moved"


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_TIMEZONE", "")
    assert load(tmp_path).timezone == "UTC"


def test_a_mapping_with_settings_of_its_own_does_not_inherit_what_another_company_says(tmp_path: Path) -> None:
    write(tmp_path, 'mapping = "maps/acme"\ncompany = "Other"\n[north_star]\nstatement = "Not theirs."\n')
    write(tmp_path / "maps/acme", 'currency = "USD"\n')
    settings = load(tmp_path)
    assert settings.company == "acme"
    assert settings.north_star.statement == ""


def test_a_mapping_without_settings_of_its_own_is_the_project_s_company(tmp_path: Path) -> None:
    write(tmp_path, 'mapping = "maps/acme"\ncompany = "Acme"\n')
    (tmp_path / "maps/acme").mkdir(parents=True)
    settings = load(tmp_path)
    assert settings.company == "Acme"
    assert settings.snapshots == tmp_path / "data/acme/snapshots"


def test_the_app_never_learns_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_WAREHOUSE_URL", "postgresql://reader:hush@host/db")
    assert load(tmp_path).warehouse_url is None
    settings = load(tmp_path, with_warehouse=True)
    assert settings.warehouse_url is not None
    assert settings.warehouse_url.get_secret_value() == "postgresql://reader:hush@host/db"
    assert "hush" not in repr(settings)


def test_the_password_of_the_mail_is_learnt_by_who_asks_for_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path / ".streamlit", '[northstar]\nwarehouse_url = "duckdb:///a"\nmail_password = "hush"\n', "secrets.toml"
    )
    assert load(tmp_path).mail_password is load(tmp_path, with_warehouse=True).mail_password is None
    settings = load(tmp_path, with_mail=True)
    assert settings.warehouse_url is None
    assert settings.mail_password is not None
    assert settings.mail_password.get_secret_value() == "hush"
    assert "hush" not in repr(settings) + settings.model_dump_json()
    monkeypatch.setenv("NORTHSTAR_MAIL_PASSWORD", "quiet")
    assert load(tmp_path).mail_password is None
    from_environment = load(tmp_path, with_mail=True).mail_password
    assert from_environment is not None
    assert from_environment.get_secret_value() == "quiet"


def test_who_gets_one_company_s_mail_gets_no_other_s(tmp_path: Path) -> None:
    mail = '[mail]\nhost = "m"\nsender = "a@example.com"\nrecipients = ["b@example.com"]\n'
    write(tmp_path, f'mapping = "maps/acme"\n{mail}[[after_refresh]]\nwhat = "digest"\nsend = true\n')
    write(tmp_path / "maps/acme", 'currency = "USD"\n')
    settings = load(tmp_path)
    assert settings.mail is None
    assert settings.after_refresh == ()


def test_the_address_comes_from_the_file_of_secrets_and_else_is_the_demo_s(tmp_path: Path) -> None:
    settings = load(tmp_path, with_warehouse=True)
    assert settings.warehouse_url is not None
    assert settings.warehouse_url.get_secret_value() == f"duckdb:///{tmp_path}/data/demo.duckdb"
    write(tmp_path / ".streamlit", '[northstar]\nwarehouse_url = "duckdb:///own.duckdb"\n', "secrets.toml")
    settings = load(tmp_path, with_warehouse=True)
    assert settings.warehouse_url is not None
    assert settings.warehouse_url.get_secret_value() == "duckdb:///own.duckdb"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("least_m = 3", "least_m, which is no setting of Northstar. Did you mean least_n?"),
        ("least_n = 'many'", "least_n cannot be used: Input should be a valid integer"),
        ("timezone = 'Mars'", "'Mars' is no time zone; use an IANA name"),
        ("first_month = '2024-13'", "first_month cannot be used"),
        ("currency = 'euro'", "currency cannot be used"),
        ("[north_star]\nslogan = 'x'", "north_star.slogan cannot be used: it is not known"),
        ("[north_star]\nlead_measures = ['a', 'b', 'c', 'd']", "north_star.lead_measures cannot be used"),
        ("[[accepted]]\ncheck = 'a.b'", "accepted.0.reason cannot be used"),
        ("least_n = ", "is not valid TOML"),
        ("warehouse_url = 'duckdb:///x'", "NORTHSTAR_WAREHOUSE_URL"),
        ("mail_password = 'hush'", "NORTHSTAR_MAIL_PASSWORD"),
        ("[mail]\nhost = 'mail.example.com'\nsender = 'x'", "mail.sender cannot be used: it is no address of mail"),
        ("mapping = 'nowhere'", "does not exist"),
        ("timezone = 'Europe'", "'Europe' is no time zone; use an IANA name"),
        ("first_month = '0000-01'", "first_month cannot be used"),
        ("as_of = 0001-01-01", "as_of cannot be used"),
        ("leading_measure = 'nsp'", "leading_measure cannot be used: Input should be 'nps', 'csat', 'ces' or 'thumbs'"),
    ],
)
def test_a_wrong_setting_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(said)) as refused:
        load(tmp_path)
    assert str(tmp_path) in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("NORTHSTAR_TIMEZON", "UTC", "Did you mean NORTHSTAR_TIMEZONE?"),
        ("NORTHSTAR_LEAST_N", "many", "NORTHSTAR_LEAST_N: the setting least_n"),
        ("NORTHSTAR_MILESTONES", "[{", "written there as JSON"),
    ],
)
def test_a_wrong_variable_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=re.escape(said)):
        load(tmp_path)


def test_a_wrong_setting_of_a_mapping_is_said_with_the_file_that_holds_it(tmp_path: Path) -> None:
    write(tmp_path, 'mapping = "maps/acme"\nleast_n = 10\n')
    write(tmp_path / "maps/acme", "least_n = 0\n")
    with pytest.raises(SettingsError, match="^" + re.escape(str(tmp_path / "maps/acme" / FILE))):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ('[northstar]\nwarehouse-url = "duckdb:///x"\n', "warehouse-url"),
        ('[northstar]\nwarehouse_url = "duckdb:///x"\ncompany = "RealCo"\n', "company"),
        ('warehouse_url = "duckdb:///x"\n', "warehouse_url"),
        ('[Northstar]\nwarehouse_url = "duckdb:///x"\n', "Northstar"),
        ('northstar = "duckdb:///x"\n', "northstar"),
    ],
)
def test_what_is_not_read_of_the_file_of_secrets_is_refused(tmp_path: Path, text: str, stray: str) -> None:
    write(tmp_path / ".streamlit", text, "secrets.toml")
    with pytest.raises(SettingsError, match=f"secrets.toml holds {stray}, which is not read"):
        load(tmp_path, with_warehouse=True)
    load(tmp_path)


def test_what_others_keep_in_the_file_of_secrets_is_theirs(tmp_path: Path) -> None:
    write(tmp_path / ".streamlit", '[auth]\ncookie_secret = "x"\n[connections.other]\nurl = "y"\n', "secrets.toml")
    address = load(tmp_path, with_warehouse=True).warehouse_url
    assert address is not None
    assert address.get_secret_value().startswith("duckdb:///")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[north_star]\nlead_measures = ['nsp']", "north_star.lead_measures names nsp, which is no measure of "
         "Northstar. Did you mean nps?"),
        ("[[principles]]\nname = 'Grow'\nmeasures = ['happiness']", "principles (Grow) names happiness, which is no "
         "measure of Northstar. `python -m dashboard doctor` lists them."),
        ("[least_change]\ncast = 0.1", "least_change names cast, which is no measure of Northstar. Did you mean csat?"),
    ],
)  # fmt: skip
def test_a_measure_that_the_registry_does_not_have_is_refused(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(said)):
        refuse_unknown_measures(load(tmp_path))


def test_a_wrong_address_is_not_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_PARALLEL_QUERIES", "hush")
    with pytest.raises(SettingsError) as refused:
        load(tmp_path)
    assert "hush" not in str(refused.value)


def test_the_settings_file_shows_every_setting_with_its_default() -> None:
    """Taking a '#' away changes nothing, but where the default is none and the line shows an example."""
    text, example = (ROOT / FILE).read_text(encoding="utf-8").split("# [[accepted]]")
    assert "check = " in example
    shown = dict(re.findall(r"^# ([a-z_]+) = ((?:\"[^\"]*\"|[^#\n])+?)\s*#", text, re.MULTILINE))
    named = set(shown) | set(re.findall(r"^# \[+([a-z_]+)\]+$", text, re.MULTILINE))
    assert set(Settings.model_fields) - {*SECRETS, "accepted"} <= named
    for name, value in ((name, value) for name, value in shown.items() if name in Settings.model_fields):
        default = Settings.model_fields[name].default
        if default is not None:
            told = list(default) if isinstance(default, tuple) else default
            assert str(tomllib.loads(f"x = {value}")["x"]) == str(told), name


def test_the_settings_file_says_nothing_of_any_company() -> None:
    assert tomllib.loads((ROOT / FILE).read_text(encoding="utf-8")) == {}


def test_every_example_of_the_settings_file_can_be_used() -> None:
    """Each commented table, its '#' taken away, is a setting."""
    text = (ROOT / FILE).read_text(encoding="utf-8")
    start = text.index("# [least_change]")
    lines = [line.removeprefix("# ") for line in text[start:].splitlines() if re.match(r"# (\[|[a-z_]+ = )", line)]
    settings = Settings.model_validate(tomllib.loads("\n".join(lines)))
    assert len(settings.principles) == len(settings.milestones) == len(settings.tensions) == len(settings.accepted) == 1
    refuse_unknown_measures(settings)


INJECTED = {
    "NORTHSTAR_PORT": "tcp://10.1.2.3:8501",
    "NORTHSTAR_SERVICE_HOST": "10.1.2.3",
    "NORTHSTAR_SERVICE_PORT": "8501",
    "NORTHSTAR_SERVICE_PORT_HTTP": "8501",
    "NORTHSTAR_PORT_8501_TCP": "tcp://10.1.2.3:8501",
    "NORTHSTAR_PORT_8501_TCP_ADDR": "10.1.2.3",
    "NORTHSTAR_PORT_8501_TCP_PROTO": "tcp",
    "NORTHSTAR_WEB_PORT": "tcp://10.1.2.4:80",
    "NORTHSTAR_WEB_SERVICE_HOST": "10.1.2.4",
}


def test_what_a_platform_tells_of_its_services_is_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in INJECTED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NORTHSTAR_COMPANY", "Invented")
    assert load(tmp_path).company == "Invented"


@pytest.mark.parametrize(
    ("name", "value"), [("NORTHSTAR_PORT", "8501"), ("NORTHSTAR_SERVICE", "x"), ("NORTHSTAR_COMPANI", "Invented")]
)
def test_a_misspelt_setting_of_the_environment_is_refused_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("NORTHSTAR_SERVICE_HOST", "10.1.2.3")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}, which is no setting"):
        load(tmp_path)


def test_what_the_demo_company_says_of_itself_goes_with_its_data_alone(tmp_path: Path) -> None:
    own = with_identity(load(tmp_path), demo=False)
    said = (own.north_star.statement, own.principles, own.milestones, own.tensions)
    assert not any(said)
    assert not own.cx_lead.described
    demo = with_identity(load(tmp_path), demo=True)
    assert demo.north_star.statement == "They would choose us again."
    assert len(demo.north_star.lead_measures) == 3
    assert (len(demo.principles), len(demo.milestones), len(demo.tensions)) == (6, 6, 1)
    assert demo.cx_lead.name
    refuse_unknown_measures(demo)
    assert demo.cache_key != own.cache_key


def test_what_a_company_says_of_itself_is_said_with_the_demo_s_data_too(tmp_path: Path) -> None:
    write(tmp_path, '[north_star]\nstatement = "Ours."\n')
    settings = with_identity(load(tmp_path), demo=True)
    assert (settings.north_star.statement, settings.north_star.lead_measures) == ("Ours.", ())
    assert settings.milestones
