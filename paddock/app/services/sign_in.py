"""Sign in to a centre: the token this workstation shows it."""

from paddock.app.services.unsent import refuse_over_unsent
from paddock.app.store import settings
from paddock.app.store.settings import SyncState
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


def sign_in(store: Store, token: str) -> None:
    """Keep the token (encrypted) and let the queue go on; unsent work was never dropped.

    Raises:
        BadInput: the token is empty or is no header text.
    """
    cleaned = token.strip()
    if not cleaned or not cleaned.isascii() or not cleaned.isprintable() or " " in cleaned:
        raise BadInput(
            Sentence(
                "登录令牌为空或格式不正确, 请重新复制后粘贴",
                "The token is empty or malformed: copy it from the centre again",
            )
        )
    with store.write(Topic.SETTINGS) as connection:
        settings.put(connection, settings.TOKEN, cleaned)
        settings.keep_sync_state(connection, SyncState(last_synced_at=settings.sync_state(connection).last_synced_at))


def sign_out(store: Store) -> None:
    """Forget the token; refused while unsent work would stay behind that is in no bundle.

    Raises:
        UnsentWork: with how much and what to do.
    """
    refuse_over_unsent(store, Sentence("退出登录", "Signing out"))
    with store.write(Topic.SETTINGS) as connection:
        settings.remove(connection, settings.TOKEN)


def current_token(store: Store) -> str | None:
    """The token that is kept; None before the first sign-in."""
    with store.read() as connection:
        return settings.get(connection, settings.TOKEN)
