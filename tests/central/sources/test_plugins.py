"""A partner's source is a package of its own, found by its entry point."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from paddock.central.sources.declarations import OWN_SOURCES, SOURCES
from paddock.central.sources.plugins import GROUP, all_sources
from paddock.domain.errors import EnvironmentFault
from tests.helpers.central_server import child_environment

PACKAGE = """
from datetime import timedelta

from paddock.central.risk.inputs.feature import INT, declare
from paddock.central.sources.payloads import Payload
from paddock.central.sources.queries import PersonQuery, about_person
from paddock.central.sources.source import DataSource
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose


class Horoscope(Payload):
    lucky_numbers: int


SOURCE = DataSource(
    name="horoscope",
    number=101,
    caption=Sentence("星座", "Horoscope"),
    reason=Sentence("看看运势", "To see how the stars stand"),
    purpose=ConsentPurpose.PERSONAL_INFORMATION,
    query=about_person,
    query_model=PersonQuery,
    answer_model=Horoscope,
    cost_fen=1,
    time_limit_seconds=1.0,
    retries=0,
    cache_life=timedelta(days=1),
    max_age=timedelta(days=1),
)
INPUTS = declare("horoscope", ("lucky_numbers", INT, "幸运数字", "Lucky numbers"))
"""
ASK = """
import json
from paddock.central.gathering.plan import plan_for
from paddock.central.risk.feature_list import FEATURES
from paddock.central.sources.declarations import SOURCES_BY_NAME
from tests.helpers.applications import NOW, submission

source = SOURCES_BY_NAME["horoscope"]
plan = plan_for(submission(), NOW.date())
print(json.dumps([source.number, source in plan.waves[1], FEATURES["lucky_numbers"].source, len(SOURCES_BY_NAME)]))
"""


def install(site: Path, source: str, entry: str) -> None:
    """A distribution as an installer leaves it: a module, and metadata beside it."""
    site.joinpath("partner_horoscope.py").write_text(source, "utf-8")
    information = site / "partner_horoscope-1.0.dist-info"
    information.mkdir()
    information.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: partner-horoscope\nVersion: 1.0\n")
    points = f"[paddock.sources]\nhoroscope = {entry}\n\n[paddock.rule_inputs]\nhoroscope = partner_horoscope:INPUTS\n"
    information.joinpath("entry_points.txt").write_text(points)


def run(site: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(__file__).parents[3]}:{site}".replace(":", ";" if sys.platform == "win32" else ":")
    environment = child_environment({"PYTHONPATH": path, "PYTHONUTF8": "1"})
    return subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, env=environment, check=False)


def test_a_partners_package_is_found_asked_last_and_its_inputs_are_there_for_rules(tmp_path: Path) -> None:
    install(tmp_path, PACKAGE, "partner_horoscope:SOURCE")
    found = run(tmp_path)
    assert found.stdout.strip() == f'[101, true, "horoscope", {len(SOURCES) + 1}]', found.stderr


def test_a_package_that_cannot_be_loaded_stops_the_start_with_its_name(tmp_path: Path) -> None:
    install(tmp_path, PACKAGE, "partner_horoscope:NOTHING")
    found = run(tmp_path)
    assert found.returncode != 0
    assert "partner_horoscope:NOTHING" in found.stderr


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("paddock.no_such_module:SOURCE", "ModuleNotFoundError"),
        ("paddock.central.sources.plugins:GROUP", "it is no DataSource"),
        ("paddock.central.sources.families.income:INCOME_SOURCES", "is taken by"),
    ],
)
def test_what_is_wrong_with_a_plugin_is_said(value: str, what: str) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        all_sources(OWN_SOURCES, [EntryPoint("partner", value, GROUP)])
    assert what in caught.value.sentence.en
    assert value in caught.value.sentence.en
