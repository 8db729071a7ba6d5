"""The centre's OpenAPI document: FastAPI's own, with what it cannot see.

Writing endpoints read their body raw, because its bytes are hashed before they are understood; so their messages, the
key, the receipt, the token and the problem document are put in here.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from paddock.wire.applications import ApplicationSubmission, OfferAcceptance
from paddock.wire.contracts import SignatureSubmission
from paddock.wire.floor_plan import DrawRequest, PaymentRequest
from paddock.wire.problems import MEDIA_TYPE, Problem
from paddock.wire.protocol import PROTOCOL, PROTOCOL_HEADER
from paddock.wire.receipts import RECEIPT_HEADER
from paddock.wire.reviews import StipulationAnswer
from paddock.wire.stock_audits import AuditSubmission

BODIES: Final[Mapping[str, type[BaseModel]]] = {
    "/v1/applications/{application_id}": ApplicationSubmission,
    "/v1/applications/{application_id}/acceptance": OfferAcceptance,
    "/v1/applications/{application_id}/stipulations/{stipulation_id}": StipulationAnswer,
    "/v1/contracts/{contract_id}/signatures/{role}": SignatureSubmission,
    "/v1/floor-plan/draws/{unit_id}": DrawRequest,
    "/v1/floor-plan/payments/{payment_id}": PaymentRequest,
    "/v1/floor-plan/audits/{audit_id}": AuditSubmission,
}
"""What is put where, under an idempotency key."""
_SCHEMAS: Final = "#/components/schemas/"
_OPEN: Final = frozenset({"/v1/health", "/.well-known/paddock-receipt-keys"})
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "The message's id, made by the workstation (UUIDv7).",
    "schema": {"type": "string", "format": "uuid"},
}
_PROTOCOL: Final = {
    "name": PROTOCOL_HEADER,
    "in": "header",
    "required": False,
    "description": "The protocol the workstation speaks; 1 if it does not say.",
    "schema": {"type": "integer", "minimum": 1},
}
_RECEIPT: Final = {
    RECEIPT_HEADER: {
        "description": "The receipt of an answer that is kept: a JWS over a `Receipt`.",
        "schema": {"type": "string"},
    }
}


def install_openapi(app: FastAPI) -> None:
    """Let `app` describe itself wholly."""
    app.openapi = _describing(app)  # type: ignore[method-assign]  # the way FastAPI documents for extending it


def _describing(app: FastAPI) -> Callable[[], dict[str, Any]]:
    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    return describe


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=f"protocol {PROTOCOL}", routes=app.routes)
    models: list[type[BaseModel]] = [*BODIES.values(), Problem]
    _, given = models_json_schema([(model, "validation") for model in models], ref_template=_SCHEMAS + "{model}")
    schemas = document["components"]["schemas"]
    for name, schema in given["$defs"].items():
        schemas.setdefault(name, schema)
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return document


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)  # FastAPI's own shape of it, which the centre never sends
    responses["default"] = {
        "description": "A problem (RFC 9457)",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}},
    }
    if not path.startswith("/v1/") or path in _OPEN:
        return
    if method != "options":
        operation["security"] = [{"token": []}]
    parameters = operation.setdefault("parameters", [])
    parameters.append(_PROTOCOL)
    if method == "put" and path in BODIES:
        parameters.append(_KEY)
        reference = {"$ref": _SCHEMAS + BODIES[path].__name__}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference}}}
    if method == "put":
        responses["200"]["headers"] = _RECEIPT
    if path == "/v1/images/{sha256}" and method == "put":
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": {"image/jpeg": binary, "image/png": binary}}
