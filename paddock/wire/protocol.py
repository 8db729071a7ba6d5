"""Which protocol is spoken: a number that only a change which older workstations cannot live with counts up.

The workstation says its number with every request, and none says 1. The centre says the oldest and the newest it
knows with every answer (`1-1`). Below the oldest it answers 426 `update_required`: the workstation keeps what is
unsent and goes on with it once it is updated.
"""

PROTOCOL_HEADER = "Paddock-Protocol"
PROTOCOL = 1
