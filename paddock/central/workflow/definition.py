"""The workflow as DBOS runs it. Its inputs, marks and errors hold ids and statuses only, never personal data."""

import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar
from uuid import UUID

from dbos import DBOS, StepOptions
from dbos import StepReservation as Reservation

from paddock.central.lanes.turns import Turn
from paddock.central.sources.declarations import SOURCES
from paddock.central.workflow.steps import DecisionSteps, count_answered

APPLICATION_NAME = "paddock-central"
WORKFLOW_NAME = "decide_application"
WORKFLOW_VERSION = "decide-1"
"""Counts up only when the order of the steps changes: workers finish workflows of their own version, so a new
release with the same steps also finishes what the old one began."""

Given = ParamSpec("Given")
Result = TypeVar("Result")

_steps: DecisionSteps | None = None


class StepFailed(Exception):
    """What DBOS keeps and logs of a step's error: its kind. What the error says may quote an applicant."""


def without_words(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """`work`, raising `StepFailed` with the kind of any error."""

    def run(*arguments: Given.args, **named: Given.kwargs) -> Result:
        try:
            return work(*arguments, **named)
        except Exception as error:  # noqa: BLE001 - every kind; it is raised again, without its text
            raise StepFailed(type(error).__name__) from None

    return run


def use_steps(steps: DecisionSteps | None) -> None:
    """Give the workflow of this process what it works with; before DBOS is launched."""
    global _steps  # noqa: PLW0603 DBOS finds workflows by name in a registry of the process, so theirs is one too
    _steps = steps


def _step(name: str) -> StepOptions:
    # About two minutes of patience with a database that is away; then the sweeper tries again.
    return StepOptions(name=name, retries_allowed=True, interval_seconds=0.5, backoff_rate=2.0, max_attempts=9)


@DBOS.workflow(name=WORKFLOW_NAME)
def decide_application(application_id: str, yields: bool = False) -> str:  # noqa: FBT001, FBT002 - DBOS keeps arguments by position
    """Bring one application from received to decided; returns the state it led to.

    One that `yields` steps back, before each of its steps, for the customers at the counters.
    """
    if _steps is None:
        raise RuntimeError("the workflow was started before use_steps()")
    steps, key = _steps, UUID(application_id)
    with steps.centre.turns.taking(yields=yields) as turn:
        DBOS.run_step(_step("begin_gathering"), without_words(steps.begin_gathering), key)
        answered, asked = count_answered(_ask_every_source(steps, key, turn))
        turn()
        DBOS.run_step(_step("begin_evaluating"), without_words(steps.begin_evaluating), key, answered, asked)
        return DBOS.run_step(_step("decide"), without_words(steps.decide), key)


def _ask_every_source(steps: DecisionSteps, key: UUID, turn: Turn) -> list[str]:
    """Ask all sources at once, each as a step of its own.

    The step numbers are drawn here, in the declared order, so that a recovered run gives every source the same
    number whichever answers first.
    """
    reserved = [(source.name, DBOS.reserve_step()) for source in SOURCES]

    def ask(name: str, reservation: Reservation) -> str:
        turn()
        return reservation.run(_step(f"ask_{name}"), without_words(steps.ask), key, name)

    with ThreadPoolExecutor(max_workers=len(reserved), thread_name_prefix="ask") as pool:
        waiting = [
            pool.submit(contextvars.copy_context().run, ask, name, reservation) for name, reservation in reserved
        ]
        return [future.result() for future in waiting]
