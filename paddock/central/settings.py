"""What the centre is told from outside: environment variables `PADDOCK_CENTRAL_*`, or the command line."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.protocol import PROTOCOL


class Mode(StrEnum):
    """Where the centre runs."""

    EMBEDDED = "embedded"
    """Beside one workstation: SQLite, sandbox providers, sample data."""
    PRODUCTION = "production"
    """For many dealers: real providers, which are named or the centre does not start."""


class Settings(BaseSettings):
    """Every setting of the centre, with its default for the embedded mode."""

    model_config = SettingsConfigDict(env_prefix="PADDOCK_CENTRAL_", frozen=True)

    mode: Mode = Mode.EMBEDDED
    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("paddock-central", appauthor=False))
    """Databases, images, keys and logs of this centre."""
    database_url: str = ""
    """`postgresql://…` for many processes; empty: SQLite in `data_dir`. Switches the workflow store too."""
    system_database_url: str = ""
    """Where the durable workflows are kept; empty: beside the database."""
    sources_url: str = ""
    """The data sources' address; empty: the sandbox provider."""
    source_urls: dict[str, str] = Field(default_factory=dict)
    """Source → its provider's address, as JSON, for those that are not at `sources_url`."""
    source_tokens: dict[str, SecretStr] = Field(default_factory=dict)
    """Source → the bearer token its provider wants, as JSON."""
    tsa_url: str = ""
    """The RFC 3161 timestamp authority's address; empty: the sandbox authority."""
    anchor_url: str = ""
    """A node of an EVM chain (JSON-RPC) to anchor the evidence log on; empty: it is not anchored."""
    anchor_key: SecretStr | None = None
    """The private key, in hexadecimal, of the account that pays for anchors."""
    anchor_recipient: str = ""
    """The address anchors are sent to; empty: the account itself."""
    archive_dir: Path | None = None
    """Where archived contracts are kept; none: in `data_dir`. Every process of a centre sees the same folder."""
    sms_url: str = ""
    """Who sends text messages (`docs/evidence.md`); empty: the sandbox, which only keeps them."""
    public_url: str = ""
    """The centre's address as phones reach it, for signing links; empty: the address a workstation used."""
    require_identity: bool | None = None
    """Whether nobody signs whose ID card was not looked at; None: in production."""
    pkcs11_library: str = ""
    """The PKCS#11 module of the token that holds the lessor's key; empty: the key is a file in `data_dir`."""
    pkcs11_token: str = ""
    pkcs11_pin: SecretStr | None = None
    sandbox_url: str = ""
    """A running `paddock-central sandbox`; empty: a process that needs the sandbox runs it itself."""
    scorecard_file: Path | None = None
    """A fitted card or an assembly of cards to decide with, followed while the centre runs; none: the installed one."""
    challenger_file: Path | None = None
    """A challenger that `scorecard fit --challenger` wrote: its figure is kept beside every decision and never used."""
    valuation_file: Path | None = None
    """A model that `valuation fit` wrote, followed while the centre runs; none: trials use the published one."""
    sandbox_latency: Annotated[float, Field(ge=0, le=10)] = 0.0
    """1 lets the sandbox's sources take as long as real ones do; 0 answers at once."""
    allow_sandbox: bool = False
    """Lets production start on sandbox providers, for trials."""
    workstation_token: SecretStr | None = None
    """A token the sample workstation made for itself; without it the centre makes one."""
    risk_token: SecretStr | None = None
    """The token of the member of the lender's staff who publishes from the command line."""
    key_passphrase: SecretStr | None = None
    """Encrypts the keys in `data_dir`; production should set it."""
    database_key: SecretStr | None = None
    """64 hexadecimal digits: encrypts the SQLite file. A workstation gives one to the centre embedded in it."""
    staff_sign_in: bool = False
    """A workstation's own token only lets staff sign in; everything else wants somebody who is signed in."""
    oldest_protocol: Annotated[int, Field(ge=1, le=PROTOCOL)] = 1
    """Workstations that speak an older protocol are told to update."""
    image_limit_bytes: Annotated[int, Field(gt=0)] = 20 * 1024 * 1024
    body_limit_bytes: Annotated[int, Field(gt=0)] = 4 * 1024 * 1024
    worker_slots: Annotated[int, Field(gt=0, le=256)] = 16
    """How many executor slots workers can claim between them (PostgreSQL)."""
    source_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 10.0
    sweep_seconds: Annotated[float, Field(gt=0, le=600)] = 2.0
    """How often received applications without a workflow, and abandoned executor slots, are looked for."""

    @property
    def requires_identity(self) -> bool:
        """Whether a private person's ID has to be checked before a signature is taken."""
        return self.mode is Mode.PRODUCTION if self.require_identity is None else self.require_identity

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy address of the database."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'central.db').as_posix()}"
        return _with_driver(self.database_url)

    @field_validator("database_key")
    @classmethod
    def _raw_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch("[0-9a-fA-F]{64}", value.get_secret_value()):
            raise ValueError("64 hexadecimal digits")
        return value

    @property
    def raw_database_key(self) -> bytes | None:
        """The 32 bytes of `database_key`; None for a plain file."""
        return None if self.database_key is None else bytes.fromhex(self.database_key.get_secret_value())

    @property
    def resolved_system_database_url(self) -> str:
        """The SQLAlchemy address of the workflow store."""
        if self.system_database_url:
            return _with_driver(self.system_database_url)
        if self.is_postgresql:
            return self.resolved_database_url
        return f"sqlite:///{(self.data_dir / 'workflows.db').as_posix()}"

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is PostgreSQL (many processes) rather than SQLite (one)."""
        return self.resolved_database_url.startswith("postgresql")

    @property
    def uses_sandbox(self) -> bool:
        """Whether a provider of this centre is a sandbox."""
        return not (self.sources_url and self.tsa_url)

    @property
    def is_trial(self) -> bool:
        """Whether what is invented or published may stand in for a lender's own: not in production, unless told."""
        return self.mode is not Mode.PRODUCTION or self.allow_sandbox

    def refuse_sandbox_in_production(self, is_sandbox: Callable[[str], bool]) -> None:
        """Raise `EnvironmentFault` if real dealers would be served from invented data.

        `is_sandbox` asks a provider at an address what it is.
        """
        if self.is_trial:
            return
        providers = {"PADDOCK_CENTRAL_SOURCES_URL": self.sources_url, "PADDOCK_CENTRAL_TSA_URL": self.tsa_url}
        providers |= {f"PADDOCK_CENTRAL_SOURCE_URLS[{name}]": url for name, url in self.source_urls.items()}
        sandboxes = {url: not url or is_sandbox(url) for url in set(providers.values())}
        wrong = [name for name, url in providers.items() if sandboxes[url]]
        if wrong:
            raise EnvironmentFault(
                Sentence(
                    "生产模式不能使用沙箱数据源或时间戳: 请将 {names} 设为正式服务, 试运行可设 "
                    "PADDOCK_CENTRAL_ALLOW_SANDBOX=1",
                    "Production does not start on sandbox providers: set {names} to real ones, "
                    "or PADDOCK_CENTRAL_ALLOW_SANDBOX=1 for a trial",
                ).format(names=", ".join(wrong))
            )


def _with_driver(url: str) -> str:
    """The address with the drivers this program has. Raises `ArgumentError` for any other database."""
    parsed = make_url(url)
    kind = parsed.drivername.partition("+")[0]
    if kind in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    elif kind != "sqlite":
        raise ArgumentError("neither PostgreSQL nor SQLite")
    return parsed.render_as_string(hide_password=False)


def settings_given(**given: Any) -> Settings:
    """The settings from the environment, with what was given (None: not given) over them.

    Raises:
        BadInput: a variable or option is not usable.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        names = ", ".join(sorted({"PADDOCK_CENTRAL_" + str(line["loc"][0]).upper() for line in error.errors()}))
        raise BadInput(
            Sentence(f"设置无效, 请更正: {names}", f"A setting is not usable, correct it: {names}")
        ) from error
