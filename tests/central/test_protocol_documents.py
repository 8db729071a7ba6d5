"""What is written about the protocol is what the program does."""

import json
import re
from typing import Any

from paddock.central.openapi import BODIES
from paddock.central.protocol_handbook import OPENAPI_FILE, PROTOCOL_FILE, openapi_text, with_problem_list
from paddock.wire.problems import PROBLEMS, ProblemCode

HOW = "run python -m paddock.central.protocol_handbook"


def test_the_list_of_problems_is_the_program_s() -> None:
    page = PROTOCOL_FILE.read_text("utf-8")
    assert page == with_problem_list(page), HOW
    assert set(PROBLEMS) == set(ProblemCode)
    assert all(kind.sentence.zh and kind.sentence.en for kind in PROBLEMS.values())


def test_the_openapi_document_is_the_program_s_and_whole() -> None:
    text = OPENAPI_FILE.read_text("utf-8")
    assert text == openapi_text(), HOW
    document: dict[str, Any] = json.loads(text)
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(document["components"]["schemas"])
    for path, model in BODIES.items():
        body = document["paths"][path]["put"]["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": f"#/components/schemas/{model.__name__}"}
