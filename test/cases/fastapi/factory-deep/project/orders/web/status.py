from fastapi import APIRouter

router = APIRouter()


@router.get("/health/live")
def live():
    return {}


@router.get("/health/ready")
def ready():
    return {}
