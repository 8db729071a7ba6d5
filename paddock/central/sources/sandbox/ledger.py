"""What the sandbox provider remembers: answered keys, what it would charge, and the faults that were ordered."""

import hashlib
import json
import threading
from collections import Counter, OrderedDict
from typing import Any, Final

from fastapi import HTTPException

from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox.faults import Fault, FaultOrder, fault_for
from paddock.central.sources.sandbox.inventions import sandbox_answer
from paddock.central.sources.source import DataSource

KEYS_KEPT: Final = 100_000


class SandboxLedger:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, tuple[str, dict[str, Any]]] = OrderedDict()
        self._charges: Counter[str] = Counter()
        self._questions: Counter[str] = Counter()
        self._faults: dict[str, FaultOrder] = {}

    def answer(self, source: DataSource, key: str, query: dict[str, Any]) -> dict[str, Any]:
        """The answer to `query`: charged once for each key.

        Raises:
            HTTPException: 422, the key was used with another question.
        """
        digest = hashlib.sha256(json.dumps([source.name, query], sort_keys=True).encode()).hexdigest()
        with self._lock:
            kept = self._answers.get(key)
            if kept is None:
                kept = (digest, sandbox_answer(source.name, query))
                self._answers[key] = kept
                self._charges[source.name] += 1
                if len(self._answers) > KEYS_KEPT:
                    self._answers.popitem(last=False)
        if kept[0] != digest:
            raise HTTPException(422, "this Idempotency-Key was used with another question")
        return kept[1]

    def order(self, fault: FaultOrder) -> None:
        """Remember a fault; `times=0` takes it back."""
        with self._lock:
            self._faults[fault.source] = fault

    def due_fault(self, source: DataSource, query: dict[str, Any]) -> Fault | None:
        """The fault this question meets, counted down if it was ordered."""
        kind = fault_for(source.number, query)
        with self._lock:
            self._questions[source.name] += 1
            if kind is not None:
                return Fault(kind=kind)
            order = self._faults.get(source.name)
            if order is None or order.times == 0:
                return None
            self._faults[source.name] = order.model_copy(update={"times": order.times - 1})
            return order

    def charges(self) -> dict[str, int]:
        """How many answers each source was paid for."""
        with self._lock:
            return {source.name: self._charges[source.name] for source in OWN_SOURCES}

    def questions(self) -> dict[str, int]:
        """How many questions each source was asked, answered or not."""
        with self._lock:
            return {source.name: self._questions[source.name] for source in OWN_SOURCES}
