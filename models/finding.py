"""Something doubtful, told to the reader: we went on, but are not sure."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["info", "warning", "error"]


class Finding(BaseModel):
    """One doubt, with its place. `message` is in Vietnamese, for the analyst who reads the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    code: str
    """kebab-case, e.g. `numbering-gap`; the list stands in `docs/findings.md`."""
    message: str
    page: int | None = None
    section: str | None = None
    """Path of the section it speaks of, as in `Section.path`."""
