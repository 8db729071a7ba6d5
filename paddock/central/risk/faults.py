"""Why a rule set must not decide anything: the file, the place in it, what is wrong there and what to do."""

from dataclasses import dataclass

from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class GateFault:
    """One fault: `row` is a row's or a rule's id and `column` an input's or output's name, where there is one."""

    file: str
    sentence: Sentence
    row: str | None = None
    column: str | None = None

    @property
    def place(self) -> str:
        """Row and column in words; `table` for the whole."""
        parts = [f"row {self.row}"] if self.row else []
        parts += [self.column] if self.column else []
        return ", ".join(parts) or "table"

    def __str__(self) -> str:
        return f"{self.file} {self.place}: {self.sentence.en}"

    @property
    def said(self) -> Sentence:
        """The whole fault in both languages."""
        rows = f" 行 {self.row}" if self.row else ""
        column = f" 列 {self.column}" if self.column else ""
        return Sentence(f"{self.file}{rows}{column}: {self.sentence.zh}", str(self))
