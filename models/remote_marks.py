"""What storages said of files when these were last fetched: who says the same again is not asked for the bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from models import tables as t
from models.bulk import CHUNK, chunks_of, digest_of, storable
from models.database import plain_errors, transact
from models.runs import still_there


@dataclass(frozen=True, slots=True)
class RemoteMark:
    """A file on a storage, as it was when it was fetched."""

    address: str
    """Its whole address, which may hold what signs it; only its digest is stored."""
    url: str
    """Its address as it may be shown."""
    mark: str
    document_id: int


def remember_mark(engine: Engine, one: RemoteMark) -> None:
    """Write down what was said of a file that is in."""
    row = storable({"key": digest_of(one.address), "url": one.url, "mark": one.mark, "document_id": one.document_id})

    def work(connection: Connection) -> None:
        if not still_there(connection, [one.document_id]):
            return
        inserting = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert(t.remote_files).values(row)
        new = {name: inserting.excluded[name] for name in ("mark", "document_id")}
        connection.execute(inserting.on_conflict_do_update(index_elements=["key"], set_=new))

    transact(engine, work)


def unchanged_since(engine: Engine, marks: Mapping[str, str]) -> dict[str, str]:
    """
    SHA-256 of the files that were fetched before and of which the same is said today.

    Args:
        marks: what is said today, by whole address.
    Returns:
        SHA-256 by whole address.
    """
    addresses = {digest_of(address): address for address in marks}
    file = t.remote_files.c
    query = select(file.key, file.mark, t.documents.c.sha256).join(t.documents)
    found: dict[str, str] = {}
    with plain_errors(engine.url), engine.connect() as connection:
        for chunk in chunks_of(addresses, CHUNK):
            for key, mark, sha256 in connection.execute(query.where(file.key.in_(chunk))):
                if mark == marks[addresses[key]]:
                    found[addresses[key]] = sha256
    return found
