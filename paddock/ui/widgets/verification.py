"""A verification report as people read it: the verdict large, then every check."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from paddock.app.services.verification import TextChange, Verdict, VerificationReport
from paddock.ui.states import Look
from paddock.ui.widgets.basics import clear, column, label, row
from paddock.ui.widgets.chip import StateChip
from paddock.ui.words import moment, say, translate

_MOST_SHOWN = 40


class VerificationView(QWidget):
    """Shows one report."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap="small")
        self.report: VerificationReport | None = None

    def show_report(self, report: VerificationReport) -> None:
        """Replace what is shown."""
        self.report = report
        clear(self._layout)
        head = row(gap="medium")
        head.addWidget(StateChip(_look(report.verdict)))
        if report.test_authority:
            head.addWidget(StateChip(Look("warn", "flask", self.tr("Test authority: without legal force"))))
        head.addStretch(1)
        self._layout.addLayout(head)
        self._layout.addWidget(label(say(report.summary), "heading", wrap=True))
        for change in report.changes:
            place = self.tr("bytes {0} to {1}").format(change.start, change.end)
            self._layout.addWidget(label(f"✕  {say(change.what)} ({place})", "bad", wrap=True))
        if report.standing is not None:
            standing = say(report.standing.name_for_people)
            said = standing if report.version is None else self.tr("{0} (version {1})").format(standing, report.version)
            self._layout.addWidget(label(said, "soft", wrap=True))
        for one in report.text_changes[:_MOST_SHOWN]:
            self._layout.addWidget(label(f"≠  {say(one.said)}", "bad", wrap=True))
        if len(report.text_changes) > _MOST_SHOWN:
            more = len(report.text_changes) - _MOST_SHOWN
            self._layout.addWidget(label(self.tr("and {0} more places").format(more), "bad", wrap=True))
        for signer in report.signers:
            at = moment(signer.timestamped_at) if signer.timestamped_at else "–"
            mark, tone = ("✓", "good") if signer.intact else ("✕", "bad")
            words = f"{mark}  {say(signer.role.name_for_people)}  {signer.signer_name} · " + self.tr(
                "timestamp {0}"
            ).format(at)
            self._layout.addWidget(label(words, tone, wrap=True))
        for check in report.checks:
            mark, tone = ("✓", "soft") if check.passed else ("✕", "bad")
            self._layout.addWidget(label(f"{mark}  {say(check.message)}", tone, wrap=True))
        self._layout.addWidget(label(f"SHA-256 {report.document_sha256}", "faint", wrap=True, selectable=True))
        self._layout.addStretch(1)

    def show_differences(self, changes: Sequence[TextChange]) -> None:
        """Show where two texts differ, with what stands around it."""
        self.report = None
        clear(self._layout)
        head = self.tr("{0} places differ").format(len(changes)) if changes else self.tr("The texts are the same")
        self._layout.addWidget(label(head, "heading", wrap=True))
        for one in changes[:_MOST_SHOWN]:
            self._layout.addWidget(label(f"≠  {say(one.said)}", "soft", wrap=True, selectable=True))
        if len(changes) > _MOST_SHOWN:
            more = len(changes) - _MOST_SHOWN
            self._layout.addWidget(label(self.tr("and {0} more places").format(more), "soft", wrap=True))
        self._layout.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self.report = None
        clear(self._layout)


def _look(verdict: Verdict) -> Look:
    return {
        Verdict.VALID: Look("good", "circle-wavy-check", translate("Verification", "Valid and unchanged")),
        Verdict.CHANGED: Look("bad", "warning-octagon", translate("Verification", "Changed after signing")),
        Verdict.UNKNOWN: Look("warn", "question", translate("Verification", "Cannot be confirmed")),
    }[verdict]
