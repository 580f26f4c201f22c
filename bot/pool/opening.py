"""Which pool there is: a cluster's where one is named, or else this machine's."""

from __future__ import annotations

from contextlib import AbstractContextManager

from bot.pool.pool import Pool


def opened(cluster: str | None, items: int | None = None) -> AbstractContextManager[Pool]:
    """The pool of the cluster at an address; without one, of a process here for each core, or for each of so few items.

    Raises UsageError and PoolError as cluster_pool does.
    """
    if cluster is None:
        from bot.pool.local import local_pool

        return local_pool(items)
    from bot.pool.cluster import cluster_pool

    return cluster_pool(cluster)
