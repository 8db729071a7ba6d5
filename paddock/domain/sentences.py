"""A sentence said to a person, in both of the product's languages."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh_CN", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in Chinese and in English; Chinese is the product's first language."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.zh if language == "zh_CN" else self.en

    def format(self, **values: object) -> "Sentence":
        """Return the sentence with `{name}` places filled in both languages."""
        return Sentence(self.zh.format(**values), self.en.format(**values))
