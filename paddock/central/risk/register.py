"""The register of rules: who owns each, its version, its reason code, its dates and what is said to whom."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from paddock.domain.sentences import Sentence

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: Annotated[_Text, Field(pattern=r"[\u4e00-\u9fff]")]
    en: Annotated[_Text, Field(pattern=r"^[^\u4e00-\u9fff]+$")]

    @property
    def sentence(self) -> Sentence:
        return Sentence(self.zh, self.en)


class RuleCard(BaseModel):
    """One rule as its owner wrote it down; what it compares stands in the decision table of its group."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Z]{2}-\d{2}$")]
    version: Annotated[int, Field(gt=0)]
    group: str
    owner: _Text
    reason_code: Annotated[str, Field(pattern=r"^R\d{3,4}$")]
    effective_from: date
    effective_to: date | None = None
    """The last day on which it holds, in China; None: until further notice."""
    may_be_snoozed: bool = True
    """False where law or plain fraud leaves nobody a choice."""
    staff: _Said
    customer: _Said
    stipulation: _Said | None = None
    """What to bring when the rule sends the application to a person 补件."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError(f"{self.id} ends on {self.effective_to}, before it begins: correct one of the dates")
        return self

    def in_force(self, today: date) -> bool:
        """Whether the rule holds on `today`."""
        return self.effective_from <= today and (self.effective_to is None or today <= self.effective_to)


class RuleGroup(BaseModel):
    """A group of rules: one decision table in the file of that name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    name: _Said


class Register(BaseModel):
    """`rules/register.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule_set: _Text
    version: _Text
    groups: Annotated[list[RuleGroup], Field(min_length=1)]
    rules: Annotated[list[RuleCard], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for what, names in (
            ("group", [group.id for group in self.groups]),
            ("rule", [rule.id for rule in self.rules]),
            ("reason code", [rule.reason_code for rule in self.rules]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} stands twice: give one of them another")
        unknown = sorted({rule.group for rule in self.rules} - {group.id for group in self.groups})
        if unknown:
            raise ValueError(f"no group {', '.join(unknown)}: add it or name another")
        return self
