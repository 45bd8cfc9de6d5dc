"""What became of files: one by one as told to the person, and all of a run together."""

from dataclasses import dataclass, field

from ingest.stopwatch import Stages
from ingest.worker import Failure
from models.plan import Plan
from models.runs import FileStatus


@dataclass(frozen=True, slots=True)
class Content:
    """How much was read in one file: what is told of a plan without carrying the plan about."""

    pages: int
    tasks: int
    findings: tuple[tuple[str, int], ...]
    """How many by code."""

    @classmethod
    def of(cls, plan: Plan) -> "Content":
        """How much *plan* holds."""
        codes = [finding.code for finding in plan.findings]
        findings = tuple((code, codes.count(code)) for code in sorted(set(codes)))
        return cls(plan.document.page_count, len(plan.tasks), findings)

    @property
    def doubts(self) -> int:
        """Findings of every code."""
        return sum(count for _, count in self.findings)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, as told to the person."""

    path: str
    status: FileStatus
    document_id: int | None = None
    failure: Failure | None = None
    content: Content | None = None
    """Of what was read just now; None for a file that was known or failed."""
    seconds: float = 0.0
    stages: Stages = ()
    """Seconds by stage, where it was read just now."""


@dataclass(slots=True)
class Summary:
    """What became of all files of a run so far."""

    counts: dict[FileStatus, int] = field(
        default_factory=lambda: {"new": 0, "replaced": 0, "unchanged": 0, "failed": 0}
    )
    pages: int = 0
    tasks: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    """By code."""
    failed: list[FileOutcome] = field(default_factory=list)
    interrupted: bool = False

    def add(self, outcome: FileOutcome) -> None:
        """Count one more file."""
        self.counts[outcome.status] += 1
        if outcome.failure:
            self.failed.append(outcome)
        if outcome.content:
            self.pages += outcome.content.pages
            self.tasks += outcome.content.tasks
            for code, count in outcome.content.findings:
                self.findings[code] = self.findings.get(code, 0) + count

    @property
    def reasons(self) -> dict[str, int]:
        """How many files failed, by the name of the error."""
        errors = [outcome.failure.error for outcome in self.failed if outcome.failure]
        return {error: errors.count(error) for error in sorted(set(errors))}

    @property
    def exit_code(self) -> int:
        """As the contract has it: 0 all in, 1 some failed, 2 nothing to do, 4 a program is missing, 130 interrupted."""
        if self.interrupted:
            return 130
        codes = {outcome.failure.exit_code for outcome in self.failed if outcome.failure}
        if 4 in codes:
            return 4
        in_or_there = sum(self.counts.values()) - self.counts["failed"]
        return 2 if codes == {2} and not in_or_there else min(len(codes), 1)
