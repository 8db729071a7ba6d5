"""How endpoints reach the contract desk."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from paddock.central.contracts.desk import ContractDesk


def desk_of(request: Request) -> ContractDesk:
    """The desk that `install_contracts` put there."""
    desk: ContractDesk = request.app.state.contract_desk
    return desk


DeskHere: TypeAlias = Annotated[ContractDesk, Depends(desk_of)]
"""An endpoint's parameter for the desk."""
