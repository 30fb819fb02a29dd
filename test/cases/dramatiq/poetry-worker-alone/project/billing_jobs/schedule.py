from apscheduler.schedulers.blocking import BlockingScheduler

from billing_jobs.actors import bill


def main() -> None:
    scheduler = BlockingScheduler()
    scheduler.add_job(bill.send, "cron", hour=1, args=[1])
    scheduler.start()
