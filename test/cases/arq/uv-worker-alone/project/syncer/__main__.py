from arq import run_worker

from syncer.worker import WorkerSettings

run_worker(WorkerSettings)
