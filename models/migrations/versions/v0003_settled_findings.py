# ruff: noqa: E501
"""Who found a doubt to be none, when, and with which words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ACTIONS = "COMMENT ON COLUMN corrections.action IS '{}'"


def upgrade() -> None:
    """Make the columns; nothing is settled yet."""
    op.add_column("findings", sa.Column("settled_by", sa.Text(), nullable=True, comment="Person who looked and found it fine; empty while it is a doubt."))  # fmt: skip
    op.add_column("findings", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True, comment="When, UTC."))
    op.add_column("findings", sa.Column("settled_note", sa.Text(), nullable=True, comment="Why it is fine, where the person said so."))  # fmt: skip
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ACTIONS.format("edit, accept, reject, split, merge, add, unit-alias or settle (a finding)."))


def downgrade() -> None:
    """Drop the columns, and what was said of findings, which an older program does not know."""
    op.execute("DELETE FROM corrections WHERE action = 'settle'")
    with op.batch_alter_table("findings") as batch:
        for name in ("settled_note", "settled_at", "settled_by"):
            batch.drop_column(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ACTIONS.format("edit, accept, reject, split, merge, add or unit-alias."))
