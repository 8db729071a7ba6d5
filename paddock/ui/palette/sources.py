"""Where the palette's lines come from: the declared actions, and the records of the store."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from paddock.app.store.views import DealRecord, OutboxState, QueueRow, StockRecord
from paddock.ui.actions import Action, keys_for_people, perform
from paddock.ui.palette.entries import Entry, Kind
from paddock.ui.screens.catalogue import SCREENS, ScreenEntry
from paddock.ui.shell_actions import shell_actions
from paddock.ui.states import look_of_application, look_of_outbox, look_of_unit
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.ui.office import Office
    from paddock.ui.shell import Shell
    from paddock.ui.workbench import Workbench

_SCREEN_ICON = "caret-right"


def action_entries(shell: "Shell") -> list[Entry]:
    """Everything that can be done, with whether it can be done now; on the GUI thread."""
    found = [
        _entry(action, partial(perform, action, shell), enabled=action.enabled(shell)) for action in shell_actions()
    ]
    for screen in SCREENS:
        found += [_on_screen(shell, screen, action) for action in screen.load().declared_actions()]
    return [*found, *_help_entries(shell)]


def _on_screen(shell: "Shell", screen: ScreenEntry, action: Action[Any]) -> Entry:
    made = shell.screens.get(screen.key)
    here = made is not None and made is shell.current_screen
    # A screen that was never visited cannot say; it is made by going there.
    enabled = made is None or action.enabled(made)

    def act() -> None:
        shell.go(screen.key)
        perform(action, shell.screens[screen.key])

    return _entry(action, act, enabled=enabled, here=here, detail="" if here else screen.words())


def _entry(
    action: Action[Any], act: Callable[[], object], *, enabled: bool, here: bool = False, detail: str = ""
) -> Entry:
    return Entry(
        f"action:{action.key}",
        Kind.ACTION,
        action.words(),
        act,
        detail,
        f"{action.keywords} {action.title}",
        icon=action.icon or _SCREEN_ICON,
        shortcut=keys_for_people(action.shortcut) if action.shortcut else "",
        enabled=enabled,
        here=here,
    )


def _help_entries(shell: "Shell") -> list[Entry]:
    pages = shell.help.pages() if shell.help else ()
    return [
        Entry(f"help:{page.topic}", Kind.HELP, page.title, partial(shell.show_help, page.topic), icon="question")
        for page in pages
    ]


def record_entries(office: "Office", workbench: "Workbench") -> list[Entry]:
    """Every record of the store; reads it, so not on the GUI thread.

    Of the queue what is on its way or came back: what has arrived is found as a deal.
    """
    deals, stock = office.search_records()
    return [
        *(_deal(record, workbench) for record in deals),
        *(_contract(record, workbench) for record in deals if record.contract_id),
        *(_stock(record, workbench) for record in stock),
        *(_queued(queued, workbench) for queued in office.queue_rows() if queued.state is not OutboxState.ACCEPTED),
    ]


def _deal(record: DealRecord, workbench: "Workbench") -> Entry:
    look = look_of_outbox(record.local_state)
    if record.central_state:
        look = look_of_application(record.central_state)
    return Entry(
        f"deal:{record.application_id}",
        Kind.DEAL,
        _joined(record.applicant, record.vehicle) or record.vin or look.text,
        partial(workbench.open_deal, record.application_id),
        _joined(look.text, record.vin[-6:]),
        number=record.vin,
        icon=look.icon,
        changed_at=record.updated_at,
    )


def _contract(record: DealRecord, workbench: "Workbench") -> Entry:
    return Entry(
        f"contract:{record.contract_id}",
        Kind.CONTRACT,
        record.contract_number,
        partial(workbench.open_deal, record.application_id),
        _joined(record.applicant, record.vehicle),
        number=record.contract_number,
        icon="file-text",
        changed_at=record.updated_at,
    )


def _stock(record: StockRecord, workbench: "Workbench") -> Entry:
    look = look_of_unit(record.state)
    model = record.model if record.model.startswith(record.series) else f"{record.series} {record.model}"
    return Entry(
        f"stock:{record.unit_id}",
        Kind.STOCK,
        f"{record.brand} {model}",
        partial(workbench.go, "stock", record.vin),
        _joined(record.vin[-6:], record.city, look.text),
        number=record.vin,
        icon="car",
    )


def _queued(queued: QueueRow, workbench: "Workbench") -> Entry:
    look = look_of_outbox(queued.state)
    return Entry(
        f"queue:{queued.outbox_id}",
        Kind.QUEUE,
        _joined(queued.applicant_name, say(queued.kind.name_for_people)),
        partial(workbench.go, "queue", str(queued.outbox_id)),
        _joined(look.text, queued.vehicle),
        icon=look.icon,
        changed_at=queued.created_at,
    )


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)
