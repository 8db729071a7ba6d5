"""A provider of invented answers, for the embedded centre, for trials and for tests; never for real customers."""

from paddock.central.sources.sandbox.app import create_sandbox_app
from paddock.central.sources.sandbox.in_process import sandbox_answers
from paddock.central.sources.sandbox.inventions import sandbox_answer

__all__ = ["create_sandbox_app", "sandbox_answer", "sandbox_answers"]
