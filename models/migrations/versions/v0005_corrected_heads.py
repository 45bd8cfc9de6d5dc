# ruff: noqa: E501
"""What people corrected of a document's own record: its number, date, title, issuer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COMMENT = "COMMENT ON COLUMN corrections.{} IS '{}'"


def upgrade() -> None:
    """Make the column; nothing is corrected yet."""
    op.add_column("documents", sa.Column("reading", sa.JSON(), nullable=True, comment="What was read of the columns that people corrected, by name."))  # fmt: skip
    _tell("edit, accept, reject, split, merge, add, unit-alias, settle (of a finding), head (of a document).", "Field that an edit, or a word on a document, changes.")  # fmt: skip


def downgrade() -> None:
    """Drop the column and what was said; the documents stay as people corrected them."""
    op.execute("DELETE FROM corrections WHERE action = 'head'")
    op.drop_column("documents", "reading")
    _tell("edit, accept, reject, split, merge, add, unit-alias or settle (a finding).", "Field that an edit changes.")


def _tell(action: str, field: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(COMMENT.format("action", action))
        op.execute(COMMENT.format("field", field))
