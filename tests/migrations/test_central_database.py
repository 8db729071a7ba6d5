"""The centre's migrations: their head is what the models say, on both databases; they go up and down with data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.database import Database
from paddock.central.identity.models import Workstation
from paddock.central.migrations.run import downgrade, require_newest, upgrade
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.central.tables import METADATA
from paddock.domain.errors import EnvironmentFault
from tests.helpers.applications import APPLICATION_ID, NOW, submission, submission_body
from tests.helpers.postgresql import new_database, postgresql


@pytest.fixture(scope="module")
def postgresql_url() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Centre]:
    url = ""
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql_url"))
    centre = Centre.opened(Settings(data_dir=tmp_path, database_url=url))
    yield centre
    centre.database.close()


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def test_the_newest_revision_is_what_the_models_say(centre: Centre) -> None:
    upgrade(centre.database)
    assert differences(centre.database) == []


def test_up_and_down_and_up_again_with_data(centre: Centre) -> None:
    upgrade(centre.database)
    seed_sample(centre)
    downgrade(centre.database, "base")
    assert inspect(centre.database.engine).get_table_names() == ["alembic_version"]
    upgrade(centre.database)
    assert seed_sample(centre)[1] == 60


def test_applications_from_before_are_found_by_their_car(centre: Centre) -> None:
    upgrade(centre.database)
    dealer = seed_sample(centre)[0]
    with centre.database.writing() as session:
        session.add(
            ApplicationRecord(
                id=APPLICATION_ID,
                dealer_id=dealer.dealer_id,
                workstation_id=session.scalars(select(Workstation.id)).one(),
                received_at=NOW,
                body=submission_body(),
                body_sha256="0" * 64,
                vin="",
                state="received",
                version=1,
            )
        )
    downgrade(centre.database, "0004")
    upgrade(centre.database)
    with centre.database.reading() as session:
        assert session.get_one(ApplicationRecord, APPLICATION_ID).vin == submission().vehicle.vin


def test_upgrading_twice_changes_nothing(centre: Centre) -> None:
    assert upgrade(centre.database) == upgrade(centre.database)


def test_an_old_database_is_refused_with_what_to_do(centre: Centre) -> None:
    with pytest.raises(EnvironmentFault, match="migrate"):
        require_newest(centre.database)
    upgrade(centre.database)
    require_newest(centre.database)
