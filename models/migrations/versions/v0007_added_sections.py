"""Sections that people add where the machine missed a heading."""

from alembic import op

revision = "0007"
down_revision = "0006"

BEFORE = "edit, accept, reject, split, merge, add, unit-alias, settle (of a finding), head (of a document)."
AFTER = (
    "edit, accept, reject, split, merge, add, unit-alias, settle (of a finding), head (of a document), section (added)."
)


def upgrade() -> None:
    """Tell of the new word; nothing was added yet."""
    _tell(AFTER)


def downgrade() -> None:
    """Forget what was said; the sections stay until their documents are read again."""
    op.execute("DELETE FROM corrections WHERE action = 'section'")
    _tell(BEFORE)


def _tell(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN corrections.action IS '{comment}'")
