"""The workflow as DBOS runs it. Its inputs, marks and errors hold ids and statuses only, never personal data."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from uuid import UUID

from dbos import DBOS, StepOptions

from paddock.central.gathering.table import MOST_ROUNDS
from paddock.central.lanes.turns import Turn
from paddock.central.workflow.steps import DecisionSteps

APPLICATION_NAME = "paddock-central"
WORKFLOW_NAME = "decide_application"
WORKFLOW_VERSION = "decide-2"
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
        answered, asked = _gather(steps, key, turn)
        turn()
        DBOS.run_step(_step("begin_evaluating"), without_words(steps.begin_evaluating), key, answered, asked)
        return DBOS.run_step(_step("decide"), without_words(steps.decide), key)


def _gather(steps: DecisionSteps, key: UUID, turn: Turn) -> tuple[int, int]:
    """Ask the sources; again, after a pause, while the lane has patience with those that failed.

    Returns how many answered of how many asked.
    """
    answered = asked = 0
    for round_number in range(MOST_ROUNDS):
        turn()
        answered, asked, pause = DBOS.run_step(
            _step(f"gather_{round_number}"), without_words(steps.gather), key, round_number
        )
        if pause is None:
            break
        DBOS.sleep(pause)
    return answered, asked
