"""Putting a process of the centre together from its parts; the only module that knows them all."""

import contextlib
from collections.abc import Callable, Iterator

import httpx
from fastapi import FastAPI

from paddock.central.app import create_app
from paddock.central.centre import Centre
from paddock.central.consents.endpoints import router as consents_router
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.hardware import KeyToken
from paddock.central.contracts.install import install_contracts, sandbox_timestamps
from paddock.central.contracts.sms import SMS_PATH, sandbox_sms_router
from paddock.central.database import utc_now
from paddock.central.desk.endpoints import install_desk
from paddock.central.floor_plan.endpoints import router as floor_plan_router
from paddock.central.keys import keys_of
from paddock.central.openapi import install_openapi
from paddock.central.plans.endpoints import router as plans_router
from paddock.central.pool.endpoints import router as pool_router
from paddock.central.risk.card_files import CardShelf
from paddock.central.risk.challenger_shadow import ChallengerShadow
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.endpoints import install_risk
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.client import SANDBOX_HEADER, Providers, SourceClient
from paddock.central.sources.sandbox import create_sandbox_app
from paddock.central.valuation.endpoints import install_vehicles
from paddock.central.workflow.starter import DecisionStarter
from paddock.central.workflow.steps import DecisionSteps
from paddock.central.workflow.worker import DecisionWorker

TSA_PATH = "/tsa"
_PROBE_SECONDS = 3.0


def create_provider_app(settings: Settings) -> FastAPI:
    """The sandbox provider: every data source, and the timestamp authority at `TSA_PATH`."""
    app = create_sandbox_app(latency=settings.sandbox_latency)
    app.include_router(sandbox_timestamps(keys_of(settings), utc_now))
    app.include_router(sandbox_sms_router())
    return app


def token_of(settings: Settings) -> KeyToken | None:
    """The token that holds the lessor's key; None: it is a file."""
    if not settings.pkcs11_library:
        return None
    pin = settings.pkcs11_pin.get_secret_value() if settings.pkcs11_pin else ""
    return KeyToken(settings.pkcs11_library, settings.pkcs11_token, pin)


@contextlib.contextmanager
def with_providers(settings: Settings) -> Iterator[Settings]:
    """The settings with the sandbox's address filled in, and the sandbox running beside us if nobody else runs it.

    Raises `EnvironmentFault` when production would run on a sandbox.
    """
    settings.refuse_sandbox_in_production(is_sandbox)
    if not settings.uses_sandbox or settings.sandbox_url:
        yield settings
        return
    with serving_beside(create_provider_app(settings), "sandbox") as url:
        yield settings.model_copy(update={"sandbox_url": url})


def providers_of(settings: Settings) -> Providers:
    """Where the data sources are."""
    tokens = {name: token.get_secret_value() for name, token in settings.source_tokens.items()}
    return Providers(settings.sources_url or settings.sandbox_url, settings.source_urls, tokens)


def is_sandbox(url: str) -> bool:
    """Whether the provider at `url` says that it is a sandbox; one that cannot be reached now says nothing."""
    try:
        answer = httpx.get(url, timeout=_PROBE_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return str(answer.headers.get(SANDBOX_HEADER, "")).lower() == "true"


def create_full_app(centre: Centre) -> FastAPI:
    """The web application with contracts and evidence, and with decisions started after every submission."""
    settings = centre.settings
    app = create_app(centre)
    install_openapi(app)
    desk = open_desk(
        centre.keys,
        settings.tsa_url or settings.sandbox_url + TSA_PATH,
        centre.clock(),
        uses_sandbox=settings.uses_sandbox,
        sms_url=settings.sms_url or settings.sandbox_url + SMS_PATH,
        token=token_of(settings),
    )
    install_contracts(app, centre, desk)
    app.include_router(plans_router)
    install_desk(app, centre, install_risk(app, centre))
    install_vehicles(app, centre)
    app.include_router(consents_router)
    app.include_router(floor_plan_router)
    app.include_router(pool_router)
    return app


@contextlib.contextmanager
def starting_decisions(centre: Centre) -> Iterator[None]:
    """Let submissions start their workflow while the block lasts."""
    starter = DecisionStarter(centre)
    centre.start_decision = starter.start
    try:
        yield
    finally:
        starter.close()


@contextlib.contextmanager
def working(centre: Centre, on_lost: Callable[[], None]) -> Iterator[DecisionWorker]:
    """A worker of this process while the block lasts."""
    settings = centre.settings
    with SourceClient(providers_of(settings), ceiling_seconds=settings.source_timeout_seconds) as sources:
        library = PolicyLibrary(centre.database, DecisionEngine.load(), CardShelf(settings.scorecard_file))
        challenger = settings.challenger_file
        maker = PublishedDecider(centre.database, library, ChallengerShadow(challenger) if challenger else None)
        worker = DecisionWorker(centre, DecisionSteps(centre, sources, maker), on_lost)
        worker.start()
        try:
            yield worker
        finally:
            worker.stop()
