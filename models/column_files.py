"""Tasks as Parquet, for those who reckon with them; needs the optional extra `kehoach[parquet]`."""

from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from models.errors import ProgramMissing
from models.tables import OVERVIEW_COLUMNS
from models.task_rows import Row

ROWS_AT_ONCE = 10_000
WHOLE = ("task_id", "document_id", "position", "year", "page")


def load_pyarrow() -> Any:
    """
    The library that writes Parquet.

    Raises:
        ProgramMissing: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ProgramMissing(
            "Writing Parquet needs the library pyarrow.", "Install it: pip install 'kehoach[parquet]'"
        ) from error
    return pyarrow


def write_parquet(stream: IO[bytes], rows: Iterable[Row]) -> None:
    """Write tasks by column, dates as dates, every column with its comment."""
    pa = load_pyarrow()

    def kind(name: str) -> Any:
        if name.endswith("_on"):
            return pa.date32()
        if name == "confidence":
            return pa.float64()
        return pa.int64() if name in WHOLE else pa.string()

    schema = pa.schema([pa.field(name, kind(name), metadata={"comment": what}) for name, what in OVERVIEW_COLUMNS])
    left = iter(rows)
    with pa.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while chunk := list(islice(left, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(chunk, schema=schema))
