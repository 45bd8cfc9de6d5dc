"""Which tasks of a document read again are the ones already stored, so that they keep their ids."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from models.plan import Task

CLOSE = 85.0
"""Likeness of texts in percent from which a task counts as the same, mended: a misread word or two in a sentence."""
WINDOW = 100
"""How far from its old place a mended task is looked for, in tasks: keeps 10,000 rows from being 100 million pairs."""


@dataclass(frozen=True, slots=True)
class StoredTask:
    """What identifies a task in the database."""

    id: int
    section: str | None
    label: str | None
    text: str


def match_tasks(
    stored: Sequence[StoredTask], read: Sequence[Task], otherwise: Sequence[StoredTask] = ()
) -> dict[int, int]:
    """
    The id that each task read again keeps.

    Args:
        stored: the document's tasks in the database, in their order.
        read: its tasks as read now, in their order.
        otherwise: what else tasks are known by, for those that are not found by what is stored.
    Returns:
        Index in *read* to id; a task that is new has no entry, and no id is given twice.
    """
    kept = _match(stored, read)
    taken = set(kept.values())
    others = [other for other in otherwise if other.id not in taken]
    if others:
        left = [index for index in range(len(read)) if index not in kept]
        more = _match(others, [read[index] for index in left])
        kept |= {left[place]: task_id for place, task_id in more.items()}
    return kept


def _match(stored: Sequence[StoredTask], read: Sequence[Task]) -> dict[int, int]:
    kept: dict[int, int] = {}
    waiting: defaultdict[tuple[str | None, str | None, str], deque[int]] = defaultdict(deque)
    for place, old in enumerate(stored):
        waiting[(old.section, old.label, old.text)].append(place)
    for index, task in enumerate(read):
        places = waiting[(task.section, task.label, task.text)]
        if places:
            kept[index] = stored[places.popleft()].id
    left = sorted(place for places in waiting.values() for place in places)
    fresh = [index for index in range(len(read)) if index not in kept]
    kept.update(_match_close(stored, left, read, fresh))
    return kept


def _match_close(
    stored: Sequence[StoredTask], left: Sequence[int], read: Sequence[Task], fresh: Sequence[int]
) -> dict[int, int]:
    if not left or not fresh:
        return {}
    from rapidfuzz.fuzz import ratio

    pairs = []
    for rank, index in enumerate(fresh):
        task = read[index]
        middle = rank * len(left) // len(fresh)
        for place in left[max(0, middle - WINDOW) : middle + WINDOW]:
            old = stored[place]
            likeness = ratio(old.text, task.text, score_cutoff=CLOSE)
            if likeness:
                # Among equals, the one under the same heading and label wins; then the one nearest its old place.
                same = (old.section == task.section) + (old.label == task.label)
                pairs.append((-likeness - 5 * same, abs(place - index), index, place))
    kept: dict[int, int] = {}
    used: set[int] = set()
    for _, _, index, place in sorted(pairs):
        if index not in kept and place not in used:
            kept[index] = stored[place].id
            used.add(place)
    return kept
