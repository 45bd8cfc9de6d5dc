"""A batch on Ray against the same on this machine: what the cluster costs a document, and how fast files go out.

    python -m benchmarks.cluster --db postgresql://... (emptied) [--documents 200] [--pages 5] [--nodes 2]

The machines of the cluster are on the loopback, one core each, so that what is measured is the way of the files and not
the network. Processor seconds count where the cores are not free: of this process alone (the driver: it finds, hands
out, counts) and of all machines together. The rerun reads nothing: it is the rate at which files can be handed out.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.batch import database, write_plan
from ingest.batch import Effort, Summary, ingest_files
from ingest.cluster import ingest_on_cluster
from ingest.inputs import find_inputs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--nodes", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for number in range(asked.documents):
            write_plan(Path(place, f"{number:05}.pdf"), number, asked.pages)
        inputs = find_inputs([place])
        effort = Effort(ocr="never", jobs=asked.nodes)
        with database(asked.db, Path(place, "x.db")) as engine:
            tell("this machine", lambda: ingest_files(engine, inputs, effort=effort))
        with database(asked.db, Path(place, "x.db")) as engine, cluster(asked.nodes) as address:

            def spread() -> Summary:
                return ingest_on_cluster(engine, inputs, address=address, effort=Effort(ocr="never", jobs=0))

            # The machines start their programs for the first files; that is paid once, not by each document.
            ingest_on_cluster(engine, find_inputs(["samples"]), address=address, effort=Effort(ocr="never", jobs=0))
            tell("cluster", spread)
            tell("cluster, again", spread)


def tell(what: str, run: Callable[[], Summary]) -> None:
    """Run it, and print what it took."""
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    summary = run()
    after, seconds = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - started
    assert summary.exit_code == 0, summary.failed
    files = sum(summary.counts.values())
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{what:15} {files / seconds:8.1f} files/s {summary.pages / seconds:8.1f} pages/s on the clock, "
        f"{1000 * spent / files:6.2f} ms of the driver's processor a file"
    )


@contextmanager
def cluster(nodes: int) -> Iterator[str]:
    """The address of a cluster on the loopback that this process is connected to."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    import ray
    from ray.cluster_utils import Cluster

    store: dict[str, Any] = {"object_store_memory": 80 * 2**20, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **store})
    for _ in range(nodes):
        made.add_node(num_cpus=1, **store)
    ray.init(made.address, log_to_driver=False)
    try:
        yield str(made.address)
    finally:
        ray.shutdown()
        made.shutdown()  # type: ignore[no-untyped-call, unused-ignore]


if __name__ == "__main__":
    main()
