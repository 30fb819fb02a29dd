from django_rq import job


@job("high")
def render(paper: str) -> str:
    return paper
